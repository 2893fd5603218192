"""The schema is what the models say, on both databases, and SQLite is as durable as a 200 promises."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, select

import bot.models
import webhooks.delivery.models
from knowledge.database import connect, insert_unless_known, migrate, reading, table_of, writing
from knowledge.models import Entry, KnowledgeVersion, MissedQuestion, utc_now

TABLES = {bot.models.Conversation, webhooks.delivery.models.InboxItem, webhooks.delivery.models.OutboxItem}


def test_migrations_end_where_the_models_are(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    assert {table.__tablename__ for table in TABLES} <= set(inspect(engine).get_table_names())


def test_migrating_twice_does_nothing(database_url: str) -> None:
    engine = connect(database_url)
    assert migrate(engine)
    assert not migrate(engine)
    engine.dispose()


def test_sqlite_survives_a_loss_of_power(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_a_block_that_raises_leaves_nothing(engine: Engine) -> None:
    def fail_halfway() -> None:
        with writing(engine) as session:
            session.add(Entry(id="a", status="draft"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with reading(engine) as session:
        assert session.get(Entry, "a") is None


def test_a_failed_savepoint_costs_its_neighbours_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Entry(id="a", status="draft"))
        session.flush()
        nested = session.begin_nested()
        session.add(Entry(id="b", status="draft"))
        session.flush()
        nested.rollback()
    with reading(engine) as session:
        assert [entry.id for entry in session.exec(select(Entry))] == ["a"]


def test_a_moment_comes_back_with_its_zone(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(KnowledgeVersion(cause="test"))
    with reading(engine) as session:
        assert session.exec(select(KnowledgeVersion)).one().created_at.tzinfo is not None


@pytest.mark.parametrize("kind", ["mysql", "postgres", "mssql+pyodbc"])
def test_another_kind_of_database_is_refused_by_name(kind: str) -> None:
    with pytest.raises(ValueError, match=f"names {kind.split('+')[0]}; use sqlite:///… or postgresql://…"):
        connect(f"{kind}://localhost/netral")


def test_those_who_migrate_at_once_do_it_once(database_url: str) -> None:
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":  # whoever would wait for ever for another fails instead
        url = url.update_query_dict({"options": "-c lock_timeout=5s"})
    engines = [connect(url.render_as_string(hide_password=False)) for _ in range(4)]
    start = threading.Barrier(len(engines))

    def together(engine: Engine) -> bool:
        start.wait()
        migrate(engine)
        return migrate(engine)

    with ThreadPoolExecutor(len(engines)) as pool:
        assert not any(pool.map(together, engines))
    with engines[0].connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    for engine in engines:
        engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(database_url: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE conversation (chat TEXT)"))
    with pytest.raises(DBAPIError, match="conversation"):
        migrate(engine)
    assert set(inspect(engine).get_table_names()) - {"alembic_version"} == {"conversation"}
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE conversation"))
    assert migrate(engine)
    engine.dispose()


def test_a_database_of_a_later_release_is_refused_and_not_changed(database_url: str) -> None:
    engine = connect(database_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CommandError, match="9999"):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_connecting_makes_the_folder_and_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "data" / "deeper" / "netral.db"
    engine = connect(f"sqlite:///{file}")
    assert file.parent.is_dir()
    assert not file.exists()
    engine.dispose()
    assert connect("postgresql://nobody@192.0.2.1/netral").dialect.driver == "psycopg"


def test_what_is_being_written_does_not_hold_up_a_reader_or_show(engine: Engine) -> None:
    with writing(engine) as writer:
        writer.add(Entry(id="a", status="draft"))
        writer.flush()
        started = time.monotonic()
        with reading(engine) as session:
            assert session.get(Entry, "a") is None
        assert time.monotonic() - started < 1
    with reading(engine) as session:
        assert session.get(Entry, "a") is not None


def test_on_sqlite_what_was_read_still_holds_when_it_is_written(sqlite_url: str) -> None:
    engines = [connect(sqlite_url) for _ in range(4)]
    migrate(engines[0])
    with writing(engines[0]) as session:
        session.add(Entry(id="a", status="draft", published_number=0))

    def count(engine: Engine) -> None:
        for _ in range(10):
            with writing(engine) as session:
                row = session.get_one(Entry, "a")
                row.published_number = (row.published_number or 0) + 1

    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(count, engines))
    with reading(engines[0]) as session:
        assert session.get_one(Entry, "a").published_number == 40
    for engine in engines:
        engine.dispose()


def test_a_row_that_is_known_is_not_inserted_twice(engine: Engine) -> None:
    row = MissedQuestion(fingerprint="f", text="a", normalized="a", count=1, last_asked_at=utc_now()).model_dump()
    del row["id"]
    with writing(engine) as session:
        first = insert_unless_known(session, table_of(MissedQuestion), row)
        assert insert_unless_known(session, table_of(MissedQuestion), {**row, "text": "b"}) is None
        second = insert_unless_known(session, table_of(MissedQuestion), {**row, "fingerprint": "g"})
    with reading(engine) as session:
        stored = {each.id: each.text for each in session.exec(select(MissedQuestion))}
    assert stored == {first: "a", second: "a"}
