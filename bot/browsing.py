"""Leafing through the base: groups, then the answers of a group, ten rows a page as WhatsApp's lists allow."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.entries import Knowledge

PREFIX = "t:"
ROWS = 8
"""Of ten rows two are kept for "more" and "back"."""
ENTRY_PREFIX = "e:"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page, and what choosing it sends."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the menu."""

    title: str
    rows: tuple[Row, ...]


def page_of(payload: str, knowledge: Knowledge) -> Page:
    """The page a payload (`t:`, `t:<group>`, `t:<group>:<number>`) leads to; the first one for any other."""
    group, _, number = payload.removeprefix(PREFIX).partition(":")
    filled = _filled(knowledge)
    if group not in filled:
        rows = [Row(f"{_name(each)} ({len(entries)})", f"{PREFIX}{each}") for each, entries in filled.items()]
        return Page("Kelompok", _cut(rows, "", number))
    rows = [Row(knowledge.entries[entry].title, ENTRY_PREFIX + entry) for entry in filled[group]]
    return Page(_name(group), (*_cut(rows, group, number), Row("Semua kelompok", PREFIX)))


def _filled(knowledge: Knowledge) -> dict[str, list[str]]:
    """The entries of every group that has some, in the order of its topics."""
    groups = knowledge.vocabulary.groups
    first = {topic: (group, place) for group, topics in groups.items() for place, topic in enumerate(topics)}
    found: dict[str, list[str]] = {group: [] for group in groups}
    for entry in sorted(knowledge.entries.values(), key=lambda each: (first[each.topics[0]][1], each.id)):
        found[first[entry.topics[0]][0]].append(entry.id)
    return {group: entries for group, entries in found.items() if entries}


def _cut(rows: Sequence[Row], group: str, number: str) -> tuple[Row, ...]:
    last = max(0, (len(rows) - 1) // ROWS)
    page = min(int(number), last) if number.isdecimal() and len(number) <= 2 else 0
    shown = rows[page * ROWS : (page + 1) * ROWS]
    return (*shown, Row("Lainnya", f"{PREFIX}{group}:{page + 1}")) if page < last else tuple(shown)


def _name(group: str) -> str:
    return group.replace("-", " ").capitalize()
