"""WhatsApp Cloud API, what goes out: messages within Meta's limits, and what its error codes mean for a reply."""

from collections.abc import Sequence
from typing import Any

import httpx

from bot.messages import ChannelName, IncomingMessage, Option, Reply
from bot.rendering import WHATSAPP_BODY_LIMIT, WHATSAPP_TEXT_LIMIT, split, whatsapp_text
from webhooks.channel import DeliveryError
from webhooks.log import logger

log = logger(__name__)

_MOST_BUTTONS = 3
_BUTTON_LIMIT = 20
_TITLE_LIMIT = 24
_DESCRIPTION_LIMIT = 72

# Meta's error codes after which the same message may still get through (Cloud API, "Error codes").
_TRANSIENT = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016})
# Ours to mend (token, permission, billing): the replies wait for the operator.
_OPERATOR = frozenset({0, 3, 10, 190, *range(200, 300), 131005, 131031, 131037, 131042, 131045, 133010, 368})
_PAIR_RATE = 131056
_PAIR_WAIT = 6.0
"""About one message in six seconds to the same person."""
_SERVER_ERROR = 500
_TOO_MANY_REQUESTS = 429
_UNKNOWN_CODE = -1


class WhatsApp:
    """Sends replies through the Cloud API."""

    name = ChannelName.WHATSAPP

    def __init__(self, token: str, phone_id: str, api_url: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=f"{api_url.rstrip('/')}/{phone_id}/",
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(10, connect=5),
            limits=httpx.Limits(max_connections=32),
        )

    async def send(self, address: str, reply: Reply) -> None:
        """Send a reply, as one message wherever WhatsApp's limits allow; raises `DeliveryError`."""
        body = whatsapp_text(reply.text)
        if reply.options and len(body) <= WHATSAPP_BODY_LIMIT:
            await self._send(address, {"type": "interactive", "interactive": _interactive(body, reply.options)})
            return
        for piece in split(reply.text, WHATSAPP_TEXT_LIMIT, whatsapp_text):
            await self._send(address, {"type": "text", "text": {"body": piece}})

    async def seen(self, message: IncomingMessage) -> None:
        """Nothing to show yet."""

    async def close(self) -> None:
        """Close the connections to Meta."""
        await self._client.aclose()

    async def _send(self, address: str, content: dict[str, Any]) -> None:
        # A person without a telephone number is addressed by a business-scoped id (Meta, "Business-scoped user IDs").
        person = {"to": address} if address.isdecimal() else {"recipient": address}
        message = {"messaging_product": "whatsapp", "recipient_type": "individual", **person, **content}
        try:
            response = await self._client.post("messages", json=message)
        except httpx.HTTPError as error:
            raise DeliveryError(type(error).__name__) from error
        if response.is_error:
            raise _delivery_error(response)


def _interactive(body: str, options: Sequence[Option]) -> dict[str, Any]:
    """Buttons where all fit, else a list (Cloud API, "Interactive messages")."""
    plain = all(len(option.label) <= _BUTTON_LIMIT and not option.description for option in options)
    return _buttons(body, options) if plain and len(options) <= _MOST_BUTTONS else _list(body, options)


def _buttons(body: str, options: Sequence[Option]) -> dict[str, Any]:
    buttons = [{"type": "reply", "reply": {"id": option.payload, "title": option.label}} for option in options]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": buttons}}


def _list(body: str, options: Sequence[Option]) -> dict[str, Any]:
    rows = [
        {
            "id": option.payload,
            "title": option.label[:_TITLE_LIMIT],
            "description": option.description[:_DESCRIPTION_LIMIT],
        }
        for option in options
    ]
    # Meta refuses an empty description.
    rows = [{name: value for name, value in row.items() if value} for row in rows]
    action = {"button": "Pilih", "sections": [{"title": "Pilihan", "rows": rows}]}
    return {"type": "list", "body": {"text": body}, "action": action}


def _delivery_error(response: httpx.Response) -> DeliveryError:
    code = _code(response)
    reason = f"{response.status_code}/{code}"
    if code == _PAIR_RATE:
        return DeliveryError(reason, retry_after=_PAIR_WAIT)
    if _TOO_MANY_REQUESTS in (response.status_code, code):
        told = response.headers.get("Retry-After", "")
        return DeliveryError(reason, retry_after=float(told) if told.isdecimal() else None)
    passing = response.status_code >= _SERVER_ERROR or _SERVER_ERROR <= code < 600 or code in _TRANSIENT | _OPERATOR
    return DeliveryError(reason, permanent=not passing)


def _code(response: httpx.Response) -> int:
    try:
        return int(response.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return _UNKNOWN_CODE
