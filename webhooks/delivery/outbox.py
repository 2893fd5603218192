"""The outbox: a decided reply, until the platform has taken it or never will."""

import datetime
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select, update

from bot.messages import ChannelName, Option, Reply
from knowledge.database import insert_unless_known, table_of
from knowledge.models import utc_now
from webhooks.channel import DeliveryError
from webhooks.delivery.models import OutboxItem, OutboxStatus
from webhooks.delivery.sealing import Sealer

OUTBOX = table_of(OutboxItem)

LONGEST_WAIT = 300.0
"""Seconds; the wait doubles with every failure up to this."""
GIVEN_UP_AFTER = datetime.timedelta(hours=24)
"""An answer a day late helps nobody, and WhatsApp's window is closed by then."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply to deliver."""

    outbox_id: int
    channel: ChannelName
    chat: str
    address: str
    reply: Reply
    next_at: datetime.datetime


def queue(
    session: Session,
    *,
    inbox_id: int,
    channel: ChannelName,
    chat: str,
    address: str,
    reply: Reply,
    sealer: Sealer,
) -> Outgoing:
    """Store a reply about to be sent; call it in the transaction that finishes the inbox item."""
    now = utc_now()
    item = {
        "inbox_id": inbox_id,
        "channel": channel,
        "chat": chat,
        "status": OutboxStatus.SENDING,
        "attempts": 0,
        "sealed": sealer.seal(json.dumps({"address": address, "reply": asdict(reply)})),
        "next_at": now,
        "created_at": now,
    }
    return Outgoing(insert_unless_known(session, OUTBOX, item) or 0, channel, chat, address, reply, now)


def undelivered(session: Session, sealer: Sealer) -> list[Outgoing]:
    """Replies the platform has not confirmed, oldest first; one that was being sent when we stopped is among them.

    Sending such a reply again may double it; not sending it may lose it. Losing is worse.
    """
    waiting = col(OutboxItem.status).in_((OutboxStatus.QUEUED, OutboxStatus.SENDING))
    rows: Sequence[OutboxItem] = session.exec(select(OutboxItem).where(waiting).order_by(col(OutboxItem.id))).all()
    return [_outgoing(row, sealer.open(row.sealed)) for row in rows if row.sealed]


def mark_sent(session: Session, outbox_id: int) -> None:
    """Record that the platform has taken a reply, and forget where it went."""
    done = {"status": OutboxStatus.SENT, "sealed": None, "sent_at": utc_now()}
    session.connection().execute(update(OUTBOX).where(OUTBOX.c.id == outbox_id).values(done))


def mark_failed(session: Session, outbox_id: int, error: DeliveryError) -> datetime.datetime | None:
    """Record a refusal; returns when to try again, or None when the reply is given up (and its address forgotten)."""
    item = session.get_one(OutboxItem, outbox_id)
    item.error = error.reason[:200]
    item.attempts += 1
    now = utc_now()
    wait = wait_before(item.attempts - 1, error, random.random())  # noqa: S311  spreading, not secrecy
    if error.permanent or now + wait > item.created_at + GIVEN_UP_AFTER:
        item.status = OutboxStatus.DEAD
        item.sealed = None
        session.add(item)
        return None
    item.status = OutboxStatus.QUEUED
    item.next_at = now + wait
    session.add(item)
    return item.next_at


def wait_before(attempts: int, error: DeliveryError, chance: float) -> datetime.timedelta:
    """How long to wait before the next try: what the platform said, or a doubling time spread by `chance` (0–1)."""
    if error.retry_after is not None:
        return datetime.timedelta(seconds=error.retry_after)
    return datetime.timedelta(seconds=min(2.0 ** min(attempts, 16), LONGEST_WAIT) * (0.5 + chance / 2))


def _outgoing(row: OutboxItem, text: str) -> Outgoing:
    content = json.loads(text)
    reply = Reply(content["reply"]["text"], tuple(Option(**option) for option in content["reply"]["options"]))
    return Outgoing(row.id or 0, ChannelName(row.channel), row.chat, content["address"], reply, row.next_at)
