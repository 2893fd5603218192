"""Telegram by long polling: the same path as the webhook from the moment an update is here."""

import asyncio
from typing import Any

import httpx

from webhooks.channel import StorageUnavailable
from webhooks.delivery.dispatcher import Dispatcher
from webhooks.log import logger
from webhooks.service import reveal
from webhooks.settings import Settings
from webhooks.telegram import Telegram, from_update

log = logger(__name__)

SECONDS_TO_HOLD = 30
SECONDS_AFTER_A_FAILURE = 3.0


class PollRefused(Exception):
    """Telegram answered without updates: a wrong token, a webhook that is set, or a fault of its own."""


async def poll_telegram(settings: Settings, dispatcher: Dispatcher) -> None:
    """Fetch and answer updates until cancelled. An update is confirmed to Telegram only once it is durable."""
    channel = Telegram(reveal(settings.telegram_token), settings.telegram_api_url)
    client = httpx.AsyncClient(base_url=f"{channel.bot.base_url}/", timeout=SECONDS_TO_HOLD + 10)
    await dispatcher.start()
    log.info("polling")
    offset: int | None = None
    try:
        while True:
            try:
                offset = await _next(client, dispatcher, offset)
            except (httpx.HTTPError, PollRefused, StorageUnavailable) as error:
                log.warning("poll_failed", reason=type(error).__name__)
                await asyncio.sleep(SECONDS_AFTER_A_FAILURE)
    finally:
        await dispatcher.stop()
        await client.aclose()
        await channel.close()


async def _next(client: httpx.AsyncClient, dispatcher: Dispatcher, offset: int | None) -> int | None:
    # Not the library's own method: one update it cannot read would cost the whole batch, for ever.
    for update in await _updates(client, offset):
        parsed = from_update(update)
        await dispatcher.accept(parsed.messages)
        if parsed.ignored:
            log.info("update_ignored", kinds=parsed.ignored)
        offset = int(update["update_id"]) + 1
    return offset


async def _updates(client: httpx.AsyncClient, offset: int | None) -> list[dict[str, Any]]:
    asked = {"timeout": SECONDS_TO_HOLD} | ({} if offset is None else {"offset": offset})
    response = await client.post("getUpdates", data=asked)
    try:
        found = response.json()["result"]
    except (ValueError, KeyError, TypeError):
        raise PollRefused(f"getUpdates answered {response.status_code}") from None
    return [update for update in found if isinstance(update, dict) and isinstance(update.get("update_id"), int)]
