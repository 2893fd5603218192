"""The tables of delivery. They are the truth: whatever a process forgets, these rows remember."""

import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, LargeBinary, String
from sqlmodel import Field, SQLModel

from knowledge.models import Moment, utc_now


class InboxStatus(StrEnum):
    """Where an incoming message stands."""

    RECEIVED = "received"  # stored; no reply decided yet
    DONE = "done"  # its reply is in the outbox, or it needs none
    FAILED = "failed"  # our own fault kept it from being answered, several times


class OutboxStatus(StrEnum):
    """Where a reply stands."""

    QUEUED = "queued"
    SENDING = "sending"  # handed to the platform; what came of it is not recorded yet
    SENT = "sent"
    DEAD = "dead"  # the platform will not take it


class InboxItem(SQLModel, table=True):
    """One incoming message. The unique key is the whole deduplication."""

    __tablename__ = "inbox_item"
    __table_args__ = (Index("ix_inbox_item_status", "status", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    delivery_key: str = Field(unique=True, max_length=64)
    """Keyed digest of channel and the platform's id (a WhatsApp id contains the phone number)."""
    channel: str = Field(max_length=16)
    chat: str = Field(max_length=64)
    status: str = Field(default=InboxStatus.RECEIVED, sa_column=Column(String(16), nullable=False))
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """The message, encrypted; forgotten once its reply is in the outbox."""
    received_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
    attempts: int = 0


class OutboxItem(SQLModel, table=True):
    """One reply on its way."""

    __tablename__ = "outbox_item"
    __table_args__ = (Index("ix_outbox_item_status", "status", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    inbox_id: int | None = Field(default=None, foreign_key="inbox_item.id", index=True)
    channel: str = Field(max_length=16)
    chat: str = Field(max_length=64)
    status: str = Field(default=OutboxStatus.QUEUED, sa_column=Column(String(16), nullable=False))
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Address and reply, encrypted; forgotten once sent."""
    attempts: int = 0
    next_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
    error: str | None = None
    created_at: datetime.datetime = Field(default_factory=utc_now, sa_column=Column(Moment, nullable=False))
    sent_at: datetime.datetime | None = Field(default=None, sa_column=Column(Moment))
