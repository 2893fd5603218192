"""What conversations leave behind: the last turn, under a pseudonym, for a short time; decisions without texts."""

import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from knowledge.models import Moment


class Conversation(SQLModel, table=True):
    """The state of one chat; `chat` is a keyed digest of the address, never the address."""

    __tablename__ = "conversation"

    chat: str = Field(primary_key=True, max_length=64)
    state: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    updated_at: datetime.datetime = Field(sa_column=Column(Moment, nullable=False))


class DecisionRecord(SQLModel, table=True):
    """What was decided for one message and why: no word of it, no sender, and of the time only the day."""

    __tablename__ = "decision"

    id: int | None = Field(default=None, primary_key=True)
    day: datetime.date = Field(index=True)
    channel: str = Field(max_length=16)
    decided: str = Field(max_length=16)
    rule: str = Field(sa_column=Column(Text, nullable=False))
    """The rule that decided; empty where nothing was matched (a command, a tap, small talk)."""
    confidence: float
    entries: list[str] = Field(sa_column=Column(JSON, nullable=False))
    """The entries answered, or offered."""
    candidates: list[tuple[str, float]] = Field(sa_column=Column(JSON, nullable=False))
    """The nearest entries with their scores, best first."""
    asked: dict[str, list[str]] = Field(sa_column=Column(JSON, nullable=False))
    """The facets found."""
    words: int
    unknown: int
    knowledge_version: int
    normalizer_version: int


class FeedbackRecord(SQLModel, table=True):
    """One press of "Membantu" or "Belum jelas": for which answer, never by whom."""

    __tablename__ = "feedback"

    id: int | None = Field(default=None, primary_key=True)
    day: datetime.date = Field(index=True)
    channel: str = Field(max_length=16)
    entry_id: str = Field(max_length=64, index=True)
    code: str = Field(max_length=16)
    """The code of the answer as it was when the button was pressed."""
    helpful: bool
