"""The figures are those of the definitions, row by row."""

import json
from pathlib import Path

import pytest

from knowledge.evaluation import Asked, Row, as_text, figures, read_rows, wilson


def inside(decided: str, topics: tuple[str, ...] = (), offered: tuple[str, ...] = ()) -> Asked:
    row = Row("h1", "boleh like?", ("like", "share"), "formal", "", "")
    return Asked(row, decided, topics, offered, ("e",), topics or offered)


def outside(
    decided: str, expected: str = "unanswered", topics: tuple[str, ...] = (), answered: tuple[str, ...] = ()
) -> Asked:
    return Asked(Row("x1", "resep", topics, "", "far", expected), decided, answered, (), ("e",), ())


def rate(found: dict[str, object], scope: str, name: str) -> int:
    return found[scope]["all"][name]["hits"]  # type: ignore[index]


def test_in_scope_rows_fall_into_right_wrong_offered_and_missed() -> None:
    found = figures(
        [
            inside("answer", ("share",)),
            inside("answer", ("komentar",)),
            inside("clarify", offered=("komentar", "like")),
            inside("clarify", offered=("komentar",)),
            inside("unanswered"),
        ]
    )
    counts = {
        name: rate(found, "in_scope", name)
        for name in ("answered_right", "wrong_answer", "offered", "helped", "missed", "top_1")
    }
    assert counts == {
        "answered_right": 1,
        "wrong_answer": 1,
        "offered": 1,
        "helped": 2,
        "missed": 2,
        "top_1": 2,
    }
    assert [row["id"] for row in found["wrong_rows"]] == ["h1"]


def test_out_of_scope_only_an_unacceptable_answer_is_false() -> None:
    found = figures(
        [
            outside("answer", answered=("like",)),
            outside("answer", "smalltalk", topics=("cara-bertanya",), answered=("cara-bertanya",)),
            outside("clarify"),
            outside("unanswered", "refuse_political"),
            outside("refuse_political", "refuse_political"),
        ]
    )
    assert rate(found, "out_of_scope", "false_answer") == 1
    assert rate(found, "out_of_scope", "as_expected") == 3


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(8, 10)
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=5e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0


def test_rows_are_read_and_figures_shown(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    rows = [
        {"id": "h1", "text": "a", "topics": ["like"], "register": "formal"},
        {"id": "x1", "text": "b", "kind": "far", "expected": "unanswered"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    first, second = read_rows(file)
    assert first.in_scope
    assert not second.in_scope
    text = as_text(
        figures(
            [
                Asked(first, "answer", ("komentar",), (), ("e",), ()),
                Asked(second, "unanswered", (), (), (), ()),
            ]
        )
    )
    assert "wrong_answer" in text
    assert "h1 [like] → answer e | a" in text
