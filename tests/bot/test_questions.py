"""Several questions in one message are answered one by one, or read as one message when they cannot be."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import NOTHING
from bot.messages import ChannelName, IncomingMessage
from bot.questions import FEWEST_WORDS, MOST_CLAUSES, MOST_QUESTIONS, clauses, options_within, split_questions
from bot.rendering import WHATSAPP_TEXT_LIMIT, whatsapp_text
from bot.replies import Replies
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.normalize import Normalizer

TODAY = datetime.date(2026, 11, 27)
RESPONDER = Responder(Replies(), Bands())
LIKE, ATTEND, RESIGN = "pns kasih jempol di ig caleg?", "hadir kampanye?", "syarat mundur jadi calon bupati?"


def says(knowledge: Knowledge, text: str) -> Turn:
    return RESPONDER.respond(IncomingMessage(ChannelName.TELEGRAM, "1", "c", "a", text=text), NOTHING, knowledge, TODAY)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("boleh like? boleh foto?", ("boleh like?", "boleh foto?")),
        ("boleh like?\nboleh foto?", ("boleh like?", "boleh foto?")),
        ("Disuruh atasan. 1) wajib ikut gak? 2) lapornya kemana", ("wajib ikut gak?", "lapornya kemana")),
        ("1. boleh like tidak\n2. boleh komentar tidak", ("boleh like tidak", "boleh komentar tidak")),
        ("boleh like?", ()),
        ("istri saya nyaleg. boleh saya dampingi?", ()),
        ("boleh like? saya pns di dinas pendidikan", ()),
        ("satu dua? tiga empat? lima enam? tujuh delapan?", ()),
        ("pp 94/2021 pasal 5 huruf n angka 5 isinya apa?", ()),
        ("pilpres 2024. pilkada 2024. kapan lagi?", ()),
        ("", ()),
    ],
)
def test_a_message_is_taken_apart_only_where_its_writer_marked_it(text: str, questions: tuple[str, ...]) -> None:
    assert split_questions(text) == questions


@given(st.text(alphabet="ab?.)12 \n", max_size=80))
def test_parts_are_two_or_three_pieces_of_the_message_in_its_order(text: str) -> None:
    parts = split_questions(text)
    assert len(parts) in (0, *range(2, MOST_QUESTIONS + 1))
    position = 0
    for part in parts:
        position = text.index(part, position) + len(part)


def test_each_question_has_its_answer_under_it(knowledge: Knowledge) -> None:
    turn = says(knowledge, f"{LIKE} {ATTEND}")
    assert turn.decided == "answer"
    assert turn.entries == ("like-unggahan-calon", "hadir-kampanye")
    first, second = turn.reply.text.split("**2. ")
    assert first.startswith(f"**1. {LIKE}**")
    assert "Tidak boleh." in first
    assert second.startswith(ATTEND)
    assert "Boleh dengan syarat." in second


def test_one_that_is_not_known_for_certain_is_asked_back_alone(knowledge: Knowledge) -> None:
    turn = says(knowledge, f"{LIKE} zebra kuda nil makan apa? {RESIGN}")
    assert turn.entries == ("like-unggahan-calon", "mundur-pilkada")
    assert "kirim sendiri sebagai satu pesan" in turn.reply.text


def test_a_message_with_one_answer_is_read_as_a_whole(knowledge: Knowledge) -> None:
    text = f"{LIKE} zebra kuda nil makan apa?"
    assert "**1." not in says(knowledge, text).reply.text


def test_the_next_question_is_about_the_last_answer(knowledge: Knowledge) -> None:
    assert says(knowledge, f"{LIKE} {ATTEND}").memory.answered == "hadir-kampanye"


def test_what_was_typed_stands_in_the_reply_as_text(knowledge: Knowledge) -> None:
    turn = says(knowledge, f"*{LIKE} **{ATTEND}")
    assert turn.reply.text.count("**") == turn.reply.text.replace("****", "").count("**")
    assert f"**1. {LIKE}**" in turn.reply.text


def test_three_answers_are_one_message_on_whatsapp(knowledge: Knowledge) -> None:
    turn = says(knowledge, f"{LIKE} {ATTEND} {RESIGN}")
    assert len(turn.entries) == MOST_QUESTIONS
    assert len(whatsapp_text(turn.reply.text)) <= WHATSAPP_TEXT_LIMIT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "kasi saya minta semua staf hadir, katanya wajib. 1) wajib ikut gak? 2) lapornya ke mana biar aman",
            ("kasi saya minta semua staf hadir", "wajib ikut gak?", "lapornya ke mana biar aman"),
        ),
        (
            "saya baru dilantik\nkemarin ikut jalan sehat calon",
            ("saya baru dilantik", "kemarin ikut jalan sehat calon"),
        ),
        ("bolehkah saya hadir di kampanye", ()),
        ("ya. tidak. mungkin saja begitu adanya", ()),
    ],
)
def test_a_story_has_clauses(text: str, found: tuple[str, ...]) -> None:
    assert clauses(text) == found


@given(st.text(alphabet="ab ,.?12)\n", max_size=120))
def test_clauses_are_pieces_of_the_story_in_its_order(text: str) -> None:
    found = clauses(text)
    assert len(found) in (0, *range(2, MOST_CLAUSES + 1))
    position = 0
    for clause in found:
        assert len(clause.split()) >= FEWEST_WORDS
        position = text.index(clause, position) + len(clause)


STORY = (
    "kemarin sore ada tamu jauh menginap di rumah tetangga sebelah, mereka membawa oleh-oleh keripik dan durian montong, "
    "bolehkah asn menghadiri kampanye, sesudah itu hujan deras turun sampai jalanan kampung kami tergenang semata kaki"
)


def test_a_story_like_nothing_we_have_is_offered_what_its_clauses_are_about(
    vocabulary: Vocabulary, normalize: Normalizer
) -> None:
    whole = Knowledge.of(read_edition(HOME), vocabulary, normalize)
    assert whole.matcher.match(STORY).decision.band == "unanswered"
    assert "hadir-kampanye" in [entry.id for entry in options_within(STORY, whole)]
    turn = says(whole, STORY)
    assert (turn.decided, turn.missed) == ("clarify", None)
    assert "hadir-kampanye" in turn.options


def test_a_story_about_nothing_of_ours_is_kept_whole_for_the_editors(knowledge: Knowledge) -> None:
    story = "resep rendang padang enak sekali, santan kental dua liter, api kecil tiga jam"
    turn = says(knowledge, story)
    assert (turn.decided, turn.missed.text if turn.missed else "") == ("unanswered", story)
