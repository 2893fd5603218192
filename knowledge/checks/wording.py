"""Whether an answer is written as people need it: neutral, in line with its verdict, spelled right, readable."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.checks.faults import Fault
from knowledge.documents import EntryDocument
from knowledge.yamlfiles import read_yaml

LISTS = Path(__file__).with_name("wording.yaml")

LONGEST_SENTENCE = 35
"""Words; beyond it a reader on a phone loses the thread."""

_VERDICT = re.compile(r"(?:tidak boleh|boleh dengan syarat|boleh)\b[.,:]?", re.IGNORECASE)
_BARE_REPLY = re.compile(r"(?:ya|tidak)[,.:]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class WordLists:
    """What must not be written, as regular expressions by kind (`wording.yaml`)."""

    rows: dict[str, Any]

    @cached_property
    def neutrality(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Pattern → what it names."""
        return tuple(
            (re.compile(pattern), name) for name, found in self.rows["neutrality"].items() for pattern in found
        )

    @cached_property
    def spelling(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Pattern → what to write instead."""
        return tuple((re.compile(pattern), instead) for pattern, instead in self.rows["spelling"].items())


def read_word_lists() -> WordLists:
    """The lists that come with the product."""
    return WordLists(read_yaml(LISTS))


def wording_faults(entry: EntryDocument, lists: WordLists) -> Iterator[Fault]:
    """Everything wrong with how an entry is written."""
    yield from _partisan(entry, lists)
    for text in _sent(entry):
        yield from _misspelled(text, lists)
        yield from _long_sentences(text)
    if entry.putusan != "info" and (found := _VERDICT.match(entry.answer.reason)):
        what = f"alasan diawali {found[0]!r}, padahal putusan sudah ditulis di depannya"
        yield Fault(found[0], what, "mulai dengan alasannya")
    if entry.putusan == "info" and (found := _VERDICT.match(entry.answer.reason)):
        yield Fault(found[0], f"jawaban info diawali {found[0]!r}", "pakai putusan boleh, tidak, atau bersyarat")
    if found := _BARE_REPLY.match(entry.answer.reason):
        # The same answer goes to "bolehkah" and to "dilarangkah".
        yield Fault(found[0], f"jawaban diawali {found[0]!r}", "mulai dengan kewajiban atau larangannya sendiri")


def words_per_sentence(entries: Iterable[EntryDocument]) -> float:
    """Mean length of the sentences people are sent, in words; 0.0 when there are none."""
    lengths = [len(sentence.split()) for entry in entries for text in _sent(entry) for sentence in _sentences(text)]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _sent(entry: EntryDocument) -> list[str]:
    return [text for text in (entry.answer.reason, entry.answer.advice, entry.answer.certainty) if text]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip("-* ")]


def _partisan(entry: EntryDocument, lists: WordLists) -> Iterator[Fault]:
    for text in (entry.title, *_sent(entry), *entry.phrasings):
        for pattern, name in lists.neutrality:
            if found := pattern.search(text):
                yield Fault(found[0], f"{found[0]!r} tampak sebagai {name}", "tulis ulang tanpa menyebutnya")


def _misspelled(text: str, lists: WordLists) -> Iterator[Fault]:
    for pattern, instead in lists.spelling:
        if found := pattern.search(text):
            yield Fault(found[0], f"ejaan {found[0]!r}", f"tulis {instead!r}")


def _long_sentences(text: str) -> Iterator[Fault]:
    for sentence in _sentences(text):
        if (count := len(sentence.split())) > LONGEST_SENTENCE:
            yield Fault(
                sentence.split("\n")[0][:40], f"kalimat {count} kata", f"pecah menjadi paling banyak {LONGEST_SENTENCE}"
            )
