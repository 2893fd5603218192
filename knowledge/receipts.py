"""What the code under an answer stands for."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from knowledge.documents import EntryDocument
from knowledge.fileformat import parse_entry
from knowledge.models import Entry, EntryRevision, EntryStatus


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer exactly as it was sent, and what has become of it."""

    code: str
    number: int
    entry: EntryDocument
    superseded: bool
    current_code: str | None
    """The code of the answer sent today instead, if there is one."""


def find_receipt(session: Session, code: str) -> Receipt | None:
    """The answer with this code, in any spelling of case and hyphens; None when there never was one."""
    letters = "".join(character for character in code.upper() if character.isalnum())
    wanted = f"{letters[:1]}-{letters[1:5]}-{letters[5:]}"
    revisions = select(EntryRevision).where(EntryRevision.code == wanted)
    revision = session.exec(revisions.order_by(col(EntryRevision.number).desc())).first()
    if revision is None:
        return None
    entry = session.get_one(Entry, revision.entry_id)
    current = session.exec(
        select(EntryRevision).where(EntryRevision.entry_id == entry.id, EntryRevision.number == entry.published_number)
    ).first()
    sent = current if current is not None and entry.status == EntryStatus.PUBLISHED else None
    superseded = sent is None or sent.code != wanted
    return Receipt(
        wanted,
        revision.number,
        parse_entry(revision.document),
        superseded,
        sent.code if sent and superseded else None,
    )
