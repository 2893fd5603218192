"""The inbox: an accepted message, stored once, until its reply is in the outbox."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.messages import ChannelName, IncomingMessage
from webhooks.delivery.models import InboxItem, InboxStatus
from webhooks.delivery.sealing import Sealer

MOST_ATTEMPTS = 3
"""After this many failures of our own code a message is set aside, so that it cannot stop the others."""


@dataclass(frozen=True, slots=True)
class Received:
    """A stored message, ready to be answered."""

    inbox_id: int
    chat: str
    """Pseudonym of the conversation."""
    message: IncomingMessage


def store(session: Session, message: IncomingMessage, sealer: Sealer) -> Received | None:
    """Store a message; None when this delivery was stored before."""
    chat = sealer.pseudonym("chat", message.channel, message.chat)
    item = InboxItem(
        delivery_key=sealer.pseudonym("delivery", message.channel, message.delivery_id),
        channel=message.channel,
        chat=chat,
        sealed=sealer.seal(json.dumps(asdict(message))),
    )
    try:
        with session.begin_nested():
            session.add(item)
            session.flush()
    except IntegrityError:
        return None
    return Received(item.id or 0, chat, message)


def unfinished(session: Session, sealer: Sealer) -> list[Received]:
    """Messages still without a reply, oldest first."""
    rows: Sequence[InboxItem] = session.exec(
        select(InboxItem).where(InboxItem.status == InboxStatus.RECEIVED).order_by(col(InboxItem.id))
    ).all()
    return [Received(row.id or 0, row.chat, _message(sealer.open(row.sealed))) for row in rows if row.sealed]


def finish(session: Session, inbox_id: int) -> bool:
    """Mark a message as answered and forget what it said; False when it was answered before."""
    item = session.get_one(InboxItem, inbox_id)
    if item.status != InboxStatus.RECEIVED:
        return False
    item.status = InboxStatus.DONE
    item.sealed = None
    session.add(item)
    return True


def fail(session: Session, inbox_id: int) -> bool:
    """Count a failure of ours; True when the message was set aside for good."""
    item = session.get_one(InboxItem, inbox_id)
    item.attempts += 1
    if item.attempts >= MOST_ATTEMPTS:
        item.status = InboxStatus.FAILED
    session.add(item)
    return item.status == InboxStatus.FAILED


def _message(text: str) -> IncomingMessage:
    fields = json.loads(text)
    return IncomingMessage(**{**fields, "channel": ChannelName(fields["channel"])})
