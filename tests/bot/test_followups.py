"""A short question after an answer asks the last one again with one thing changed; a new subject inherits nothing."""

import datetime

import pytest
from samples import entry

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import NOTHING, Memory
from bot.messages import ChannelName, IncomingMessage
from bot.replies import Replies
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.normalize import Normalizer

TODAY = datetime.date(2026, 11, 27)
LIKED = Memory(answered="like-unggahan-calon")
RESPONDER = Responder(Replies(), Bands())


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    """The base that comes with the product."""
    return Knowledge.of(read_edition(HOME), vocabulary, normalize)


def says(knowledge: Knowledge, text: str, memory: Memory) -> Turn:
    message = IncomingMessage(ChannelName.TELEGRAM, "1", "c", "a", text=text)
    return RESPONDER.respond(message, memory, knowledge, TODAY)


def reached(turn: Turn) -> set[str]:
    return {*turn.entries, *turn.options}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sanksinya apa?", "sanksi-like"),
        ("hukumannya?", "sanksi-like"),
        ("kalau istri saya?", "medsos-pasangan-asn"),
        ("klo p3k gmn?", "medsos-pppk"),
        ("kalau honorer?", "medsos-honorer"),
        ("dasar hukumnya apa", "dasar-hukum-larangan-medsos"),
    ],
)
def test_a_short_question_is_about_what_was_just_answered(whole: Knowledge, text: str, wanted: str) -> None:
    assert wanted in reached(says(whole, text, LIKED))


def test_without_an_answer_before_it_the_same_words_stand_for_themselves(whole: Knowledge) -> None:
    assert "sanksi-like" not in reached(says(whole, "sanksinya apa?", NOTHING))


@pytest.mark.parametrize(
    "text", ["kapan harus mundur kalau maju pilkada?", "bolehkah pppk hadir kampanye?", "pakai mobil dinas boleh ga"]
)
def test_a_new_subject_inherits_nothing(whole: Knowledge, text: str) -> None:
    assert says(whole, text, LIKED).reply == says(whole, text, NOTHING).reply


def test_a_known_wording_stands_for_itself_whatever_was_answered_before(whole: Knowledge) -> None:
    turn = says(whole, "sanksi pppk", LIKED)
    assert turn.reply == says(whole, "sanksi pppk", NOTHING).reply


def test_context_lasts_one_turn(whole: Knowledge) -> None:
    thanks = says(whole, "terima kasih", LIKED)
    assert thanks.memory == NOTHING
    assert "sanksi-like" not in reached(says(whole, "sanksinya apa?", thanks.memory))


def test_an_answer_is_remembered_by_its_name_and_nothing_that_was_typed(whole: Knowledge) -> None:
    turn = says(whole, "bolehkah ASN like postingan calon bupati?", NOTHING)
    assert turn.memory == LIKED
    assert turn.memory.question == ""


def test_what_was_answered_may_be_gone_since(whole: Knowledge) -> None:
    gone = Memory(answered="sudah-ditarik")
    assert says(whole, "sanksinya apa?", gone).reply == says(whole, "sanksinya apa?", NOTHING).reply


def test_a_follow_up_that_leads_nowhere_is_answered_as_it_stands(vocabulary: Vocabulary, normalize: Normalizer) -> None:
    lone = Knowledge.of(
        type(read_edition(HOME))([entry("x-y", "Xyz", "like", ["zebra kuda nil"])], []), vocabulary, normalize
    )
    turn = says(lone, "kalau pppk?", Memory(answered="x-y"))
    assert turn.decided in ("unanswered", "clarify")
