"""A Bot API on loopback: takes what Telegram takes, refuses what Telegram refuses, remembers what it was sent."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TEXT_LIMIT = 4096
CALLBACK_LIMIT = 64
_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}


class _Html(HTMLParser):
    """Telegram's HTML: a few tags, properly closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        if tag not in _TAGS:
            self.fault = f'Unsupported start tag "{tag}"'

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.fault = f'Unexpected end tag "{tag}"'

    def handle_data(self, data: str) -> None:
        self.text += data


@dataclass
class FakeTelegram:
    """What was sent is in `sent`; `failures` are answered to the next sendMessage calls, in order;
    `poll_failures` to the next getUpdates calls."""

    token: str
    sent: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    failures: deque[tuple[int, dict[str, Any]]] = field(default_factory=deque)
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    poll_failures: deque[tuple[int, str]] = field(default_factory=deque)
    polls: int = 0
    confirmed: int = 0
    delay: float = 0.0

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])

    def texts(self, chat: int | str | None = None) -> list[str]:
        """What a person would have read, oldest first."""
        return [message["shown"] for message in self.sent if chat is None or message["chat_id"] == str(chat)]

    def too_many(self, seconds: int) -> None:
        """Answer the next message with 429."""
        self.failures.append(
            (
                429,
                {
                    "description": f"Too Many Requests: retry after {seconds}",
                    "parameters": {"retry_after": seconds},
                },
            )
        )

    def fail(self, status: int, description: str) -> None:
        """Answer the next message with an error."""
        self.failures.append((status, {"description": description}))

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _error(401, "Unauthorized")
        fields = dict(await request.form())
        handler = {
            "getme": self._get_me,
            "sendmessage": self._send_message,
            "answercallbackquery": self._answer,
            "getupdates": self._get_updates,
        }.get(request.path_params["method"].lower())
        return await handler(fields) if handler else _error(404, "Not Found: method not found")

    async def _get_me(self, _fields: dict[str, Any]) -> Response:
        return _ok({"id": 1, "is_bot": True, "first_name": "Netral", "username": "netral_bot"})

    async def _answer(self, fields: dict[str, Any]) -> Response:
        self.acknowledged.append(fields["callback_query_id"])
        return _ok(True)

    async def _get_updates(self, fields: dict[str, Any]) -> Response:
        self.polls += 1
        if self.poll_failures:
            return _error(*self.poll_failures.popleft())
        self.confirmed = max(self.confirmed, int(fields.get("offset", 0)))
        while self.updates and self.updates[0]["update_id"] < self.confirmed:
            self.updates.popleft()
        if not self.updates:
            await asyncio.sleep(0.05)
        return _ok(list(self.updates))

    async def _send_message(self, fields: dict[str, Any]) -> Response:
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.failures:
            status, body = self.failures.popleft()
            return _error(status, **body)
        shown, fault = _shown(fields)
        if fault:
            return _error(400, f"Bad Request: {fault}")
        self.sent.append({**fields, "shown": shown})
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        return _ok({"message_id": len(self.sent), "date": 1_800_000_000, "chat": chat, "text": shown})


def _shown(fields: dict[str, Any]) -> tuple[str, str]:
    html = _Html()
    html.feed(fields.get("text", ""))
    html.close()
    if html.fault or html.open:
        return "", f"can't parse entities: {html.fault or 'unclosed tag'}"
    if not html.text.strip():
        return "", "message text is empty"
    if len(html.text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        return "", "message is too long"
    for row in json.loads(fields.get("reply_markup") or "{}").get("inline_keyboard", []):
        if any(len(button.get("callback_data", "").encode()) > CALLBACK_LIMIT for button in row):
            return "", "BUTTON_DATA_INVALID"
    return html.text, ""


def _ok(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _error(status: int, description: str, **more: Any) -> Response:
    return JSONResponse({"ok": False, "error_code": status, "description": description, **more}, status_code=status)
