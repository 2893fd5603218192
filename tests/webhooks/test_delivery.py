"""A reply survives what platforms do: throttling, failing, refusing; and our own faults cost one chat, not the rest."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from fakes.loopback import until
from hypothesis import given
from hypothesis import strategies as st
from running import Running, running
from sqlalchemy import update
from sqlmodel import select

from bot.conversation import Responder
from bot.models import Conversation
from knowledge.database import reading, writing
from knowledge.models import MissedQuestion
from webhooks.channel import DeliveryError
from webhooks.delivery.models import InboxItem, OutboxItem
from webhooks.delivery.outbox import LONGEST_WAIT, wait_before


def outbox(netral: Running) -> list[OutboxItem]:
    with reading(netral.service.engine) as session:
        return list(session.exec(select(OutboxItem).order_by(OutboxItem.id)))


def test_a_429_waits_as_told_and_delays_nobody_else(netral_anywhere: Running) -> None:
    netral_anywhere.telegram.too_many(1)
    netral_anywhere.telegram_says("like", chat=1)
    until(lambda: not netral_anywhere.telegram.failures)
    netral_anywhere.telegram_says("komentar", chat=2)
    until(lambda: netral_anywhere.telegram.texts(2), seconds=0.9)
    assert not netral_anywhere.telegram.texts(1)
    until(lambda: netral_anywhere.telegram.texts(1))


def test_a_passing_failure_is_tried_again(netral: Running) -> None:
    netral.telegram.fail(500, "Internal Server Error")
    netral.telegram.fail(502, "Bad Gateway")
    netral.graph.fail(500, 131000)
    netral.graph.fail(503, 2)
    netral.telegram_says("like")
    netral.whatsapp_says("like")
    until(lambda: [item.status for item in outbox(netral)] == ["sent", "sent"])
    assert (len(netral.telegram.sent), len(netral.graph.sent)) == (1, 1)
    assert not netral.telegram.failures
    assert not netral.graph.failures


def test_whatsapps_pair_limit_and_throttling_wait(netral: Running) -> None:
    netral.graph.fail(429, 130429, {"Retry-After": "1"})
    netral.whatsapp_says("like")
    until(lambda: outbox(netral) and outbox(netral)[0].error == "429/130429")
    assert not netral.graph.sent
    until(lambda: netral.graph.sent)


@pytest.mark.parametrize(
    ("status", "description"),
    [(403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")],
)
def test_a_reply_telegram_will_never_take_is_given_up_and_its_address_forgotten(
    netral: Running, status: int, description: str
) -> None:
    netral.telegram.fail(status, description)
    netral.telegram_says("like")
    until(lambda: [item.status for item in outbox(netral)] == ["dead"])
    (item,) = outbox(netral)
    assert item.sealed is None
    assert item.error in ("Forbidden", "BadRequest")


@pytest.mark.parametrize("code", [131026, 131047, 131050, 131062])
def test_a_reply_whatsapp_will_never_take_is_given_up(netral: Running, code: int) -> None:
    netral.graph.fail(400, code)
    netral.whatsapp_says("like")
    until(lambda: [item.status for item in outbox(netral)] == ["dead"])
    assert outbox(netral)[0].error == f"400/{code}"


@pytest.mark.parametrize("code", [190, 131042])
def test_a_fault_of_the_operator_loses_no_reply(netral: Running, code: int) -> None:
    netral.graph.fail(401, code)
    netral.whatsapp_says("like")
    until(lambda: netral.graph.sent)
    assert not netral.graph.failures


def test_our_own_fault_is_tried_again_then_said(netral: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Responder.respond

    def broken(self: Responder, message: Any, *rest: Any) -> Any:
        if message.text == "rusak":
            raise ZeroDivisionError
        return whole(self, message, *rest)

    monkeypatch.setattr(Responder, "respond", broken)
    monkeypatch.setattr("webhooks.delivery.embedded.SECONDS_BETWEEN_TRIES", 0.01)
    netral.telegram_says("rusak", chat=1)
    netral.telegram_says("like", chat=2)
    until(lambda: netral.telegram.texts(1) and netral.telegram.texts(2))
    assert "ada gangguan di pihak kami" in netral.telegram.texts(1)[0]
    with reading(netral.service.engine) as session:
        assert [item.status for item in session.exec(select(InboxItem).order_by(InboxItem.id))] == [
            "failed",
            "done",
        ]


def test_what_one_process_left_the_next_one_finishes(database_url: str, home: Path) -> None:
    with running(database_url, home) as first:
        first.telegram.too_many(60)
        first.telegram_says("like")
        until(lambda: outbox(first) and outbox(first)[0].error == "RetryAfter")
        _soon(first)
    with running(database_url, home) as second:
        until(lambda: second.telegram.sent)
        assert second.telegram.texts(501)[0].startswith("Tidak boleh.")


def test_what_is_too_old_to_be_recalled_is_deleted_on_request(netral_anywhere: Running) -> None:
    netral_anywhere.telegram_says("like atau komen di akun calon")
    until(lambda: netral_anywhere.telegram.sent)
    an_hour_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    with writing(netral_anywhere.service.engine) as session:
        assert session.exec(select(Conversation)).one()
        session.connection().execute(update(Conversation).values({"updated_at": an_hour_ago}))
    netral_anywhere.telegram_says("hapus data saya")
    until(lambda: len(netral_anywhere.telegram.sent) == 2)
    with reading(netral_anywhere.service.engine) as session:
        assert session.exec(select(Conversation)).first() is None


def test_a_running_service_forgets_by_itself(database_url: str, home: Path) -> None:
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=400)
    with running(database_url, home) as first:
        first.telegram_says("like atau komen di akun calon")
        first.telegram_says("resep rendang", chat=777)
        until(lambda: len(first.telegram.sent) == 2)
        with writing(first.service.engine) as session:
            for table, moment in (
                (Conversation, "updated_at"),
                (MissedQuestion, "last_asked_at"),
                (InboxItem, "received_at"),
            ):
                session.connection().execute(update(table).values({moment: long_ago}))
    with running(database_url, home) as second, reading(second.service.engine) as session:
        until(
            lambda: not any(session.exec(select(table)).first() for table in (Conversation, MissedQuestion, InboxItem))
        )


def _soon(netral: Running) -> None:
    with netral.service.engine.begin() as connection:
        connection.execute(OutboxItem.__table__.update().values(next_at=datetime.datetime.now(datetime.UTC)))  # type: ignore[attr-defined]


def test_a_reply_longer_than_a_message_is_sent_whole_in_parts(netral: Running) -> None:
    long = netral.service.feed.knowledge.entries["tentang-layanan"]
    reason = "\n\n".join(f"Bagian {number}: " + "kata " * 150 for number in range(12))
    entries = dict(netral.service.feed.knowledge.entries)
    entries["tentang-layanan"] = long.model_copy(update={"answer": long.answer.model_copy(update={"reason": reason})})
    object.__setattr__(netral.service.feed.knowledge, "entries", entries)
    netral.telegram_says("tentang bot")
    netral.whatsapp_says("tentang bot")
    until(lambda: len(netral.telegram.sent) == 3 and len(netral.graph.sent) == 3)
    for texts in (netral.telegram.texts(), netral.graph.texts()):
        assert [f"Bagian {number}:" in "".join(texts) for number in range(12)] == [True] * 12


@given(st.integers(0, 60), st.floats(0, 1))
def test_waiting_grows_but_never_beyond_the_longest(attempts: int, chance: float) -> None:
    wait = wait_before(attempts, DeliveryError("x"), chance).total_seconds()
    assert 0.5 <= wait <= LONGEST_WAIT
    assert wait_before(attempts, DeliveryError("x", retry_after=7), chance).total_seconds() == 7
