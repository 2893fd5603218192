"""The three bands: answer, offer a choice, or say that we do not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.matching.rerank import Candidate

Band = Literal["answer", "clarify", "unanswered"]

MOST_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fixed for the first edition and set on the careful side; all on the 0–1 scale of `Candidate.score`."""

    answer: float = 0.50
    margin: float = 0.30
    """How far the best must lead the next to be sent without asking."""
    clarify: float = 0.25
    option: float = 0.20
    """An option may trail the best by this much."""
    unknown: float = 0.40
    """From this share of unknown words on, nothing is answered."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Which band, which entries (one to send, up to three to offer), and the rule that decided, for an editor."""

    band: Band
    entries: tuple[str, ...]
    confidence: float
    rule: str


def decide(candidates: Sequence[Candidate], unknown_share: float, limits: Thresholds) -> Decision:
    """The band for candidates sorted best first."""
    if not candidates:
        return Decision("unanswered", (), 0.0, "tidak ada yang mirip")
    best = candidates[0]
    lead = best.score - (candidates[1].score if len(candidates) > 1 else 0.0)
    if best.score < limits.clarify:
        return Decision("unanswered", (), best.score, "terlalu jauh dari semua jawaban")
    if unknown_share >= limits.unknown:
        return Decision("unanswered", (), best.score, "sebagian besar katanya tidak dikenal")
    if best.score >= limits.answer and lead >= limits.margin:
        return Decision("answer", (best.entry,), best.score, "mirip, dan jelas mengungguli yang berikutnya")
    options = tuple(each.entry for each in candidates[:MOST_OPTIONS] if best.score - each.score <= limits.option)
    near = best.score >= limits.answer
    rule = "mirip, tetapi ada yang hampir sama miripnya" if near else "belum cukup mirip untuk langsung dikirim"
    return Decision("clarify", options, best.score, rule)
