"""The inbox: an accepted message, stored once, until its reply is in the outbox."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select, update

from bot.messages import ChannelName, IncomingMessage
from knowledge.database import insert_unless_known, table_of
from knowledge.models import utc_now
from webhooks.delivery.models import InboxItem, InboxStatus
from webhooks.delivery.sealing import Sealer

INBOX = table_of(InboxItem)

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
    item = {
        "delivery_key": sealer.pseudonym("delivery", message.channel, message.delivery_id),
        "channel": message.channel,
        "chat": chat,
        "status": InboxStatus.RECEIVED,
        "sealed": sealer.seal(json.dumps(asdict(message))),
        "received_at": utc_now(),
        "attempts": 0,
    }
    inbox_id = insert_unless_known(session, INBOX, item)
    return None if inbox_id is None else Received(inbox_id, chat, message)


def unfinished(session: Session, sealer: Sealer) -> list[Received]:
    """Messages still without a reply, oldest first."""
    rows: Sequence[InboxItem] = session.exec(
        select(InboxItem).where(InboxItem.status == InboxStatus.RECEIVED).order_by(col(InboxItem.id))
    ).all()
    return [Received(row.id or 0, row.chat, _message(sealer.open(row.sealed))) for row in rows if row.sealed]


def finish(session: Session, inbox_id: int) -> bool:
    """Mark a message as answered and forget what it said; False when it was answered before."""
    waiting = (INBOX.c.id == inbox_id, INBOX.c.status == InboxStatus.RECEIVED)
    done = update(INBOX).where(*waiting).values(status=InboxStatus.DONE, sealed=None)
    return session.connection().execute(done).rowcount == 1


def fail(session: Session, inbox_id: int) -> bool:
    """Count a failure of ours; True when the message was set aside for good, its words forgotten."""
    item = session.get_one(InboxItem, inbox_id)
    item.attempts += 1
    if item.attempts >= MOST_ATTEMPTS:
        item.status = InboxStatus.FAILED
        item.sealed = None
    session.add(item)
    return item.status == InboxStatus.FAILED


def _message(text: str) -> IncomingMessage:
    fields = json.loads(text)
    return IncomingMessage(**{**fields, "channel": ChannelName(fields["channel"])})
