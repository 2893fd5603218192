"""Typing repaired towards the base's own words, and only where nothing else could be meant.

A repaired word helps to find an entry and to read who and what is asked about. It still counts as unknown, so that it
never makes an answer surer: "cerah" read as "cerai" would otherwise be answered with confidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 6
"""Shorter words have too many neighbours that are words of their own."""
MOST_EDITS = 1
"""One letter too many, missing, wrong, or two swapped."""


class Spelling:
    """Knows the words of a base; immutable."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = frozenset(vocabulary)
        shelves: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= SHORTEST - MOST_EDITS:
                shelves[word[0], len(word)].append(word)
        self._shelves = dict(shelves)

    def repaired(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words, each unknown one replaced by the only known one it can be a slip of, if there is exactly one."""
        return tuple(map(self._repaired, words))

    def _repaired(self, word: str) -> str:
        if word in self._words or len(word) < SHORTEST or not word.isalpha():
            return word
        near = [
            found
            for length in range(len(word) - MOST_EDITS, len(word) + MOST_EDITS + 1)
            for found in process.extract(
                word, self._shelves.get((word[0], length), ()), scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=2
            )
        ]
        return str(near[0][0]) if len(near) == 1 else word
