"""From what people type to words: pure, and versioned because stored fingerprints depend on it."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.yamlfiles import read_yaml

VERSION = 2

SLANG = Path(__file__).with_name("slang.yaml")

MOST_CHARACTERS = 2000
"""Text beyond this is not read: no question needs it, and the work per message stays bounded."""

_WORD = re.compile(r"[^\W_]+")
_HYPHENS = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_REDUPLICATED = re.compile(r"([^\W\d_]{3,})2")
_CLITIC = re.compile(r"(.{3,})(?:nya|kah|lah)")
# Words that merely end like a clitic.
_WHOLE = frozenset(
    [
        "punya",
        "hanya",
        "tanya",
        "bertanya",
        "menanya",
        "biasanya",
        "masalah",
        "adalah",
        "jumlah",
        "sekolah",
        "telah",
        "setelah",
        "salah",
        "kalah",
        "ialah",
        "wilayah",
        "kuliah",
        "langkah",
        "olah",
        "celah",
        "belah",
        "sebelah",
        "entah",
        "pisah",
        "apalah",
        "inilah",
        "itulah",
        "marilah",
        "naskah",
        "khalayak",
        "hadiah",
        "berkah",
        "rekah",
        "silah",
        "jazakallah",
    ]
)

Slang = Mapping[str, tuple[str, ...]]


def read_slang(path: Path = SLANG) -> Slang:
    """The list of chat forms: form (one word, or two) → standard words."""
    groups = read_yaml(path)
    return {str(form): tuple(str(words).split()) for forms in groups.values() for form, words in forms.items()}


class Normalizer:
    """Turns text into standard words, given the list of chat forms."""

    def __init__(self, slang: Slang) -> None:
        self.slang = slang
        self._word = lru_cache(maxsize=50_000)(self._standard)

    def __call__(self, text: str) -> tuple[str, ...]:
        """The words of `text` in order, repeats in a row counted once; empty for text without letters or digits."""
        folded = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).casefold()
        raw = _WORD.findall(_HYPHENS.sub(" ", folded))
        words: list[str] = []
        position = 0
        while position < len(raw):
            pair = self.slang.get(" ".join(raw[position : position + 2])) if position + 1 < len(raw) else None
            found = pair or self._word(raw[position])
            position += 2 if pair else 1
            for word in found:
                if words[-1:] != [word]:
                    words.append(word)
        return tuple(words)

    def _standard(self, word: str) -> tuple[str, ...]:
        for form in (word, _ELONGATED.sub(r"\1", word)):
            if known := self.slang.get(form):
                return known
        word = form
        if match := _REDUPLICATED.fullmatch(word):
            return self._standard(match[1])
        if word not in _WHOLE and (match := _CLITIC.fullmatch(word)):
            return self.slang.get(match[1], (match[1],))
        return (word,)
