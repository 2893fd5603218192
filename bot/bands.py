"""What is not a question about the rules: greetings, thanks, small talk, and being asked to take sides."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from knowledge.redaction import names_somebody
from knowledge.yamlfiles import read_yaml

Band = Literal["greeting", "thanks", "small_talk", "political"]
_LISTS = Path(__file__).with_name("bands.yaml")
_Rule = tuple[list[frozenset[str]], frozenset[str]]
_SOCIAL: tuple[Band, ...] = ("thanks", "greeting", "small_talk")


class Bands:
    """Recognises what needs no answer from the base, by curated word lists (`bands.yaml`)."""

    def __init__(self) -> None:
        lists = read_yaml(_LISTS)
        self._social = [(band, frozenset(lists[band]["words"])) for band in _SOCIAL]
        self._filler = frozenset(lists["filler"]).union(*(words for _, words in self._social))
        self._political = _rules(lists["political"])
        self._sensitive = _rules(lists["sensitive"])

    def find(self, text: str, words: Sequence[str]) -> Band | None:
        """The band of a message, given as typed and as standard words; None for a question to be matched."""
        if not words:
            return "small_talk" if _has_picture(text) else None
        present = frozenset(words)
        if any(_fits(rule, present) for rule in self._political):
            return "political"
        if present <= self._filler:
            return next((band for band, core in self._social if present & core), None)
        return None

    def sensitive(self, text: str, words: Sequence[str], unknown: Sequence[str]) -> bool:
        """Whether a message must not be kept: a threat, an admission, or somebody named."""
        present = frozenset(words)
        return any(_fits(rule, present) for rule in self._sensitive) or names_somebody(text, unknown)


def _rules(rows: Iterable[Mapping[str, Any]]) -> list[_Rule]:
    return [([frozenset(group) for group in row["all"]], frozenset(row["none"])) for row in rows]


def _fits(rule: _Rule, present: frozenset[str]) -> bool:
    wanted, unwanted = rule
    return not present & unwanted and all(present & group for group in wanted)


def _has_picture(text: str) -> bool:
    return any(unicodedata.category(character) in ("So", "Sk") for character in text)
