"""The embedded engine: one process, one writer, no server beside it. The tables are the truth; memory only hurries."""

import asyncio
import datetime
from collections import deque
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine

from bot.messages import ChannelName, IncomingMessage
from knowledge.database import reading
from knowledge.models import utc_now
from webhooks.channel import Channel, DeliveryError, StorageUnavailable
from webhooks.delivery import inbox, outbox
from webhooks.delivery.answering import Answering
from webhooks.delivery.inbox import Received
from webhooks.delivery.outbox import Outgoing
from webhooks.delivery.retention import forget
from webhooks.delivery.writer import Change, Priority, Writer
from webhooks.log import logger, origin
from webhooks.metrics import Metrics

log = logger(__name__)

T = TypeVar("T")
Work = Received | Outgoing

SENDS_IN_FLIGHT = 16
"""Measured: more at once makes each slower and the whole no faster."""
SECONDS_TO_ACCEPT = 3.0
SECONDS_TO_DRAIN = 10.0
SECONDS_BETWEEN_TRIES = 1.0
BETWEEN_FORGETTING = datetime.timedelta(hours=1)


class EmbeddedDispatcher:
    """Implements `Dispatcher` inside the web process."""

    def __init__(
        self,
        engine: Engine,
        answering: Answering,
        channels: Mapping[ChannelName, Channel],
        metrics: Metrics,
        retention: datetime.timedelta,
    ) -> None:
        self._engine = engine
        self._answering = answering
        self._channels = channels
        self._metrics = metrics
        self._retention = retention
        self._writer = Writer(engine)
        self._sends = asyncio.Semaphore(SENDS_IN_FLIGHT)
        self._chats: dict[str, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self._accepting = False

    @property
    def working(self) -> bool:
        """Whether messages can be accepted now."""
        return self._accepting

    async def start(self) -> None:
        """Take up unfinished rows, replies before messages, then accept."""
        self._loop = asyncio.get_running_loop()
        self._writer.start()
        with reading(self._engine) as session:
            left: list[Work] = [
                *outbox.undelivered(session, self._answering.sealer),
                *inbox.unfinished(session, self._answering.sealer),
            ]
        if left:
            log.info("taking_up_unfinished", rows=len(left))
        for work in left:
            self._schedule(work)
        self._keep(self._forget_regularly())
        self._accepting = True

    async def stop(self) -> None:
        """Refuse what comes, drain, and leave the rest in the tables."""
        self._accepting = False
        self._stopping.set()
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks, timeout=SECONDS_TO_DRAIN)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await asyncio.to_thread(self._writer.stop)
        for channel in self._channels.values():
            await channel.close()

    async def accept(self, messages: Sequence[IncomingMessage]) -> None:
        """Store messages; each is answered from then on, even if nobody waits for this call any more."""
        if not self._accepting:
            raise StorageUnavailable("not accepting")
        stored = [
            self._writer.submit(partial(inbox.store, message=message, sealer=self._answering.sealer), Priority.ACCEPT)
            for message in messages
        ]
        for message, future in zip(messages, stored, strict=True):
            future.add_done_callback(partial(self._on_stored, message.channel))
        try:
            async with asyncio.timeout(SECONDS_TO_ACCEPT):
                await asyncio.gather(*(asyncio.shield(asyncio.wrap_future(future)) for future in stored))
        except TimeoutError:
            raise StorageUnavailable("the database is too slow") from None

    def _on_stored(self, channel: ChannelName, future: Future[Received | None]) -> None:
        # Runs in the writer's thread, whether or not the request still waits.
        if future.cancelled() or future.exception():
            return
        if received := future.result():
            self._metrics.accepted.labels(channel).inc()
            self._loop.call_soon_threadsafe(self._schedule, received)
        else:
            self._metrics.duplicates.labels(channel).inc()

    def _schedule(self, work: Work) -> None:
        waiting = self._chats.get(work.chat)
        if waiting is not None:
            waiting.append(work)
            return
        self._chats[work.chat] = deque([work])
        self._keep(self._serve(work.chat))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, chat: str) -> None:
        """Do the work of one chat, one after another."""
        waiting = self._chats[chat]
        try:
            while waiting:
                work = waiting.popleft()
                outgoing = work if isinstance(work, Outgoing) else await self._answer(work)
                if outgoing and not await self._deliver(outgoing):
                    return  # We are stopping: what comes after it in this chat must not overtake it.
        finally:
            del self._chats[chat]

    async def _answer(self, received: Received) -> Outgoing | None:
        if channel := self._channels.get(received.message.channel):
            self._keep(channel.seen(received.message))
        while True:
            try:
                answer = partial(self._answering.answer, received=received)
                turn, outgoing = await self._insist(answer, Priority.ANSWER)
                self._metrics.turns.labels(received.message.channel, turn.decided).inc()
                log.info(
                    "question_answered",
                    channel=received.message.channel,
                    decided=turn.decided,
                    entries=turn.entries,
                )
                return outgoing
            except Exception as error:  # noqa: BLE001  our own fault must not take other chats with it
                log.error(
                    "answering_failed",
                    inbox=received.inbox_id,
                    reason=type(error).__name__,
                    origin=origin(error),
                )
                outgoing = await self._insist(partial(self._answering.record_failure, received=received))
                if outgoing:
                    return outgoing
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _deliver(self, outgoing: Outgoing) -> bool:
        """Send a reply until it is taken or given up; False when it is left for the next start."""
        while True:
            if await self._stopped_before(outgoing.next_at):
                return False
            failure = await self._send(outgoing)
            self._metrics.sends.labels(outgoing.channel, "refused" if failure else "sent").inc()
            if failure is None:
                await self._insist(partial(outbox.mark_sent, outbox_id=outgoing.outbox_id))
                return True
            again = await self._insist(partial(outbox.mark_failed, outbox_id=outgoing.outbox_id, error=failure))
            log.warning("reply_not_taken", channel=outgoing.channel, reason=failure.reason, given_up=again is None)
            if again is None:
                return True
            outgoing = replace(outgoing, next_at=again)

    async def _forget_regularly(self) -> None:
        while True:
            await self._insist(partial(forget, retention=self._retention))
            if await self._stopped_before(utc_now() + BETWEEN_FORGETTING):
                return

    async def _stopped_before(self, moment: datetime.datetime) -> bool:
        """Wait until a moment; True when we are stopping and should leave the rest to the next start."""
        seconds = (moment - utc_now()).total_seconds()
        if seconds <= 0:
            return False
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _send(self, outgoing: Outgoing) -> DeliveryError | None:
        channel = self._channels.get(outgoing.channel)
        if channel is None:
            return DeliveryError("channel switched off")
        async with self._sends:
            try:
                await channel.send(outgoing.address, outgoing.reply)
            except DeliveryError as error:
                return error
            except Exception as error:  # noqa: BLE001  an unknown failure is tried again like a passing one
                log.error(
                    "sending_failed",
                    channel=outgoing.channel,
                    reason=type(error).__name__,
                    origin=origin(error),
                )
                return DeliveryError(type(error).__name__)
        return None

    async def _insist(self, change: Change[T], priority: Priority = Priority.RECORD) -> T:
        """Carry out a change that must not be left out, waiting for the database if need be."""
        while True:
            try:
                return await asyncio.wrap_future(self._writer.submit(change, priority))
            except StorageUnavailable:
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
