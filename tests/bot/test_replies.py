"""Every reply in its final words: complete, dated in Indonesian, and one message on both channels."""

import datetime
from pathlib import Path

import pytest
from fakes.graph import BODY_LIMIT
from fakes.telegram import _shown
from samples import ABOUT, ATTEND, CHECKED, COMMENT, LIKE

import bot.replies
from bot.browsing import page_of
from bot.rendering import plain_text, telegram_html, whatsapp_text
from bot.replies import Replies, long_date
from knowledge.entries import Knowledge
from knowledge.matching.facets import NO_LEXICON

REPLIES = Replies()
WITH_FACTS = {"outside", "several", "answer", "clarification", "provision", "basis", "menu", "sources", "unclear"}
FIXED = sorted(
    path.stem for path in Path(bot.replies.__file__).parent.glob("templates/*.j2") if path.stem not in WITH_FACTS
)


def assert_readable(text: str) -> None:
    """Both platforms take it whole, and nothing of our own markup or of a template shows."""
    shown, fault = _shown({"text": telegram_html(text)})
    assert not fault
    assert 0 < len(whatsapp_text(text)) <= BODY_LIMIT
    for sign in ("**", "{", "}", "None", "\n\n\n", " \n"):
        assert sign not in shown
    assert shown == plain_text(text) == shown.strip()


@pytest.mark.parametrize("template", FIXED)
def test_every_fixed_reply_is_readable_on_both_channels(template: str) -> None:
    assert_readable(REPLIES.fixed(template).text)


@pytest.mark.parametrize("entry", [LIKE, COMMENT, ATTEND, ABOUT], ids=lambda entry: entry.id)
@pytest.mark.parametrize("today", [CHECKED, datetime.date(2040, 1, 1)])
def test_every_shape_of_answer_is_readable_on_both_channels(entry: object, today: datetime.date) -> None:
    assert_readable(REPLIES.answer(entry, today).text)  # type: ignore[arg-type]


def test_what_is_listed_is_readable_on_both_channels(knowledge: Knowledge) -> None:
    for reply in (
        REPLIES.sources(knowledge),
        REPLIES.menu(page_of("t:", knowledge)),
        REPLIES.unclear([LIKE, ATTEND]),
        REPLIES.unclear([]),
        REPLIES.basis(LIKE, knowledge.register, CHECKED),
        REPLIES.basis(ABOUT, knowledge.register, CHECKED),
    ):
        assert_readable(reply.text)


@pytest.mark.parametrize(
    ("putusan", "opening"),
    [("tidak", "Tidak boleh. "), ("boleh", "Boleh. "), ("bersyarat", "Boleh dengan syarat. "), ("info", "Sebab.")],
)
def test_the_verdict_stands_first(putusan: str, opening: str) -> None:
    entry = LIKE.model_copy(update={"putusan": putusan, "answer": LIKE.answer.model_copy(update={"reason": "Sebab."})})
    assert plain_text(REPLIES.answer(entry, CHECKED).text).startswith(opening)


def test_an_answer_without_a_basis_names_none() -> None:
    text = REPLIES.answer(ABOUT, CHECKED).text
    assert "Dasar" not in text
    assert "Sebaiknya" not in text
    assert "Kepastian" not in text
    assert text.endswith(f"Kode {ABOUT.code}")


def test_the_caution_starts_the_day_after_the_review_was_due() -> None:
    due = LIKE.review_by
    assert "Perlu ditinjau" not in REPLIES.answer(LIKE, due).text
    late = REPLIES.answer(LIKE, due + datetime.timedelta(days=1)).text
    assert f"tinjau ulangnya ({long_date(due)})" in late
    assert "BKPSDM atau Bawaslu" in late


def test_dates_are_written_as_in_indonesia() -> None:
    months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    written = [long_date(datetime.date(2026, month, 9)) for month in range(1, 13)]
    assert written == [f"9 {name} 2026" for name in months.split()]


def test_a_choice_says_in_words_what_can_be_tapped() -> None:
    reply = REPLIES.clarification([LIKE, COMMENT, ATTEND], NO_LEXICON)
    shown = plain_text(reply.text)
    *numbered, decline = reply.options
    assert [option.label for option in numbered] == ["1", "2", "3"]
    for option, entry in zip(numbered, (LIKE, COMMENT, ATTEND), strict=True):
        assert f"\n{option.label}. {entry.title}\n" in shown
        assert (option.payload, option.description) == (f"e:{entry.id}", entry.title)
    assert decline.payload == "0"
    assert "balas 0" in shown
