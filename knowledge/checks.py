"""The checks an edition must pass before anybody is answered from it; each finding says how to mend it."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.documents import EntryDocument, review_due
from knowledge.files import Edition, Vocabulary, entry_path, instrument_path
from knowledge.findings import Finding
from knowledge.matching.normalize import Normalizer

FEWEST_PHRASINGS = 8
_RANK = {"rendah": 0, "sedang": 1, "tinggi": 2}

Oversize = Callable[[EntryDocument], Iterable[tuple[str, int, int]]]
"""For an entry, every channel on which its answer is too long: channel, characters, limit."""


@dataclass(frozen=True)
class Checker:
    """What checking needs beside the edition itself."""

    home: Path
    vocabulary: Vocabulary
    normalize: Normalizer
    today: datetime.date
    oversize: Oversize = lambda _entry: ()

    def findings(self, edition: Edition) -> list[Finding]:
        """Every finding, in the order of the files."""
        found = [
            *self._register(edition),
            *self._uniqueness(edition),
            *(finding for entry in edition.entries for finding in self._entry(entry, edition)),
        ]
        return sorted(found)

    def overdue(self, edition: Edition) -> list[Finding]:
        """The entries past their review date: still sent, with a caution, until somebody has looked at them again."""
        mend = "tinjau isi, lalu perbarui checked dan review_by"
        return [
            self._at(entry, "review_by:", f"tanggal tinjau ulang {entry.review_by} sudah lewat", mend)
            for entry in edition.entries
            if review_due(entry, self.today)
        ]

    def _entry(self, entry: EntryDocument, edition: Edition) -> Iterator[Finding]:
        yield from self._place(entry)
        yield from self._words(entry, edition)
        yield from self._basis(entry, edition)
        if len(entry.phrasings) < FEWEST_PHRASINGS:
            yield self._at(
                entry,
                "phrasings:",
                f"hanya {len(entry.phrasings)} contoh pertanyaan",
                f"tulis sekurangnya {FEWEST_PHRASINGS}",
            )
        for channel, size, limit in self.oversize(entry):
            yield self._at(
                entry,
                "",
                f"jawaban {size} huruf, batas {channel} {limit}",
                "ringkas isi atau kurangi kutipan",
            )

    def _place(self, entry: EntryDocument) -> Iterator[Finding]:
        for topic in entry.topics:
            if topic not in self.vocabulary.group_of:
                yield self._at(entry, topic, f"topik {topic} tidak dikenal", "pakai slug dari topics.yaml")
        for name, values in entry.facets.model_dump().items():
            for value in values:
                if value not in self.vocabulary.facets[name]:
                    yield self._at(entry, value, f"nilai {name} {value} tidak dikenal", "pakai nilai dari facets.yaml")
        if not (self.home / entry_path(entry, self.vocabulary)).is_file():
            expected = entry_path(entry, self.vocabulary)
            yield Finding(
                str(self.home / expected),
                1,
                f"entri {entry.id} tidak berada di sini",
                f"pindahkan berkasnya ke {expected}",
            )

    def _words(self, entry: EntryDocument, edition: Edition) -> Iterator[Finding]:
        known = {each.id for each in edition.entries}
        for related in entry.related:
            if related not in known:
                yield self._at(entry, related, f"entri terkait {related} tidak ada", "betulkan atau hapus")
        if entry.confidence != "tinggi" and not entry.answer.certainty:
            yield self._at(
                entry,
                "confidence:",
                f"keyakinan {entry.confidence} tanpa bagian Kepastian",
                "jelaskan yang belum pasti",
            )

    def _basis(self, entry: EntryDocument, edition: Edition) -> Iterator[Finding]:
        for citation in (*entry.citations, *entry.history):
            source = edition.register.resolve(citation)
            if source is None:
                yield self._at(
                    entry,
                    citation,
                    f"kutipan {citation!r} tidak ada di register",
                    "betulkan, atau tambahkan ketentuannya",
                )
            elif citation in entry.citations and not source.in_force(entry.checked):
                successor = source.provision.successor or source.instrument.successor or "lihat register"
                mend = f"pakai penggantinya ({successor})"
                yield self._at(
                    entry,
                    citation,
                    f"dasar {citation} tidak berlaku pada {entry.checked}",
                    f"{mend}, atau pindahkan ke history",
                )
            elif (
                citation in entry.citations
                and not entry.answer.certainty
                and _RANK[source.provision.confidence] < _RANK[entry.confidence]
            ):
                what = f"keyakinan {entry.confidence} di atas {citation} ({source.provision.confidence})"
                yield self._at(entry, citation, what, "turunkan keyakinan, atau jelaskan di bagian Kepastian")
        if not entry.citations and self.vocabulary.group_of.get(entry.topics[0]) != "layanan":
            yield self._at(entry, "citations:", "jawaban tanpa dasar", "kutip sekurangnya satu ketentuan")

    def _uniqueness(self, edition: Edition) -> Iterator[Finding]:
        seen: dict[str, EntryDocument] = {}
        ids: set[str] = set()
        for entry in edition.entries:
            if entry.id in ids:
                yield self._at(entry, "id:", f"id {entry.id} dipakai dua kali", "beri id lain")
            ids.add(entry.id)
            for phrasing in entry.phrasings:
                text = " ".join(self.normalize(phrasing))
                other = seen.setdefault(text, entry)
                if not text:
                    yield self._at(entry, phrasing, "contoh pertanyaan tanpa kata", "hapus atau tulis ulang")
                elif other.id != entry.id:
                    yield self._at(
                        entry,
                        phrasing,
                        f"contoh pertanyaan ini juga milik {other.id}",
                        "hapus di salah satunya",
                    )

    def _register(self, edition: Edition) -> Iterator[Finding]:
        cites: set[str] = set()
        for instrument in edition.instruments:
            file = str(self.home / instrument_path(instrument))
            if instrument.cite in cites:
                yield Finding(file, 1, f"sebutan {instrument.cite!r} dipakai dua kali", "beri sebutan lain")
            cites.add(instrument.cite)
            for code in filter(None, (instrument.successor, *instrument.amended_by, *instrument.interpreted_by)):
                if code not in edition.register.instruments:
                    yield Finding(
                        file,
                        _line(Path(file), code),
                        f"instrumen {code} tidak ada di register",
                        "betulkan kodenya",
                    )
            pinpoints = [provision.pinpoint for provision in instrument.provisions]
            for pinpoint in {each for each in pinpoints if pinpoints.count(each) > 1}:
                yield Finding(file, _line(Path(file), pinpoint), f"{pinpoint} tertulis dua kali", "satukan")
            for other in (
                each
                for provision in instrument.provisions
                for each in (provision.successor, provision.outlives)
                if each
            ):
                if edition.register.resolve(other) is None:
                    what = f"ketentuan {other!r} tidak ada di register"
                    yield Finding(file, _line(Path(file), other), what, "betulkan, atau tambahkan ketentuannya")

    def _at(self, entry: EntryDocument, needle: str, what: str, mend: str) -> Finding:
        file = self.home / entry_path(entry, self.vocabulary)
        return Finding(str(file), _line(file, needle), what, mend)


def _line(file: Path, needle: str) -> int:
    if needle and file.is_file():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if needle in line:
                return number
    return 1
