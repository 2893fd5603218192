"""A Graph API on loopback: the messages endpoint of the WhatsApp Cloud API, with its limits and error codes."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

VERSION = "v23.0"
TEXT_LIMIT = 4096
BODY_LIMIT = 1024


@dataclass
class FakeGraph:
    """What was sent is in `sent`; `failures` are answered to the next calls, in order."""

    token: str
    phone_id: str
    sent: list[dict[str, Any]] = field(default_factory=list)
    failures: deque[tuple[int, int, dict[str, str]]] = field(default_factory=deque)
    delay: float = 0.0

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route(f"/{VERSION}/{{phone_id}}/messages", self._messages, methods=["POST"])])

    def texts(self, to: str | None = None) -> list[str]:
        """What a person would have read, oldest first."""
        return [
            _body(message)
            for message in self.sent
            if to is None or (message.get("to") or message.get("recipient")) == to
        ]

    def fail(self, status: int, code: int, headers: dict[str, str] | None = None) -> None:
        """Answer the next message with an error code of the platform."""
        self.failures.append((status, code, headers or {}))

    async def _messages(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _error(401, 190, "Invalid OAuth access token")
        if request.path_params["phone_id"] != self.phone_id:
            return _error(400, 100, "Unsupported post request")
        if self.failures:
            status, code, headers = self.failures.popleft()
            return _error(status, code, "scripted", headers)
        message = await request.json()
        if self.delay:
            await asyncio.sleep(self.delay)
        if fault := _fault(message):
            return _error(400, 131009, fault)
        self.sent.append(message)
        to = message.get("to") or message.get("recipient")
        return JSONResponse(
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": to, "wa_id": to}],
                "messages": [{"id": f"wamid.{len(self.sent)}"}],
            }
        )


def _body(message: dict[str, Any]) -> str:
    return message["text"]["body"] if message["type"] == "text" else message["interactive"]["body"]["text"]


def _fault(message: dict[str, Any]) -> str:
    if message.get("messaging_product") != "whatsapp" or not (message.get("to") or message.get("recipient")):
        return "to is required"
    if message["type"] == "text":
        return "" if 0 < len(message["text"]["body"]) <= TEXT_LIMIT else "text.body must be 1 to 4096 characters"
    interactive = message["interactive"]
    if not 0 < len(interactive["body"]["text"]) <= BODY_LIMIT:
        return "body text must be 1 to 1024 characters"
    if interactive["type"] == "list":
        return _list_fault(interactive["action"])
    buttons = interactive["action"]["buttons"]
    return (
        ""
        if 0 < len(buttons) <= 3 and all(0 < len(each["reply"]["title"]) <= 20 for each in buttons)
        else "invalid buttons"
    )


def _list_fault(action: dict[str, Any]) -> str:
    rows = [row for section in action["sections"] for row in section["rows"]]
    fits = all(
        0 < len(row["title"]) <= 24 and len(row.get("description") or "") <= 72 and 0 < len(row["id"]) <= 200
        for row in rows
    )
    return "" if 0 < len(rows) <= 10 and fits and 0 < len(action["button"]) <= 20 else "invalid list"


def _error(status: int, code: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(
        {"error": {"message": message, "type": "OAuthException", "code": code}},
        status_code=status,
        headers=headers,
    )
