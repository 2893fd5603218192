"""Chat forms become standard words; nothing typed can break or stall it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.normalize import MOST_CHARACTERS, Normalizer


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Bolehkah ASN?", "boleh asn"),
        ("BOLEHHHH ga sihh", "boleh tidak sihh"),
        ("sy pns mau ngelike postingan paslon", "saya asn mau like unggahan pasangan calon"),
        ("bagi2 sembako / bagi-bagi sembako", "bagi sembako bagi sembako"),
        ("sanksinya apa", "sanksi apa"),
        ("klo cabup dtg gmn", "kalau calon bupati datang bagaimana"),
        ("ｆｕｌｌｗｉｄｔｈ ig", "fullwidth instagram"),
        ("adalah masalah sekolah", "adalah masalah sekolah"),
        ("P3K ≠ pppk", "pppk"),
    ],
)
def test_chat_becomes_standard_words(normalize: Normalizer, typed: str, words: str) -> None:
    assert " ".join(normalize(typed)) == words


@pytest.mark.parametrize("typed", ["", "   ", "?!…", "👍👍", "\x00\u202e"])
def test_no_words_is_no_words(normalize: Normalizer, typed: str) -> None:
    assert normalize(typed) == ()


@given(text=st.text(max_size=300))
def test_case_and_spaces_never_matter(normalize: Normalizer, text: str) -> None:
    assert normalize(text) == normalize(f"  {text}\n")
    assert all(word == word.strip() and word for word in normalize(text))


@given(text=st.text(max_size=300))
def test_the_same_text_gives_the_same_words(normalize: Normalizer, text: str) -> None:
    assert normalize(text) == normalize(text)


@pytest.mark.parametrize(
    "text", ["a" * 5000, "😀" * 4096, "kata2" * 1000, "ya " * 3000, "\u202e\x00" * 3000, "a-" * 4000]
)
def test_no_input_takes_long(normalize: Normalizer, text: str) -> None:
    started = time.perf_counter()
    words = normalize(text)
    assert time.perf_counter() - started < 0.05
    assert sum(map(len, words)) <= 3 * MOST_CHARACTERS
