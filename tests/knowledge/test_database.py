"""The schema is what the models say, on both databases, and SQLite is as durable as a 200 promises."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel, select

import bot.models
import webhooks.delivery.models
from knowledge.database import connect, migrate, reading, writing
from knowledge.models import Entry, KnowledgeVersion

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


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        connect("mysql://localhost/netral")
