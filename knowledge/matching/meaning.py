"""Meaning as one more sign of likeness, where an operator has an encoder of sentences; off by default and never needed.

Measured with a small multilingual encoder: two points of top-1 on hidden phrasings, at many times the work
(`docs/evaluation.md`). It may move the right entry up; what is sent is decided as before.
"""

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from knowledge.matching.arrays import Floats

Encode = Callable[[list[str]], Any]
"""Texts → one row of numbers each."""


class Encoder:
    """An encoder with a memory: a phrasing is encoded once, however often the index is built."""

    def __init__(self, name: str, encode: Encode) -> None:
        self.name = name
        self._encode = encode
        self._known: dict[str, Floats] = {}
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row of unit length per text, remembered."""
        with self._lock:
            if new := [text for text in dict.fromkeys(texts) if text not in self._known]:
                self._known.update(zip(new, self._rows(new), strict=True))
            return np.stack([self._known[text] for text in texts])

    def vector(self, text: str) -> Floats:
        """One question, not remembered: what people ask is nobody's to keep."""
        with self._lock:
            known = self._known.get(text)
            return self._rows([text])[0] if known is None else known

    def _rows(self, texts: list[str]) -> Floats:
        rows: Floats = np.asarray(self._encode(texts), dtype=np.float32)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows


class Meanings:
    """The phrasings of every entry as an encoder sees them."""

    def __init__(self, encoder: Encoder, texts: Sequence[Sequence[str]]) -> None:
        self._encoder = encoder
        width = encoder.vector("").shape[0]
        nothing = np.zeros((0, width), dtype=np.float32)
        self._rows = [encoder.vectors(entry) if entry else nothing for entry in texts]
        self._centres = np.stack([rows.sum(axis=0) / max(1, len(rows)) for rows in self._rows])

    def seen(self, text: str) -> Floats:
        """A question as the encoder sees it."""
        return self._encoder.vector(text)

    def nearest(self, seen: Floats, count: int) -> list[int]:
        """The entries nearest in meaning, best first."""
        return [int(number) for number in np.argsort(-(self._centres @ seen), kind="stable")[:count]]

    def likeness(self, number: int, seen: Floats) -> tuple[float, float]:
        """Of a question with an entry: with its middle, and with its nearest phrasing (cosines, never below 0)."""
        best = float((self._rows[number] @ seen).max(initial=0.0))
        return max(0.0, float(self._centres[number] @ seen)), best


def read_encoder(name: str) -> Encoder:
    """The encoder written as `module:function`; raises `ValueError` when there is none of that name."""
    module, _, function = name.partition(":")
    try:
        return Encoder(name, getattr(import_module(module), function))
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"there is no function {name!r}; write it as package.module:function") from error
