"""An open choice: taken by number or tap, never guessed, and never in the way of anything else a person does."""

import datetime

import pytest
from samples import ATTEND, COMMENT, EDITION, LIKE

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import NOTHING, Memory
from bot.messages import ChannelName, IncomingMessage
from bot.replies import Replies
from knowledge.entries import Knowledge

TODAY = datetime.date(2026, 11, 27)
QUESTION = "like atau komen di akun calon"
OPEN = Memory((LIKE.id, COMMENT.id, ATTEND.id), QUESTION)


@pytest.fixture(scope="module")
def responder() -> Responder:
    return Responder(Replies(), Bands())


def says(responder: Responder, knowledge: Knowledge, text: str = "", memory: Memory = OPEN, **more: str) -> Turn:
    message = IncomingMessage(ChannelName.WHATSAPP, "1", "9", "9", text=text, **more)
    return responder.respond(message, memory, knowledge, TODAY)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("1", LIKE.id),
        ("1.", LIKE.id),
        (" 2 ", COMMENT.id),
        ("03", ATTEND.id),
        ("\n3.\n", ATTEND.id),
        ("２", COMMENT.id),
    ],
)
def test_a_number_takes_the_entry_shown_beside_it(
    responder: Responder, knowledge: Knowledge, typed: str, entry: str
) -> None:
    turn = says(responder, knowledge, typed)
    assert (turn.decided, turn.entries, turn.memory) == ("answer", (entry,), Memory(answered=entry))


@pytest.mark.parametrize("typed", ["4", "99", "-1", "1,5", "1 2", "²", "satu"])
def test_what_is_not_the_number_of_an_option_takes_none(responder: Responder, knowledge: Knowledge, typed: str) -> None:
    assert says(responder, knowledge, typed).decided != "answer"


def test_a_number_of_any_length_is_no_fault_of_ours(responder: Responder, knowledge: Knowledge) -> None:
    # WhatsApp takes 65,536 characters from a person; Python refuses to read a number of more than 4,300 digits.
    assert says(responder, knowledge, "9" * 5000).decided == "unanswered"


@pytest.mark.parametrize(
    ("text", "decided"),
    [("bantuan", "command"), ("/privasi", "command"), ("halo", "smalltalk"), ("pilih siapa", "refuse_political")],
)
def test_an_open_choice_keeps_nobody_from_anything_else(
    responder: Responder, knowledge: Knowledge, text: str, decided: str
) -> None:
    assert says(responder, knowledge, text).decided == decided


def test_a_button_means_what_it_showed_whatever_is_open_now(responder: Responder, knowledge: Knowledge) -> None:
    for memory in (OPEN, Memory((ATTEND.id,), "hadir?"), NOTHING):
        assert says(responder, knowledge, memory=memory, choice=f"e:{COMMENT.id}").entries == (COMMENT.id,)


@pytest.mark.parametrize("how", [{"text": "1"}, {"choice": f"e:{LIKE.id}"}])
def test_an_entry_retired_meanwhile_goes_to_the_editors_with_the_question(
    responder: Responder, knowledge: Knowledge, how: dict[str, str]
) -> None:
    without = Knowledge.of(
        type(EDITION)([each for each in EDITION.entries if each.id != LIKE.id], EDITION.instruments),
        knowledge.vocabulary,
        knowledge.matcher.normalize,
    )
    turn = says(responder, without, **how)
    assert turn.decided == "unanswered"
    assert turn.missed is not None
    assert (turn.missed.text, turn.missed.candidates) == (QUESTION, OPEN.offered)


@pytest.mark.parametrize(
    ("memory", "how"),
    [
        (NOTHING, {"choice": "0"}),  # tapped half an hour later
        (NOTHING, {"choice": "e:sudah-ditarik"}),
        (NOTHING, {"text": "..."}),
        (NOTHING, {"text": "resep rendang"}),
        (OPEN, {"text": "0"}),
    ],
)
def test_nobody_is_told_a_question_was_passed_on_that_was_not(
    responder: Responder, knowledge: Knowledge, memory: Memory, how: dict[str, str]
) -> None:
    turn = says(responder, knowledge, memory=memory, **how)
    passed_on = turn.missed is not None and not turn.missed.outside
    assert ("diteruskan kepada penyunting" in turn.reply.text) == passed_on
