"""The first search: how alike a question and an entry are, between 0 and 1, whatever the order of things."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITION

from knowledge.matching.features import word_features
from knowledge.matching.index import UNKNOWN_WEIGHT, Index, Space
from knowledge.matching.normalize import Normalizer, read_slang

ONCE = Normalizer(read_slang())
BASE = {entry.id: [ONCE(text) for text in entry.wordings] for entry in EDITION.entries}
INDEX = Index.build(BASE)
KNOWN = sorted({word for phrasings in BASE.values() for words in phrasings for word in words})
QUESTION = st.lists(st.sampled_from(KNOWN) | st.text(alphabet="abcxyz", min_size=1, max_size=6), max_size=12).map(tuple)
BASES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.lists(st.sampled_from(["boleh", "like", "calon", "asn", "hadir"]), max_size=4).map(tuple), max_size=4),
    max_size=6,
)


@given(QUESTION)
def test_a_likeness_is_a_cosine(words: tuple[str, ...]) -> None:
    for space in (INDEX.words, INDEX.letters):
        query = space.vector(words)
        assert np.linalg.norm(query.weights) <= 1 + 1e-5
        found = [*space.similarities(query)]
        for entry in range(len(INDEX.ids)):
            found.extend(space.phrasing_similarities(entry, space.spread(query)))
        assert all(0 <= each <= 1 + 1e-5 for each in found)


@given(BASES, QUESTION)
def test_any_base_can_be_searched(base: dict[str, list[tuple[str, ...]]], words: tuple[str, ...]) -> None:
    index = Index.build(base)
    nearest = index.nearest(words, 3)
    assert len(nearest) <= 3
    assert [score for _, score in nearest] == sorted((score for _, score in nearest), reverse=True)
    assert all(0 < score <= 1 + 1e-5 and any(base[index.ids[number]]) for number, score in nearest)


@given(st.permutations(list(BASE)), QUESTION)
@settings(max_examples=40)
def test_the_order_of_the_entries_does_not_matter(order: list[str], words: tuple[str, ...]) -> None:
    other = Index.build({entry: BASE[entry] for entry in order})
    expected = {INDEX.ids[number]: score for number, score in INDEX.nearest(words, 99)}
    assert {other.ids[number]: score for number, score in other.nearest(words, 99)} == pytest.approx(expected, abs=1e-5)
    assert {text: set(holders) for text, holders in other.exact.items()} == {
        text: set(holders) for text, holders in INDEX.exact.items()
    }


@given(st.sampled_from(list(BASE)), st.integers(0, 8), st.integers(1, 4))
def test_every_unknown_word_makes_a_question_less_alike(entry: str, number: int, unknown: int) -> None:
    words = BASE[entry][number % len(BASE[entry])]
    strange = tuple(f"жщ{each}" for each in range(unknown))
    position = INDEX.ids.index(entry)
    scores = [dict(INDEX.nearest(words + strange[:count], 99))[position] for count in range(unknown + 1)]
    assert all(more < less for less, more in pairwise(scores))


def test_an_empty_question_is_like_nothing() -> None:
    assert INDEX.nearest((), 10) == []
    assert not INDEX.words.similarities(INDEX.words.vector(())).any()


def test_an_entry_without_phrasings_is_never_near_and_disturbs_nobody() -> None:
    index = Index.build({"kosong": [], **BASE, "tanpa-kata": [(), ()]})
    for words in (("like",), ("kampanye", "hadir")):
        found = [index.ids[number] for number, _ in index.nearest(words, 99)]
        assert found == [INDEX.ids[number] for number, _ in INDEX.nearest(words, 99)]


def test_a_word_of_every_entry_weighs_less_than_a_word_of_one() -> None:
    space = Space(word_features, [[("boleh", "like")], [("boleh", "komentar")], [("boleh", "hadir")]])
    assert 0 < space.weight("boleh") < space.weight("like") == space.weight("hadir")
    assert space.weight("tak-ada") == pytest.approx(np.log(3.5))
    assert "like" in space
    assert "tak-ada" not in space


def test_an_unknown_word_lengthens_a_question_by_its_share() -> None:
    space = Space(lambda words: words, [[("like",)], [("hadir",)]])
    known, heaviest = space.weight("like"), np.log(2.5)
    expected = known / np.hypot(known, UNKNOWN_WEIGHT * heaviest)
    assert space.similarities(space.vector(("like", "zzz")))[0] == pytest.approx(expected)


def test_an_exact_wording_names_every_entry_that_has_it() -> None:
    index = Index.build({"a": [("x",), ("y",), ("x",)], "b": [("y",), ("z", "x")]})
    assert index.exact == {"x": ("a",), "y": ("a", "b"), "z x": ("b",)}
