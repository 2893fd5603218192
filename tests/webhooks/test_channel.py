"""What comes in from outside, on both channels: no body, however large, deep or slow, does any harm."""

import hmac
import json
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from fakes.loopback import until
from hypothesis import example, given
from hypothesis import strategies as st
from running import TELEGRAM_SECRET, Running, signed

import webhooks.telegram
import webhooks.whatsapp
from webhooks.channel import BODY_LIMIT, UnreadableBody, clean, read_json

TELEGRAM = "/telegram/webhook"
WHATSAPP = "/whatsapp/webhook"


def headers(path: str, body: bytes) -> dict[str, str]:
    """What makes a body authentic."""
    if path == TELEGRAM:
        return {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET}
    return {"X-Hub-Signature-256": signed(body)}


def padded(size: int) -> bytes:
    return b'{"x": "' + b"a" * (size - 9) + b'"}'


@given(st.text(st.characters(exclude_categories=())))
@example("boleh\ud800\x00\u202e?")
def test_cleaned_text_can_be_stored_anywhere_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize("text", ["baris\nlain\tlagi", "👨‍👩‍👧 keluarga", "é ñ ü", "ꦲꦏ꧀ꦱꦫ", "١٢٣", "a\u00a0b"])
def test_what_a_person_sees_is_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{}",
        b'{"a": 1} {"b": 2}',
    ],
    ids=["lists", "objects", "balanced", "number", "half utf-16", "two"],
)
def test_a_bomb_of_a_body_is_refused_on_both_channels(shared_netral: Running, body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        read_json(body)
    for path in (TELEGRAM, WHATSAPP):
        assert shared_netral.http.post(path, content=body, headers=headers(path, body)).status_code == 400
    assert shared_netral.http.get("/health/ready").status_code == 200


@pytest.mark.parametrize("path", [TELEGRAM, WHATSAPP])
def test_the_limit_of_a_body_is_one_mebibyte_to_the_byte(shared_netral: Running, path: str) -> None:
    def chunks(body: bytes) -> Iterator[bytes]:
        yield from (body[start : start + 65_536] for start in range(0, len(body), 65_536))

    for size, status in ((BODY_LIMIT, 200), (BODY_LIMIT + 1, 413)):
        body = padded(size)
        for content in (body, chunks(body)):
            got = shared_netral.http.post(path, content=content, headers=headers(path, body))
            assert got.status_code == status


def test_a_body_that_comes_slowly_or_never_keeps_nobody_waiting(shared_netral: Running) -> None:
    address = urlsplit(shared_netral.url)
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 71, "type": "private"}, "text": "like"},
    }
    body = json.dumps(update).encode()
    head = f"POST {TELEGRAM} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {TELEGRAM_SECRET}\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    with (
        socket.create_connection((address.hostname, address.port)) as slow,
        socket.create_connection((address.hostname, address.port)) as gone,
    ):
        for connection in (slow, gone):
            connection.sendall(head.encode() + body[:20])
        gone.close()
        assert shared_netral.telegram_says("komentar", chat=72).status_code == 200
        until(lambda: shared_netral.telegram.texts(72))
        assert not shared_netral.telegram.texts(71)
        slow.sendall(body[20:])
        assert slow.recv(100).startswith(b"HTTP/1.1 200")
    until(lambda: shared_netral.telegram.texts(71))


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        TELEGRAM_SECRET.upper().encode(),
        TELEGRAM_SECRET[:-1].encode(),
        (TELEGRAM_SECRET + "x").encode(),
        "rahasiä".encode("latin-1"),
        "rahasiä🙂".encode(),
        b"\xff\xfe\x80",
        b"sha256=" + b"0" * 64,
        b"sha256=" + "é".encode() * 32,
    ],
)
def test_a_header_of_any_bytes_is_simply_wrong(shared_netral: Running, wrong: bytes) -> None:
    for path, name in ((TELEGRAM, b"X-Telegram-Bot-Api-Secret-Token"), (WHATSAPP, b"X-Hub-Signature-256")):
        assert shared_netral.http.post(path, content=b"{}", headers=[(name, wrong)]).status_code == 401
    query = {"hub.mode": "subscribe", "hub.verify_token": wrong.decode("latin-1"), "hub.challenge": "1"}
    assert shared_netral.http.get(WHATSAPP, params=query).status_code == 403


@pytest.mark.parametrize(
    "check",
    [
        lambda: webhooks.telegram.verify("guess", "the secret of the webhook"),
        lambda: webhooks.whatsapp.verify(b"{}", "sha256=guess", "the secret of the app"),
    ],
    ids=["telegram", "whatsapp"],
)
def test_secrets_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch, check: Callable[[], bool]) -> None:
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(hmac, "compare_digest", lambda one, other: compared.append((one, other)) or False)
    assert not check()
    assert len(compared) == 1
