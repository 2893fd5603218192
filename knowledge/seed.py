"""Between folder and database, both ways, without ever overwriting what an editor wrote."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, delete, select

from knowledge.documents import EntryDocument, InstrumentDocument
from knowledge.entries import publish, record_version, retire
from knowledge.fileformat import format_entry, format_instrument
from knowledge.files import Edition
from knowledge.matching.normalize import Normalizer
from knowledge.models import (
    Citation,
    Entry,
    EntryRevision,
    EntryStatus,
    Instrument,
    KnowledgeVersion,
    Provision,
)

AUTHOR = "berkas"


@dataclass
class ImportReport:
    """What an import did, or would do: ids of documents."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    """Changed both in the files and at the desk: left as the desk has them."""

    @property
    def changed(self) -> bool:
        """Whether anything published is different now."""
        return bool(self.added or self.updated or self.retired)


def is_seeded(session: Session, files_digest: str) -> bool:
    """Whether the files with this digest were the last ones taken in."""
    last = select(KnowledgeVersion.files_digest).where(col(KnowledgeVersion.files_digest).is_not(None))
    return session.exec(last.order_by(col(KnowledgeVersion.id).desc())).first() == files_digest


def import_edition(
    session: Session,
    edition: Edition,
    normalize: Normalizer,
    *,
    files_digest: str | None = None,
    retire_missing: bool = False,
) -> ImportReport:
    """Take an edition in. Documents edited at the desk since they came from a file are reported, not touched.

    `retire_missing`: entries that once came from files and are no longer among them are retired.
    """
    report = ImportReport()
    gone: list[int | None] = []
    for instrument in edition.instruments:
        gone += _import_instrument(session, instrument, report)
    session.flush()
    current = _published_texts(session)
    for document in edition.entries:
        _import_entry(session, document, current, normalize, report)
    if retire_missing:
        _retire_missing(session, {document.id for document in edition.entries}, current, report)
    _drop_uncited(session, gone)
    if report.changed or files_digest:
        record_version(session, "import", files_digest)
    session.flush()
    return report


def _import_entry(
    session: Session,
    document: EntryDocument,
    current: Mapping[str, str],
    normalize: Normalizer,
    report: ImportReport,
) -> None:
    text = format_entry(document)
    entry = session.get(Entry, document.id)
    if entry is None or _withdrawn(entry):
        reason = "dimuat kembali dari berkas" if entry else "pertama kali dimuat dari berkas"
        publish(session, document, author=AUTHOR, reason=reason, normalize=normalize)
        report.added.append(document.id)
    elif entry.seed_digest == _digest(text):
        return
    elif _edited(entry.seed_digest, current.get(document.id)) and current.get(document.id) != text:
        report.conflicts.append(document.id)
        return
    elif current.get(document.id) != text:
        publish(session, document, author=AUTHOR, reason="dimuat ulang dari berkas", normalize=normalize)
        report.updated.append(document.id)
    row = session.get_one(Entry, document.id)
    row.seed_digest = _digest(text)
    session.add(row)


def _import_instrument(session: Session, document: InstrumentDocument, report: ImportReport) -> list[int | None]:
    """Take an instrument in; returns the provisions it no longer has."""
    text = format_instrument(document)
    instrument = session.get(Instrument, document.code)
    if instrument is None:
        report.added.append(document.code)
        instrument = Instrument(code=document.code, cite="", title="", kind="", status="", document="")
    elif instrument.seed_digest == _digest(text):
        return []
    elif _edited(instrument.seed_digest, instrument.document) and instrument.document != text:
        report.conflicts.append(document.code)
        return []
    else:
        report.updated.append(document.code)
    for name in ("cite", "title", "kind", "status", "successor"):
        setattr(instrument, name, getattr(document, name))
    instrument.document = text
    instrument.seed_digest = _digest(text)
    session.add(instrument)
    session.flush()
    return _import_provisions(session, document)


def _import_provisions(session: Session, document: InstrumentDocument) -> list[int | None]:
    known = {
        row.pinpoint: row for row in session.exec(select(Provision).where(Provision.instrument_code == document.code))
    }
    for provision in document.provisions:
        row = known.pop(provision.pinpoint, None) or Provision(
            instrument_code=document.code, pinpoint=provision.pinpoint, text="", confidence=""
        )
        for name in ("text", "in_force_from", "in_force_until", "successor", "confidence"):
            setattr(row, name, getattr(provision, name))
        session.add(row)
    return [row.id for row in known.values()]


def _drop_uncited(session: Session, gone: list[int | None]) -> None:
    """Forget provisions that are in no file any more; what an answer still cites stays."""
    session.flush()
    cited = set(session.exec(select(Citation.provision_id).where(col(Citation.provision_id).in_(gone))))
    session.exec(delete(Provision).where(col(Provision.id).in_(set(gone) - cited)))


def _retire_missing(session: Session, kept: set[str], current: Mapping[str, str], report: ImportReport) -> None:
    seeded = select(Entry).where(col(Entry.seed_digest).is_not(None), Entry.status == EntryStatus.PUBLISHED)
    for entry in session.exec(seeded).all():
        if entry.id not in kept and not _edited(entry.seed_digest, current.get(entry.id)):
            retire(session, entry)
            entry.seed_digest = None
            report.retired.append(entry.id)


def _withdrawn(entry: Entry) -> bool:
    """Whether an entry was retired because its file had gone, and not at the desk."""
    return entry.status == EntryStatus.RETIRED and entry.seed_digest is None


def _published_texts(session: Session) -> dict[str, str]:
    rows: Sequence[tuple[str, str]] = session.exec(
        select(Entry.id, EntryRevision.document).join(
            EntryRevision,
            (col(Entry.id) == EntryRevision.entry_id) & (col(Entry.published_number) == EntryRevision.number),
        )
    ).all()
    return dict(rows)


def _edited(seed_digest: str | None, text: str | None) -> bool:
    return text is not None and _digest(text) != seed_digest


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
