"""Below an answer: whether it helped, its basis in full; and the menu, the sources, a person, forgetting."""

import datetime

import pytest
from samples import ABOUT, LIKE
from sqlalchemy import Engine
from sqlmodel import select

from bot.bands import Bands
from bot.browsing import ROWS, page_of
from bot.conversation import Feedback, Responder, Turn
from bot.feedback import forget_feedback, record_feedback
from bot.memory import NOTHING, Memory
from bot.messages import ChannelName, IncomingMessage
from bot.models import FeedbackRecord
from bot.rendering import TELEGRAM_LIMIT, telegram_html
from bot.replies import Replies
from knowledge.database import reading, writing
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.normalize import Normalizer

TODAY = datetime.date(2026, 11, 27)
RESPONDER = Responder(Replies(), Bands())


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    return Knowledge.of(read_edition(HOME), vocabulary, normalize)


def says(knowledge: Knowledge, text: str = "", memory: Memory = NOTHING, choice: str = "") -> Turn:
    message = IncomingMessage(ChannelName.TELEGRAM, "1", "9", "9", text=text, choice=choice)
    return RESPONDER.respond(message, memory, knowledge, TODAY)


def test_an_answer_can_be_judged_and_its_basis_asked_for(knowledge: Knowledge) -> None:
    turn = says(knowledge, "bolehkah asn like postingan calon bupati?")
    assert [option.label for option in turn.reply.options] == ["Membantu", "Belum jelas", "Dasar hukum"]
    helpful, unclear, basis = (says(knowledge, choice=option.payload) for option in turn.reply.options)
    assert helpful.feedback == Feedback(LIKE.id, LIKE.code, helpful=True)
    assert unclear.feedback == Feedback(LIKE.id, LIKE.code, helpful=False)
    assert basis.feedback is None
    assert "**PP 94/2021 Pasal 5 huruf n angka 6**: " in basis.reply.text


def test_unclear_offers_what_editors_named_as_related(whole: Knowledge) -> None:
    turn = says(whole, choice="f:-:like-unggahan-calon")
    assert turn.memory.offered
    assert set(turn.memory.offered) <= set(whole.entries["like-unggahan-calon"].related)
    assert says(whole, "1", turn.memory).entries == turn.memory.offered[:1]
    none = says(whole, "0", turn.memory)
    assert none.missed is None
    assert "tidak kami simpan" in none.reply.text


def test_an_answer_about_the_service_says_that_it_rests_on_no_law(knowledge: Knowledge) -> None:
    assert "tidak bersandar" in says(knowledge, choice=f"b:{ABOUT.id}").reply.text


@pytest.mark.parametrize("payload", ["f:+:sudah-ditarik", "b:", "f:-:", "f:", "z:like-unggahan-calon"])
def test_a_button_of_what_is_gone_is_said_to_be_gone(knowledge: Knowledge, payload: str) -> None:
    turn = says(knowledge, choice=payload)
    assert (turn.feedback, turn.missed) == (None, None)
    assert "tidak berlaku" in turn.reply.text


def test_the_basis_of_every_answer_fits_one_message(whole: Knowledge) -> None:
    for entry in whole.entries:
        assert len(telegram_html(says(whole, choice=f"b:{entry}").reply.text)) <= TELEGRAM_LIMIT, entry


def test_feedback_is_kept_by_answer_and_day_and_forgotten(engine: Engine) -> None:
    with writing(engine) as session:
        for days, helpful in ((0, True), (1, False), (9, True)):
            said = Feedback(LIKE.id, LIKE.code, helpful=helpful)
            record_feedback(session, said, ChannelName.WHATSAPP, TODAY - datetime.timedelta(days))
    with writing(engine) as session:
        assert forget_feedback(session, TODAY - datetime.timedelta(5)) == 1
    with reading(engine) as session:
        kept = session.exec(select(FeedbackRecord).order_by(FeedbackRecord.day)).all()  # type: ignore[arg-type]
    assert [(each.entry_id, each.helpful) for each in kept] == [(LIKE.id, False), (LIKE.id, True)]


def test_the_menu_leads_to_every_answer(whole: Knowledge) -> None:
    seen: set[str] = set()
    waiting = ["t:"]
    pages: set[str] = set()
    while waiting:
        payload = waiting.pop()
        if payload in pages:
            continue
        pages.add(payload)
        page = page_of(payload, whole)
        assert 0 < len(page.rows) <= ROWS + 2
        for row in page.rows:
            assert len(row.payload.encode()) <= 64
            if row.payload.startswith("t:"):
                waiting.append(row.payload)
            else:
                seen.add(row.payload.removeprefix("e:"))
    assert seen == set(whole.entries)


@pytest.mark.parametrize("payload", ["t:tidak-ada", "t::99", "t:sanksi:x", "t:sanksi:999", "t:"])
def test_a_menu_payload_of_any_kind_opens_some_page(whole: Knowledge, payload: str) -> None:
    assert page_of(payload, whole).rows


def test_the_menu_is_read_by_numbers_too(whole: Knowledge) -> None:
    menu = says(whole, "topik")
    group = says(whole, "2", menu.memory)
    assert group.reply.text.startswith(f"**{menu.reply.options[1].description.rpartition(' (')[0]}**")
    assert says(whole, "1", group.memory).decided == "answer"
    assert says(whole, "0", group.memory).reply == menu.reply
    assert says(whole, "sanksi like apa", group.memory).match is not None


def test_the_sources_are_those_most_answers_rest_on(knowledge: Knowledge) -> None:
    text = says(knowledge, "sumber").reply.text
    assert text.index("PP 94/2021 (berlaku)") < text.index("pasal 5 huruf n pp 94")


@pytest.mark.parametrize("text", ["hapus data saya", "Hapus Data Saya.", "/hapus"])
def test_a_conversation_can_be_forgotten(knowledge: Knowledge, text: str) -> None:
    turn = says(knowledge, text, Memory((LIKE.id,), "rahasia"))
    assert (turn.decided, turn.memory) == ("command", NOTHING)
    assert "sudah dihapus" in turn.reply.text


def test_a_person_is_named_by_office(knowledge: Knowledge) -> None:
    assert "BKPSDM" in says(knowledge, "petugas").reply.text


@pytest.mark.parametrize("text", ["/start", "halo"])
def test_first_contact_has_examples_to_tap(whole: Knowledge, text: str) -> None:
    turn = says(whole, text)
    assert len(turn.reply.options) == 3
    for option in turn.reply.options:
        assert len(option.label) <= 20
        assert says(whole, choice=option.payload).decided == "answer"
