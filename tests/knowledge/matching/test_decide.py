"""The three bands, at their very edges. The numbers here are exact in binary, so an edge is an edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.decide import MOST_OPTIONS, Decision, Thresholds, decide
from knowledge.matching.rerank import Candidate

LIMITS = Thresholds(answer=0.5, margin=0.25, clarify=0.25, option=0.125, unknown=0.5)
STEP = 1 / 1024

ANSWER = "mirip, dan jelas mengungguli yang berikutnya"
NEAR = "mirip, tetapi ada yang hampir sama miripnya"
FAR = "belum cukup mirip untuk langsung dikirim"
STRANGE = "sebagian besar katanya tidak dikenal"
NOWHERE = "terlalu jauh dari semua jawaban"


def decided(scores: list[float], unknown: float = 0, limits: Thresholds = LIMITS) -> Decision:
    candidates = [Candidate(f"e{number}", score, "", {}) for number, score in enumerate(scores)]
    return decide(candidates, unknown, limits)


@pytest.mark.parametrize(
    ("scores", "unknown", "band", "options", "rule"),
    [
        ([], 0, "unanswered", 0, "tidak ada yang mirip"),
        ([], 1, "unanswered", 0, "tidak ada yang mirip"),
        # the least likeness worth a choice
        ([0.25 - STEP], 0, "unanswered", 0, NOWHERE),
        ([0.25], 0, "clarify", 1, FAR),
        # the least likeness worth an answer
        ([0.5 - STEP], 0, "clarify", 1, FAR),
        ([0.5], 0, "answer", 1, ANSWER),
        ([1.0], 0, "answer", 1, ANSWER),
        # the lead over the next
        ([0.75, 0.5], 0, "answer", 1, ANSWER),
        ([0.75, 0.5 + STEP], 0, "clarify", 1, NEAR),
        ([0.5, 0.5], 0, "clarify", 2, NEAR),
        ([0.5 - STEP, 0.0], 0, "clarify", 1, FAR),
        # how far an option may trail
        ([0.75, 0.625], 0, "clarify", 2, NEAR),
        ([0.75, 0.625 - STEP], 0, "clarify", 1, NEAR),
        ([0.375, 0.25, 0.25 - STEP], 0, "clarify", 2, FAR),
        # at most three
        ([0.75, 0.75, 0.75], 0, "clarify", 3, NEAR),
        ([0.75, 0.75, 0.75, 0.75, 0.75], 0, "clarify", 3, NEAR),
        # unknown words
        ([1.0], 0.5 - STEP, "answer", 1, ANSWER),
        ([1.0], 0.5, "unanswered", 0, STRANGE),
        ([1.0, 0.99], 1.0, "unanswered", 0, STRANGE),
        ([0.25 - STEP], 1.0, "unanswered", 0, NOWHERE),
    ],
)
def test_each_edge_falls_on_its_side(scores: list[float], unknown: float, band: str, options: int, rule: str) -> None:
    decision = decided(scores, unknown)
    assert (decision.band, decision.rule) == (band, rule)
    assert decision.entries == tuple(f"e{number}" for number in range(options))
    assert decision.confidence == (scores[0] if scores else 0)


SCORES = st.lists(st.floats(0, 1), max_size=8).map(lambda scores: sorted(scores, reverse=True))
LIMITS_OF_ANY_KIND = st.builds(Thresholds, *[st.floats(0, 1)] * 5)


@given(SCORES, st.floats(0, 1), LIMITS_OF_ANY_KIND)
def test_whatever_the_limits_a_decision_is_one_of_three(
    scores: list[float], unknown: float, limits: Thresholds
) -> None:
    decision = decided(scores, unknown, limits)
    best = scores[0] if scores else 0.0
    if decision.band == "answer":
        assert decision.entries == ("e0",)
        assert best >= limits.answer
        assert unknown < limits.unknown
        assert best - (scores[1] if len(scores) > 1 else 0) >= limits.margin
    elif decision.band == "clarify":
        assert 1 <= len(decision.entries) <= MOST_OPTIONS
        assert decision.entries == tuple(f"e{number}" for number in range(len(decision.entries)))
        assert all(best - scores[int(entry[1:])] <= limits.option for entry in decision.entries)
    else:
        assert decision.entries == ()
        assert not scores or best < limits.clarify or unknown >= limits.unknown
