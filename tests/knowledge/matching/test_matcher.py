"""A question finds its entry, a choice or nothing, for reasons that can be shown."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITION

from knowledge.entries import Knowledge
from knowledge.matching.decide import Decision, decide
from knowledge.matching.facets import Fit, Lexicon, read_lexicon
from knowledge.matching.matcher import Known, Matcher, base_digest
from knowledge.matching.model import CERTAINTY, MOST_OPTIONS, Model, read_model
from knowledge.matching.normalize import Normalizer
from knowledge.matching.rerank import LIKENESS, Candidate

PHRASINGS = {entry.id: entry.phrasings for entry in EDITION.entries}


@pytest.fixture(scope="module")
def lexicon(normalize: Normalizer) -> Lexicon:
    return read_lexicon(normalize)


def matcher_of(normalize: Normalizer, lexicon: Lexicon, **entries: list[str]) -> Matcher:
    return Matcher(normalize, lexicon, read_model(), {name: Known(phrasings) for name, phrasings in entries.items()})


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("bolehkah ASN like postingan calon bupati?", "like-unggahan-calon"),
        ("pns boleh ngelike status cabup gak", "like-unggahan-calon"),
        ("pns boleh komen di status cabup gak", "komentar-unggahan-calon"),
        ("kapan pns harus mundur klo maju pilkada?", "mundur-pilkada"),
        ("apakah pns boleh datang ke kampanye terbuka", "hadir-kampanye"),
    ],
)
def test_a_reworded_question_finds_its_entry_first(knowledge: Knowledge, question: str, entry: str) -> None:
    decision = knowledge.matcher.match(question).decision
    assert decision.band in ("answer", "clarify")
    assert decision.entries[0] == entry


@pytest.mark.parametrize(
    "question", ["resep rendang", "harga emas hari ini", "jadwal kereta ke kutoarjo", "xkqz vbn plm"]
)
def test_a_question_from_elsewhere_is_not_answered(knowledge: Knowledge, question: str) -> None:
    assert knowledge.matcher.match(question).decision.band in ("unanswered", "outside")


def test_two_equally_near_entries_are_offered(knowledge: Knowledge) -> None:
    decision = knowledge.matcher.match("like atau komen di akun calon").decision
    assert decision.band == "clarify"
    assert {"like-unggahan-calon", "komentar-unggahan-calon"} <= set(decision.entries)


@pytest.mark.parametrize("entry", EDITION.entries, ids=lambda entry: entry.id)
def test_every_phrasing_finds_its_own_entry(knowledge: Knowledge, entry: object) -> None:
    for phrasing in entry.phrasings:  # type: ignore[attr-defined]
        match = knowledge.matcher.match(phrasing)
        assert match.decision.entries == (entry.id,)  # type: ignore[attr-defined]
        assert match.decision.confidence == 1.0


def test_a_match_says_why(knowledge: Knowledge) -> None:
    match = knowledge.matcher.match("bolehkah ASN like postingan zyxwv?")
    assert "zyxwv" in match.unknown
    assert match.asked["act"] == {"like"}
    assert match.decision.rule
    best = match.candidates[0]
    assert len(best.likeness) == len(LIKENESS)
    assert "act" in best.fit.agree
    assert best.phrasing
    strengths = [each.strength for each in match.candidates]
    assert strengths == sorted(strengths, reverse=True)
    assert sum(each.score for each in match.candidates) == pytest.approx(1)


def test_a_wording_of_two_entries_is_never_answered_as_known(normalize: Normalizer, lexicon: Lexicon) -> None:
    decision = matcher_of(normalize, lexicon, a=["boleh like"], b=["boleh like"]).match("boleh like").decision
    assert (decision.band, decision.entries) == ("clarify", ("a", "b"))


def test_an_empty_base_answers_nothing(normalize: Normalizer, lexicon: Lexicon) -> None:
    assert matcher_of(normalize, lexicon).match("boleh like?").decision.band == "unanswered"
    assert matcher_of(normalize, lexicon, a=[]).match("boleh like?").decision.band == "unanswered"


@given(text=st.text(max_size=400))
@settings(deadline=None, max_examples=200)
def test_any_text_ends_in_one_of_three_bands_and_the_same_again(knowledge: Knowledge, text: str) -> None:
    started = time.perf_counter()
    match = knowledge.matcher.match(text)
    assert time.perf_counter() - started < 0.1
    assert match.decision == knowledge.matcher.match(text).decision
    assert len(match.decision.entries) <= (1 if match.decision.band == "answer" else MOST_OPTIONS)
    assert all(0 <= each.score <= 1.0001 for each in match.candidates)
    assert 0 <= match.decision.confidence <= 1


@given(words=st.lists(st.sampled_from(["tolong", "kak", "ya", "min", "mohon", "dong", "nih"]), max_size=2))
def test_politeness_does_not_change_an_answer_into_another(knowledge: Knowledge, words: list[str]) -> None:
    question = "bolehkah pns memberi like pada postingan calon bupati"
    decision = knowledge.matcher.match(" ".join([*words, question, *words])).decision
    assert decision.band != "answer" or decision.entries == ("like-unggahan-calon",)


@given(place=st.integers(0, 40), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_a_typo_does_not_change_an_answer_into_another(knowledge: Knowledge, place: int, letter: str) -> None:
    question = "apakah asn boleh menghadiri kampanye calon"
    typed = question[:place] + letter + question[place + 1 :]
    decision = knowledge.matcher.match(typed).decision
    assert decision.band != "answer" or decision.entries == ("hadir-kampanye",)


def sure_of(first: float, among: float, answer: float = 0.9, clarify: float = 0.5) -> Model:
    """A model that is always this sure, whatever the candidates."""
    constant = [float(np.log(each / (1 - each))) for each in (first, among)]
    rest = (0.0,) * (len(CERTAINTY) - 1)
    return Model((0.0,) * len(LIKENESS), (constant[0], *rest), (constant[1], *rest), answer, clarify)


def candidates(count: int, **fit: tuple[str, ...]) -> list[Candidate]:
    likeness = (0.0,) * len(LIKENESS)
    return [Candidate(str(number), 0.0, 1 / count, "", likeness, Fit(**fit)) for number in range(count)]


@pytest.mark.parametrize(
    ("first", "among", "unknown", "band", "count"),
    [
        (0.91, 0.95, 0.0, "answer", 1),
        (0.89, 0.95, 0.0, "clarify", 3),
        (0.10, 0.51, 0.0, "clarify", 3),
        (0.10, 0.49, 0.0, "unanswered", 0),
        (0.95, 0.99, 0.49, "answer", 1),
        (0.95, 0.99, 0.50, "unanswered", 0),
    ],
)
def test_the_bands_have_these_edges(first: float, among: float, unknown: float, band: str, count: int) -> None:
    decision = decide(candidates(5), unknown, 6, sure_of(first, among))
    assert (decision.band, len(decision.entries)) == (band, count)


@pytest.mark.parametrize("facet", ["actor", "phase"])
def test_the_rule_for_somebody_else_or_another_time_is_never_sent(facet: str) -> None:
    decision = decide(candidates(4, clash=(facet,)), 0.0, 6, sure_of(0.99, 0.99))
    assert decision.band == "clarify"


def test_a_choice_leaves_out_what_clashes() -> None:
    clashing, fitting = candidates(2, clash=("actor",)), candidates(4)
    ranked = [*(replace(each, entry=f"x{each.entry}") for each in clashing), *fitting]
    assert decide(ranked, 0.0, 6, sure_of(0.6, 0.9)).entries == ("0", "1", "2")


def test_without_candidates_nothing_is_known() -> None:
    assert decide([], 0.0, 3, sure_of(0.99, 0.99)) == Decision("unanswered", (), 0.0, "tidak ada yang mirip")


def test_the_digest_of_a_base_follows_what_is_learned_from() -> None:
    base = {"a": Known(["satu", "dua"], {"act": frozenset({"like"})})}
    assert base_digest(base) == base_digest({"a": Known(("satu", "dua"), {"act": frozenset({"like"})})})
    assert base_digest(base) != base_digest({"a": Known(["satu"], {"act": frozenset({"like"})})})
    assert base_digest(base) != base_digest({"a": Known(["satu", "dua"])})
