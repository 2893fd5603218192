"""The bands, at their very edges, for a model that is always this sure."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.decide import DECLINE, LEAST_LIKENESS, MOST_UNKNOWN, Decision, decide
from knowledge.matching.facets import FACETS, Fit
from knowledge.matching.model import CERTAINTY, MOST_OPTIONS, Model
from knowledge.matching.rerank import LIKENESS, Candidate


def sure_of(first: float, among: float, answer: float = 0.9, clarify: float = 0.5) -> Model:
    """A model that is always this sure, whatever the candidates."""
    constant = [float(np.log(each / (1 - each))) for each in (first, among)]
    rest = (0.0,) * (len(CERTAINTY) - 1)
    return Model((0.0,) * len(LIKENESS), (constant[0], *rest), (constant[1], *rest), answer, clarify)


def candidates(count: int, like: float = 0.5, **fit: tuple[str, ...]) -> list[Candidate]:
    likeness = (like,) * len(LIKENESS)
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


@pytest.mark.parametrize(
    ("first", "others", "band"),
    [
        (Fit(agree=("actor",), same_actor=True), Fit(), "answer"),
        (Fit(narrower=True), Fit(), "clarify"),
        (Fit(agree=("actor",)), Fit(agree=("actor",), same_actor=True), "clarify"),
        (Fit(agree=("actor",)), Fit(agree=("actor",)), "answer"),
    ],
)
def test_what_is_made_for_others_is_never_sent_without_asking(first: Fit, others: Fit, band: str) -> None:
    best, *rest = candidates(4)
    ranked = [replace(best, fit=first), *(replace(each, fit=others) for each in rest)]
    assert decide(ranked, 0.0, 6, sure_of(0.99, 0.99)).band == band


@pytest.mark.parametrize(("count", "entries"), [(4, ("0", "1", "2")), (2, ("0", "1", "x0"))])
def test_what_clashes_is_offered_only_where_nothing_better_is_left(count: int, entries: tuple[str, ...]) -> None:
    clashing, fitting = candidates(2, clash=("actor",)), candidates(count)
    ranked = [*(replace(each, entry=f"x{each.entry}") for each in clashing), *fitting]
    assert decide(ranked, 0.0, 6, sure_of(0.6, 0.9)).entries == entries


def test_without_candidates_nothing_is_known() -> None:
    assert decide([], 0.0, 3, sure_of(0.99, 0.99)) == Decision("unanswered", (), 0.0, "tidak ada yang mirip")


@pytest.mark.parametrize(
    ("first", "band"), [(DECLINE - 0.01, "clarify"), (DECLINE + 0.01, "outside"), (0.99, "outside")]
)
def test_what_is_not_ours_is_declined_sooner_than_something_is_answered(first: float, band: str) -> None:
    assert decide(candidates(4), 0.0, 6, sure_of(first, 0.9), {"0"}).band == band


def test_what_is_not_ours_is_never_an_option() -> None:
    assert decide(candidates(4), 0.0, 6, sure_of(0.3, 0.99, clarify=0.2), {"0", "2"}).entries == ("1", "3")
    assert decide(candidates(2), 0.0, 6, sure_of(0.3, 0.9), {"0", "1"}).band == "unanswered"


def test_what_is_like_nothing_we_have_is_not_offered_a_choice() -> None:
    assert decide(candidates(4, LEAST_LIKENESS - 0.01), 0.0, 6, sure_of(0.5, 0.9)).band == "unanswered"
    assert decide(candidates(4, LEAST_LIKENESS), 0.0, 6, sure_of(0.5, 0.9)).band == "clarify"


def test_a_choice_counts_only_what_is_ours() -> None:
    ranked = [replace(each, score=share) for each, share in zip(candidates(3), (0.8, 0.1, 0.1), strict=True)]
    assert decide(ranked, 0.0, 6, sure_of(0.3, 0.9)).band == "clarify"
    assert decide(ranked, 0.0, 6, sure_of(0.3, 0.9), {"0"}).band == "unanswered"


def alike(*phrasings: float, fit: Fit = Fit()) -> list[Candidate]:  # noqa: B008  frozen
    """Candidates that are this like one of their phrasings."""
    place = LIKENESS.index("phrasing")
    found = []
    for each, value in zip(candidates(len(phrasings)), phrasings, strict=True):
        likeness = (*each.likeness[:place], value, *each.likeness[place + 1 :])
        found.append(replace(each, likeness=likeness, fit=fit))
    return found


@pytest.mark.parametrize(
    ("phrasings", "fit", "band"),
    [
        ((0.96, 0.8), Fit(), "answer"),
        ((0.94, 0.8), Fit(), "clarify"),
        ((0.96, 0.9), Fit(), "clarify"),
        ((0.96,), Fit(), "answer"),
        ((0.99, 0.1), Fit(clash=("ask",)), "clarify"),
        ((0.99, 0.1), Fit(open=("actor",)), "clarify"),
        ((0.99, 0.1), Fit(narrow=("actor",)), "answer"),
    ],
)
def test_a_known_wording_but_for_a_word_that_decides_nothing_is_answered(
    phrasings: tuple[float, ...], fit: Fit, band: str
) -> None:
    assert decide(alike(*phrasings, fit=fit), 0.0, 6, sure_of(0.5, 0.9)).band == band


@pytest.mark.parametrize(
    ("covered", "share", "band"), [(0.6, 0.2, "clarify"), (0.5, 0.2, "answer"), (0.6, 0.05, "answer")]
)
def test_what_is_nearer_to_something_not_ours_is_not_sent(covered: float, share: float, band: str) -> None:
    best, rival, *others = candidates(4)
    place = LIKENESS.index("entry_covered")
    likeness = (*rival.likeness[:place], covered, *rival.likeness[place + 1 :])
    ranked = [replace(best, score=0.7), replace(rival, entry="luar/x", likeness=likeness, score=share), *others]
    assert decide(ranked, 0.0, 6, sure_of(0.99, 0.99), {"luar/x"}).band == band


def test_a_hopeless_option_is_not_offered() -> None:
    best, *others = candidates(3)
    ranked = [replace(best, score=0.9), *(replace(each, score=0.001) for each in others)]
    assert decide(ranked, 0.0, 6, sure_of(0.6, 0.9)).entries == ("0",)


PROBABILITY = st.floats(0.001, 0.999)


@given(PROBABILITY, PROBABILITY, st.floats(0, 1), st.integers(0, 8), st.sets(st.sampled_from(FACETS)), st.booleans())
def test_whatever_the_model_a_decision_keeps_its_word(
    first: float, among: float, unknown: float, count: int, clash: set[str], ours: bool
) -> None:
    ranked = candidates(count, clash=tuple(clash)) if count else []
    decision = decide(ranked, unknown, 5, sure_of(first, among), set() if ours else {"0"})
    if decision.band == "answer":
        assert decision.entries == ("0",)
        assert ours
        assert first > 0.89
        assert unknown < MOST_UNKNOWN
        assert not clash & {"actor", "phase"}
    elif decision.band == "clarify":
        assert 1 <= len(decision.entries) <= MOST_OPTIONS
        assert ours or "0" not in decision.entries
    else:
        assert decision.entries == (("0",) if decision.band == "outside" else ())
