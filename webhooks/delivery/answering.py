"""From a stored message to a stored reply: decide, then record everything the decision brings in one transaction."""

import datetime

from sqlmodel import Session

from bot.conversation import Responder, Turn
from bot.memory import recall, remember
from bot.messages import Reply
from knowledge.missed import record_miss
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

    def decide(self, session: Session, received: Received) -> Turn:
        """The turn for a message; reads, writes nothing."""
        now = datetime.datetime.now(datetime.UTC)
        memory = recall(session, received.chat, now)
        return self._responder.respond(received.message, memory, self._feed.knowledge, datetime.date.today())

    def record(self, session: Session, received: Received, turn: Turn) -> Outgoing | None:
        """Store what a turn brings: miss, memory, reply; None when the message was answered before."""
        if not inbox.finish(session, received.inbox_id):
            return None
        if turn.missed:
            normalize = self._feed.knowledge.matcher.normalize
            record_miss(session, turn.missed.text, received.message.channel, turn.missed.candidates, normalize)
        remember(session, received.chat, turn.memory, datetime.datetime.now(datetime.UTC))
        return self._queue(session, received, turn.reply)

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
