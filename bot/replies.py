"""Decisions into replies: the approved sentences set in the wording of `templates/`, still free of any channel."""

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from bot.asking import Asking
from bot.browsing import ENTRY_PREFIX, Page
from bot.messages import Option, Reply
from knowledge.documents import EntryDocument, review_due
from knowledge.entries import Knowledge, facets_of
from knowledge.matching.facets import Lexicon
from knowledge.outside import Outside
from knowledge.register import Register, Source

VERDICTS = {"tidak": "Tidak boleh.", "boleh": "Boleh.", "bersyarat": "Boleh dengan syarat.", "info": ""}

NONE_OF_THESE = "0"
HELPFUL_PREFIX = "f:+:"
UNCLEAR_PREFIX = "f:-:"
BASIS_PREFIX = "b:"

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
_INSTRUMENTS_SHOWN = 10
_LONGEST_ECHO = 120
_FIRST_EXAMPLES = {
    "Like unggahan calon": "like-unggahan-calon",
    "Pasangan jadi calon": "pasangan-jadi-calon",
    "Cara melapor": "cara-melapor",
}
_PLACES_SHOWN = 3
_DOUBTS = {
    "sedang": "Belum seluruhnya kami cocokkan dengan naskah resmi.",
    "rendah": "Belum kami baca pada naskah resmi; jangan dijadikan pegangan.",
}
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
        after = (
            Option("Membantu", HELPFUL_PREFIX + entry.id),
            Option("Belum jelas", UNCLEAR_PREFIX + entry.id),
            Option("Dasar hukum", BASIS_PREFIX + entry.id),
        )
        return self._reply(
            "answer",
            after,
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
        decline = Option("Bukan ini semua", NONE_OF_THESE, "Teruskan pertanyaan kepada penyunting")
        question = self._asking.question([facets_of(entry) for entry in entries], lexicon)
        titles = [entry.title for entry in entries]
        return self._reply("clarification", (*_numbered(entries), decline), titles=titles, question=question)

    def several(self, parts: Sequence[tuple[str, Reply]]) -> Reply:
        """The replies to several questions of one message, each under its question."""
        return self._reply("several", parts=[{"question": plain(asked), "text": reply.text} for asked, reply in parts])

    def outside(self, subject: Outside) -> Reply:
        """That a subject is not ours, and where to ask."""
        return self._reply("outside", title=subject.title, ask=subject.ask)

    def provisions(self, sources: Sequence[Source], citing: Sequence[EntryDocument], today: datetime.date) -> Reply:
        """Places in the register, nearest first, with the answers that cite the first of them as options."""
        shown, rest = sources[:_PLACES_SHOWN], sources[_PLACES_SHOWN:]
        return self._reply(
            "provision",
            _numbered(citing),
            places=[_place(each, today) for each in shown],
            more=[each.citation for each in rest[:_PLACES_NAMED]],
            titles=[entry.title for entry in citing],
            url=shown[0].instrument.url or "",
        )

    def basis(self, entry: EntryDocument, register: Register, today: datetime.date) -> Reply:
        """The provisions an answer rests on, each with its standing."""
        found = [source for citation in entry.citations if (source := register.resolve(citation))]
        places = [_place(each, today) for each in found]
        return self._reply("basis", title=entry.title, places=places) if places else self.fixed("no_basis")

    def unclear(self, near: Sequence[EntryDocument]) -> Reply:
        """After "Belum jelas": the answers an editor named as related."""
        return self._reply("unclear", _numbered(near), titles=[entry.title for entry in near])

    def menu(self, page: Page) -> Reply:
        """A page of the menu; it can be tapped or typed as a number."""
        options = [Option(str(number), row.payload, row.label) for number, row in enumerate(page.rows, start=1)]
        return self._reply("menu", tuple(options), title=page.title, rows=[row.label for row in page.rows])

    def sources(self, knowledge: Knowledge) -> Reply:
        """The instruments that most answers rest on."""
        counts = Counter(
            source.instrument.code
            for entry in knowledge.entries.values()
            for source in {knowledge.register.resolve(citation) for citation in entry.citations}
            if source
        )
        instruments = knowledge.register.instruments
        rows = [(instruments[code].cite, instruments[code].status, count) for code, count in counts.most_common()]
        return self._reply("sources", instruments=rows[:_INSTRUMENTS_SHOWN], total=len(instruments))

    def greeting(self, knowledge: Knowledge) -> Reply:
        """First contact: what this is, what is kept, and examples to tap."""
        options = [
            Option(label, ENTRY_PREFIX + entry)
            for label, entry in _FIRST_EXAMPLES.items()
            if entry in knowledge.entries
        ]
        return self._reply("greeting", tuple(options))

    def fixed(self, template: str) -> Reply:
        """A reply that says the same every time: `fallback`, `greeting`, `help`, …"""
        return self._reply(template)

    def _reply(self, template: str, options: tuple[Option, ...] = (), **facts: Any) -> Reply:
        return Reply(self._templates.get_template(f"{template}.j2").render(facts).strip(), options)


def _numbered(entries: Sequence[EntryDocument]) -> tuple[Option, ...]:
    return tuple(
        Option(str(number), ENTRY_PREFIX + entry.id, entry.title) for number, entry in enumerate(entries, start=1)
    )


def _place(source: Source, today: datetime.date) -> tuple[str, str, str]:
    """A provision as shown: its citation, what it says, and whether it holds, with every doubt the register has."""
    provision = source.provision
    doubts = [_DOUBTS.get(provision.confidence, ""), f"Catatan: {provision.note}" if provision.note else ""]
    return source.citation, provision.text, " ".join(filter(None, [_standing(source, today), *doubts]))


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
