"""From neutral markup to what each channel shows; pure, so that the same text can be checked, previewed and sent.

Formats: Telegram HTML (Bot API, "HTML style"), WhatsApp's `*bold*`. Limits: `shared` by both platforms' documentation.
"""

import html
import re
from collections.abc import Callable, Iterator

from knowledge.markup import Block, Run, parse

TELEGRAM_LIMIT = 4096
WHATSAPP_TEXT_LIMIT = 4096
WHATSAPP_BODY_LIMIT = 1024
"""The body of a message with buttons or a list."""

WIDEST = 5
"""Units that one character may become when rendered: `&` becomes `&amp;`."""

# Characters that WhatsApp would read as its own markup; a look-alike keeps the text readable.
_WHATSAPP_MARKS = re.compile(r"[*_~`]")


def telegram_html(text: str) -> str:
    """The text in Telegram's HTML."""
    return _join(
        text,
        lambda run: f"<b>{html.escape(run.text, quote=False)}</b>" if run.bold else html.escape(run.text, quote=False),
    )


def whatsapp_text(text: str) -> str:
    """The text in WhatsApp's markup, with stray marks removed."""
    return _join(text, lambda run: f"*{_bare(run.text).strip()}*" if run.bold else _bare(run.text))


def plain_text(text: str) -> str:
    """The text as it looks, without any markup."""
    return _join(text, lambda run: run.text)


def split(text: str, limit: int, render: Callable[[str], str]) -> list[str]:
    """The text as rendered messages, each within `limit`, broken between paragraphs, lines, words, in that order."""
    pieces: list[str] = []
    current = ""
    for part in _parts(text, limit, render):
        joined = f"{current}{part}" if current else part.lstrip()
        if current and _units(render(joined)) > limit:
            pieces.append(current)
            joined = part.lstrip()
        current = joined
    return [render(piece) for piece in [*pieces, current]]


def _parts(text: str, limit: int, render: Callable[[str], str]) -> Iterator[str]:
    # A paragraph that alone is too long is offered line by line, a line that is too long word by word.
    for paragraph in re.split(r"(?=\n\n)", text):
        if _units(render(paragraph)) <= limit:
            yield paragraph
        else:
            for line in re.split(r"(?=\n)", paragraph):
                yield from [line] if _units(render(line)) <= limit else _words(line, limit, render)


def _words(line: str, limit: int, render: Callable[[str], str]) -> Iterator[str]:
    for word in re.split(r"(?= )", line):
        size = len(word) if _units(render(word)) <= limit else limit // WIDEST
        yield from (word[start : start + size] for start in range(0, len(word), max(1, size)))


def _units(text: str) -> int:
    # Both platforms count as JavaScript does (Bot API, "message entities": UTF-16 code units).
    return len(text.encode("utf-16-le")) // 2


def _join(text: str, show: Callable[[Run], str]) -> str:
    rows: list[str] = []
    for block in parse(text):
        rows.append(("\n" if block.opens and rows else "") + _row(block, show))
    return "\n".join(rows)


def _row(block: Block, show: Callable[[Run], str]) -> str:
    marker = {"": "", "-": "• "}.get(block.marker, f"{block.marker} ")
    return marker + "".join(map(show, block.runs))


def _bare(text: str) -> str:
    return _WHATSAPP_MARKS.sub("", text)
