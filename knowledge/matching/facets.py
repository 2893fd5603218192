"""Typed facets: who, which act, what thing, which phase, what is asked; what tells one answer from its sibling.

Both named and unrelated is a clash; named on one side only is a gap. Lexicon and hierarchy are data (`lexicon.yaml`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, product
from pathlib import Path
from typing import Any

from knowledge.matching.normalize import Normalizer
from knowledge.yamlfiles import read_yaml

LEXICON = Path(__file__).with_name("lexicon.yaml")

FACETS = ("actor", "act", "thing", "phase", "ask")
FORBIDDING = frozenset({"actor", "phase"})
"""Facets in which a clash forbids an answer: the rule for somebody else, or for another time, is the wrong rule."""
RELATIONS = ("agree", "clash", "open", "narrow")
NOTHING = "-"
"""The value of forms that look like naming something and do not: "calon bupati" names no head of a region."""
GENERAL_ACTOR = "asn"
"""Whom an entry is about when it is about every civil servant."""
CONSEQUENCES = frozenset({"sanksi", "pidana", "akibat"})
"""What is asked when not the rule is, but what follows from breaking it."""
WIDEST_GAP = 3
"""Words that `*` in a form may stand for."""

Facets = Mapping[str, frozenset[str]]
"""facet → the values named; a facet that is not named is missing or empty."""

NO_FACETS: Facets = {}


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a value: words in order, None for a gap."""

    words: tuple[str | None, ...]
    facet: str
    value: str

    def end(self, words: Sequence[str], start: int) -> int | None:
        """Where the form ends in `words` when it begins at `start`, or None."""
        position = start
        if None not in self.words:
            position += len(self.words)
            return position if tuple(words[start:position]) == self.words else None
        gap = 0
        for wanted in self.words:
            if wanted is None:
                gap = WIDEST_GAP
                continue
            found = next((at for at in range(position, position + gap + 1) if words[at : at + 1] == (wanted,)), None)
            if found is None:
                return None
            position, gap = found + 1, 0
        return position


@dataclass(frozen=True)
class Lexicon:
    """Every form by its first word, longest first, and which value lies under which."""

    forms: Mapping[str, tuple[Form, ...]]
    under: Mapping[str, str] = field(default_factory=dict)
    courtesies: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, rows: Mapping[str, Any], normalize: Normalizer) -> "Lexicon":
        """The lexicon written in `rows`, its forms normalised."""
        forms: dict[str, dict[tuple[str, tuple[str | None, ...]], Form]] = {}
        for facet in FACETS:
            for value, written in rows.get(facet, {}).items():
                for text in chain.from_iterable(map(_alternatives, written)):
                    words = tuple(_words(text, normalize))
                    forms.setdefault(str(words[0]), {}).setdefault((facet, words), Form(words, facet, value))
        ordered = {
            first: tuple(sorted(found.values(), key=lambda form: -len(form.words))) for first, found in forms.items()
        }
        return cls(ordered, rows.get("under", {}), frozenset(normalize(text) for text in rows.get("courtesy", ())))

    @cached_property
    def known(self) -> frozenset[str]:
        """Every value that has a form."""
        return frozenset(form.value for forms in self.forms.values() for form in forms) - {NOTHING}

    def plain(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words without what is said out of courtesy; all of them when nothing else is said."""
        longest = max(map(len, self.courtesies), default=0)
        kept: list[str] = []
        position = 0
        while position < len(words):
            sizes = range(min(longest, len(words) - position), 0, -1)
            taken = next((size for size in sizes if words[position : position + size] in self.courtesies), 0)
            kept += [] if taken else [words[position]]
            position += taken or 1
        return tuple(kept) or words

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a form."""
        forms = (form.words for forms in self.forms.values() for form in forms)
        return frozenset(word for words in forms for word in words if word is not None)

    def read(self, words: Sequence[str]) -> Facets:
        """What a question names. Of forms that overlap, the longest of its facet counts."""
        words = tuple(words)
        found: dict[str, set[str]] = {}
        taken: dict[str, set[int]] = {}
        for start, end, form in sorted(self._occurrences(words), key=lambda each: (each[0] - each[1], each[0])):
            span = set(range(start, end))
            if span & taken.setdefault(form.facet, set()):
                continue
            taken[form.facet] |= span
            if form.value != NOTHING:
                found.setdefault(form.facet, set()).add(form.value)
        return {facet: frozenset(values) for facet, values in found.items()}

    def related(self, one: str, other: str) -> bool:
        """Whether the values are the same, or one lies under the other."""
        return one == other or other in self._above(one) or one in self._above(other)

    def compare(self, asked: Facets, entry: Facets) -> "Fit":
        """How what is asked and what an entry is about fit together."""
        relations: dict[str, list[str]] = {}
        for facet in FACETS:
            relations.setdefault(self._relation(asked.get(facet), entry.get(facet)), []).append(facet)
        actors, people = entry.get("actor", frozenset()), asked.get("actor", frozenset())
        same = not actors.isdisjoint(people)
        others = bool(actors) and GENERAL_ACTOR not in actors and actors <= self.known and not same
        asks = entry.get("ask", frozenset())
        consequence = bool(asks) and asks <= CONSEQUENCES and asks.isdisjoint(asked.get("ask", frozenset()))
        agree, clash, opened, narrow = (tuple(relations.get(relation, ())) for relation in RELATIONS)
        return Fit(agree, clash, opened, narrow, same, others or consequence)

    def _relation(self, asked: frozenset[str] | None, entry: frozenset[str] | None) -> str:
        if not asked:
            return "narrow" if entry else ""
        if not entry:
            return "open"
        return "agree" if any(self.related(one, other) for one in asked for other in entry) else "clash"

    def _occurrences(self, words: Sequence[str]) -> Iterator[tuple[int, int, Form]]:
        for start, word in enumerate(words):
            for form in self.forms.get(word, ()):
                end = start + 1 if len(form.words) == 1 else form.end(words, start)
                if end is not None:
                    yield start, end, form

    def _above(self, value: str) -> Iterator[str]:
        while value in self.under:
            value = self.under[value]
            yield value


@dataclass(frozen=True, slots=True)
class Fit:
    """The facets in which question and entry agree, clash, or of which only one side speaks."""

    agree: tuple[str, ...] = ()
    clash: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """Named by the question only: the entry is more general."""
    narrow: tuple[str, ...] = ()
    """Named by the entry only: the question leaves it open."""
    same_actor: bool = False
    """Both name the same actor, not merely related ones."""
    narrower: bool = False
    """The entry is for a narrower group of people, or about a consequence, that the question does not name."""


NO_LEXICON = Lexicon({})


def read_lexicon(normalize: Normalizer, path: Path = LEXICON) -> Lexicon:
    """The lexicon that comes with the product."""
    return Lexicon.of(read_yaml(path), normalize)


def _alternatives(text: str) -> Iterator[str]:
    """`bupati|wali_kota boleh|ikut_kampanye` as the four forms it stands for; an underscore is a space in a choice."""
    for parts in product(*(part.split("|") for part in text.split())):
        yield " ".join(parts).replace("_", " ")


def _words(text: str, normalize: Normalizer) -> Iterator[str | None]:
    for position, part in enumerate(text.split("*")):
        if position:
            yield None
        yield from normalize(part)
