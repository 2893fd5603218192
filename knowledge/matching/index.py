"""The index: what is known of every entry's wording, as immutable arrays, and the first search over it.

The unit of a feature's weight is the entry, not the phrasing: phrasings share templates, and the one word that
decides would drown among them (measured: top-1 58 % → 99 % on one Indonesian set).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.matching.arrays import Floats, Integers, Places
from knowledge.matching.facets import FACETS, FORBIDDING, NO_FACETS, NO_LEXICON, Facets, Lexicon
from knowledge.matching.features import grams, letter_features, word_features
from knowledge.matching.meaning import Encoder, Meanings
from knowledge.matching.profiles import Profiles

USUAL_SHARE = 0.25
"""A facet value that this share of an entry's phrasings names belongs to the entry."""

Words = tuple[str, ...]
Features = Callable[[Words], Iterable[str]]
Parts = Callable[[str], Iterable[str]]

_NO_INTEGERS: Integers = np.zeros(0, dtype=np.int32)
_NO_PLACES: Places = np.zeros(0, dtype=np.intp)
_NO_FLOATS: Floats = np.zeros(0, dtype=np.float32)

UNKNOWN_WEIGHT = 0.25
"""Share of a whole feature's weight that an unknown one adds to the length of a query."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as weighted features of one space, of unit length (shorter, by what is unknown of it)."""

    ids: Integers
    weights: Floats


class Space:
    """One kind of features: their weights, and every entry's centroid as postings by feature."""

    def __init__(self, features: Features, wordings: Sequence[Sequence[Words]], parts: Parts | None = None) -> None:
        """`features`: of a text; `parts`: of one word, where the features of a text are those of its words."""
        self._features = features
        self._parts = parts
        self._vocabulary: dict[str, int] = {}
        # A base repeats its words: each is taken apart once.
        learned: dict[str, frozenset[int]] = {}
        texts = [[self._learn(words, learned) for words in entry] for entry in wordings]
        self.weights = self._entry_weights(texts)
        phrasings = [[self._vector(ids, unknown=0) for ids in entry] for entry in texts]
        self._flat = [_flat(entry) for entry in phrasings]
        self._starts, self._entries, self._values = self._postings()
        self.size = len(wordings)

    def __contains__(self, feature: str) -> bool:
        return feature in self._vocabulary

    def weight(self, feature: str) -> float:
        """The weight of a feature, that of a feature of a single entry when it is unknown."""
        found = self._vocabulary.get(feature)
        return float(self.heaviest if found is None else self.weights[found])

    def vector(self, words: Words) -> Vector:
        """A query as a vector; unknown features lengthen it, so that a half-known question scores half."""
        return self._vector(*self._known(words))

    def similarities(self, query: Vector) -> Floats:
        """Cosine of the query with every entry's centroid."""
        found = np.zeros(self.size, dtype=np.float32)
        begins, ends = self._starts[query.ids].tolist(), self._starts[query.ids + 1].tolist()
        for begin, end, weight in zip(begins, ends, query.weights.tolist(), strict=True):
            # An entry stands at most once among the postings of a feature, so nothing is added over.
            found[self._entries[begin:end]] += self._values[begin:end] * weight
        return found

    def spread(self, query: Vector) -> Floats:
        """The query with a place for every feature, as `phrasing_similarities` wants it: made once, used per entry."""
        dense = np.zeros(len(self.weights), dtype=np.float32)
        dense[query.ids] = query.weights
        return dense

    def phrasing_similarities(self, entry: int, spread: Floats) -> Floats:
        """Cosine of a query with each phrasing of one entry."""
        ids, weights, starts = self._flat[entry]
        return np.add.reduceat(spread[ids] * weights, starts)

    def _learn(self, words: Words, learned: dict[str, frozenset[int]]) -> Integers:
        vocabulary = self._vocabulary
        if self._parts is None:
            found = {vocabulary.setdefault(feature, len(vocabulary)) for feature in self._features(words)}
        else:
            for word in words:
                if word not in learned:
                    parts = self._parts(word)
                    learned[word] = frozenset([vocabulary.setdefault(part, len(vocabulary)) for part in parts])
            found = set().union(*map(learned.__getitem__, words))
        return np.sort(np.fromiter(found, dtype=np.int32, count=len(found)))

    def _known(self, words: Words) -> tuple[Integers, int]:
        features = set(self._features(words))
        found = [self._vocabulary[feature] for feature in features if feature in self._vocabulary]
        return np.sort(np.asarray(found, dtype=np.int32)), len(features) - len(found)

    def _entry_weights(self, texts: Sequence[Sequence[Integers]]) -> Floats:
        holders = np.zeros(len(self._vocabulary), dtype=np.float64)
        for entry in texts:
            if entry:
                holders[np.unique(np.concatenate(entry))] += 1
        # ln((E + ½) / entries holding it): near zero for what every entry says.
        self.heaviest = np.log(len(texts) + 0.5) if texts else 0.0
        return np.log((len(texts) + 0.5) / np.maximum(holders, 1)).astype(np.float32)

    def _vector(self, ids: Integers, unknown: int) -> Vector:
        weights = self.weights[ids]
        length = float(np.sqrt(np.square(weights).sum() + unknown * (UNKNOWN_WEIGHT * self.heaviest) ** 2))
        return Vector(ids, weights / np.float32(length) if length else weights)

    def _postings(self) -> tuple[Integers, Places, Floats]:
        features, entries, values = [_NO_INTEGERS], [_NO_PLACES], [_NO_FLOATS]
        for number, (flat_ids, weights, _) in enumerate(self._flat):
            ids, where = np.unique(flat_ids, return_inverse=True)
            centroid = np.bincount(where, weights=weights, minlength=len(ids))
            features.append(ids)
            entries.append(np.full(len(ids), number, dtype=np.intp))
            values.append((centroid / (np.linalg.norm(centroid) or 1.0)).astype(np.float32))
        flat = np.concatenate(features)
        order = np.argsort(flat, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=len(self._vocabulary)))]).astype(np.int32)
        return starts, np.concatenate(entries)[order], np.concatenate(values)[order]


