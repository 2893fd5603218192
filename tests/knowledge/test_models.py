"""The tables themselves refuse what the code must never write, on both databases."""

from collections.abc import Iterator

import pytest
from samples import LIKE, PP94
from sqlalchemy import Engine, delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from knowledge.database import reading, table_of, writing
from knowledge.models import Citation, Entry, EntryRevision, Instrument, MissedQuestion, Phrasing, Provision


def doubles(session: Session) -> Iterator[SQLModel]:
    """A second row for each thing there may be only one of."""
    place = session.exec(select(Provision)).first()
    assert place is not None
    yield EntryRevision(entry_id=LIKE.id, number=1, document="", code="N", author="a", reason="b")
    yield Instrument(code="lain", cite=PP94.cite, title="t", kind="PP", status="berlaku", document="")
    yield Provision(instrument_code=place.instrument_code, pinpoint=place.pinpoint, text="t", confidence="tinggi")
    yield MissedQuestion(fingerprint="f", text="b", normalized="b")
    yield Entry(id=LIKE.id, status="draft")


def orphans(session: Session) -> Iterator[SQLModel]:
    """A row that points at something there is not."""
    place = session.exec(select(Provision)).first()
    assert place is not None
    assert place.id is not None
    yield EntryRevision(entry_id="tak-ada", number=1, document="", code="N", author="a", reason="b")
    yield Phrasing(entry_id="tak-ada", text="t", normalized="t")
    yield Provision(instrument_code="tak-ada", pinpoint="p", text="t", confidence="tinggi")
    yield Citation(entry_id="tak-ada", provision_id=place.id, position=0)
    yield Citation(entry_id=LIKE.id, provision_id=987654, position=0)


def add(engine: Engine, row: SQLModel) -> None:
    with writing(engine) as session:
        session.add(row)


@pytest.mark.parametrize("rows", [doubles, orphans], ids=lambda rows: rows.__name__)
def test_what_would_corrupt_the_base_is_refused(base: Engine, rows: object) -> None:
    with writing(base) as session:
        session.add(MissedQuestion(fingerprint="f", text="a", normalized="a"))
    with reading(base) as session:
        refused = list(rows(session))  # type: ignore[operator]
    for row in refused:
        with pytest.raises(IntegrityError):
            add(base, row)


def test_nothing_that_was_ever_cited_can_be_deleted(base: Engine) -> None:
    for model, cited in (
        (Entry, col(Entry.id) == LIKE.id),
        (Instrument, col(Instrument.code) == PP94.code),
        (Provision, col(Provision.instrument_code) == PP94.code),
    ):
        with pytest.raises(IntegrityError), writing(base) as session:
            session.execute(delete(table_of(model)).where(cited))
