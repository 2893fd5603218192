"""The one writer: a thread that carries out changes to the database in order, many to a commit.

SQLite lets one connection write at a time, and waiting for a commit's fsync is most of the cost of accepting a message;
so changes queue for one thread, which commits everything that has come in while it was busy (`engine`: measured 300
messages/s against 200 with a pool). A change is durable when its future is done.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from knowledge.database import writing
from webhooks.channel import StorageUnavailable
from webhooks.log import logger

log = logger(__name__)

T = TypeVar("T")
Change = Callable[[Session], T]
Queue = deque[tuple[Change[Any], Future[Any]]]


class Priority(IntEnum):
    """Which changes go first."""

    RECORD = 0  # what has already happened outside, a reply sent: never refused
    ACCEPT = 1  # somebody waits for the acknowledgement
    ANSWER = 2  # takes time to compute


MOST_PER_COMMIT = 64
ANSWERS_PER_COMMIT = 2
"""An acknowledgement waits for the commit under way; a few answers in it must not make that long."""
MOST_WAITING = 1000
"""From this many waiting changes on, new messages are refused: the platform keeps them for us."""


class Writer:
    """Carries out changes one after another. `start` before use, `stop` to let it finish what is queued.

    A change may be carried out twice when another of its batch fails (the first attempt is rolled back), so it must do
    nothing but change the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queues: dict[Priority, Queue] = {priority: deque() for priority in Priority}
        self._wake = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Begin carrying out changes."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued and end the thread."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self._thread.join()

    def submit(self, change: Change[T], priority: Priority) -> Future[T]:
        """Queue a change; the future is done once it is committed, or holds why it was not.

        Raises `StorageUnavailable` when too many messages are waiting to be accepted, or the writer has stopped.
        """
        future: Future[T] = Future()
        with self._wake:
            if self._stopping:
                raise StorageUnavailable("shutting down")
            if priority == Priority.ACCEPT and len(self._queues[priority]) >= MOST_WAITING:
                raise StorageUnavailable("too many messages are waiting")
            self._queues[priority].append((change, future))
            self._wake.notify()
        return future

    def _run(self) -> None:
        while batch := self._next_batch():
            self._commit(batch)

    def _next_batch(self) -> list[tuple[Change[Any], Future[Any]]]:
        batch: list[tuple[Change[Any], Future[Any]]] = []
        with self._wake:
            self._wake.wait_for(lambda: any(self._queues.values()) or self._stopping)
            for priority, queue in self._queues.items():
                room = ANSWERS_PER_COMMIT if priority == Priority.ANSWER else MOST_PER_COMMIT - len(batch)
                batch += (queue.popleft() for _ in range(min(room, len(queue))))
        return batch

    def _commit(self, batch: list[tuple[Change[Any], Future[Any]]]) -> None:
        try:
            with writing(self._engine) as session:
                results = [change(session) for change, _ in batch]
        except Exception:  # noqa: BLE001  found and handed over below
            self._commit_apart(batch)
            return
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)

    def _commit_apart(self, batch: list[tuple[Change[Any], Future[Any]]]) -> None:
        """Carry out a batch again, each change in a transaction of its own: one that fails costs the others nothing."""
        for change, future in batch:
            try:
                with writing(self._engine) as session:
                    result = change(session)
            except SQLAlchemyError as error:
                log.error("commit_failed", reason=type(error.__cause__ or error).__name__)
                future.set_exception(StorageUnavailable("the database did not take the change"))
            except Exception as error:  # noqa: BLE001  handed to whoever waits for this change
                future.set_exception(error)
            else:
                future.set_result(result)
