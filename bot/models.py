"""The table of conversations: what was just said, kept under a pseudonym and for a short time."""

import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from knowledge.models import Moment


class Conversation(SQLModel, table=True):
    """The state of one chat; `chat` is a keyed digest of the address, never the address."""

    __tablename__ = "conversation"

    chat: str = Field(primary_key=True, max_length=64)
    state: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    updated_at: datetime.datetime = Field(sa_column=Column(Moment, nullable=False))
