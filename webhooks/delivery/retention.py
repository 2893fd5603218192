"""How long the traces of finished deliveries are kept."""

import datetime

from sqlmodel import Session, col, delete, select

from webhooks.delivery.models import InboxItem, InboxStatus, OutboxItem, OutboxStatus

KEPT = datetime.timedelta(days=8)
"""WhatsApp redelivers for up to 7 days; until then the inbox must recognise a message."""


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
