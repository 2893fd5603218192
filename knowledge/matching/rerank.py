"""The second look: the few nearest entries compared with the question phrasing by phrasing and facet by facet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.matching.arrays import Floats
from knowledge.matching.facets import FACETS, RELATIONS, Facets, Fit, Lexicon
from knowledge.matching.index import Index, Words

CANDIDATES = 10
MOST_CANDIDATES = 2 * CANDIDATES
"""With an encoder as many again may come in by meaning."""
MOST_PHRASINGS = 120
_LARGE_SCORE = 20.0
ALIKE = 80
"""From this likeness (0–100) two words are taken for one, mistyped."""

LIKENESS = (
    "centroid",
    "phrasing",
    "nearest_three",
    "question_covered",
    "entry_covered",
    "phrasing_covered",
    "letters",
    "letters_subset",
    "word_score",
    "naming",
    "heaviest_missing",
    "meaning",
    "meaning_phrasing",
    *(f"{facet}_{relation}" for facet in FACETS for relation in RELATIONS),
)
"""The features of a candidate, in the order of a model's weights: likenesses about 0 to 1, facet relations 0 or 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer the question, and how alike the two are."""

    entry: str
    strength: float
    """Logit of being the right one; comparable only among the candidates of one question."""
    score: float
    """Its share of the belief in all candidates, 0 to 1."""
    phrasing: str
    """The phrasing that came nearest, normalised."""
    likeness: tuple[float, ...]
    """In the order of `LIKENESS`."""
    fit: Fit


def compare(
    index: Index, lexicon: Lexicon, words: Words, asked: Facets, nearest: Sequence[tuple[int, float]]
) -> list[Candidate]:
    """The nearest entries as candidates, in the order given, not yet scored."""
    question = _Question(index, lexicon, words, asked)
    return [question.candidate(number, similarity) for number, similarity in nearest]


class _Question:
    """One question held against entries."""

    def __init__(self, index: Index, lexicon: Lexicon, words: Words, asked: Facets) -> None:
        self._index = index
        self._lexicon = lexicon
        self._words = words
        self._asked = asked
        self._text = " ".join(words)
        self._seen = index.meanings.seen(self._text) if index.meanings else None
        self._queries = [(space, space.spread(space.vector(words))) for space in (index.words, index.letters)]
        self._weights = {word: index.words.weight(word) for word in words}

    def candidate(self, number: int, similarity: float) -> Candidate:
        texts = self._index.texts[number][:MOST_PHRASINGS]
        cosines = self._cosines(number, len(texts))
        letters = process.cdist([self._text], texts, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100
        best = int(np.argmax(cosines + letters))
        phrasing = texts[best].split()
        fit = self._lexicon.compare(self._asked, self._index.facets[number])
        weigh = self._index.words.weight
        values = [
            similarity,
            float(cosines[best]),
            float(np.sort(cosines)[-3:].mean()),
            _covered(self._words, phrasing, self._weights.__getitem__),
            _covered(self._words, self._index.vocabularies[number], self._weights.__getitem__),
            _covered(phrasing, self._words, weigh),
            float(letters[best]),
            fuzz.token_set_ratio(self._text, texts[best]) / 100,
            self._index.profiles.word_score(number, self._words) / _LARGE_SCORE,
            self._index.profiles.naming(number, self._asked),
            self._heaviest_missing(number),
            *self._meaning(number),
            *(float(facet in getattr(fit, relation)) for facet in FACETS for relation in RELATIONS),
        ]
        return Candidate(self._index.ids[number], 0.0, 0.0, texts[best], tuple(values), fit)

    def _heaviest_missing(self, number: int) -> float:
        says = self._index.profiles.says
        missing = max((weight for word, weight in self._weights.items() if not says(number, word)), default=0.0)
        return missing / self._index.words.heaviest if self._index.words.heaviest else 0.0

    def _meaning(self, number: int) -> tuple[float, float]:
        meanings = self._index.meanings
        return meanings.likeness(number, self._seen) if meanings and self._seen is not None else (0.0, 0.0)

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
