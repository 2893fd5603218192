"""Neutral markup: paragraphs, lists and bold, and nothing that can fail."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.markup import Block, Run, parse


def test_paragraphs_lists_and_bold_are_told_apart() -> None:
    blocks = parse("Satu **dua** tiga.\n\n- apel\n- jeruk\n\n1. pertama")
    assert blocks == (
        Block((Run("Satu "), Run("dua", bold=True), Run(" tiga.")), "", opens=True),
        Block((Run("apel"),), "-", opens=True),
        Block((Run("jeruk"),), "-", opens=False),
        Block((Run("pertama"),), "1.", opens=True),
    )


def test_a_lone_pair_of_stars_is_text() -> None:
    assert parse("a ** b")[0].runs == (Run("a ** b"),)


@given(st.text())
def test_every_text_is_some_markup(text: str) -> None:
    assert all(block.runs for block in parse(text))


MARKED = st.lists(
    st.sampled_from(
        ["*", "**", "- ", "1. ", "12. ", "\n", "\n\n", " ", "a", "boleh", "-", "3.", "é😀", "\r", "_", "<b>"]
    ),
    max_size=20,
).map("".join)


def written(blocks: tuple[Block, ...]) -> str:
    """Blocks as text again."""
    lines = [
        ("\n" if block.opens else "")
        + (f"{block.marker} " if block.marker else "")
        + "".join(f"**{run.text}**" if run.bold else run.text for run in block.runs)
        for block in blocks
    ]
    return "\n".join(lines)


def letters(text: str) -> str:
    return re.sub(r"[\s*]", "", text)


@given(st.text() | MARKED)
@example("- **a** b\n- c\n\n1. d")
def test_no_letter_is_lost_or_added(text: str) -> None:
    shown = "".join(block.marker + "".join(run.text for run in block.runs) for block in parse(text))
    assert letters(shown) == letters(text)


@given(st.text() | MARKED)
def test_what_was_parsed_and_written_is_parsed_the_same(text: str) -> None:
    assert parse(written(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("line", "marker", "content"),
    [
        ("- a", "-", "a"),
        ("-   a", "-", "a"),
        ("12. a", "12.", "a"),
        ("-a", "", "-a"),
        ("-", "", "-"),
        ("* a", "", "* a"),
        ("123. a", "", "123. a"),
        ("1) a", "", "1) a"),
        ("2024. a", "", "2024. a"),
        ("Pasal 5. a", "", "Pasal 5. a"),
    ],
)
def test_only_a_list_item_is_one(line: str, marker: str, content: str) -> None:
    (block,) = parse(line)
    assert (block.marker, block.runs) == (marker, (Run(content),))


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("**a**", [("a", True)]),
        ("**a** **b**", [("a", True), (" ", False), ("b", True)]),
        ("**a**b**", [("a", True), ("b**", False)]),
        ("*a* _b_", [("*a* _b_", False)]),
        ("****", [("****", False)]),
    ],
)
def test_bold_is_between_two_pairs_of_stars(line: str, runs: list[tuple[str, bool]]) -> None:
    assert [(run.text, run.bold) for run in parse(line)[0].runs] == runs
