"""The checks an edition must pass before anybody is answered from it; each finding says how to mend it."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from knowledge.checks.basis import citation_faults, fact_faults, figure_faults
from knowledge.checks.faults import Fault
from knowledge.checks.instruments import register_findings
from knowledge.checks.wording import WordLists, wording_faults
from knowledge.documents import EntryDocument, review_due
from knowledge.facts import Fact
from knowledge.files import Edition, Vocabulary, entry_path
from knowledge.findings import Finding
from knowledge.matching.normalize import Normalizer

FEWEST_PHRASINGS = 8

Oversize = Callable[[EntryDocument], Iterable[tuple[str, int, int]]]
"""For an entry, every channel on which its answer is too long: channel, characters, limit."""


@dataclass(frozen=True)
class Checker:
    """What checking needs beside the edition itself."""

    home: Path
    vocabulary: Vocabulary
    normalize: Normalizer
    today: datetime.date
    facts: Mapping[str, Fact]
    word_lists: WordLists
    oversize: Oversize = lambda _entry: ()
    held_out: Set[str] = frozenset()
    """Normalised questions kept for measuring, which no entry may hold."""
    complete: bool = False
    """Whether every topic of the vocabulary must have an answer."""

    def findings(self, edition: Edition) -> list[Finding]:
        """Every finding, in the order of the files."""
        found = [
            *register_findings(edition, self.home),
            *self._uniqueness(edition),
            *(self._coverage(edition) if self.complete else ()),
            *(finding for entry in edition.entries for finding in self._entry(entry, edition)),
        ]
        return sorted(found)

    def overdue(self, edition: Edition) -> list[Finding]:
        """The entries past their review date: still sent, with a caution, until somebody has looked at them again."""
        mend = "tinjau isi, lalu perbarui checked dan review_by"
        return [
            Fault("review_by:", f"tanggal tinjau ulang {entry.review_by} sudah lewat", mend).at(
                self.home / entry_path(entry, self.vocabulary)
            )
            for entry in edition.entries
            if review_due(entry, self.today)
        ]

    def _entry(self, entry: EntryDocument, edition: Edition) -> Iterator[Finding]:
        group = self.vocabulary.group_of.get(entry.topics[0])
        file = self.home / entry_path(entry, self.vocabulary)
        faults = [
            *self._place(entry),
            *_links(entry, edition),
            *citation_faults(entry, group, edition.register),
            *fact_faults(entry, group, self.facts),
            *figure_faults(entry, group, edition.register, self.facts),
            *wording_faults(entry, self.word_lists),
            *self._size(entry),
        ]
        yield from (fault.at(file) for fault in faults)
        if not file.is_file():
            expected = entry_path(entry, self.vocabulary)
            yield Finding(str(file), 1, f"entri {entry.id} tidak berada di sini", f"pindahkan berkasnya ke {expected}")

    def _place(self, entry: EntryDocument) -> Iterator[Fault]:
        for topic in entry.topics:
            if topic not in self.vocabulary.group_of:
                yield Fault(topic, f"topik {topic} tidak dikenal", "pakai slug dari topics.yaml")
        for name, values in entry.facets.model_dump().items():
            for value in values:
                if value not in self.vocabulary.facets[name]:
                    yield Fault(value, f"nilai {name} {value} tidak dikenal", "pakai nilai dari facets.yaml")

    def _size(self, entry: EntryDocument) -> Iterator[Fault]:
        if (count := len(entry.phrasings)) < FEWEST_PHRASINGS:
            yield Fault("phrasings:", f"hanya {count} contoh pertanyaan", f"tulis sekurangnya {FEWEST_PHRASINGS}")
        for channel, size, limit in self.oversize(entry):
            yield Fault("", f"jawaban {size} huruf, batas {channel} {limit}", "ringkas isi atau kurangi kutipan")

    def _coverage(self, edition: Edition) -> Iterator[Finding]:
        covered = {topic for entry in edition.entries for topic in entry.topics}
        for topic in self.vocabulary.group_of.keys() - covered:
            yield Finding(str(self.home), 1, f"topik {topic} belum punya jawaban", "tulis sekurangnya satu entri")

    def _uniqueness(self, edition: Edition) -> Iterator[Finding]:
        seen: dict[str, EntryDocument] = {}
        ids: set[str] = set()
        for entry in edition.entries:
            file = self.home / entry_path(entry, self.vocabulary)
            if entry.id in ids:
                yield Fault("id:", f"id {entry.id} dipakai dua kali", "beri id lain").at(file)
            ids.add(entry.id)
            for phrasing in entry.phrasings:
                text = " ".join(self.normalize(phrasing))
                other = seen.setdefault(text, entry)
                if not text:
                    yield Fault(phrasing, "contoh pertanyaan tanpa kata", "hapus atau tulis ulang").at(file)
                elif other.id != entry.id:
                    what = f"contoh pertanyaan ini juga milik {other.id}"
                    yield Fault(phrasing, what, "hapus di salah satunya").at(file)
                if text in self.held_out:
                    what = "contoh pertanyaan ini sama dengan soal uji"
                    yield Fault(phrasing, what, "tulis dengan kata lain, agar ukurannya tetap jujur").at(file)


def _links(entry: EntryDocument, edition: Edition) -> Iterator[Fault]:
    known = {each.id for each in edition.entries}
    for related in entry.related:
        if related not in known:
            yield Fault(related, f"entri terkait {related} tidak ada", "betulkan atau hapus")
    if entry.confidence != "tinggi" and not entry.answer.certainty:
        what = f"keyakinan {entry.confidence} tanpa bagian Kepastian"
        yield Fault("confidence:", what, "jelaskan yang belum pasti")
