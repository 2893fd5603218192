"""From a stored message to a stored reply: decide, then record everything the decision brings in one transaction."""

import datetime

from sqlmodel import Session

from bot.conversation import Responder, Turn
from bot.decisions import record_decision
from bot.feedback import record_feedback
from bot.memory import NOTHING, recall, remember
from bot.messages import Reply
from knowledge.missed import record_miss
from knowledge.models import MissStatus
from webhooks.delivery import inbox, outbox
from webhooks.delivery.inbox import Received
from webhooks.delivery.outbox import Outgoing
from webhooks.delivery.sealing import Sealer
from webhooks.feed import KnowledgeFeed


class Answering:
    """What the dispatcher does with a message, whatever the engine behind it."""

    def __init__(self, responder: Responder, feed: KnowledgeFeed, sealer: Sealer) -> None:
        self._responder = responder
        self._feed = feed
        self.sealer = sealer

    def answer(self, session: Session, received: Received) -> tuple[Turn, Outgoing | None]:
        """Decide a message and store what that brings: why, the miss, what to remember, the reply.

        The reply is None when the message was answered before.
        """
        now = datetime.datetime.now(datetime.UTC)
        knowledge = self._feed.knowledge
        memory = recall(session, received.chat, now)
        today = datetime.date.today()
        turn = self._responder.respond(received.message, memory, knowledge, today)
        if not inbox.finish(session, received.inbox_id):
            return turn, None
        record_decision(session, turn, received.message.channel, knowledge, today)
        if turn.feedback:
            record_feedback(session, turn.feedback, received.message.channel, today)
        if turn.missed:
            missed, channel = turn.missed, received.message.channel
            status = MissStatus.OUTSIDE if missed.outside else MissStatus.OPEN
            record_miss(session, missed.text, channel, missed.candidates, knowledge.matcher.normalize, status)
        # An empty memory is stored too: what is too old to be recalled must not outlive "hapus data saya".
        if turn.memory != memory or turn.memory == NOTHING:
            remember(session, received.chat, turn.memory, now)
        return turn, self._queue(session, received, turn.reply)

    def record_failure(self, session: Session, received: Received) -> Outgoing | None:
        """Count a failure of our own code; the last one sets the message aside and says so to the sender."""
        if inbox.fail(session, received.inbox_id):
            return self._queue(session, received, self._responder.trouble())
        return None

    def _queue(self, session: Session, received: Received, reply: Reply) -> Outgoing:
        return outbox.queue(
            session,
            inbox_id=received.inbox_id,
            channel=received.message.channel,
            chat=received.chat,
            address=received.message.address,
            reply=reply,
            sealer=self.sealer,
        )
