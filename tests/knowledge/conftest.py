"""Databases that are made once and emptied before each test: as real as the others, and ten times as quick."""

from collections.abc import Iterator

import pytest
from databases import postgres_database
from hypothesis import settings
from samples import EDITION
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from knowledge.database import connect, migrate, writing
from knowledge.matching.normalize import Normalizer
from knowledge.seed import import_edition

# A property is about what holds, not about how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def sqlite_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One migrated SQLite file for the run."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('kept')}/netral.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_kept(postgres_server: str) -> Iterator[Engine]:
    """One migrated database on the real PostgreSQL for the run."""
    with postgres_database(postgres_server) as url:
        engine = connect(url)
        migrate(engine)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each kind of database in turn: migrated, and without a row."""
    kept: Engine = request.getfixturevalue(f"{request.param}_kept")
    tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables)]
    with kept.begin() as connection:
        if request.param == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
        else:
            for table in tables:
                connection.execute(text(f"DELETE FROM {table}"))
    return kept


@pytest.fixture
def base(engine: Engine, normalize: Normalizer) -> Engine:
    """Each kind of database in turn, holding the small knowledge base and nothing else."""
    with writing(engine) as session:
        import_edition(session, EDITION, normalize)
    return engine
