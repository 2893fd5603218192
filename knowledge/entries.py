"""What people are answered from: the published entries as one immutable whole, and how an entry is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from knowledge.documents import EntryDocument
from knowledge.fileformat import format_entry, parse_entry, parse_instrument
from knowledge.files import Edition, Vocabulary
from knowledge.matching.calibrate import USUAL_BUDGET, Budget, base_digest, calibrate, require_enough
from knowledge.matching.facets import read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.meaning import Encoder
from knowledge.matching.model import Model, read_model
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.models import (
    Calibration,
    Citation,
    Entry,
    EntryRevision,
    EntryStatus,
    Instrument,
    KnowledgeVersion,
    Phrasing,
    Provision,
)
from knowledge.outside import Outside, read_outside
from knowledge.register import Register


@dataclass(frozen=True)
class Knowledge:
    """One version of everything we know, safe to share between threads; a change is a new one."""

    version: int
    entries: Mapping[str, EntryDocument]
    register: Register
    matcher: Matcher
    vocabulary: Vocabulary
    outside: Mapping[str, Outside]

    @classmethod
    def of(
        cls,
        edition: Edition,
        vocabulary: Vocabulary,
        normalize: Normalizer,
        version: int = 0,
        model: Model | None = None,
        encoder: Encoder | None = None,
    ) -> "Knowledge":
        """The knowledge in an edition, matched with the shipped model unless another is given."""
        entries = {entry.id: entry for entry in edition.entries}
        outside = read_outside()
        known = known_entries(edition, outside)
        lexicon = read_lexicon(normalize)
        matcher = Matcher(normalize, lexicon, model or read_model(), known, frozenset(outside), encoder)
        return cls(version, entries, edition.register, matcher, vocabulary, outside)

    def title(self, name: str) -> str:
        """The title of an entry, or of a subject that is not ours."""
        return self.entries[name].title if name in self.entries else self.outside[name].title


def known_entries(edition: Edition, outside: Mapping[str, Outside]) -> dict[str, Known]:
    """What matching needs to know of an edition's entries, and of the subjects that are not ours."""
    known = {entry.id: Known(entry.wordings, facets_of(entry)) for entry in edition.entries}
    return known | {name: Known((*subject.phrasings, subject.title)) for name, subject in outside.items()}


def facets_of(entry: EntryDocument) -> dict[str, frozenset[str]]:
    """What an entry's editors say it is about."""
    return {facet: frozenset(values) for facet, values in entry.facets.model_dump().items() if values}


def shipped_fits(edition: Edition) -> bool:
    """Whether the shipped model was learned from this edition, read with the shipped lists."""
    return read_model().base == base_of(edition, Normalizer(read_slang()))


def base_of(
    edition: Edition, normalize: Normalizer, budget: Budget = USUAL_BUDGET, encoder: Encoder | None = None
) -> str:
    """Digest of everything a model of this edition depends on."""
    name = encoder.name if encoder else ""
    return base_digest(known_entries(edition, read_outside()), normalize, read_lexicon(normalize), budget, name)


def calibrated(
    edition: Edition, normalize: Normalizer, budget: Budget = USUAL_BUDGET, encoder: Encoder | None = None
) -> Model:
    """A model learned from an edition; raises `ValueError` when it is too small to learn from."""
    require_enough(known_entries(edition, {}))
    lexicon = read_lexicon(normalize)
    entries = {entry.id: entry for entry in edition.entries}

    def acceptable(asked: str, answered: str) -> bool:
        """An answer on the same topic is right unless it is about somebody, some act, thing or phase else."""
        one, other = entries.get(asked), entries.get(answered)
        if asked == answered or one is None or other is None:
            return asked == answered
        clash = set(lexicon.compare(facets_of(one), facets_of(other)).clash)
        return not set(one.topics).isdisjoint(other.topics) and clash <= {"ask"}

    outside = read_outside()
    return calibrate(known_entries(edition, outside), normalize, lexicon, acceptable, budget, outside.keys(), encoder)


