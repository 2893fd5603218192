"""Learning from the base itself when to answer, when to offer a choice and when to say that we do not know.

In each of five folds a fifth of the entries is hidden whole (their questions should be refused) and a fifth of the
phrasings of every other entry (theirs should be found); the index is built anew without them, so that nothing hidden
leaks into it. Ranking is a conditional logit over the candidates, certainty a logistic model, both with a small ridge.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.decide import may_be_sent, nearer_elsewhere
from knowledge.matching.facets import Facets, Lexicon
from knowledge.matching.index import Index, Words
from knowledge.matching.matcher import Known
from knowledge.matching.meaning import Encoder
from knowledge.matching.model import CERTAINTY, MOST_OPTIONS, Model, certainty_features
from knowledge.matching.normalize import VERSION, Normalizer
from knowledge.matching.rerank import CANDIDATES, LIKENESS, MOST_CANDIDATES, Candidate, compare

Array = NDArray[np.float64]
Acceptable = Callable[[str, str], bool]
"""Whether a question that belongs to the first entry is answered rightly by the second."""

FOLDS = 5
SEED = 20221
FEWEST_ENTRIES = 25
FEWEST_PHRASINGS = 300
"""A smaller base is matched with a model learned from a larger one: with fewer questions the limits swing."""
SHOWN_OF_HIDDEN = 4
"""Questions asked of each entry that is hidden whole."""
MOST_QUESTIONS = 7500
"""Asked in all; more teach nothing new and cost the machine minutes at a hundred thousand phrasings."""
RIDGE = 1.0
STEPS = 60


@dataclass(frozen=True)
class Budget:
    """How wrong we may be, and how we expect to be asked."""

    wrong: float = 0.01
    """At most this share of the answers given to questions inside the base may be wrong."""
    inside: float = 0.70
    """The expected share of questions that the base can answer."""
    choice: float = 0.18
    """A choice is offered from this probability on that the right entry is among the three. Hidden phrasings are harder
    than people's questions: on the development questions 5 of 6 choices from here on held the right entry."""
    floor: float = 0.70
    """No calibration, however lucky its draw, answers below this probability."""
    fewest: int = 20
    """Fewer answered questions than this say nothing about a limit."""


USUAL_BUDGET = Budget()


@dataclass(frozen=True)
class Asked:
    """One hidden question: the entry it belongs to (None when that entry is hidden too) and what was found."""

    entry: str | None
    candidates: list[Candidate]
    unknown: float
    length: int


def calibrate(
    entries: Mapping[str, Known],
    normalize: Normalizer,
    lexicon: Lexicon,
    acceptable: Acceptable,
    budget: Budget = USUAL_BUDGET,
    outside: Set[str] = frozenset(),
    encoder: Encoder | None = None,
) -> Model:
    """A model for these entries; the same entries give the same model. `outside`: those that are not ours to answer.

    Raises `ValueError` when there are too few entries to hide some of them.
    """
    require_enough(entries)
    wordings = {entry: [normalize(text) for text in known.phrasings] for entry, known in entries.items()}
    asked = list(_ask(wordings, {entry: known.facets for entry, known in entries.items()}, lexicon, encoder))
    ranking = _learn_ranking(asked)
    draft = Model(tuple(ranking), (0.0,) * len(CERTAINTY), (0.0,) * len(CERTAINTY), 1.0, budget.choice)
    ranked = [draft.ranked(each.candidates) for each in asked]
    features = np.stack([_features(found, each) for found, each in zip(ranked, asked, strict=True)])
    inside = np.asarray([each.entry is not None for each in asked])
    weights = np.where(inside, budget.inside / inside.mean(), (1 - budget.inside) / max(1 - inside.mean(), 1e-9))
    right = _right(ranked, asked, acceptable, 1)
    first = _logistic(features, right, weights)
    among = _logistic(features, _right(ranked, asked, acceptable, MOST_OPTIONS), weights)
    sendable = inside & np.asarray([bool(found) and _sendable(found, outside) for found in ranked])
    limit = _answer_limit(_probabilities(features, first)[sendable], right[sendable] > 0, budget)
    return Model(
        tuple(ranking),
        tuple(first),
        tuple(among),
        limit,
        budget.choice,
        base_digest(entries, normalize, lexicon, budget, encoder.name if encoder else ""),
    )


def _sendable(ranked: Sequence[Candidate], outside: Set[str]) -> bool:
    return ranked[0].entry not in outside and may_be_sent(ranked) and not nearer_elsewhere(ranked, outside)


