"""What is forgotten, and when. The service does it every hour; `netral purge` does it now."""

import datetime
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from bot.decisions import forget_decisions
from bot.feedback import forget_feedback
from bot.memory import forget_old
from knowledge.missed import forget_misses
from knowledge.models import utc_now
from webhooks.delivery.models import InboxItem, InboxStatus, OutboxItem, OutboxStatus

KEPT = datetime.timedelta(days=8)
"""WhatsApp redelivers for up to 7 days; until then the inbox must recognise a message."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each were deleted."""

    conversations: int
    misses: int
    deliveries: int
    decisions: int
    feedback: int


def forget(session: Session, retention: datetime.timedelta) -> Forgotten:
    """Delete what has been kept long enough; `retention` is for questions nobody asked again, and for counts."""
    now = utc_now()
    before = now - retention
    return Forgotten(
        conversations=forget_old(session, now),
        misses=forget_misses(session, before),
        deliveries=forget_deliveries(session, now),
        decisions=forget_decisions(session, before.date()),
        feedback=forget_feedback(session, before.date()),
    )


def forget_deliveries(session: Session, now: datetime.datetime) -> int:
    """Delete finished deliveries that no redelivery can refer to any more; returns how many messages."""
    old = (
        select(InboxItem.id)
        .where(col(InboxItem.status) != InboxStatus.RECEIVED, col(InboxItem.received_at) < now - KEPT)
        .where(
            ~select(OutboxItem.id)
            .where(
                OutboxItem.inbox_id == InboxItem.id,
                col(OutboxItem.status).in_((OutboxStatus.QUEUED, OutboxStatus.SENDING)),
            )
            .exists()
        )
    )
    session.exec(delete(OutboxItem).where(col(OutboxItem.inbox_id).in_(old)))
    return session.exec(delete(InboxItem).where(col(InboxItem.id).in_(old))).rowcount
