"""Decisions into replies: the approved sentences set in the wording of `templates/`, still free of any channel."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from bot.asking import Asking
from bot.messages import Option, Reply
from knowledge.documents import EntryDocument, review_due
from knowledge.entries import Knowledge, facets_of
from knowledge.matching.facets import Lexicon
from knowledge.outside import Outside
from knowledge.register import Source

VERDICTS = {"tidak": "Tidak boleh.", "boleh": "Boleh.", "bersyarat": "Boleh dengan syarat.", "info": ""}

NONE_OF_THESE = "0"
ENTRY_PREFIX = "e:"

_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_EXAMPLES_PER_GROUP = 3
_LONGEST_ECHO = 120
_PLACES_SHOWN = 3
_PLACES_NAMED = 6


class Replies:
    """Writes every reply. One instance serves all conversations."""

    def __init__(self) -> None:
        self._asking = Asking()
        # Templates make neutral markup, not HTML; escaping belongs to the channel's rendering.
        self._templates = jinja2.Environment(  # noqa: S701
            loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )

    def answer(self, entry: EntryDocument, today: datetime.date) -> Reply:
        """An entry, verdict first, with its citations, the day it was checked and its code."""
        return self._reply(
            "answer",
            verdict=VERDICTS[entry.putusan],
            answer=entry.answer,
            citations=joined_citations(entry.citations),
            overdue=review_due(entry, today),
            review_by=long_date(entry.review_by),
            checked=long_date(entry.checked),
            code=entry.code,
        )

    def clarification(self, entries: Sequence[EntryDocument], lexicon: Lexicon) -> Reply:
        """A choice between entries; it can be tapped, typed as a number or in words, or declined."""
        options = [
            Option(str(number), ENTRY_PREFIX + entry.id, entry.title) for number, entry in enumerate(entries, start=1)
        ]
        decline = Option("Bukan ini semua", NONE_OF_THESE, "Teruskan pertanyaan kepada penyunting")
        question = self._asking.question([facets_of(entry) for entry in entries], lexicon)
        titles = [entry.title for entry in entries]
        return self._reply("clarification", (*options, decline), titles=titles, question=question)

    def several(self, parts: Sequence[tuple[str, Reply]]) -> Reply:
        """The replies to several questions of one message, each under its question."""
        return self._reply("several", parts=[{"question": plain(asked), "text": reply.text} for asked, reply in parts])

    def outside(self, subject: Outside) -> Reply:
        """That a subject is not ours, and where to ask."""
        return self._reply("outside", title=subject.title, ask=subject.ask)

    def provisions(self, sources: Sequence[Source], citing: Sequence[EntryDocument], today: datetime.date) -> Reply:
        """Places in the register, nearest first, with the answers that cite the first of them as options."""
        shown, rest = sources[:_PLACES_SHOWN], sources[_PLACES_SHOWN:]
        options = [
            Option(str(number), ENTRY_PREFIX + entry.id, entry.title) for number, entry in enumerate(citing, start=1)
        ]
        return self._reply(
            "provision",
            tuple(options),
            places=[(each.citation, each.provision.text, _standing(each, today)) for each in shown],
            more=[each.citation for each in rest[:_PLACES_NAMED]],
            titles=[entry.title for entry in citing],
            url=shown[0].instrument.url or "",
        )

    def topics(self, knowledge: Knowledge) -> Reply:
        """What can be asked, by group."""
        groups = []
        for group, topics in knowledge.vocabulary.groups.items():
            titles = [entry.title for entry in knowledge.entries.values() if entry.topics[0] in topics]
            if titles:
                groups.append({"name": group.replace("-", " ").capitalize(), "examples": titles[:_EXAMPLES_PER_GROUP]})
        return self._reply("topics", groups=groups)

    def fixed(self, template: str) -> Reply:
        """A reply that says the same every time: `fallback`, `greeting`, `help`, …"""
        return self._reply(template)

    def _reply(self, template: str, options: tuple[Option, ...] = (), **facts: Any) -> Reply:
        return Reply(self._templates.get_template(f"{template}.j2").render(facts).strip(), options)


def _standing(source: Source, today: datetime.date) -> str:
    """Whether a provision holds, in one sentence."""
    instrument, provision = source.instrument, source.provision
    successor = f" Penggantinya: {provision.successor}." if provision.successor else ""
    if source.in_force(today):
        outlives = f" Tetap berlaku berdasarkan {provision.outlives}." if provision.outlives else ""
        changed = {"diubah": " Peraturannya sudah diubah.", "ditafsirkan MK": " Sebagian peraturannya ditafsirkan MK."}
        return f"Berlaku.{changed.get(instrument.status, '')}{outlives}{successor}"
    starts = provision.in_force_from or instrument.in_force_from
    if starts and starts > today:
        return f"Berlaku mulai {long_date(starts)}."
    return f"Tidak berlaku lagi.{successor}"


def plain(text: str) -> str:
    """What somebody typed as one line without our markup, so that it stands in a reply as it was meant."""
    line = " ".join(text.replace("*", "").split())
    return line if len(line) <= _LONGEST_ECHO else line[:_LONGEST_ECHO] + "…"


def joined_citations(citations: Sequence[str]) -> str:
    """Citations as one line; those of the same instrument name it once."""
    return "; ".join(citations)


def long_date(day: datetime.date) -> str:
    """A date as people write it: 27 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