def current_version(session: Session) -> int:
    """The version every process must serve; 0 before anything was published."""
    return session.exec(select(func.max(KnowledgeVersion.id))).one() or 0


def published_edition(session: Session) -> Edition:
    """The published entries and the register, as documents."""
    documents = session.exec(
        select(EntryRevision.document)
        .join(
            Entry,
            (col(Entry.id) == EntryRevision.entry_id) & (col(Entry.published_number) == EntryRevision.number),
        )
        .where(Entry.status == EntryStatus.PUBLISHED)
        .order_by(Entry.id)
    ).all()
    instruments = session.exec(select(Instrument.document).order_by(Instrument.code)).all()
    # All rows first: a document that cannot be read would leave a statement open on a connection of the pool, and
    # SQLite refuses the next writer who gets it.
    return Edition(
        [parse_entry(text, ours=True) for text in documents],
        [parse_instrument(text, ours=True) for text in instruments],
    )


def stored_model(session: Session, base: str) -> Model | None:
    """The model learned from the base with this digest, if one is stored that we can still read."""
    row = session.get(Calibration, base)
    try:
        return Model.from_json(row.model) if row else None
    except ValueError:
        return None


def store_model(session: Session, model: Model) -> None:
    """Keep a model for every process with the same base."""
    session.merge(Calibration(base=model.base, model=model.to_json()))


def publish(
    session: Session, document: EntryDocument, *, author: str, reason: str, normalize: Normalizer
) -> EntryRevision:
    """Make `document` the revision people are sent, keeping every earlier one.

    Raises `LookupError` when it cites a provision the register does not hold. The caller records the new version.
    """
    entry = session.get(Entry, document.id) or Entry(id=document.id, status=EntryStatus.DRAFT)
    last = session.exec(select(func.max(EntryRevision.number)).where(EntryRevision.entry_id == document.id)).one() or 0
    revision = EntryRevision(
        entry_id=document.id,
        number=last + 1,
        document=format_entry(document),
        code=document.code,
        author=author,
        reason=reason,
    )
    entry.status = EntryStatus.PUBLISHED
    entry.published_number = revision.number
    session.add(entry)
    session.flush()
    session.add(revision)
    _index(session, document, normalize)
    return revision


def retire(session: Session, entry: Entry) -> None:
    """Stop sending an entry; its revisions stay. The caller records the new version."""
    entry.status = EntryStatus.RETIRED
    session.add(entry)
    session.exec(delete(Phrasing).where(col(Phrasing.entry_id) == entry.id))
    session.exec(delete(Citation).where(col(Citation.entry_id) == entry.id))


def record_version(session: Session, cause: str, files_digest: str | None = None) -> None:
    """Tell every process that what is published has changed."""
    session.add(KnowledgeVersion(cause=cause, files_digest=files_digest))


def _index(session: Session, document: EntryDocument, normalize: Normalizer) -> None:
    session.exec(delete(Phrasing).where(col(Phrasing.entry_id) == document.id))
    session.exec(delete(Citation).where(col(Citation.entry_id) == document.id))
    session.add_all(
        Phrasing(entry_id=document.id, text=text, normalized=" ".join(normalize(text))) for text in document.phrasings
    )
    cited = [*document.citations, *document.history]
    places = _provision_ids(session, cited)
    for position, citation in enumerate(cited):
        if citation not in places:
            raise LookupError(f"entry {document.id} cites {citation!r}, which the register does not hold")
        history = position >= len(document.citations)
        session.add(Citation(entry_id=document.id, provision_id=places[citation], position=position, history=history))


def _provision_ids(session: Session, citations: list[str]) -> dict[str, int]:
    name = col(Instrument.cite) + " " + col(Provision.pinpoint)
    rows = session.exec(select(name, col(Provision.id)).join(Instrument).where(name.in_(citations)))
    return {citation: number for citation, number in rows if number is not None}
