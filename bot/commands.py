"""Commands: the few words that ask about the service itself, with or without a slash."""

from typing import Literal

Command = Literal["start", "help", "topics", "privacy"]

_WORDS: dict[str, Command] = {
    "start": "start",
    "mulai": "start",
    "help": "help",
    "bantuan": "help",
    "menu": "help",
    "topik": "topics",
    "privasi": "privacy",
    "privacy": "privacy",
}


_PUNCTUATION = " \t\n.,:;!?*_~`\"'()"


def find_command(text: str) -> Command | None:
    """The command a message is, or None; `/bantuan@namabot` and `Bantuan` are the same."""
    word, _, rest = text.strip(_PUNCTUATION).partition(" ")
    name = word.lstrip("/").partition("@")[0].casefold()
    if rest.strip() and not word.startswith("/"):
        return None
    return _WORDS.get(name)
