"""An answer that would not stay one message is named before it is published."""

from functools import partial

from samples import EDITION, LIKE

from bot.limits import oversize
from bot.replies import Replies
from knowledge.documents import Answer

TOO_LONG = partial(oversize, Replies())


def test_sound_answers_fit_both_channels() -> None:
    assert [found for entry in EDITION.entries for found in TOO_LONG(entry)] == []


def test_a_long_answer_is_named_with_channel_size_and_limit() -> None:
    ((channel, size, limit),) = TOO_LONG(LIKE.model_copy(update={"answer": Answer(reason="kata " * 220)}))
    assert (channel, limit) == ("WhatsApp", 1024)
    assert size > limit
    assert {channel for channel, *_ in TOO_LONG(LIKE.model_copy(update={"answer": Answer(reason="kata " * 900)}))} == {
        "Telegram",
        "WhatsApp",
    }
