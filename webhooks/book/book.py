"""The whole base on paper: every answer as it is sent, with its ground, a code and a box to tick."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.replies import VERDICTS
from knowledge.documents import EntryDocument, InstrumentDocument
from knowledge.files import Edition, Vocabulary
from knowledge.register import Register, Source
from webhooks.pages import HERE, environment


@dataclass(frozen=True, slots=True)
class Page:
    """One entry as the book shows it."""

    number: int
    entry: EntryDocument
    verdict: str
    sources: tuple[Source, ...]
    history: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One group of topics and its entries."""

    name: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A provision that is no longer in force and the one to read instead."""

    old: str
    new: str


def render_book(edition: Edition, vocabulary: Vocabulary, today: datetime.date) -> str:
    """The book as one HTML page, laid out for A4: answers by group and topic, register, old and new provisions."""
    chapters = list(_chapters(edition, vocabulary))
    template = environment(HERE / "book" / "templates").get_template("book.html")
    return template.render(
        chapters=chapters,
        instruments=edition.register.instruments.values(),
        successions=list(_successions(edition.register.instruments.values())),
        entries=len(edition.entries),
        phrasings=sum(len(entry.phrasings) for entry in edition.entries),
        today=today,
    )


def _chapters(edition: Edition, vocabulary: Vocabulary) -> Iterator[Chapter]:
    number = 0
    for group, topics in vocabulary.groups.items():
        order = {topic: position for position, topic in enumerate(topics)}
        entries = sorted(
            (entry for entry in edition.entries if entry.topics[0] in order),
            key=lambda entry: (order[entry.topics[0]], entry.id),
        )
        pages = tuple(_page(number + place, entry, edition.register) for place, entry in enumerate(entries, start=1))
        number += len(entries)
        yield Chapter(group.replace("-", " ").capitalize(), pages)


def _page(number: int, entry: EntryDocument, register: Register) -> Page:
    return Page(
        number,
        entry,
        VERDICTS[entry.putusan],
        _resolved(entry.citations, register),
        _resolved(entry.history, register),
    )


def _resolved(citations: Sequence[str], register: Register) -> tuple[Source, ...]:
    return tuple(source for citation in citations if (source := register.resolve(citation)))


def _successions(instruments: Iterable[InstrumentDocument]) -> Iterator[Succession]:
    for instrument in instruments:
        for provision in instrument.provisions:
            if provision.successor:
                yield Succession(f"{instrument.cite} {provision.pinpoint}", provision.successor)
