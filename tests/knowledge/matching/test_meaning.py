"""Meaning is one more sign of likeness where an operator wants it; without it nothing is different."""

import pytest
from toy_encoder import ENCODED, encode

from knowledge.matching.facets import NO_FACETS, NO_LEXICON
from knowledge.matching.index import Index
from knowledge.matching.meaning import Encoder, read_encoder
from knowledge.matching.rerank import LIKENESS, compare
from webhooks.service import encoder_of
from webhooks.settings import Settings, UnusableSettings

BASE = {
    "rapat": [("boleh", "ikut", "rapat"), ("undangan", "rapat")],
    "mobil": [("boleh", "pakai", "mobil"), ("mobil", "kantor")],
    "uang": [("boleh", "terima", "uang")],
    "kosong": [],
}
MEANING = LIKENESS.index("meaning")


def found(words: tuple[str, ...], encoder: Encoder | None) -> dict[str, float]:
    index = Index.build(BASE, encoder=encoder)
    candidates = compare(index, NO_LEXICON, words, NO_FACETS, index.nearest(words, 1))
    return {each.entry: each.likeness[MEANING] for each in candidates}


def test_a_synonym_brings_its_entry_among_the_candidates() -> None:
    words = ("boleh", "pakai", "duit")
    assert found(words, None).keys() == {"mobil"}
    with_meaning = found(words, Encoder("toy", encode))
    assert with_meaning.keys() == {"mobil", "uang"}
    assert with_meaning["uang"] > with_meaning["mobil"]


def test_without_an_encoder_the_feature_is_silent() -> None:
    assert set(found(("boleh", "pakai", "mobil"), None).values()) == {0.0}


def test_a_phrasing_is_encoded_once_and_a_question_is_not_remembered() -> None:
    encoder = Encoder("toy", encode)
    Index.build(BASE, encoder=encoder)
    ENCODED.clear()
    index = Index.build(BASE, encoder=encoder)
    assert not set(ENCODED) - {""}
    for _ in range(2):
        index.nearest(("kendaraan",), 1)
    assert ENCODED.count("kendaraan") == 2


@pytest.mark.parametrize("name", ["tidak.ada:fungsi", "json:tidak_ada", "json", ""])
def test_an_encoder_that_is_not_there_is_named_at_the_start(name: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        read_encoder(name)


def test_the_setting_is_off_by_default_and_refused_in_one_sentence() -> None:
    assert encoder_of(Settings()) is None
    with pytest.raises(UnusableSettings, match="NETRAL_ENCODER: there is no function"):
        encoder_of(Settings(encoder="tidak.ada:fungsi"))
