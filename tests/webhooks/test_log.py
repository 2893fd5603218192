"""What a service writes about itself: whole lines, constant names, and nothing of what was said or by whom."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from running import SECRET_KEY, TELEGRAM_SECRET, TELEGRAM_TOKEN, WHATSAPP_APP_SECRET, WHATSAPP_TOKEN

from webhooks import log

TESTS = Path(__file__).parent.parent
NOBODY = "987654321"
NUMBER = "6285551234567"
WORDS = ["rendang", "bupati", "rusakkan", "halamanku"]

# Everything that can happen to a message, in one short life of the service.
LIFE = f"""
import logging
import sys
sys.path.insert(0, {str(TESTS)!r})
from pathlib import Path
from bot.conversation import Responder
from fakes.loopback import until
from running import running, sample_home
from webhooks import log
from webhooks.delivery import embedded

folder = Path(sys.argv[1])
root = logging.getLogger()
log.configure("debug", "console")
lines = root.handlers
lines[0].setStream((folder / "console").open("w"))
log.configure("debug", "json")
root.handlers[0].setStream((folder / "json").open("w"))
root.handlers += lines
whole = Responder.respond
def broken(self, message, *rest):
    if "rusakkan" in message.text or "halamanku" in message.text:
        raise ValueError(f"could not read {{message.text!r}} of {{message.address}}")
    return whole(self, message, *rest)
Responder.respond = broken
embedded.SECONDS_BETWEEN_TRIES = 0.01
with running(f"sqlite:///{{folder}}/data/netral.db", sample_home(folder / "home")) as netral:
    netral.telegram.too_many(0)
    netral.telegram.fail(403, "Forbidden: bot was blocked by the user")
    netral.graph.fail(400, 131026)
    netral.telegram_says("resep rendang, 081234567890", chat={NOBODY})
    until(lambda: not netral.telegram.failures)
    for text in ("bolehkah like calon bupati", "like atau komen di akun calon", "0", "rusakkan"):
        netral.telegram_says(text, chat={NOBODY})
        netral.whatsapp_says(text, sender="{NUMBER}")
    netral.post_telegram({{"update_id": 1, "edited_message": {{"text": "rendang"}}}})
    netral.post_telegram({{"update_id": 2}}, secret="wrong")
    netral.post_whatsapp({{"entry": []}}, signature="sha256={NUMBER}")
    netral.post_telegram(b"resep rendang")
    netral.http.get("/j/N-0000-0000")
    until(lambda: len(netral.telegram.sent) == 4 and len(netral.graph.sent) == 3)
    netral.http.post("/", data={{"text": "halamanku {NUMBER}"}})
"""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything a service wrote in its life, at the most talkative level, in each format; a process of its own."""
    folder = tmp_path_factory.mktemp("life")
    path = os.pathsep.join(filter(None, [str(TESTS.parent), os.environ.get("PYTHONPATH")]))
    subprocess.run(
        [sys.executable, "-c", LIFE, str(folder)], check=True, timeout=60, env={**os.environ, "PYTHONPATH": path}
    )
    return folder


@pytest.fixture(params=["console", "json"])
def written(request: pytest.FixtureRequest, life: Path) -> str:
    return (life / request.param).read_text(encoding="utf-8")


def test_a_fault_of_ours_is_found_by_its_origin(written: str) -> None:
    line = next(line for line in written.splitlines() if "answering_failed" in line)
    assert "ValueError" in line
    assert "answering.py:" in line
    assert "\\n" not in line


def test_no_secret_no_word_and_no_sender_is_written(written: str) -> None:
    messages = written.partition("Exception in ASGI application")[0]
    secrets = [TELEGRAM_TOKEN, TELEGRAM_SECRET, WHATSAPP_TOKEN, WHATSAPP_APP_SECRET, SECRET_KEY]
    assert [
        found for found in (*secrets, *WORDS, NOBODY, NUMBER, "081234567890", "Rahasia", "wamid") if found in messages
    ] == []


def test_a_fault_of_a_page_writes_no_word_either(written: str) -> None:
    # The framework reports the exception itself, whose message may hold somebody's words.
    assert "halamanku" not in written
    assert NUMBER not in written


@pytest.fixture
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, config = root.handlers, root.level, structlog.get_config()
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**config)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(
    ("level", "heard"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_a_level_is_that_of_our_events_and_of_libraries(
    level: str, heard: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure(level, "json")
    ours, library = log.logger(f"ours-{level}"), logging.getLogger("a.library")
    for name in ("debug", "info", "warning", "error"):
        getattr(ours, name)("said", what=name)
        getattr(library, name)("library %s", name)
    found = lines(capsys)
    assert [line["what"] for line in found if line["event"] == "said"] == heard
    assert [line["level"] for line in found if line["event"].startswith("library")] == heard
    assert all(line["timestamp"].endswith("Z") for line in found)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram", "telegram.ext", "alembic"])
def test_libraries_that_name_addresses_are_quiet_even_when_debugging(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("debug", "json")
    logging.getLogger(name).info('HTTP Request: POST https://api.telegram.org/bot%s/sendMessage "200"', TELEGRAM_TOKEN)
    logging.getLogger(name).warning("to be heard")
    assert [line["event"] for line in lines(capsys)] == ["to be heard"]


@pytest.mark.usefixtures("as_before")
def test_an_exception_is_one_json_line_that_says_where_it_arose(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    try:
        raise ValueError("rendang")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    (line,) = lines(capsys)
    assert (line["event"], line["level"]) == ("Exception in ASGI application", "error")
    assert "test_log.py" in json.dumps(line)
    assert "rendang" not in json.dumps(line)
