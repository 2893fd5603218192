"""Asking back in words: when the options differ in one thing, that thing is asked for ("Untuk siapa: …?")."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from knowledge.matching.facets import FACETS, Facets, Lexicon
from knowledge.yamlfiles import read_yaml

NAMES = Path(__file__).with_name("asking.yaml")


class Asking:
    """The approved words for asking back, by facet (`asking.yaml`)."""

    def __init__(self, path: Path = NAMES) -> None:
        self._words = read_yaml(path)

    def question(self, options: Sequence[Facets], lexicon: Lexicon) -> str:
        """What to ask so that one of the options remains; empty when they do not differ in one facet alone."""
        facet = differing(options, lexicon)
        if facet is None or facet not in self._words:
            return ""
        names: dict[str, str] = self._words[facet]["names"]
        values = [sorted(option[facet]) for option in options]
        if not all(len(named) == 1 and named[0] in names for named in values):
            return ""
        return f"{self._words[facet]['question']}: {listed([names[value] for (value,) in values])}?"


def differing(options: Sequence[Facets], lexicon: Lexicon) -> str | None:
    """The only facet in which the options clash, if in it each has values no other has."""
    pairs = list(combinations(options, 2))
    clashing = {facet for one, other in pairs for facet in lexicon.compare(one, other).clash}
    apart = [
        facet
        for facet in FACETS
        if all(option.get(facet) for option in options)
        and all(one[facet].isdisjoint(other[facet]) for one, other in pairs)
    ]
    return apart[0] if pairs and len(apart) == 1 and clashing <= set(apart) else None


def listed(names: Sequence[str]) -> str:
    """Names as a list that ends in "atau"."""
    *first, last = names
    if len(first) > 1:
        return f"{', '.join(first)}, atau {last}"
    return f"{first[0]} atau {last}" if first else last
