"""Chat forms become standard words; nothing typed can break or stall it."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.matching.normalize import MOST_CHARACTERS, Normalizer, read_slang


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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        # how people type
        ("blh gk sih klo pns dtg ke kampanye", "boleh tidak sih kalau asn datang ke kampanye"),
        ("gmn hukumnya gabung timses", "bagaimana hukum gabung tim sukses"),
        ("udh follow akun caleg", "sudah follow akun calon legislatif"),
        ("sosmed, medsos & ig", "media sosial media sosial instagram"),
        ("kades/sekdes bukan asn kan", "kepala desa perangkat desa bukan asn kan"),
        # a letter held down
        ("boleeeeh", "boleh"),
        ("tidaaaaak", "tidak"),
        ("PNSSSS", "asn"),
        ("maaf", "maaf"),
        ("saat", "saat"),
        # said twice
        ("kumpul2", "kumpul"),
        ("ibu2", "ibu"),
        ("foto2 dan foto-foto", "foto dan foto"),
        ("teman-teman", "teman"),
        ("hati‑hati", "hati"),
        # little words at the end
        ("bolehkah", "boleh"),
        ("dukunganlah", "dukungan"),
        ("istrinya", "istri"),
        ("nya kah lah", "nya kah lah"),
        # numbers and names of rules
        ("Pasal 5 huruf n", "pasal 5 huruf n"),
    ],
)
def test_each_habit_of_typing_has_its_words(normalize: Normalizer, typed: str, words: str) -> None:
    assert " ".join(normalize(typed)) == words


@pytest.mark.parametrize(
    "word",
    ["masalah", "adalah", "jumlah", "sekolah", "setelah", "salah", "kalah", "hanya", "punya", "tanya", "langkah"],
)
def test_a_word_that_merely_ends_like_a_little_word_stays_whole(normalize: Normalizer, word: str) -> None:
    assert normalize(word) == (word,)
    assert normalize(f"{word}nya") == (word,)


@pytest.mark.parametrize("number", ["1999", "2000"])
def test_a_number_is_not_a_letter_held_down(normalize: Normalizer, number: str) -> None:
    assert normalize(f"sejak {number}") == ("sejak", number)


def test_every_chat_form_of_the_list_is_understood(normalize: Normalizer) -> None:
    slang = read_slang()
    assert {form for form, words in slang.items() if normalize(f"x {form.upper()}, x")[1:-1] != words} == set()


def test_a_chat_form_becomes_the_words_that_others_write_out(normalize: Normalizer) -> None:
    strange = {
        form: words for form, words in read_slang().items() if form not in words and normalize(" ".join(words)) != words
    }
    assert strange == {}


def test_a_form_of_two_words_outranks_each_of_them() -> None:
    normalize = Normalizer({"tim": ("regu",), "tim ses": ("tim", "sukses"), "ses": ("sesi",)})
    assert normalize("tim ses") == ("tim", "sukses")
    assert normalize("ses tim") == ("sesi", "regu")
    assert normalize("tim-ses tim") == ("tim", "sukses", "regu")


PLAIN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz2 -?.é😀", max_size=80)


@given(PLAIN)
@example("pns boleh ngelike ga")
def test_capitals_never_matter(normalize: Normalizer, text: str) -> None:
    assert normalize(text.upper()) == normalize(text) == normalize(text.title())


@given(st.lists(st.sampled_from(["boleh", "like", "calon", "asn", "tidak", "kampanye", "saya"]), max_size=8))
def test_standard_words_are_left_as_they_are(normalize: Normalizer, words: list[str]) -> None:
    once = normalize(" ".join(words))
    assert normalize(" ".join(once)) == once
    assert once == tuple(word for number, word in enumerate(words) if number == 0 or words[number - 1] != word)


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_what_comes_after_the_limit_is_not_read(normalize: Normalizer, text: str) -> None:
    assert normalize("boleh " * (MOST_CHARACTERS // 6) + "a" * (MOST_CHARACTERS % 6) + text) == normalize(
        "boleh " * (MOST_CHARACTERS // 6) + "a" * (MOST_CHARACTERS % 6)
    )


@given(st.text(st.characters(exclude_categories=()), max_size=200))
@example("\ud800\udfff")
@example("\ufdfa" * 100)
@example("İıſßŉ")
@example("a\u0301\u200d\u0610")
def test_nothing_that_can_be_typed_raises_and_words_hold_letters_and_digits_only(
    normalize: Normalizer, text: str
) -> None:
    words = normalize(text)
    assert all("_" not in word and not any(map(str.isspace, word)) for word in words)
    assert all(left != right for left, right in pairwise(words))
