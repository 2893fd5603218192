"""What was chosen: a button, a row, a number or a word, as the payload behind it."""

from bot.browsing import ENTRY_PREFIX, PREFIX
from bot.followups import named_option
from bot.memory import Memory
from bot.messages import IncomingMessage
from bot.replies import BASIS_PREFIX, HELPFUL_PREFIX, NONE_OF_THESE, UNCLEAR_PREFIX
from knowledge.documents import EntryDocument
from knowledge.entries import Knowledge

_LONGEST_NUMBER = 2


def payload_of(message: IncomingMessage, memory: Memory, knowledge: Knowledge) -> str:
    """The payload of what was tapped, or typed as a number or in words while a choice is open."""
    if message.choice or not (memory.offered or memory.menu):
        return message.choice
    typed = message.text.strip().rstrip(".")
    if not typed.isdecimal() or len(typed) > _LONGEST_NUMBER:
        named = named_option(knowledge.matcher.match(typed), memory.offered, knowledge)
        return ENTRY_PREFIX + named.id if named else ""
    if int(typed) == 0:
        return PREFIX if memory.menu else NONE_OF_THESE
    payloads = memory.menu or tuple(ENTRY_PREFIX + entry for entry in memory.offered)
    return payloads[int(typed) - 1] if int(typed) <= len(payloads) else ""


def entry_of(chosen: str, knowledge: Knowledge) -> tuple[str, EntryDocument | None]:
    """The kind of a payload, and the entry it names, if there is still one of that name."""
    for kind in (ENTRY_PREFIX, BASIS_PREFIX, HELPFUL_PREFIX, UNCLEAR_PREFIX):
        if chosen.startswith(kind):
            return kind, knowledge.entries.get(chosen.removeprefix(kind))
    return "", None
