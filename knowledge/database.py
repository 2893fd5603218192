"""The database: SQLite as one durable file, or PostgreSQL through psycopg 3; opened, migrated and used the same way."""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, SQLModel

SECONDS_TO_CONNECT = 3
SECONDS_TO_WAIT_FOR_A_LOCK = 5
SECONDS_BETWEEN_TRIES = 0.02
# Any number will do, as long as every replica asks for the same one.
_MIGRATION_LOCK = 7_220_922

_WRITES = "netral_writes"


def connect(url: str) -> Engine:
    """An engine for `sqlite:///path` (the folder is made) or `postgresql://…`; nothing is opened yet.

    Raises `ValueError` for any other kind of database.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise ValueError("NETRAL_DATABASE_URL is no address; use sqlite:///… or postgresql://…") from None
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            address, connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_LOCK, "check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=5,
            pool_timeout=SECONDS_TO_CONNECT,
            pool_pre_ping=True,
            connect_args={"connect_timeout": SECONDS_TO_CONNECT},
        )
    raise ValueError(f"NETRAL_DATABASE_URL names {address.get_backend_name()}; use sqlite:///… or postgresql://…")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN breaks savepoints; we begin ourselves (SQLAlchemy, "pysqlite: serializable isolation").
    connection.isolation_level = None
    cursor = connection.cursor()
    _use_wal(cursor)
    # NORMAL may lose the last commits on power loss, after we have said 200.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _use_wal(cursor: Any) -> None:
    # SQLite does not wait for others here, as it does elsewhere: who opens a new file beside us makes it fail at once.
    end = time.monotonic() + SECONDS_TO_WAIT_FOR_A_LOCK
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads before it writes must hold the write lock from its start, or it fails at once when
    # another process has written in between.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for queries."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end of the block, or rolls back when it raises."""
    with (
        Session(engine.execution_options(**{_WRITES: True}), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model, for statements on the hot path that need no objects."""
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table


def insert_unless_known(session: Session, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row and return its `id`; None when a row with the same unique key is there already."""
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    found: int | None = connection.execute(
        insert(table).on_conflict_do_nothing().returning(table.c.id), dict(values)
    ).scalar()
    return found


def migrate(engine: Engine) -> bool:
    """Bring the schema to the newest migration; returns whether anything was done. Processes may run it at once."""
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == _scripts().get_current_head():
            return False
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