def _ask(
    wordings: Mapping[str, Sequence[Words]], facets: Mapping[str, Facets], lexicon: Lexicon, encoder: Encoder | None
) -> Iterator[Asked]:
    order = random.Random(SEED)  # noqa: S311  a fixed draw, so that the same base gives the same model
    entries = sorted(wordings)
    order.shuffle(entries)
    shuffled = {entry: [words for words in wordings[entry] if words] for entry in entries}
    for phrasings in shuffled.values():
        order.shuffle(phrasings)
    for fold in range(FOLDS):
        hidden = set(entries[fold::FOLDS])
        shown: dict[str, Sequence[Words]] = {}
        questions: list[tuple[str | None, Words]] = []
        for entry in entries:
            phrasings = shuffled[entry]
            if entry in hidden:
                questions += [(None, words) for words in phrasings[:SHOWN_OF_HIDDEN]]
            else:
                # Every phrasing is hidden in one fold only, so that none counts twice.
                questions += [(entry, words) for words in phrasings[fold::FOLDS]]
                shown[entry] = [words for place, words in enumerate(phrasings) if place % FOLDS != fold]
        order.shuffle(questions)
        index = Index.build(shown, lexicon, facets, encoder)
        for owner, words in questions[: MOST_QUESTIONS // FOLDS]:
            unknown = sum(word not in index.words for word in words) / len(words)
            found = compare(index, lexicon, words, lexicon.read(words), index.nearest(words, CANDIDATES))
            yield Asked(owner, found, unknown, len(words))


def _learn_ranking(asked: Sequence[Asked]) -> Array:
    """Weights of a conditional logit: which candidate is the right one, given that it is among them (Newton steps)."""
    known = [each for each in asked if any(found.entry == each.entry for found in each.candidates)]
    values = np.zeros((len(known), MOST_CANDIDATES, len(LIKENESS)))
    absent = np.ones((len(known), MOST_CANDIDATES), dtype=bool)
    chosen = np.zeros(len(known), dtype=int)
    for row, each in enumerate(known):
        for place, found in enumerate(each.candidates):
            values[row, place], absent[row, place] = found.likeness, False
            chosen[row] = place if found.entry == each.entry else chosen[row]
    weights = np.zeros(len(LIKENESS))
    ridge = RIDGE * np.eye(len(LIKENESS))
    for _ in range(STEPS):
        scores = np.where(absent, -np.inf, values @ weights)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        mean = np.einsum("ij,ijk->ik", shares, values)
        gradient = (mean - values[np.arange(len(known)), chosen]).sum(axis=0) + RIDGE * weights
        curvature = np.einsum("ij,ijk,ijl->kl", shares, values, values) - mean.T @ mean + ridge
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _logistic(features: Array, right: Array, weights: Array) -> Array:
    """Weights of a logistic model by iteratively reweighted least squares."""
    found = np.zeros(features.shape[1])
    ridge = RIDGE * np.eye(features.shape[1])
    ridge[0, 0] = 1e-3  # the constant is free
    for _ in range(STEPS):
        shares = _probabilities(features, found)
        gradient = features.T @ (weights * (shares - right)) + ridge @ found
        curvature = (features * (weights * shares * (1 - shares))[:, None]).T @ features + ridge
        step = np.linalg.solve(curvature, gradient)
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return found


def _probabilities(features: Array, weights: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(features @ weights, -30, 30))))


def _features(ranked: Sequence[Candidate], asked: Asked) -> Array:
    if not ranked:
        return np.zeros(len(CERTAINTY))
    return certainty_features(ranked, asked.unknown, asked.length).astype(np.float64)


def _right(ranked: Sequence[Sequence[Candidate]], asked: Sequence[Asked], acceptable: Acceptable, count: int) -> Array:
    return np.asarray(
        [
            float(any(each.entry is not None and acceptable(each.entry, one.entry) for one in found[:count]))
            for found, each in zip(ranked, asked, strict=True)
        ]
    )


def _answer_limit(sure: Array, right: NDArray[np.bool_], budget: Budget) -> float:
    """The lowest probability from which on the answers stay within the budget."""
    order = np.argsort(-sure, kind="stable")
    answered = np.arange(1, len(order) + 1)
    wrong = np.cumsum(~right[order]) / answered
    within = np.flatnonzero((wrong <= budget.wrong) & (answered >= budget.fewest))
    if not len(within):
        return 1.0
    last = within[-1]
    return budget.floor if last == len(order) - 1 else max(budget.floor, float(sure[order][last]))


def require_enough(entries: Mapping[str, Known]) -> None:
    """Raises `ValueError` when a base is too small to learn from."""
    phrasings = sum(len(known.phrasings) for known in entries.values())
    if len(entries) < FEWEST_ENTRIES or phrasings < FEWEST_PHRASINGS:
        needed = f"at least {FEWEST_ENTRIES} entries with {FEWEST_PHRASINGS} phrasings"
        raise ValueError(f"calibration needs {needed}, there are {len(entries)} with {phrasings}")


def base_digest(
    entries: Mapping[str, Known],
    normalize: Normalizer,
    lexicon: Lexicon,
    budget: Budget = USUAL_BUDGET,
    encoder: str = "",
) -> str:
    """Equal for whatever teaches the same: the same phrasings and facets, read the same way, with the same budget."""
    rows = [
        (entry, list(known.phrasings), sorted((facet, sorted(values)) for facet, values in known.facets.items()))
        for entry, known in sorted(entries.items())
    ]
    reading = [
        VERSION,
        sorted(normalize.slang.items()),
        sorted(lexicon.under.items()),
        sorted(lexicon.courtesies),
        *_forms(lexicon),
    ]
    return hashlib.sha256(json.dumps([rows, reading, asdict(budget), encoder]).encode()).hexdigest()


def _forms(lexicon: Lexicon) -> list[list[object]]:
    return sorted(
        ([form.facet, form.value, list(map(str, form.words))] for forms in lexicon.forms.values() for form in forms),
        key=str,
    )
