"""The recorded list of facts: which ids the legal dossiers hold, how sure each is, and the numbers it states.

The dossiers themselves are no part of the product. What is kept of them is enough to check that an answer names facts
that exist and states no number that none of them states (`netral kb facts` rewrites the list from the dossiers).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.figures import figures
from knowledge.yamlfiles import read_yaml

LIST = Path(__file__).with_name("facts.yaml")

PREFIXES = {
    "hukum-asn-disiplin": "HAD",
    "hukum-pemilu-bawaslu": "HPB",
    "skb-dan-pedoman": "SKB",
    "sumber-awal": "SA",
    "tambahan-2026": "T26",
}
"""Dossier → what the ids of its sections begin with."""
NEWEST = "tambahan-2026"

_SECTION = re.compile(r"#{2,4} (\d+(?:\.\d+)?)\.? ")
_NAMED = re.compile(r"[A-Z]+\d*[A-Z]?-[A-Z]*\d+[a-z]?")
_NUMBER_CELL = re.compile(r"^\| *\d+\.\d+ *\|")
_NUMBERED = re.compile(r"\d+\.\d+")
_RUN = re.compile(r"([A-Z]+\d*-)(\d+)((?:(?:, | s\.d\. |–|-)\d+)*)")
_LINK = re.compile(r"\[[^\]]*\](?:\[[^\]]*\]|\([^)]*\))")
_MENTION = re.compile(r"\b[A-Z]+\d*-[A-Z]*\d[\d.]*")
_CONFIDENCE = re.compile(r"(tinggi|sedang|rendah)\b")


@dataclass
class Fact:
    """What is recorded of one fact."""

    dossier: str
    confidence: str | None = None
    """As its table says; None for a whole section."""
    corrected_by: tuple[str, ...] = ()
    """Facts of the newest dossier without which this one must not be used."""
    figures: set[str] = field(default_factory=set)


def read_facts(path: Path = LIST) -> Mapping[str, Fact]:
    """The recorded list: id → fact."""
    return {
        name: Fact(row["dossier"], row.get("confidence"), tuple(row.get("corrected_by", ())), set(row["figures"]))
        for name, row in read_yaml(path).items()
    }


def format_facts(facts: Mapping[str, Fact]) -> str:
    """The list as YAML, one fact a line."""
    return "".join(f"{name}: {{{', '.join(_fields(fact))}}}\n" for name, fact in sorted(facts.items()))


def facts_of(dossiers: Mapping[str, str]) -> dict[str, Fact]:
    """The facts in dossiers, name → Markdown text: every table row with an id, and every section by its number.

    A row `2.14` of the dossier `HAD` is `HAD-2.14`, its section 4.2 `HAD-B4.2`; a section holds the numbers of those
    below it. An id that an earlier dossier has taken gets the dossier's prefix, except in corrections.
    """
    facts: dict[str, Fact] = {}
    corrections: dict[str, tuple[str, ...]] = {}
    for dossier, text in sorted(dossiers.items(), key=lambda item: (item[0] == NEWEST, item[0])):
        prefix = PREFIXES[dossier]
        for section, line in _lines(text.replace("*", "")):
            stated = figures(_MENTION.sub(" ", _LINK.sub(" ", _NUMBER_CELL.sub("", line))))
            for place in _places(section):
                facts.setdefault(f"{prefix}-B{place}", Fact(dossier)).figures |= stated
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
            if dossier == NEWEST and section.startswith("9") and len(cells) == 3:
                corrections |= {name: tuple(_ids(cells[2], "T26-")) for name in _ids(cells[0])}
            elif name := _row_id(cells, prefix, facts):
                facts[name] = Fact(dossier, _confidence(cells), figures=set(stated))
    for name, correctors in corrections.items():
        if name in facts:
            facts[name].corrected_by = tuple(each for each in correctors if each in facts)
    return facts


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("#"):
            found = _SECTION.match(line)
            section = found[1] if found else ""
        else:
            yield section, line


def _places(section: str) -> list[str]:
    chapter = section.partition(".")[0]
    return [place for place in dict.fromkeys((chapter, section)) if place]


def _row_id(cells: list[str], prefix: str, taken: Mapping[str, Fact]) -> str | None:
    first = cells[0] if cells else ""
    if _NUMBERED.fullmatch(first):
        return f"{prefix}-{first}"
    if _NAMED.fullmatch(first):
        return f"{prefix}-{first}" if first in taken else first
    return None


def _confidence(cells: Iterable[str]) -> str | None:
    found = [match[1] for cell in cells if (match := _CONFIDENCE.match(cell))]
    return found[-1] if found else None


def _ids(cell: str, bare: str = "") -> Iterator[str]:
    """`PID-20 s.d. 23, 25–27` names seven ids."""
    for start, first, more in _RUN.findall(cell):
        numbers = [int(first)]
        for joint, number in re.findall(r"(, | s\.d\. |–|-)(\d+)", more):
            following = [int(number)] if joint == ", " else range(numbers[-1] + 1, int(number) + 1)
            numbers.extend(following)
        yield from (f"{start}{number:02}" for number in numbers if not bare or start == bare)


def _fields(fact: Fact) -> Iterator[str]:
    yield f"dossier: {fact.dossier}"
    if fact.confidence:
        yield f"confidence: {fact.confidence}"
    if fact.corrected_by:
        yield f"corrected_by: [{', '.join(fact.corrected_by)}]"
    yield f"figures: [{', '.join(_quoted(each) for each in sorted(fact.figures))}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if re.search(r"[^\w ./-]", text) else text
