"""Whether an answer rests on what it names: provisions in force, facts that exist, numbers that one of them states."""

from collections.abc import Iterator, Mapping

from knowledge.checks.faults import Fault
from knowledge.documents import EntryDocument
from knowledge.facts import Fact
from knowledge.figures import Figure, figures, untraced
from knowledge.register import Register, Source

_RANK = {"rendah": 0, "sedang": 1, "tinggi": 2}

SERVICE_GROUP = "layanan"
"""Answers about the service itself rest on the service, not on law."""
SERVICE_FACT = "layanan"


def citation_faults(entry: EntryDocument, group: str | None, register: Register) -> Iterator[Fault]:
    """Citations that lead nowhere, to revoked law, or to ground weaker than the answer admits."""
    for citation in (*entry.citations, *entry.history):
        source = register.resolve(citation)
        if source is None:
            what = f"kutipan {citation!r} tidak ada di register"
            yield Fault(citation, what, "betulkan, atau tambahkan ketentuannya")
        elif citation in entry.citations:
            yield from _weak_ground(entry, citation, source)
    if not entry.citations and group != SERVICE_GROUP:
        yield Fault("citations:", "jawaban tanpa dasar", "kutip sekurangnya satu ketentuan")


def _weak_ground(entry: EntryDocument, citation: str, source: Source) -> Iterator[Fault]:
    if not source.in_force(entry.checked):
        successor = source.provision.successor or source.instrument.successor or "lihat register"
        what = f"dasar {citation} tidak berlaku pada {entry.checked}"
        yield Fault(citation, what, f"pakai penggantinya ({successor}), atau pindahkan ke history")
    elif not entry.answer.certainty and _RANK[source.provision.confidence] < _RANK[entry.confidence]:
        what = f"keyakinan {entry.confidence} di atas {citation} ({source.provision.confidence})"
        yield Fault(citation, what, "turunkan keyakinan, atau jelaskan di bagian Kepastian")


def fact_faults(entry: EntryDocument, group: str | None, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """Facts that are not recorded, and facts used without the newer one that corrects them."""
    for name in entry.facts:
        fact = facts.get(name)
        if fact is None and not (name == SERVICE_FACT and group == SERVICE_GROUP):
            yield Fault(name, f"fakta {name} tidak ada di daftar fakta", "betulkan id-nya, atau catat faktanya")
        elif fact and fact.corrected_by and not set(fact.corrected_by) & set(entry.facts):
            newer = ", ".join(fact.corrected_by)
            yield Fault(name, f"fakta {name} dikoreksi oleh {newer}", "sesuaikan isi, lalu cantumkan koreksinya")


def figure_faults(
    entry: EntryDocument, group: str | None, register: Register, facts: Mapping[str, Fact]
) -> Iterator[Fault]:
    """Numbers in the answer that no provision it cites and no fact it names states."""
    if group == SERVICE_GROUP:
        return
    sources = _stated(entry, register, facts)
    for text in (entry.answer.reason, entry.answer.advice, entry.answer.certainty, entry.title):
        for figure in untraced(text or "", sources):
            what = f"angka {figure!r} tidak ada dalam ketentuan atau fakta yang dicantumkan"
            yield Fault(figure.split(" ", 1)[1], what, "betulkan, atau cantumkan sumbernya")


def _stated(entry: EntryDocument, register: Register, facts: Mapping[str, Fact]) -> set[Figure]:
    stated: set[Figure] = set()
    for name in entry.facts:
        stated |= facts[name].figures if name in facts else set()
    for citation in (*entry.citations, *entry.history):
        if source := register.resolve(citation):
            stated |= _stated_by(source)
            for name in source.provision.facts:
                stated |= facts[name].figures if name in facts else set()
    # An instrument may be named in passing; its number is traced by the register itself.
    for instrument in register.instruments.values():
        stated |= figures(instrument.cite)
    return stated


def _stated_by(source: Source) -> set[Figure]:
    instrument, provision = source.instrument, source.provision
    texts = (source.citation, provision.text, provision.note, instrument.title, instrument.note)
    dates = (instrument.enacted, instrument.in_force_from, instrument.in_force_until, provision.in_force_from)
    stated = {figure for text in texts for figure in figures(text or "")}
    for day in filter(None, dates):
        stated |= figures(f"{day:%d-%m-%Y}")
    return stated
