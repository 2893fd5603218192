"""Questions we could not answer: what was asked, how often, never by whom."""

import datetime
import hashlib
from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from knowledge.matching.normalize import VERSION, Normalizer
from knowledge.models import MissedQuestion, MissStatus, utc_now
from knowledge.redaction import redact


def record_miss(
    session: Session,
    text: str,
    channel: str,
    candidates: Sequence[str],
    normalize: Normalizer,
    status: MissStatus = MissStatus.OPEN,
) -> MissedQuestion | None:
    """Count one more asking of a question, redacted; equal questions share one record. `status` is that of a new one.

    Returns None, and stores nothing, for a text without words.
    """
    redacted = redact(text)
    normalized = " ".join(normalize(redacted))
    if not normalized:
        return None
    fingerprint = hashlib.sha256(f"{VERSION}:{normalized}".encode()).hexdigest()
    missed = session.exec(select(MissedQuestion).where(MissedQuestion.fingerprint == fingerprint)).first()
    if missed is None:
        missed = MissedQuestion(fingerprint=fingerprint, text=redacted, normalized=normalized, count=0, status=status)
    missed.count += 1
    missed.channels = {**missed.channels, channel: missed.channels.get(channel, 0) + 1}
    missed.candidates = list(candidates)
    missed.last_asked_at = utc_now()
    session.add(missed)
    session.flush()
    return missed


def forget_misses(session: Session, before: datetime.datetime) -> int:
    """Delete questions nobody has asked since `before`; returns how many."""
    return session.exec(delete(MissedQuestion).where(col(MissedQuestion.last_asked_at) < before)).rowcount
