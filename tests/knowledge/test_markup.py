"""Neutral markup: paragraphs, lists and bold, and nothing that can fail."""

from hypothesis import given
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
