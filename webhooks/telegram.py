"""Telegram: verify, parse, send, routes. Types and requests are python-telegram-bot's, dispatching is ours."""

import datetime
import hmac
from collections.abc import Iterator, Sequence
from typing import Any

import telegram
from fastapi import APIRouter, HTTPException, Request, Response
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.helpers import effective_message_type
from telegram.request import HTTPXRequest

from bot.messages import ChannelName, IncomingMessage, Option, Reply
from bot.rendering import TELEGRAM_LIMIT, split, telegram_html
from webhooks.channel import (
    Accept,
    DeliveryError,
    Parsed,
    StorageUnavailable,
    UnreadableBody,
    clean,
    read_body,
    read_json,
)
from webhooks.log import logger

log = logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
_OPTIONS_PER_ROW = 3
_ESSENTIAL = frozenset({"message_id", "from", "chat", "date", "text", "caption"})
# What a person sends instead of text; everything else without text is the platform's own notice.
_MEDIA = frozenset(
    [
        "animation",
        "audio",
        "contact",
        "dice",
        "document",
        "game",
        "location",
        "paid_media",
        "photo",
        "poll",
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    ]
)


def verify(header: str | None, secret: str) -> bool:
    """Whether a request carries the secret given to setWebhook, in constant time."""
    return hmac.compare_digest((header or "").encode(), secret.encode())


def parse(body: bytes) -> Parsed:
    """The message in an update, if it holds one for us; raises `UnreadableBody` when it is not a JSON object."""
    return from_update(read_json(body))


def from_update(payload: dict[str, Any]) -> Parsed:
    """The message in an update already read as JSON."""
    for readable in (payload, _essentials(payload)):
        try:
            message = _incoming(telegram.Update.de_json(readable, None))
        except (TypeError, KeyError, ValueError, AttributeError, OverflowError, OSError):
            continue
        if message is None:
            kinds = [name for name in payload if name != "update_id"]
            return Parsed(ignored=tuple(kinds) or ("empty",))
        return Parsed(messages=(message,))
    return Parsed(ignored=("malformed",))


def _essentials(payload: dict[str, Any]) -> dict[str, Any]:
    # What a reply needs; a part of the message that the library cannot read must not cost the question in it.
    message = payload.get("message")
    kept = (
        {name: value for name, value in message.items() if name in _ESSENTIAL} if isinstance(message, dict) else message
    )
    return {"update_id": payload.get("update_id"), "message": kept}


def _incoming(update: telegram.Update) -> IncomingMessage | None:
    if query := update.callback_query:
        source = query.message
        if not isinstance(query.data, str) or source is None or source.chat.type != telegram.Chat.PRIVATE:
            return None
        return _from_chat(update, source.chat.id, query.id, choice=clean(query.data))
    message = update.message
    if (
        message is None
        or message.chat.type != telegram.Chat.PRIVATE
        or (message.from_user and message.from_user.is_bot)
    ):
        return None
    text = message.caption if message.text is None else message.text
    kind = effective_message_type(message)
    if text is not None:
        return _from_chat(update, message.chat.id, str(message.message_id), text=clean(text))
    return _from_chat(update, message.chat.id, str(message.message_id), media=str(kind)) if kind in _MEDIA else None


def _from_chat(update: telegram.Update, chat: int, message_id: str, **content: str) -> IncomingMessage:
    # `update_id` names the delivery; `message_id` is unique only within a chat.
    number = int(update.update_id)
    return IncomingMessage(
        ChannelName.TELEGRAM,
        delivery_id=str(number),
        chat=str(int(chat)),
        address=str(int(chat)),
        message_id=message_id,
        **content,
    )


class Telegram:
    """Sends replies through the Bot API."""

    name = ChannelName.TELEGRAM

    def __init__(self, token: str, api_url: str) -> None:
        base = api_url.rstrip("/")
        self._requests = (
            HTTPXRequest(connection_pool_size=32, read_timeout=10, pool_timeout=10),
            HTTPXRequest(),
        )
        self.bot = telegram.Bot(
            token,
            base_url=base if base.endswith("/bot") else f"{base}/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )

    async def send(self, address: str, reply: Reply) -> None:
        """Send a reply, in as many messages as Telegram's limit asks for; raises `DeliveryError`."""
        *first, last = split(reply.text, TELEGRAM_LIMIT, telegram_html)
        try:
            for piece in first:
                await self._send(address, piece)
            await self._send(address, last, _keyboard(reply.options))
        except TelegramError as error:
            raise _delivery_error(error) from error

    async def seen(self, message: IncomingMessage) -> None:
        """Stop the spinner on a pressed button."""
        if message.choice:
            try:
                await self.bot.answer_callback_query(message.message_id)
            except TelegramError as error:
                log.info("telegram_button_not_acknowledged", reason=type(error).__name__)

    async def close(self) -> None:
        """Close the connections to Telegram."""
        for request in self._requests:
            await request.shutdown()

    async def _send(self, address: str, piece: str, keyboard: telegram.InlineKeyboardMarkup | None = None) -> None:
        await self.bot.send_message(
            int(address),
            piece,
            parse_mode=telegram.constants.ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        )


def _keyboard(options: Sequence[Option]) -> telegram.InlineKeyboardMarkup | None:
    if not options:
        return None
    return telegram.InlineKeyboardMarkup(
        list(_rows([telegram.InlineKeyboardButton(each.label, callback_data=each.payload) for each in options]))
    )


def _rows(buttons: list[telegram.InlineKeyboardButton]) -> Iterator[list[telegram.InlineKeyboardButton]]:
    # Short labels (the numbers of a choice) share a row; a long one has its own.
    short = [button for button in buttons if len(button.text) <= 2]
    for start in range(0, len(short), _OPTIONS_PER_ROW):
        yield short[start : start + _OPTIONS_PER_ROW]
    yield from ([button] for button in buttons if len(button.text) > 2)


def _delivery_error(error: TelegramError) -> DeliveryError:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, datetime.timedelta) else float(wait)
        return DeliveryError("RetryAfter", retry_after=seconds)
    # A wrong token is the operator's to mend; the replies wait for it. BadRequest is a NetworkError to the library.
    permanent = isinstance(error, Forbidden | BadRequest | ChatMigrated) and not isinstance(error, InvalidToken)
    return DeliveryError(type(error).__name__, permanent=permanent)


def routes(secret: str, accept: Accept) -> APIRouter:
    """`POST /telegram/webhook`."""
    router = APIRouter()

    @router.post("/telegram/webhook", include_in_schema=False)
    async def webhook(request: Request) -> Response:
        if not verify(request.headers.get(SECRET_HEADER), secret):
            log.warning("webhook_refused", channel="telegram")
            raise HTTPException(401, "wrong secret token")
        try:
            parsed = parse(await read_body(request))
            await accept(parsed.messages)
        except UnreadableBody:
            raise HTTPException(400, "not a JSON object") from None
        except StorageUnavailable:
            raise HTTPException(503, "not stored; deliver again") from None
        if parsed.ignored:
            log.info("webhook_ignored", channel="telegram", kinds=parsed.ignored)
        return Response(status_code=200)

    return router
