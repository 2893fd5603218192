"""Why each message was answered as it was, kept for those who look after the matching; never the message."""

import datetime

from sqlmodel import Session, col, delete

from bot.conversation import CANDIDATES_KEPT, Turn
from bot.messages import ChannelName
from bot.models import DecisionRecord
from knowledge.entries import Knowledge
from knowledge.matching.normalize import VERSION


def record_decision(
    session: Session, turn: Turn, channel: ChannelName, knowledge: Knowledge, today: datetime.date
) -> None:
    """Keep what was decided, by which rule, among which candidates."""
    session.add(decision_of(turn, channel, knowledge.version, today))


def decision_of(turn: Turn, channel: ChannelName, version: int, today: datetime.date) -> DecisionRecord:
    """The record of a turn; of what was matched only counts, names of entries and facets."""
    match = turn.match
    return DecisionRecord(
        day=today,
        channel=channel,
        decided=turn.decided,
        rule=match.decision.rule if match else "",
        confidence=round(turn.confidence, 4),
        entries=[*turn.entries, *turn.options],
        candidates=[(each.entry, round(each.score, 4)) for each in match.candidates[:CANDIDATES_KEPT]] if match else [],
        asked={facet: sorted(values) for facet, values in match.asked.items()} if match else {},
        words=len(match.words) if match else 0,
        unknown=len(match.unknown) if match else 0,
        knowledge_version=version,
        normalizer_version=VERSION,
    )


def forget_decisions(session: Session, before: datetime.date) -> int:
    """Delete the records of the days before `before`; returns how many."""
    return session.exec(delete(DecisionRecord).where(col(DecisionRecord.day) < before)).rowcount
