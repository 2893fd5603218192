"""What calibration has learned: how to rank candidates, how sure to be of the first and the first three, where to stop.

Kept as JSON beside the knowledge it was learned from; no pickles.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.matching.arrays import Floats
from knowledge.matching.facets import RELATIONS
from knowledge.matching.rerank import LIKENESS, Candidate

SHIPPED = Path(__file__).with_name("model.json")
MOST_OPTIONS = 3

_OF_BEST = (
    "centroid",
    "phrasing",
    "question_covered",
    "entry_covered",
    "phrasing_covered",
    "word_score",
    "naming",
    "heaviest_missing",
)
_PLACES = [LIKENESS.index(name) for name in _OF_BEST]
_RELATIONS = [place for place, name in enumerate(LIKENESS) if name.rpartition("_")[2] in RELATIONS]
CERTAINTY = (
    "constant",
    "score",
    "lead",
    "share_of_first",
    "share_of_three",
    *(f"best_{name}" for name in _OF_BEST),
    "unknown_words",
    "length",
    *(f"best_{LIKENESS[place]}" for place in _RELATIONS),
)
"""The features of certainty, in the order of a model's weights."""
_LARGEST_LEAD = 10.0
_LONG_QUESTION = 12


@dataclass(frozen=True)
class Model:
    """Weights and limits, fixed for one version of the knowledge."""

    ranking: tuple[float, ...]
    """In the order of `LIKENESS`."""
    first: tuple[float, ...]
    """Of the probability that the best candidate is right, in the order of `CERTAINTY`."""
    among: tuple[float, ...]
    """Of the probability that one of the first three is right."""
    answer: float
    """From this probability of the first on, it is sent without asking."""
    clarify: float
    """From this probability of the three on, they are offered."""
    base: str = ""
    """Digest of the base it was learned from (`calibrate.base_digest`)."""

    def ranked(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with their scores, best first."""
        if not candidates:
            return []
        strengths = np.asarray([each.likeness for each in candidates]) @ np.asarray(self.ranking)
        shares = np.exp(strengths - strengths.max())
        shares /= shares.sum()
        found = [
            replace(each, strength=float(strength), score=float(share))
            for each, strength, share in zip(candidates, strengths, shares, strict=True)
        ]
        return sorted(found, key=lambda candidate: (-candidate.strength, candidate.entry))

    def certainty(self, ranked: Sequence[Candidate], unknown: float, length: int) -> tuple[float, float]:
        """The probabilities that the first is right, and that one of the first three is; 0 without candidates."""
        if not ranked:
            return 0.0, 0.0
        values = certainty_features(ranked, unknown, length)
        return _probability(values, self.first), _probability(values, self.among)

    def to_json(self) -> str:
        """As stored: short, and the same bytes for the same model."""
        rows = {name: _rounded(value) for name, value in asdict(self).items()}
        return json.dumps({"likeness": LIKENESS, "certainty": CERTAINTY, **rows}) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """A stored model; raises `ValueError` when it was learned for other features than ours."""
        rows: dict[str, Any] = json.loads(text)
        if tuple(rows.pop("likeness")) != LIKENESS or tuple(rows.pop("certainty")) != CERTAINTY:
            raise ValueError("the stored model was learned for other features; run: netral kb calibrate")
        for name in ("ranking", "first", "among"):
            rows[name] = tuple(rows[name])
        return cls(**rows)


def read_model(path: Path = SHIPPED) -> Model:
    """The model that comes with the product, learned from its knowledge base."""
    return Model.from_json(path.read_text(encoding="utf-8"))


def _rounded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [round(weight, 5) for weight in value]
    return round(value, 4) if isinstance(value, float) else value


def certainty_features(ranked: Sequence[Candidate], unknown: float, length: int) -> Floats:
    """What certainty is judged by: `ranked` best first, `unknown` the share of unknown words, `length` in words."""
    best = np.asarray(ranked[0].likeness)
    strength = ranked[0].strength
    lead = min(strength - ranked[1].strength, _LARGEST_LEAD) if len(ranked) > 1 else _LARGEST_LEAD
    return np.asarray(
        [
            1.0,
            strength,
            lead,
            ranked[0].score,
            sum(each.score for each in ranked[:MOST_OPTIONS]),
            *best[_PLACES],
            unknown,
            min(length, _LONG_QUESTION) / _LONG_QUESTION,
            *best[_RELATIONS],
        ],
        dtype=np.float32,
    )


def _probability(values: Floats, weights: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-np.clip(values @ np.asarray(weights), -30, 30))))
