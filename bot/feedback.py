"""What people say of an answer, kept by answer and day."""

import datetime

from sqlmodel import Session, col, delete

from bot.conversation import Feedback
from bot.messages import ChannelName
from bot.models import FeedbackRecord


def record_feedback(session: Session, feedback: Feedback, channel: ChannelName, today: datetime.date) -> None:
    """Keep one press."""
    session.add(
        FeedbackRecord(
            day=today, channel=channel, entry_id=feedback.entry, code=feedback.code, helpful=feedback.helpful
        )
    )


def forget_feedback(session: Session, before: datetime.date) -> int:
    """Delete what was said on the days before `before`; returns how many."""
    return session.exec(delete(FeedbackRecord).where(col(FeedbackRecord.day) < before)).rowcount
