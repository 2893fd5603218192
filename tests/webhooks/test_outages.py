"""When the database is away or slow: nothing is acknowledged that is not kept, and nothing kept is lost or doubled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes.loopback import until
from running import Running, running
from sqlalchemy import create_engine, make_url, text
from sqlmodel import select

from knowledge.database import connect, reading, writing
from webhooks.delivery import embedded
from webhooks.delivery.models import InboxItem, OutboxItem
from webhooks.lock import AlreadyRunning, only_process


@contextmanager
def unreachable(url: str) -> Iterator[None]:
    """A PostgreSQL database that takes no connections and has dropped those it had."""
    address = make_url(url)
    admin = create_engine(
        address.set(drivername="postgresql+psycopg", database="postgres"), isolation_level="AUTOCOMMIT"
    )
    name = address.database
    drop = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
            connection.execute(drop, {"name": name})
        yield
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
        admin.dispose()


def statuses(netral: Running) -> tuple[list[str], list[str]]:
    with reading(netral.service.engine) as session:
        return (
            [item.status for item in session.exec(select(InboxItem).order_by(InboxItem.id))],
            [item.status for item in session.exec(select(OutboxItem).order_by(OutboxItem.id))],
        )


def test_a_database_that_goes_away_costs_no_message(
    postgres_url: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "SECONDS_BETWEEN_TRIES", 0.05)
    with running(postgres_url, home) as netral:
        netral.telegram.delay = 0.3
        assert netral.telegram_says("like", chat=1).status_code == 200
        until(lambda: statuses(netral)[1] == ["sending"])
        with unreachable(postgres_url):
            assert netral.telegram_says("komentar", chat=2, update_id=77).status_code == 503
            assert netral.whatsapp_says("komentar", message_id="wamid.77").status_code == 503
            ready = netral.http.get("/health/ready")
            assert (ready.status_code, ready.json()["parts"]["database"]) == (503, False)
            assert netral.http.get("/health/live").status_code == 200
            assert "Tidak boleh" in netral.http.post("/", data={"text": "like"}).text
            # The reply on its way arrives, although that cannot be recorded yet.
            until(lambda: netral.telegram.texts(1))
        assert netral.http.get("/health/ready").status_code == 200
        assert netral.telegram_says("komentar", chat=2, update_id=77).status_code == 200
        assert netral.whatsapp_says("komentar", message_id="wamid.77").status_code == 200
        until(lambda: netral.telegram.texts(2) and netral.graph.sent)
        until(lambda: statuses(netral) == (["done"] * 3, ["sent"] * 3))
        assert len(netral.telegram.sent) == 2


def test_a_process_keeps_its_place_when_its_database_comes_back(postgres_url: str, home: Path) -> None:
    def refused() -> bool:
        engine = connect(postgres_url)
        try:
            with only_process(engine, home):
                return False
        except AlreadyRunning:
            return True
        finally:
            engine.dispose()

    with running(postgres_url, home) as netral:
        with unreachable(postgres_url):
            pass
        netral.telegram_says("like")
        until(lambda: netral.telegram.sent)
        # Were another let in, two would answer everybody twice. A moment is given to take the place again.
        until(refused, seconds=3)


def test_a_message_stored_too_late_to_be_acknowledged_is_answered_once(
    netral: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "SECONDS_TO_ACCEPT", 0.1)
    with writing(netral.service.engine) as session:
        session.connection()
        assert netral.telegram_says("like", update_id=5).status_code == 503
    monkeypatch.undo()
    assert netral.telegram_says("like", update_id=5).status_code == 200
    until(lambda: statuses(netral) == (["done"], ["sent"]))
    assert len(netral.telegram.sent) == 1


def test_a_stop_lets_no_reply_of_a_chat_overtake_another(sqlite_url: str, home: Path) -> None:
    with running(sqlite_url, home) as first:
        first.telegram.too_many(60)
        first.telegram_says("like")
        until(lambda: statuses(first)[1] == ["queued"])
        first.telegram_says("komentar")
        with writing(first.service.engine) as session:
            session.connection().execute(text("UPDATE outbox_item SET next_at = created_at"))
    with running(sqlite_url, home) as second:
        until(lambda: len(first.telegram.sent + second.telegram.sent) == 2)
    one, other = first.telegram.texts() + second.telegram.texts()
    assert "Menyukai" in one
    assert "Mengomentari" in other


def test_a_stop_waits_for_what_is_under_way(sqlite_url: str, home: Path) -> None:
    with running(sqlite_url, home) as netral:
        netral.telegram.delay = 0.2
        for chat in range(5):
            netral.telegram_says("like", chat=chat + 1)
    assert len(netral.telegram.sent) == 5
    assert statuses(netral) == (["done"] * 5, ["sent"] * 5)
