"""The tables of the knowledge base.

A revision keeps the whole document as text: it is the truth that is exported, compared and restored. The other columns
and tables are its index, so that questions such as "which answers cite this provision" are one query.
"""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlmodel import Field, SQLModel


class EntryStatus(StrEnum):
    """The life of an entry: nothing that was ever cited is deleted."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class MissStatus(StrEnum):
    """What the editors made of a missed question."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    OUTSIDE = "outside"
    """Not about neutrality: demand that is counted, not a task."""


class Moment(TypeDecorator[datetime.datetime]):
    """A point in time that comes back aware of its zone from SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime.datetime | None:
        """The stored value in UTC."""
        if not isinstance(value, datetime.datetime):
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value


def utc_now() -> datetime.datetime:
    """The present, aware of its zone."""
    return datetime.datetime.now(datetime.UTC)


class Entry(SQLModel, table=True):
    """One curated question and answer, through all its revisions."""

    __tablename__ = "entry"

    id: str = Field(primary_key=True, max_length=64)
    status: str = Field(sa_column=Column(String(16), nullable=False, index=True))
    published_number: int | None = None
    """The revision people are sent."""
    seed_digest: str | None = None
    """Digest of the file this entry was last taken from; tells an editor's change from a file's."""


class EntryRevision(SQLModel, table=True):
    """One state of an entry, kept for ever."""

    __tablename__ = "entry_revision"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(foreign_key="entry.id", index=True)
    number: int
    document: str = Field(sa_column=Column(Text, nullable=False))
    code: str = Field(index=True, max_length=16)
    author: str
    reason: str
    created_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))


class Phrasing(SQLModel, table=True):
    """A way people ask for the published revision of an entry."""

    __tablename__ = "phrasing"

    id: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(foreign_key="entry.id", index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    normalized: str = Field(sa_column=Column(Text, nullable=False))


class Instrument(SQLModel, table=True):
    """A law, decree, circular or decision."""

    __tablename__ = "instrument"

    code: str = Field(primary_key=True, max_length=64)
    cite: str = Field(unique=True)
    title: str
    kind: str
    status: str
    successor: str | None = None
    document: str = Field(sa_column=Column(Text, nullable=False))
    seed_digest: str | None = None


class Provision(SQLModel, table=True):
    """A citable place in an instrument."""

    __tablename__ = "provision"
    __table_args__ = (UniqueConstraint("instrument_code", "pinpoint"),)

    id: int | None = Field(default=None, primary_key=True)
    instrument_code: str = Field(foreign_key="instrument.code", index=True)
    pinpoint: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    in_force_from: datetime.date | None = None
    in_force_until: datetime.date | None = None
    successor: str | None = None
    confidence: str


class Citation(SQLModel, table=True):
    """Which published entry rests on which provision; `history` marks a mention that is not a basis."""

    __tablename__ = "citation"

    id: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(foreign_key="entry.id", index=True)
    provision_id: int = Field(foreign_key="provision.id", index=True)
    position: int
    history: bool = False


class KnowledgeVersion(SQLModel, table=True):
    """One row per change of what is published; the highest `id` is the version every process must serve."""

    __tablename__ = "knowledge_version"

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
    cause: str
    files_digest: str | None = None
    """Digest of the folder this version was taken from, so that an unchanged folder costs nothing at start."""


class Calibration(SQLModel, table=True):
    """What calibration learned from one base; every process with the same base may use it."""

    __tablename__ = "calibration"

    base: str = Field(primary_key=True, max_length=64)
    """Digest of the base (`matching.calibrate.base_digest`)."""
    model: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))


class MissedQuestion(SQLModel, table=True):
    """A question we could not answer, without who asked: redacted text, and how often it came."""

    __tablename__ = "missed_question"
    __table_args__ = (Index("ix_missed_question_open", "status", "count"),)

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True, max_length=64)
    """Digest of the redacted, normalised text and the normaliser's version: equal questions share one row."""
    text: str = Field(sa_column=Column(Text, nullable=False))
    normalized: str = Field(sa_column=Column(Text, nullable=False))
    status: str = Field(default=MissStatus.OPEN, sa_column=Column(String(16), nullable=False))
    count: int = 1
    channels: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """How often by channel."""
    candidates: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The entries that came nearest when it was last asked."""
    first_asked_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
    last_asked_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
