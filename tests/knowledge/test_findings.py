"""A finding says what is wrong and how to mend it, in words for an editor."""

import datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.documents import Confidence, Slug, Text
from knowledge.findings import sentence_for


class Sheet(BaseModel):
    """One key for each kind of fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: Text = "a"
    short: Text = Field("a", max_length=3)
    slug: Slug = "a"
    choice: Confidence = "tinggi"
    items: tuple[Text, ...] = Field(("a",), min_length=1, max_length=2)
    day: datetime.date = datetime.date(2026, 1, 1)
    inner: "Sheet | None" = None


@pytest.mark.parametrize(
    ("values", "what", "mend"),
    [
        ({"wrd": 1}, "kunci wrd tidak dikenal", "hapus atau betulkan ejaannya"),
        ({"word": True}, "word bukan teks", "beri tanda kutip bila berupa angka atau kata ya/tidak"),
        ({"word": "  "}, "word kosong", "isi dengan teks"),
        ({"short": "abcd"}, "short lebih dari 3 huruf", "ringkas"),
        ({"slug": "A b"}, "slug tidak sesuai bentuknya: 'A b'", "ikuti pola ^[a-z0-9]+(-[a-z0-9]+)*$"),
        ({"choice": "entah"}, "choice bernilai 'entah'", "pilih 'tinggi', 'sedang'"),
        ({"items": ["a", "b", "c"]}, "items berisi terlalu banyak butir", "paling banyak 2"),
        ({"items": []}, "items kosong", "isi sekurangnya 1 butir"),
        ({"items": ["a", 7]}, "items.1 bukan teks", "beri tanda kutip"),
        ({"items": "a"}, "items bukan daftar", "[a, b] atau baris-baris berawalan -"),
        ({"day": "besok"}, "day bukan tanggal: 'besok'", "misalnya 2026-11-27"),
        ({"day": ["x"]}, "day bukan tanggal: ['x']", "misalnya 2026-11-27"),
        ({"inner": {"word": ""}}, "inner.word kosong", "isi dengan teks"),
        (["a"], "isi berkas bukan pasangan kunci dan nilai", "ikuti bentuk berkas lain"),
    ],
)
def test_each_kind_of_fault_has_its_sentence_and_its_remedy(values: Any, what: str, mend: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sheet.model_validate(values)
    (details,) = caught.value.errors()
    found = sentence_for(details)
    assert found[0] == what
    assert mend in found[1]


def test_a_fault_without_a_sentence_of_its_own_still_names_the_key() -> None:
    details = {"type": "something_new", "loc": ("a", 0, "b"), "msg": "pesan", "input": 1}
    assert sentence_for(details) == ("a.0.b bernilai 1", "betulkan nilai ini")
