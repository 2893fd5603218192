"""One process for one database, as long as delivery is embedded: two would answer everybody twice."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from webhooks.log import logger

log = logger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
_LOCK = 7_220_923


class AlreadyRunning(Exception):
    """Another process serves the same database."""


@contextmanager
def only_process(engine: Engine, folder: Path) -> Iterator[None]:
    """Hold the place of the one serving process; raises `AlreadyRunning`. The system frees it when the process dies."""
    taken = AlreadyRunning(
        "another netral process is serving this database; stop it first, or set another NETRAL_DATABASE_URL"
    )
    if engine.dialect.name == "postgresql":
        place = _PostgresPlace(engine)
        if not place.take():
            raise taken
        try:
            yield
        finally:
            place.leave()
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{Path(engine.url.database or 'netral').name}.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise taken from None
        yield


class _PostgresPlace:
    """An advisory lock, taken again whenever the server has forgotten it with our connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._left = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="netral-place", daemon=True)

    def take(self) -> bool:
        """Take the place and watch over it; False when another has it."""
        taken = self._take()
        if taken:
            self._watcher.start()
        return taken

    def leave(self) -> None:
        """Give the place up."""
        self._left.set()
        self._watcher.join()
        self._close()

    def _take(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        # Not back to the pool with the lock on it, whatever happens.
        connection.detach()
        if connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar():
            self._connection = connection
            return True
        connection.close()
        return False

    def _watch(self) -> None:
        while not self._left.wait(SECONDS_BETWEEN_LOOKS):
            try:
                if self._connection is None:
                    log.warning("place_taken_again" if self._take() else "place_taken_by_another")
                else:
                    self._connection.execute(text("SELECT 1"))
            except SQLAlchemyError:
                self._close()

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except SQLAlchemyError as error:
                log.info("place_connection_lost", reason=type(error).__name__)
