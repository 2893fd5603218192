"""The figures of labelled question sets (`docs/evaluation.md`), each with its Wilson interval."""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled question. In scope: `topics` acceptable, best first. Out of scope: `kind` and `expected`."""

    id: str
    text: str
    topics: tuple[str, ...]
    register: str
    kind: str
    expected: str

    @property
    def in_scope(self) -> bool:
        """Whether the base is meant to answer it."""
        return not self.expected


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what became of it."""

    row: Row
    decided: str
    topics: tuple[str, ...]
    """Topics of the answered entries."""
    offered: tuple[str, ...]
    """Topics of the offered entries."""
    entries: tuple[str, ...]
    nearest: tuple[str, ...]
    """Topics of the best-ranked entry, whatever the decision."""


def read_rows(file: Path) -> list[Row]:
    """The rows of a JSON lines file; raises `ValueError` with the number of a line that is none."""
    rows = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                rows += [_row(json.loads(line))] if line.strip() else []
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ValueError(f"line {number} of {file.name} is not a labelled question") from None
    return rows


def _row(fields: dict[str, Any]) -> Row:
    return Row(
        fields["id"],
        fields["text"],
        tuple(fields.get("topics", ())),
        fields.get("register", ""),
        fields.get("kind", ""),
        fields.get("expected", ""),
    )


def figures(asked: Sequence[Asked]) -> Figures:
    """Every figure of the set, over all rows and by register or kind."""
    inside = [each for each in asked if each.row.in_scope]
    outside = [each for each in asked if not each.row.in_scope]
    found: Figures = {}
    if inside:
        found["in_scope"] = _table(inside, _IN_SCOPE, lambda each: each.row.register)
        found["wrong_rows"] = [_shown(each) for each in inside if _IN_SCOPE["wrong_answer"](each)]
        found["missed_rows"] = [_shown(each) for each in inside if _IN_SCOPE["missed"](each)]
    if outside:
        found["out_of_scope"] = _table(outside, _OUT_OF_SCOPE, lambda each: each.row.kind)
        found["false_answers"] = [_shown(each) for each in outside if _OUT_OF_SCOPE["false_answer"](each)]
    return found


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a rate (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    z = 1.96
    rate, spread = hits / total, z * z / total
    middle = (rate + spread / 2) / (1 + spread)
    half = z * math.sqrt(rate * (1 - rate) / total + spread / (4 * total)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def as_text(found: Figures) -> str:
    """The figures for reading."""
    return "\n".join(_lines(found))


def _lines(found: Figures) -> Iterator[str]:
    for scope in ("in_scope", "out_of_scope"):
        for group, rates in found.get(scope, {}).items():
            yield f"{scope} · {group}"
            for name, rate in rates.items():
                low, high = rate["interval"]
                yield f"  {name:16} {rate['hits']:4}/{rate['of']:<4} {rate['rate']:7.1%}   ({low:.1%}–{high:.1%})"
    for label in ("wrong_rows", "false_answers", "missed_rows"):
        for row in found.get(label, ()):
            expected, entries = ", ".join(row["expected"]), ", ".join(row["entries"])
            yield f"{label}: {row['id']} [{expected}] → {row['decided']} {entries} | {row['text']}"


def _acceptable(each: Asked, topics: Iterable[str]) -> bool:
    return not set(each.row.topics).isdisjoint(topics)


def _answered_right(each: Asked) -> bool:
    return each.decided == "answer" and _acceptable(each, each.topics)


def _offered(each: Asked) -> bool:
    return each.decided == "clarify" and _acceptable(each, each.offered)


def _wrong(each: Asked) -> bool:
    return each.decided == "answer" and not _acceptable(each, each.topics)


def _as_expected(each: Asked) -> bool:
    return each.decided in (each.row.expected, "unanswered") or _answered_right(each)


_Rule = Callable[[Asked], bool]
_IN_SCOPE: dict[str, _Rule] = {
    "answered_right": _answered_right,
    "wrong_answer": _wrong,
    "offered": _offered,
    "helped": lambda each: _answered_right(each) or _offered(each),
    "missed": lambda each: not (_answered_right(each) or _offered(each) or _wrong(each)),
    "top_1": lambda each: _acceptable(each, each.nearest),
}
_OUT_OF_SCOPE: dict[str, _Rule] = {"false_answer": _wrong, "as_expected": _as_expected}


def _table(asked: Sequence[Asked], rules: dict[str, _Rule], group: Callable[[Asked], str]) -> Figures:
    groups = {"all": list(asked)}
    for each in asked:
        groups.setdefault(group(each), []).append(each)
    return {name: {rule: _rate(check, members) for rule, check in rules.items()} for name, members in groups.items()}


def _rate(check: _Rule, asked: Sequence[Asked]) -> Figures:
    hits = sum(map(check, asked))
    return {"hits": hits, "of": len(asked), "rate": hits / len(asked), "interval": wilson(hits, len(asked))}


def _shown(each: Asked) -> Figures:
    return {
        "id": each.row.id,
        "text": each.row.text,
        "expected": list(each.row.topics) or [each.row.expected],
        "decided": each.decided,
        "entries": list(each.entries),
    }
