"""Telegram by long polling: the same path as the webhook from the moment an update is here."""

import asyncio

import telegram
from telegram.error import TelegramError

from webhooks.channel import StorageUnavailable
from webhooks.delivery.dispatcher import Dispatcher
from webhooks.log import logger
from webhooks.service import reveal
from webhooks.settings import Settings
from webhooks.telegram import Telegram, from_update

log = logger(__name__)

SECONDS_TO_HOLD = 30
SECONDS_AFTER_A_FAILURE = 3.0


async def poll_telegram(settings: Settings, dispatcher: Dispatcher) -> None:
    """Fetch and answer updates until cancelled. An update is confirmed to Telegram only once it is durable."""
    channel = Telegram(reveal(settings.telegram_token), settings.telegram_api_url)
    await dispatcher.start()
    log.info("polling")
    offset: int | None = None
    try:
        while True:
            try:
                offset = await _next(channel.bot, dispatcher, offset)
            except (TelegramError, StorageUnavailable) as error:
                log.warning("poll_failed", reason=type(error).__name__)
                await asyncio.sleep(SECONDS_AFTER_A_FAILURE)
    finally:
        await dispatcher.stop()
        await channel.close()


async def _next(bot: telegram.Bot, dispatcher: Dispatcher, offset: int | None) -> int | None:
    updates = await bot.get_updates(offset=offset, timeout=SECONDS_TO_HOLD, read_timeout=SECONDS_TO_HOLD + 10)
    for update in updates:
        parsed = from_update(update.to_dict())
        await dispatcher.accept(parsed.messages)
        if parsed.ignored:
            log.info("update_ignored", kinds=parsed.ignored)
        offset = update.update_id + 1
    return offset
