"""One process for one database, as long as delivery is embedded: two would answer everybody twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

_LOCK = 7_220_923


class AlreadyRunning(Exception):
    """Another process serves the same database."""


@contextmanager
def only_process(engine: Engine, folder: Path) -> Iterator[None]:
    """Hold the place of the one serving process; raises `AlreadyRunning`. The system frees it when the process dies."""
    message = "another netral process is serving this database; stop it first, or set another NETRAL_DATABASE_URL"
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar():
                raise AlreadyRunning(message)
            connection.commit()
            yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "netral.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(message) from None
        yield
