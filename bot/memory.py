"""What a conversation remembers from one message to the next, and for how long."""

import datetime
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, delete, select

from bot.models import Conversation
from knowledge.database import table_of

FORGOTTEN_AFTER = datetime.timedelta(minutes=30)
DELETED_AFTER = datetime.timedelta(hours=12)
"""The privacy notice promises a day."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The last turn, as far as the next one may need it."""

    offered: tuple[str, ...] = ()
    """Entries offered for choice, in the order shown."""
    question: str = ""
    """The question they were offered for, redacted."""
    answered: str = ""
    """The entry that was answered."""
    menu: tuple[str, ...] = ()
    """Payloads of the page of the menu that is open, in the order shown."""


NOTHING = Memory()
CONVERSATIONS = table_of(Conversation)


def recall(session: Session, chat: str, now: datetime.datetime) -> Memory:
    """What is remembered of a chat; nothing once it is too long ago."""
    kept = select(CONVERSATIONS.c.state, CONVERSATIONS.c.updated_at).where(CONVERSATIONS.c.chat == chat)
    row = session.connection().execute(kept).first()
    if row is None or row.updated_at < now - FORGOTTEN_AFTER:
        return NOTHING
    state = row.state
    return Memory(
        tuple(state.get("offered", ())),
        state.get("question", ""),
        state.get("answered", ""),
        tuple(state.get("menu", ())),
    )


def remember(session: Session, chat: str, memory: Memory, now: datetime.datetime) -> None:
    """Keep a memory for the next message of the chat; an empty one is deleted."""
    if memory == NOTHING:
        session.connection().execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.chat == chat))
        return
    row = session.get(Conversation, chat) or Conversation(chat=chat, updated_at=now)
    row.state = asdict(memory)
    row.updated_at = now
    session.add(row)


def forget_old(session: Session, now: datetime.datetime) -> int:
    """Delete memories nobody came back to; returns how many."""
    return session.exec(delete(Conversation).where(col(Conversation.updated_at) < now - DELETED_AFTER)).rowcount
