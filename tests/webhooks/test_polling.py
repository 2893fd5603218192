"""Long polling keeps the webhook's promises: confirmed only once durable, and no update stops the ones behind it."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.loopback import serving, until
from fakes.telegram import FakeTelegram
from running import TELEGRAM_TOKEN, settings_for

from webhooks import polling
from webhooks.delivery import writer
from webhooks.metrics import Metrics
from webhooks.service import dispatcher_for, open_service


@pytest.fixture
def telegram(sqlite_url: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTelegram]:
    """A Telegram that is being polled."""
    monkeypatch.setattr(polling, "SECONDS_AFTER_A_FAILURE", 0.01)
    fake = FakeTelegram(TELEGRAM_TOKEN)
    with serving(fake.app) as url:
        settings = settings_for(sqlite_url, url, "http://127.0.0.1:9")
        service = open_service(settings, home)
        loop = asyncio.new_event_loop()
        work = loop.create_task(polling.poll_telegram(settings, dispatcher_for(service, Metrics())))
        thread = threading.Thread(target=lambda: loop.run_until_complete(asyncio.wait([work])), daemon=True)
        thread.start()
        yield fake
        loop.call_soon_threadsafe(work.cancel)
        thread.join(timeout=20)
        loop.close()
        service.engine.dispose()


def says(text: str, number: int, **more: Any) -> dict[str, Any]:
    chat = {"id": 7000 + number, "type": "private"}
    message = {"message_id": number, "date": 1_800_000_000, "chat": chat, "text": text, **more}
    return {"update_id": number, "message": message}


def test_polling_outlives_what_telegram_refuses(telegram: FakeTelegram) -> None:
    telegram.poll_failures.extend(
        [
            (409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"),
            (401, "Unauthorized"),
            (429, "Too Many Requests"),
            (500, "Internal Server Error"),
            (502, "Bad Gateway"),
        ]
    )
    telegram.updates.append(says("like", 41))
    until(lambda: telegram.confirmed == 42 and telegram.texts(7041))
    assert len(telegram.sent) == 1
    assert not telegram.poll_failures


def test_an_update_is_confirmed_only_once_it_is_stored(telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_WAITING", 0)
    telegram.updates.append(says("like", 41))
    asked = telegram.polls
    until(lambda: telegram.polls > asked + 3)
    assert (telegram.confirmed, telegram.sent) == (0, [])
    monkeypatch.setattr(writer, "MOST_WAITING", 1000)
    until(lambda: telegram.confirmed == 42 and telegram.sent)
    assert len(telegram.sent) == 1


def test_what_is_not_for_us_is_confirmed_and_stops_nobody(telegram: FakeTelegram) -> None:
    group = {"id": -1, "type": "group", "title": "x"}
    telegram.updates.extend(
        [
            {"update_id": 41, "message": {"message_id": 1, "date": 1_800_000_000, "chat": group, "text": "like"}},
            {"update_id": 42, "something_of_tomorrow": {"a": 1}},
            says("like", 43),
        ]
    )
    until(lambda: telegram.confirmed == 44 and telegram.sent)
    assert [message["chat_id"] for message in telegram.sent] == ["7043"]


def test_an_update_the_library_cannot_read_stops_nobody_and_shows_nowhere(
    telegram: FakeTelegram, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    telegram.updates.extend([says("like", 41, entities=[{"type": "of tomorrow"}]), says("komentar", 42)])
    try:
        until(lambda: telegram.confirmed == 43 and len(telegram.sent) == 2, seconds=2)
    finally:
        assert "7041" not in "".join(capfd.readouterr()) + caplog.text
