"""WhatsApp Cloud API, what comes in: verify, parse, routes."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field, ValidationError

from bot.messages import ChannelName, IncomingMessage
from webhooks.channel import (
    Accept,
    Parsed,
    StorageUnavailable,
    UnreadableBody,
    clean,
    read_body,
    read_json,
)
from webhooks.log import logger

log = logger(__name__)

SIGNATURE_HEADER = "X-Hub-Signature-256"

_MEDIA = frozenset(
    [
        "audio",
        "contacts",
        "document",
        "image",
        "location",
        "order",
        "sticker",
        "unsupported",
        "video",
        "voice",
    ]
)


def verify(body: bytes, header: str | None, secret: str) -> bool:
    """Whether the raw body was signed with the app's secret, in constant time."""
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest((header or "").encode(), expected.encode())


class _Text(BaseModel):
    body: str


class _Pressed(BaseModel):
    id: str


class _Interactive(BaseModel):
    button_reply: _Pressed | None = None
    list_reply: _Pressed | None = None


class _Button(BaseModel):
    payload: str


class _Caption(BaseModel):
    caption: str | None = None


class _Message(BaseModel):
    id: str
    type: str
    sender: str | None = Field(None, alias="from")
    from_user_id: str | None = None
    group_id: str | None = None
    text: _Text | None = None
    interactive: _Interactive | None = None
    button: _Button | None = None
    image: _Caption | None = None
    video: _Caption | None = None
    document: _Caption | None = None


def parse(body: bytes) -> Parsed:
    """Every message in a notification, one broken message never costing another; raises `UnreadableBody`."""
    messages: list[IncomingMessage] = []
    ignored: list[str] = []
    for value in _values(read_json(body)):
        users = {
            contact["wa_id"]: contact.get("user_id")
            for contact in _objects(value, "contacts")
            if isinstance(contact.get("wa_id"), str)
        }
        for raw in _objects(value, "messages"):
            try:
                message = _incoming(_Message.model_validate(raw), users)
            except ValidationError:
                ignored.append("malformed")
                continue
            if message is None:
                ignored.append(str(raw.get("type"))[:32])
            else:
                messages.append(message)
        ignored.extend("status" for _ in _objects(value, "statuses"))
    return Parsed(tuple(messages), tuple(ignored) if messages or ignored else ("empty",))


def _values(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in _objects(payload, "entry"):
        for change in _objects(entry, "changes"):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _objects(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = holder.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _incoming(message: _Message, users: dict[Any, Any]) -> IncomingMessage | None:
    # The business-scoped user id is the person; the phone number may be missing (Meta, "Business-scoped user IDs").
    person = (
        message.from_user_id
        or users.get(message.sender)
        or (next(iter(users.values()), None) if not message.sender else None)
    )
    chat = person if isinstance(person, str) and person else message.sender
    if not chat or message.group_id:
        return None
    content = _content(message)
    if content is None:
        return None
    return IncomingMessage(
        ChannelName.WHATSAPP,
        delivery_id=message.id,
        chat=chat,
        address=message.sender or chat,
        message_id=message.id,
        **content,
    )


def _content(message: _Message) -> dict[str, str] | None:
    if message.text:
        return {"text": clean(message.text.body)}
    if message.button:
        return {"choice": clean(message.button.payload)}
    if message.interactive:
        pressed = message.interactive.button_reply or message.interactive.list_reply
        return {"choice": clean(pressed.id)} if pressed else None
    for captioned in (message.image, message.video, message.document):
        if captioned and captioned.caption:
            return {"text": clean(captioned.caption)}
    return {"media": message.type} if message.type in _MEDIA else None


def routes(app_secret: str, verify_token: str, accept: Accept) -> APIRouter:
    """`GET` (Meta's handshake) and `POST /whatsapp/webhook`."""
    router = APIRouter()

    @router.get("/whatsapp/webhook", include_in_schema=False)
    async def handshake(
        mode: str = Query("", alias="hub.mode"),
        token: str = Query("", alias="hub.verify_token"),
        challenge: str = Query("", alias="hub.challenge"),
    ) -> Response:
        if mode != "subscribe" or not hmac.compare_digest(token.encode(), verify_token.encode()):
            raise HTTPException(403, "wrong verify token")
        return Response(challenge, media_type="text/plain")

    @router.post("/whatsapp/webhook", include_in_schema=False)
    async def webhook(request: Request) -> Response:
        body = await read_body(request)
        if not verify(body, request.headers.get(SIGNATURE_HEADER), app_secret):
            log.warning("webhook_refused", channel="whatsapp")
            raise HTTPException(401, "wrong signature")
        try:
            parsed = parse(body)
            await accept(parsed.messages)
        except UnreadableBody:
            raise HTTPException(400, "not a JSON object") from None
        except StorageUnavailable:
            raise HTTPException(503, "not stored; deliver again") from None
        if parsed.ignored:
            log.info("webhook_ignored", channel="whatsapp", kinds=parsed.ignored)
        return Response(status_code=200)

    return router
