"""What every entry says how often: its words, and the people, acts, things, times and questions it names."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import log, sqrt

from knowledge.matching.facets import Facets

Words = tuple[str, ...]

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""Of BM25 (Robertson and Zaragoza 2009), as usual."""


class Profiles:
    """Counts by entry, weighted by how few entries share them."""

    def __init__(
        self, wordings: Sequence[Sequence[Words]], read: Sequence[Sequence[Facets]], said: Sequence[Facets]
    ) -> None:
        """By entry: the words of its phrasings, the facets read in each of them, and what its editors say."""
        self._counts = [Counter(word for words in entry for word in words) for entry in wordings]
        self._lengths = [counts.total() for counts in self._counts]
        self._usual_length = sum(self._lengths) / max(1, len(self._lengths)) or 1.0
        self._holders = Counter(word for counts in self._counts for word in counts)
        self._named = [_shares(entry, editors) for entry, editors in zip(read, said, strict=True)]
        self._naming = Counter(name for shares in self._named for name in shares)
        self._norms = [self._norm(shares) for shares in self._named]

    def says(self, number: int, word: str) -> bool:
        """Whether any phrasing of an entry has a word."""
        return word in self._counts[number]

    def word_score(self, number: int, words: Words) -> float:
        """BM25 of a question against an entry taken as one document; 0 and more."""
        counts = self._counts[number]
        length = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * self._lengths[number] / self._usual_length)
        return sum(
            self._rarity(word) * counts[word] * (SATURATION + 1) / (counts[word] + length)
            for word in set(words)
            if word in counts
        )

    def naming(self, number: int, asked: Facets) -> float:
        """Cosine, 0 to 1, of what a question names with what an entry's phrasings name, values and pairs of values."""
        wanted = dict.fromkeys(_names(asked), 1.0)
        norms = self._norm(wanted) * self._norms[number]
        shares = self._named[number]
        found = sum(shares.get(name, 0.0) * self._name_weight(name) ** 2 for name in wanted)
        return found / norms if norms else 0.0

    def _rarity(self, word: str) -> float:
        holders = self._holders[word]
        return log(1 + (len(self._counts) - holders + 0.5) / (holders + 0.5))

    def _name_weight(self, name: str) -> float:
        return log((len(self._named) + 0.5) / max(1, self._naming[name]))

    def _norm(self, shares: Mapping[str, float]) -> float:
        return sqrt(sum((share * self._name_weight(name)) ** 2 for name, share in shares.items()))


def _shares(read: Sequence[Facets], said: Facets) -> dict[str, float]:
    """The share of an entry's phrasings that name each value or pair; what editors say counts whole."""
    counts = Counter(name for facets in read for name in _names(facets))
    shares = {name: count / len(read) for name, count in counts.items()}
    return shares | dict.fromkeys(_values(said), 1.0)


def _names(facets: Facets) -> Iterator[str]:
    values = list(_values(facets))
    yield from values
    for one, other in combinations(values, 2):
        yield f"{one} {other}"


def _values(facets: Facets) -> Iterator[str]:
    for facet, values in facets.items():
        for value in sorted(values):
            yield f"{facet}:{value}"
