"""The three bands: answer, offer a choice, or say that we do not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.matching.model import MOST_OPTIONS, Model
from knowledge.matching.rerank import Candidate

Band = Literal["answer", "clarify", "unanswered"]

FORBIDDING = frozenset({"actor", "phase"})
"""Facets in which a clash forbids an answer: the rule for somebody else, or for another time, is the wrong rule."""
MOST_UNKNOWN = 0.5
"""From this share of unknown words on, nothing is answered."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Which band, which entries (one to send, up to three to offer), and the rule that decided, for an editor."""

    band: Band
    entries: tuple[str, ...]
    confidence: float
    """The probability that the first entry is right."""
    rule: str


def decide(ranked: Sequence[Candidate], unknown: float, length: int, model: Model) -> Decision:
    """The band for candidates sorted best first; `unknown` is the share of unknown words, `length` counts all words."""
    if not ranked:
        return Decision("unanswered", (), 0.0, "tidak ada yang mirip")
    best = ranked[0]
    first, among = model.certainty(ranked, unknown, length)
    if unknown >= MOST_UNKNOWN:
        return Decision("unanswered", (), first, "sebagian besar katanya tidak dikenal")
    if first >= model.answer and not FORBIDDING & set(best.fit.clash):
        return Decision("answer", (best.entry,), first, "cukup yakin, tanpa pertentangan pelaku atau tahapan")
    if max(first, among) >= model.clarify:
        clash = bool(FORBIDDING & set(best.fit.clash))
        rule = (
            "pelaku atau tahapannya berbeda, jadi ditanyakan dulu"
            if clash
            else "belum cukup yakin untuk langsung dikirim"
        )
        return Decision("clarify", _options(ranked), first, rule)
    return Decision("unanswered", (), first, "terlalu jauh dari semua jawaban")


def _options(ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """The best entries that do not clash with the question; if all clash, the best of them."""
    fitting = [each for each in ranked if not FORBIDDING & set(each.fit.clash)]
    return tuple(each.entry for each in (fitting or ranked)[:MOST_OPTIONS])