def _flat(phrasings: Sequence[Vector]) -> tuple[Integers, Floats, Integers]:
    """The vectors of an entry's phrasings one after another, and where each begins."""
    if not phrasings:
        return _NO_INTEGERS, _NO_FLOATS, _NO_INTEGERS
    lengths = [len(each.ids) for each in phrasings]
    starts = np.cumsum([0, *lengths[:-1]]).astype(np.int32)
    return (
        np.concatenate([each.ids for each in phrasings]),
        np.concatenate([each.weights for each in phrasings]),
        starts,
    )


@dataclass(frozen=True)
class Index:
    """Everything matching needs to know, fixed at the moment of building; safe to share between threads."""

    ids: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    """Normalised phrasings of each entry."""
    words: Space
    letters: Space
    vocabularies: tuple[tuple[str, ...], ...]
    """All words of each entry's phrasings."""
    facets: tuple[Facets, ...]
    """What each entry is about: as its editors say, and (but for who and when) as a quarter of its phrasings say."""
    exact: Mapping[str, tuple[str, ...]]
    """Normalised phrasing → the entries that hold it, nearly always one."""
    profiles: Profiles
    meanings: Meanings | None = None
    """Only with an encoder."""

    @classmethod
    def build(
        cls,
        entries: Mapping[str, Sequence[Words]],
        lexicon: Lexicon = NO_LEXICON,
        facets: Mapping[str, Facets] | None = None,
        encoder: Encoder | None = None,
    ) -> "Index":
        """An index over entries: id → the words of each phrasing; `facets`: id → what its editors say it is about."""
        wordings = [[words for words in phrasings if words] for phrasings in entries.values()]
        texts = tuple(tuple(" ".join(words) for words in phrasings) for phrasings in wordings)
        said = [(facets or {}).get(entry, NO_FACETS) for entry in entries]
        read = [[lexicon.read(words) for words in phrasings] for phrasings in wordings]
        return cls(
            ids=tuple(entries),
            texts=texts,
            words=Space(word_features, wordings),
            letters=Space(letter_features, wordings, grams),
            vocabularies=tuple(tuple(sorted(set().union(*phrasings))) for phrasings in wordings),
            facets=tuple(_entry_facets(*each) for each in zip(said, read, strict=True)),
            exact=_holders(zip(entries, texts, strict=True)),
            profiles=Profiles(wordings, read, said),
            meanings=Meanings(encoder, texts) if encoder and entries else None,
        )

    def nearest(self, words: Words, count: int) -> list[tuple[int, float]]:
        """The `count` nearest entries as (position, similarity 0–1), best first; only those with any likeness.

        With an encoder also those nearest in meaning, after them.
        """
        scores = (
            self.words.similarities(self.words.vector(words)) + self.letters.similarities(self.letters.vector(words))
        ) / 2
        best = [int(number) for number in np.argsort(-scores, kind="stable")[:count] if scores[number] > 0]
        if self.meanings and best:
            meant = self.meanings.nearest(self.meanings.seen(" ".join(words)), count)
            best += [number for number in meant if number not in best]
        return [(number, float(scores[number])) for number in best]


def _entry_facets(said: Facets, read: Sequence[Facets]) -> Facets:
    """Editors' facets, and every value that enough of the phrasings name; of who and when only what editors say."""
    found: dict[str, frozenset[str]] = {}
    for facet in FACETS:
        if facet in FORBIDDING and said.get(facet):
            found[facet] = said[facet]
            continue
        counts = Counter(value for each in read for value in each.get(facet, ()))
        usual = {value for value, count in counts.items() if count >= USUAL_SHARE * len(read)}
        if values := usual | said.get(facet, frozenset()):
            found[facet] = frozenset(values)
    return found


def _holders(entries: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    holders: dict[str, dict[str, None]] = {}
    for entry, texts in entries:
        for text in texts:
            holders.setdefault(text, {})[entry] = None
    return {text: tuple(names) for text, names in holders.items()}
