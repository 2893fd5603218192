"""What is not a question about the rules: greetings, thanks, small talk, and being asked to take sides."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from knowledge.yamlfiles import read_yaml

Band = Literal["greeting", "thanks", "small_talk", "political"]
_LISTS = Path(__file__).with_name("bands.yaml")
_SOCIAL: tuple[Band, ...] = ("thanks", "greeting", "small_talk")


class Bands:
    """Recognises what needs no answer from the base, by curated word lists (`bands.yaml`)."""

    def __init__(self) -> None:
        lists = read_yaml(_LISTS)
        self._social = [(band, frozenset(lists[band]["words"])) for band in _SOCIAL]
        self._filler = frozenset(lists["filler"]).union(*(words for _, words in self._social))
        self._political = [
            ([frozenset(group) for group in rule["all"]], frozenset(rule["none"])) for rule in lists["political"]
        ]

    def find(self, text: str, words: Sequence[str]) -> Band | None:
        """The band of a message, given as typed and as standard words; None for a question to be matched."""
        if not words:
            return "small_talk" if _has_picture(text) else None
        present = frozenset(words)
        if any(self._fits(rule, present) for rule in self._political):
            return "political"
        if present <= self._filler:
            return next((band for band, core in self._social if present & core), None)
        return None

    @staticmethod
    def _fits(rule: tuple[Iterable[frozenset[str]], frozenset[str]], present: frozenset[str]) -> bool:
        wanted, unwanted = rule
        return not present & unwanted and all(present & group for group in wanted)


def _has_picture(text: str) -> bool:
    return any(unicodedata.category(character) in ("So", "Sk") for character in text)
