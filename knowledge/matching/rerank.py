"""The second look: the few nearest entries compared with the question phrasing by phrasing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.matching.index import Floats, Index, Words

CANDIDATES = 10
MOST_PHRASINGS = 40
ALIKE = 80
"""From this likeness (0–100) two words are taken for one, mistyped."""

# How much each likeness says. Fixed for the first edition, near what a conditional logit learned from hidden phrasings
# of the base gave (centroid 0.84, question_covered 0.22, the others about nothing); the shares add up to 1.
SHARES = {
    "centroid": 0.70,
    "phrasing": 0.05,
    "question_covered": 0.20,
    "phrasing_covered": 0.00,
    "letters": 0.05,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer the question, and how alike the two are."""

    entry: str
    score: float
    """0 (nothing alike) to 1 (the very words)."""
    phrasing: str
    """The phrasing that came nearest, normalised."""
    likeness: dict[str, float]


def rerank(index: Index, words: Words, nearest: Sequence[tuple[int, float]]) -> list[Candidate]:
    """The nearest entries as candidates, best first."""
    compare = _Comparison(index, words)
    found = [compare.candidate(number, similarity) for number, similarity in nearest]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.entry))


class _Comparison:
    """One question held against phrasings."""

    def __init__(self, index: Index, words: Words) -> None:
        self._index = index
        self._words = words
        self._text = " ".join(words)
        self._queries = [(space, space.vector(words)) for space in (index.words, index.letters)]
        self._weights = {word: index.words.weight(word) for word in words}

    def candidate(self, number: int, similarity: float) -> Candidate:
        texts = self._index.texts[number][:MOST_PHRASINGS]
        cosines = self._cosines(number, len(texts))
        letters = process.cdist([self._text], texts, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100
        best = int(np.argmax(cosines + letters))
        phrasing = texts[best].split()
        weigh = self._index.words.weight
        likeness = {
            "centroid": similarity,
            "phrasing": float(cosines[best]),
            "question_covered": _covered(self._words, phrasing, self._weights.__getitem__),
            "phrasing_covered": _covered(phrasing, self._words, weigh),
            "letters": float(letters[best]),
        }
        score = sum(share * likeness[name] for name, share in SHARES.items())
        return Candidate(self._index.ids[number], score, texts[best], likeness)

    def _cosines(self, number: int, count: int) -> Floats:
        total = sum(space.phrasing_similarities(number, query) for space, query in self._queries)
        return np.asarray(total / np.float32(len(self._queries)), dtype=np.float32)[:count]


def _covered(wanted: Sequence[str], offered: Sequence[str], weight: Callable[[str], float]) -> float:
    """Which share of the weight of `wanted` is found in `offered`, mistyped words counting by their likeness."""
    present = set(offered)
    whole = found = 0.0
    for word in wanted:
        worth = weight(word)
        whole += worth
        if word in present:
            found += worth
        elif alike := process.extractOne(word, offered, scorer=fuzz.ratio, score_cutoff=ALIKE):
            found += worth * alike[1] / 100
    return found / whole if whole else 0.0
