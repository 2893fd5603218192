"""The figures are those of the definitions, row by row."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def labelled(
    decided: str, topics: tuple[str, ...] = (), register: str = "", nearest: tuple[str, ...] = (), **more: object
) -> Asked:
    fields = {
        "id": "h1",
        "text": "boleh?",
        "topics": ("like", "share"),
        "register": register,
        "kind": "",
        "expected": "",
    }
    return Asked(Row(**{**fields, **more}), decided, topics, topics, ("e1", "e2"), nearest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("decided", "topics", "counted"),
    [
        ("answer", ("like",), {"answered_right", "helped"}),
        ("answer", ("share", "komentar"), {"answered_right", "helped"}),
        ("answer", ("komentar",), {"wrong_answer"}),
        ("answer", (), {"wrong_answer"}),
        ("clarify", ("komentar", "share"), {"offered", "helped"}),
        ("clarify", ("komentar",), {"missed"}),
        ("unanswered", (), {"missed"}),
        ("refuse_political", (), {"missed"}),
        ("smalltalk", ("like",), {"missed"}),
    ],
)
def test_a_question_of_the_base_counts_in_exactly_these_figures(
    decided: str, topics: tuple[str, ...], counted: set[str]
) -> None:
    table = figures([labelled(decided, topics)])["in_scope"]["all"]
    assert {name for name, rate in table.items() if rate["hits"]} == counted


@pytest.mark.parametrize(
    ("decided", "expected", "topics", "counted"),
    [
        ("unanswered", "unanswered", (), {"as_expected"}),
        ("unanswered", "refuse_political", (), {"as_expected"}),
        ("refuse_political", "refuse_political", (), {"as_expected"}),
        ("refuse_political", "unanswered", (), set()),
        ("clarify", "clarify", ("komentar",), {"as_expected"}),
        ("clarify", "unanswered", ("like",), set()),
        ("answer", "unanswered", ("like",), {"as_expected"}),
        ("answer", "unanswered", ("komentar",), {"false_answer"}),
        ("answer", "answer", ("komentar",), {"false_answer", "as_expected"}),
    ],
)
def test_a_question_from_elsewhere_counts_in_exactly_these_figures(
    decided: str, expected: str, topics: tuple[str, ...], counted: set[str]
) -> None:
    table = figures([labelled(decided, topics, expected=expected, kind="far")])["out_of_scope"]["all"]
    assert {name for name, rate in table.items() if rate["hits"]} == counted


def test_every_figure_is_given_by_register_too() -> None:
    asked = [
        *(labelled("answer", ("like",), "chat", ("like",)) for _ in range(3)),
        labelled("answer", ("komentar",), "chat", ("komentar",)),
        labelled("clarify", ("like",), "formal", ("share",)),
        labelled("unanswered", (), "formal"),
    ]
    found = figures(asked)
    assert set(found) == {"in_scope", "wrong_rows", "missed_rows"}
    table = found["in_scope"]
    shown = {
        group: {name: (rate["hits"], rate["of"]) for name, rate in rates.items()} for group, rates in table.items()
    }
    assert shown["chat"] == {
        "answered_right": (3, 4),
        "wrong_answer": (1, 4),
        "offered": (0, 4),
        "helped": (3, 4),
        "missed": (0, 4),
        "top_1": (3, 4),
    }
    assert (shown["formal"]["helped"], shown["formal"]["missed"], shown["formal"]["top_1"]) == ((1, 2), (1, 2), (1, 2))
    for name, (hits, of) in shown["all"].items():
        assert (hits, of) == tuple(map(sum, zip(shown["chat"][name], shown["formal"][name], strict=True)))
        assert table["all"][name]["rate"] == pytest.approx(hits / 6)
        assert table["all"][name]["interval"] == wilson(hits, 6)
    assert [row["entries"] for row in found["wrong_rows"]] == [["e1", "e2"]]
    assert [(row["decided"], row["expected"]) for row in found["missed_rows"]] == [("unanswered", ["like", "share"])]


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_rate_and_narrows_with_more_questions(hits: int, more: int) -> None:
    total = hits + more
    low, high = wilson(hits, total)
    assert 0 <= low <= high <= 1
    assert low - 1e-9 <= hits / total <= high + 1e-9
    wide_low, wide_high = low, high
    low, high = wilson(hits * 4, total * 4)
    assert high - low < wide_high - wide_low
    assert wilson(total - hits, total) == pytest.approx((1 - wide_high, 1 - wide_low))
