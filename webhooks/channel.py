"""What the two channels share: the shape of a channel, how sending fails, and how a request body is read."""

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import HTTPException, Request

from bot.messages import ChannelName, IncomingMessage, Reply

BODY_LIMIT = 1024 * 1024
"""1 MiB; far above anything the platforms send."""

# Control characters (but not the line break and the tab) and the characters that reverse the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class DeliveryError(Exception):
    """A reply the platform did not take. `permanent`: never try again. `retry_after`: seconds it told us to wait."""

    def __init__(self, reason: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after


class StorageUnavailable(Exception):
    """The message could not be made durable; the platform must deliver it again."""


class UnreadableBody(ValueError):
    """The body of an authentic request is not the JSON object it must be."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a request held: every message, and the kinds of everything we leave alone."""

    messages: tuple[IncomingMessage, ...] = ()
    ignored: tuple[str, ...] = ()


Accept = Callable[[Sequence[IncomingMessage]], Awaitable[None]]
"""Makes messages durable; raises `StorageUnavailable` when it cannot."""


class Channel(Protocol):
    """A platform people write on, seen from delivery."""

    name: ChannelName

    async def send(self, address: str, reply: Reply) -> None:
        """Deliver one reply; raises `DeliveryError`."""

    async def seen(self, message: IncomingMessage) -> None:
        """Show the sender that the message has arrived, as far as the platform can; never raises."""

    async def close(self) -> None:
        """Release connections."""


def clean(text: str) -> str:
    """Text that can be stored and shown: no unseen control characters, no broken halves of characters."""
    return _UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def read_json(body: bytes) -> dict[str, Any]:
    """The JSON object in a body; raises `UnreadableBody`."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableBody(str(error)) from None
    if not isinstance(payload, dict):
        raise UnreadableBody("not a JSON object")
    return payload


async def read_body(request: Request) -> bytes:
    """The raw body; 413 as soon as it is larger than any platform's notification."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > BODY_LIMIT:
        raise HTTPException(413, "body too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, "body too large")
    return bytes(body)
