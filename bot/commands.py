"""Commands: the few words that ask about the service itself, with or without a slash."""

from typing import Literal

Command = Literal["start", "help", "topics", "sources", "privacy", "forget", "person"]

_WORDS: dict[str, Command] = {
    "start": "start",
    "mulai": "start",
    "help": "help",
    "bantuan": "help",
    "menu": "help",
    "topik": "topics",
    "sumber": "sources",
    "privasi": "privacy",
    "privacy": "privacy",
    "hapus": "forget",
    "petugas": "person",
}
_PHRASES: dict[str, Command] = {"hapus data saya": "forget", "hapus data": "forget", "daftar topik": "topics"}


_PUNCTUATION = " \t\n.,:;!?*_~`\"'()"


def find_command(text: str) -> Command | None:
    """The command a message is, or None; `/bantuan@namabot` and `Bantuan` are the same."""
    said = " ".join(text.strip(_PUNCTUATION).casefold().split())
    if command := _PHRASES.get(said.lstrip("/")):
        return command
    word, _, rest = said.partition(" ")
    name = word.lstrip("/").partition("@")[0]
    if rest.strip() and not word.startswith("/"):
        return None
    return _WORDS.get(name)
