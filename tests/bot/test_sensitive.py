"""Threats, admissions and named people: helped on, never kept; a rule asked for is answered all the same."""

import datetime

import pytest

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import Memory
from bot.messages import ChannelName, IncomingMessage
from bot.replies import Replies
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.normalize import Normalizer

RESPONDER = Responder(Replies(), Bands())
SCRIPT = Replies().fixed("sensitive")


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    return Knowledge.of(read_edition(HOME), vocabulary, normalize)


def says(knowledge: Knowledge, text: str, memory: Memory = Memory()) -> Turn:  # noqa: B008  frozen
    message = IncomingMessage(ChannelName.WHATSAPP, "1", "9", "9", text=text)
    return RESPONDER.respond(message, memory, knowledge, datetime.date(2026, 11, 27))


@pytest.mark.parametrize(
    "text",
    [
        "saya diancam dibunuh sama orang itu",
        "rumah saya diteror semalam",
        "kami diperas preman",
        "aku kemarin disuap amplop tebal sama dia",
        "saya mengaku bersalah",
        "Pak Sumarno tetangga saya itu orangnya begitu",
    ],
)
def test_what_is_too_delicate_gets_the_official_channels_and_is_not_kept(whole: Knowledge, text: str) -> None:
    turn = says(whole, text)
    assert turn.missed is None
    assert turn.memory.question == ""
    assert turn.reply == SCRIPT or turn.decided in ("answer", "clarify")


def test_without_an_answer_of_ours_it_is_the_script(knowledge: Knowledge) -> None:
    turn = says(knowledge, "saya diancam dibunuh preman")
    assert (turn.decided, turn.reply) == ("unanswered", SCRIPT)
    for place in ("kepolisian", "Bawaslu", "inspektorat", "dilupakan begitu dibalas"):
        assert place in turn.reply.text


@pytest.mark.parametrize(
    "text",
    [
        "apa ancaman pidana bagi ASN yang tidak netral?",
        "siapa yang bisa diancam pidana penjara",
        "saya ASN, bolehkah menerima uang dari calon?",
        "pak lurah ikut kampanye",
    ],
)
def test_a_question_about_the_rules_is_nothing_delicate(whole: Knowledge, text: str) -> None:
    match = whole.matcher.match(text)
    assert not Bands().sensitive(text, match.words, match.unknown)


def test_a_known_question_is_answered_however_delicate(whole: Knowledge) -> None:
    known = next(
        text
        for entry in whole.entries.values()
        for text in entry.phrasings
        if Bands().sensitive(text, whole.matcher.normalize(text), ())
        and whole.matcher.match(text).decision.band == "answer"
    )
    assert says(whole, known).decided == "answer"


def test_after_a_delicate_choice_none_of_these_keeps_nothing_and_says_so(knowledge: Knowledge) -> None:
    turn = says(knowledge, "0", Memory(offered=("like-unggahan-calon",)))
    assert turn.missed is None
    assert "tidak kami simpan" in turn.reply.text


def test_the_names_in_a_missed_question_are_taken_out(knowledge: Knowledge) -> None:
    turn = says(knowledge, "kemarin pak sumarno menanam jagung di kebun")
    assert turn.missed
    assert turn.missed.text == "kemarin pak [nama] menanam jagung di kebun"
