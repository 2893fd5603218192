"""The same sentences on each channel, whole, escaped and within its limits."""

import html
import re

import pytest
from fakes.telegram import _shown
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering import TELEGRAM_LIMIT, plain_text, split, telegram_html, whatsapp_text
from knowledge.markup import parse

TEXT = "**Tidak boleh.** A < B & C\n\n- satu\n- dua *bintang*\n\nDasar: X_1."
PROSE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=3000)


def test_telegram_gets_html() -> None:
    assert telegram_html(TEXT) == "<b>Tidak boleh.</b> A &lt; B &amp; C\n\n• satu\n• dua *bintang*\n\nDasar: X_1."


def test_whatsapp_gets_its_own_marks_and_no_stray_ones() -> None:
    assert whatsapp_text(TEXT) == "*Tidak boleh.* A < B & C\n\n• satu\n• dua bintang\n\nDasar: X1."


def test_plain_text_is_what_one_sees() -> None:
    assert plain_text(TEXT) == "Tidak boleh. A < B & C\n\n• satu\n• dua *bintang*\n\nDasar: X_1."


@given(PROSE)
def test_what_telegram_shows_is_the_plain_text(text: str) -> None:
    shown, fault = _shown({"text": telegram_html(text)})
    assert fault in ("", "message text is empty", "message is too long")
    if not fault:
        assert shown == plain_text(text)


def test_a_short_text_stays_one_message() -> None:
    assert split(TEXT, 4096, telegram_html) == [telegram_html(TEXT)]


def test_a_long_text_is_broken_between_paragraphs() -> None:
    paragraphs = [f"Paragraf {number} " + "kata " * 50 for number in range(40)]
    pieces = split("\n\n".join(paragraphs), 1024, plain_text)
    assert len(pieces) > 5
    assert all(piece.startswith("Paragraf") for piece in pieces)


@pytest.mark.parametrize("render", [telegram_html, whatsapp_text, plain_text])
@given(text=st.lists(PROSE, min_size=1, max_size=5).map("\n\n".join), limit=st.integers(120, 400))
def test_nothing_is_cut_and_every_piece_fits(render: object, text: str, limit: int) -> None:
    pieces = split(text, limit, render)  # type: ignore[arg-type]
    assert all(len(piece) <= limit for piece in pieces)
    assert _letters("".join(pieces)) == _letters(render(text))  # type: ignore[operator]


def _letters(text: str) -> str:
    # Breaking a text may move spaces, list marks and bold marks, never a letter or digit.
    return "".join(re.findall(r"\w", html.unescape(re.sub(r"</?b>", "", text))))


@given(PROSE)
def test_a_sign_somebody_wrote_never_becomes_formatting_on_whatsapp(text: str) -> None:
    shown = whatsapp_text(text)
    assert not set(shown) & set("_~`")
    bold = [run for block in parse(text) for run in block.runs if run.bold]
    assert shown.count("*") == 2 * len(bold)


@given(st.lists(st.integers(1, 60).map("kata".__mul__), min_size=5, max_size=30), st.integers(500, 900))
def test_no_word_is_cut_where_a_break_between_words_will_do(words: list[str], limit: int) -> None:
    pieces = split(" ".join(words), limit, plain_text)
    assert " ".join(pieces).split() == words


@pytest.mark.parametrize("text", ["&" * 3000, "😀" * 4096, "😀 " * 2500], ids=["signs", "emoji", "emoji apart"])
def test_every_piece_is_a_message_telegram_takes(text: str) -> None:
    pieces = split(text, TELEGRAM_LIMIT, telegram_html)
    assert [_shown({"text": piece})[1] for piece in pieces] == [""] * len(pieces)
    assert all(len(piece) <= TELEGRAM_LIMIT for piece in pieces)
