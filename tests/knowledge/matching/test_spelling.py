"""A slip of the finger is read as the word that was meant, and nothing that could be another word is touched."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.entries import Knowledge
from knowledge.matching.spelling import SHORTEST, Spelling

SPELLING = Spelling(["kampanye", "gubernur", "membela", "membeli", "calon", "kepala", "mengunggah"])
WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kampnye", "kampanye"),
        ("kampanyee", "kampanye"),
        ("kamapnye", "kampanye"),
        ("gubernir", "gubernur"),
        ("membelo", "membelo"),  # membela or membeli: nobody can tell
        ("calin", "calin"),  # too short to be sure
        ("hampanye", "hampanye"),  # a wrong first letter is rather another word
        ("kamp4nye", "kamp4nye"),
        ("kempenye", "kempenye"),  # two slips
    ],
)
def test_one_slip_in_a_long_word_is_repaired_where_one_word_can_be_meant(typed: str, meant: str) -> None:
    assert SPELLING.repaired([typed]) == (meant,)


@given(st.lists(WORDS))
def test_known_words_stay_and_repair_is_done_after_once(words: list[str]) -> None:
    spelling = Spelling(words[::2])
    read = spelling.repaired(words)
    assert len(read) == len(words)
    assert all(meant == typed for typed, meant in zip(words[::2], read[::2], strict=True))
    assert spelling.repaired(read) == read
    assert all(typed == meant or len(typed) >= SHORTEST for typed, meant in zip(words, read, strict=True))


def test_a_repaired_word_finds_its_entry_but_never_counts_as_known(knowledge: Knowledge) -> None:
    match = knowledge.matcher.match("apakah asn boleh menghadri kampanye calon")
    assert match.repaired == {"menghadri": "menghadiri"}
    assert match.unknown == ("menghadri",)
    assert match.candidates[0].entry == "hadir-kampanye"
    assert match.asked["act"] == knowledge.matcher.match("apakah asn boleh menghadiri kampanye calon").asked["act"]
