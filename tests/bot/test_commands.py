"""A command is understood as people type it, and a question that merely starts with one is not a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import _WORDS, find_command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", "start"),
        ("/start dari-spanduk-kantor", "start"),
        ("mulai", "start"),
        ("/bantuan@netral_bot", "help"),
        ("/Help@Netral_Bot sekarang", "help"),
        (" BANTUAN ", "help"),
        ("menu", "help"),
        ("Topik\n", "topics"),
        ("/topik tolong", "topics"),
        ("PRIVASI", "privacy"),
        ("/privacy", "privacy"),
    ],
)
def test_slash_bot_name_capitals_and_trailing_words_do_not_matter(text: str, command: str) -> None:
    assert find_command(text) == command


@pytest.mark.parametrize("text", ["bantuan.", "Bantuan?", "topik!", "*privasi*"])
def test_a_command_with_the_punctuation_of_a_sentence_is_that_command(text: str) -> None:
    # Our replies say: balas **bantuan**. People end a sentence, and WhatsApp copies bold words with their stars.
    assert find_command(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "bantuan hukum untuk calon",
        "mulai kapan kampanye",
        "menu makan siang kampanye",
        "topik pidato",
        "",
        " ",
        "/",
        "@",
        "/ start",
    ],
)
def test_a_question_that_starts_with_such_a_word_is_none(text: str) -> None:
    assert find_command(text) is None


@given(st.sampled_from(sorted(_WORDS)), st.from_regex(r"[a-z]{1,10}", fullmatch=True))
def test_only_a_slash_lets_words_follow(word: str, more: str) -> None:
    assert find_command(f"{word} {more}") is None
    assert find_command(f"/{word} {more}") == _WORDS[word]
