"""What is compared: words and pairs of words, and the letter sequences inside words (they forgive typing)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

SHORTEST_GRAM = 2
LONGEST_GRAM = 5


def word_features(words: Sequence[str]) -> Iterator[str]:
    """Each word, and each pair of neighbours."""
    yield from words
    for left, right in pairwise(words):
        yield f"{left} {right}"


def letter_features(words: Iterable[str]) -> Iterator[str]:
    """Sequences of 2 to 5 letters inside each word, its edges marked with a space."""
    return chain.from_iterable(map(grams, words))


@lru_cache(maxsize=10_000)
def grams(word: str) -> tuple[str, ...]:
    """The letter sequences of one word; remembered, because a base repeats its words."""
    edged = f" {word} "
    return tuple(
        edged[start : start + size]
        for size in range(SHORTEST_GRAM, min(LONGEST_GRAM, len(edged)) + 1)
        for start in range(len(edged) - size + 1)
    )
