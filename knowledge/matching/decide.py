"""The bands: answer, offer a choice, decline what is not ours, or say that we do not know."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Literal

from knowledge.matching.facets import FORBIDDING
from knowledge.matching.model import MOST_OPTIONS, Model
from knowledge.matching.rerank import LIKENESS, Candidate

Band = Literal["answer", "clarify", "outside", "unanswered"]

_CENTROID, _PHRASING, _COVERED = (LIKENESS.index(name) for name in ("centroid", "phrasing", "entry_covered"))

CLOSE_OTHERS = 4
"""Candidates after the first among which one made for exactly the people named counts."""
DECLINE = 0.4
"""From this probability on, a subject that is not ours is declined; less is needed than for an answer."""
LEAST_SHARE = 0.005
"""An option is worth offering from this share of the first option's likelihood on."""
NEARLY = 0.95
NEARLY_LEAD = 0.1
"""Likeness (cosine) to one phrasing, and lead over every other entry's, from which on a question counts as known."""
RIVAL = 0.1
"""From this share of the belief on, a subject that is not ours is a rival of the best entry."""
LEAST_LIKENESS = 0.1
"""Below this likeness (cosine with an entry's centroid) no choice is worth reading."""
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


def decide(
    ranked: Sequence[Candidate], unknown: float, length: int, model: Model, outside: Set[str] = frozenset()
) -> Decision:
    """The band for candidates sorted best first; `unknown` is the share of unknown words, `length` counts all words."""
    if not ranked:
        return Decision("unanswered", (), 0.0, "tidak ada yang mirip")
    best = ranked[0]
    first, among = model.certainty(ranked, unknown, length)
    if unknown >= MOST_UNKNOWN:
        return Decision("unanswered", (), first, "sebagian besar katanya tidak dikenal")
    if best.entry in outside and first >= DECLINE:
        return Decision("outside", (best.entry,), first, "di luar netralitas ASN")
    fits = may_be_sent(ranked) and not nearer_elsewhere(ranked, outside)
    if best.entry not in outside and fits and (first >= model.answer or _nearly_known(ranked)):
        rule = "cukup yakin" if first >= model.answer else "hampir persis sama dengan salah satu contoh pertanyaan"
        return Decision("answer", (best.entry,), first, f"{rule}, tanpa pertentangan pelaku atau tahapan")
    near = best.likeness[_CENTROID] >= LEAST_LIKENESS
    if near and max(first, among) * _ours(ranked, outside) >= model.clarify:
        rule = (
            "belum cukup yakin untuk dikirim"
            if fits
            else "pelaku, tahapan, atau bidangnya belum tentu sama, jadi ditanyakan"
        )
        return Decision("clarify", _options([each for each in ranked if each.entry not in outside]), first, rule)
    return Decision("unanswered", (), first, "terlalu jauh dari semua jawaban")


def may_be_sent(ranked: Sequence[Candidate]) -> bool:
    """Whether nothing about people and times speaks against sending the first without asking.

    The rule for somebody else is the wrong rule: so is one for a narrower group than the question names, and a general
    one when the next best are made for exactly the people named.
    """
    best, *others = ranked
    better_made = any(each.fit.same_actor for each in others[:CLOSE_OTHERS])
    return not (
        FORBIDDING & set(best.fit.clash)
        or best.fit.narrower
        or ("actor" in best.fit.agree and not best.fit.same_actor and better_made)
    )


def nearer_elsewhere(ranked: Sequence[Candidate], outside: Set[str]) -> bool:
    """Whether a subject that is not ours has more of the question's words than the best entry has."""
    return any(
        each.entry in outside and each.score >= RIVAL and each.likeness[_COVERED] > ranked[0].likeness[_COVERED]
        for each in ranked[1:]
    )


def _nearly_known(ranked: Sequence[Candidate]) -> bool:
    """Whether the question is one curated phrasing but for a word that decides nothing.

    Of 3,548 hidden phrasings of the first complete base 43 were, and every one belonged to the entry found.
    """
    best, *others = (each.likeness[_PHRASING] for each in ranked)
    fit = ranked[0].fit
    return best >= NEARLY and best - max(others, default=0.0) >= NEARLY_LEAD and not fit.clash and not fit.open


def _ours(ranked: Sequence[Candidate], outside: Set[str]) -> float:
    """The share of the belief in the first three that is in entries of ours."""
    three = ranked[:MOST_OPTIONS]
    return sum(each.score for each in three if each.entry not in outside) / sum(each.score for each in three)


def _options(ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """The best entries, those that clash with the question only after those that do not; without hopeless ones."""
    worth = max((each.score for each in ranked), default=0.0) * LEAST_SHARE
    hopeful = [each for each in ranked if each.score >= worth]
    hopeful.sort(key=lambda each: bool(FORBIDDING & set(each.fit.clash)))
    return tuple(each.entry for each in hopeful[:MOST_OPTIONS])
