"""A place in a regulation, as people name it: "pasal 5 huruf n pp 94", "skb lampiran ii angka 4", "uu asn pasal 24"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.register import Register, Source
from knowledge.yamlfiles import read_yaml

WORDS = Path(__file__).with_name("references.yaml")
_TOKEN = re.compile(r"[^\W\d_]+|\d+[a-z]?")
_ROMAN = {"1": "I", "2": "II", "3": "III", "i": "I", "ii": "II", "iii": "III"}
_LEVELS = {
    **dict.fromkeys(("pasal", "ps", "psl"), "Pasal {}"),
    **dict.fromkeys(("ayat", "ay"), "ayat ({})"),
    **dict.fromkeys(("huruf", "hrf"), "huruf {}"),
    **dict.fromkeys(("angka", "butir"), "angka {}"),
    **dict.fromkeys(("lampiran", "lamp"), "Lampiran {}"),
}
_SECTIONS = {("kode", "etik"): "kode etik", ("etik",): "kode etik", ("disiplin",): "disiplin"}
_LONGEST_NAME = 4
_ABOVE = 2
_FEWEST_DIGITS_OF_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """What a message names: an instrument, as far as it says, and the parts of a place in it."""

    cites: tuple[str, ...] = ()
    """Beginnings of the citations meant: `PP 94/2021`, or `PP 94/` when no year was said; empty when none is named."""
    parts: tuple[str, ...] = ()
    """In the register's wording: `Pasal 5`, `huruf n`."""


class References:
    """Reads references, by the words of `references.yaml`."""

    def __init__(self, path: Path = WORDS) -> None:
        words = read_yaml(path)
        self._names = {tuple(str(name).split()): _listed(cites) for name, cites in words["names"].items()}
        self._kinds = {tuple(str(kind).split()): str(cite) for kind, cite in words["kinds"].items()}
        self._filler = frozenset(map(str, words["filler"]))

    def read(self, text: str) -> Reference | None:
        """The reference a message is, or None when it says anything else besides or names no place."""
        tokens = _TOKEN.findall(text.casefold())
        cites: list[tuple[str, ...]] = []
        parts: list[str] = []
        position = 0
        while position < len(tokens):
            rest = tokens[position:]
            used = self._part(rest, parts) or self._instrument(rest, cites) or int(rest[0] in self._filler)
            if not used:
                return None
            position += used
        return Reference(cites[0] if cites else (), tuple(parts)) if parts and len(cites) <= 1 else None

    @staticmethod
    def _part(tokens: Sequence[str], parts: list[str]) -> int:
        for words, name in _SECTIONS.items():
            if tuple(tokens[: len(words)]) == words and any(part.startswith("Lampiran") for part in parts):
                parts.append(name)
                return len(words)
        if tokens[0] == "penjelasan":
            parts.append("Penjelasan")
            return 1
        pattern = _LEVELS.get(tokens[0])
        if pattern is None or len(tokens) == 1:
            return 0
        value = _ROMAN.get(tokens[1], tokens[1]) if pattern.startswith("Lampiran") else tokens[1]
        parts.append(pattern.format(value.upper() if pattern.startswith("Pasal") else value))
        return 2

    def _instrument(self, tokens: Sequence[str], cites: list[tuple[str, ...]]) -> int:
        for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
            words = tuple(tokens[:length])
            if kind := self._kinds.get(words):
                numbers = list(_numbers(tokens[length:]))
                if numbers:
                    used, found = numbers[-1]
                    cites.append((_cite(kind, found),))
                    return length + used
            if named := self._names.get(words):
                cites.append(named)
                return length
        return 0


def _listed(cites: str | list[str]) -> tuple[str, ...]:
    return (cites,) if isinstance(cites, str) else tuple(cites)


def _numbers(tokens: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The number of an instrument, then with its year: how many tokens it takes, and what it is."""
    found: list[str] = []
    for used, token in enumerate(tokens, start=1):
        if token.isdecimal():
            found.append(token)
            yield used, list(found)
        elif token not in {"no", "nomor", "nomer", "tahun", "thn", "th"}:
            return
        if len(found) == 2:
            return


def _cite(kind: str, numbers: Sequence[str]) -> str:
    if kind == "SKB":
        return f"SKB {numbers[-1]}"
    return f"{kind} {'/'.join(numbers)}" if len(numbers) > 1 else f"{kind} {numbers[0]}/"


def places(reference: Reference, register: Register) -> list[Source]:
    """The provisions meant, nearest first: the very place, then what lies under it, then what it lies under.

    Living law comes before revoked law.
    """
    found = [
        (rank, source.instrument.status == "dicabut", _distance(rank, source), source)
        for source in register.sources
        if not reference.cites or any(source.instrument.cite.startswith(cite) for cite in reference.cites)
        if (rank := _rank(reference.parts, source.provision.pinpoint)) is not None
    ]
    best = min((rank for rank, *_ in found), default=0)
    found = [each for each in found if each[0] == best]
    return [source for *_, source in sorted(found, key=lambda each: (*each[:3], each[3].citation))]


def _distance(rank: int, source: Source) -> int:
    """Of what lies under a place the shortest is nearest, of what it lies under the longest."""
    length = len(source.provision.pinpoint)
    return -length if rank == _ABOVE else length


def _rank(parts: Sequence[str], pinpoint: str) -> int | None:
    wanted, words = " ".join(parts), f"{pinpoint} "
    if pinpoint == wanted:
        return 0
    if words.startswith(f"{wanted} ") or _holds(parts, words):
        return 1
    return _ABOVE if f"{wanted} ".startswith(words) else None


def _holds(parts: Sequence[str], words: str) -> bool:
    """Whether all parts stand in a pinpoint in their order, its first part first: "Lampiran II … angka 4"."""
    position = 0
    for part in parts:
        place = words.find(f"{part} ", position)
        if place < 0 or (position == 0 and place > 0):
            return False
        position = place + len(part)
    return True
