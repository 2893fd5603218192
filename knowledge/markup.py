"""Neutral markup: what every sentence we send is written in, whatever the channel.

Paragraphs and lists are separated by a blank line; a list has one item a line, starting with `- ` or `1. `;
`**bold**` is the only emphasis. Channel markup is made from this at the edge and never stored.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, bold or not."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`marker` empty) or one list item (`marker` such as `-` or `2.`)."""

    runs: tuple[Run, ...]
    marker: str = ""
    opens: bool = True
    """True where a blank line stands before this block."""


_ITEM = re.compile(r"(-|\d{1,2}\.) +(.*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text; never fails: what is not markup is text."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        for row, line in enumerate(filter(None, map(str.strip, paragraph.split("\n")))):
            item = _ITEM.fullmatch(line)
            marker, content = item.groups() if item else ("", line)
            blocks.append(Block(_runs(content), marker, opens=row == 0))
    return tuple(blocks)


def _runs(line: str) -> tuple[Run, ...]:
    runs = []
    position = 0
    for match in _BOLD.finditer(line):
        if match.start() > position:
            runs.append(Run(line[position : match.start()]))
        runs.append(Run(match[1], bold=True))
        position = match.end()
    if position < len(line) or not runs:
        runs.append(Run(line[position:]))
    return tuple(runs)
