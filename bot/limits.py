"""Whether an answer, exactly as sent, fits each channel; asked before anything is published."""

from collections.abc import Iterator

from bot.rendering import TELEGRAM_LIMIT, WHATSAPP_BODY_LIMIT, telegram_html, whatsapp_text
from bot.replies import Replies
from knowledge.documents import EntryDocument


def oversize(replies: Replies, entry: EntryDocument) -> Iterator[tuple[str, int, int]]:
    """Every channel on which the answer is too long: its name, the characters, the limit.

    WhatsApp's limit is that of a message with buttons: an answer must stay one message.
    """
    text = replies.answer(entry, entry.checked).text
    for channel, render, limit in (
        ("Telegram", telegram_html, TELEGRAM_LIMIT),
        ("WhatsApp", whatsapp_text, WHATSAPP_BODY_LIMIT),
    ):
        size = len(render(text))
        if size > limit:
            yield channel, size, limit
