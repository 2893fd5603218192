"""One message in, one turn out: answers, choices, refusals, small talk and commands."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import Memory
from bot.messages import ChannelName, IncomingMessage
from bot.replies import Replies
from knowledge.entries import Knowledge

TODAY = datetime.date(2026, 11, 27)
EITHER = "like atau komen di akun calon"


@pytest.fixture(scope="module")
def responder() -> Responder:
    return Responder(Replies(), Bands())


def says(responder: Responder, knowledge: Knowledge, text: str = "", memory: Memory | None = None, **more: str) -> Turn:
    message = IncomingMessage(ChannelName.TELEGRAM, "1", "9", "9", text=text, **more)
    return responder.respond(message, memory or Memory(), knowledge, TODAY)


def test_an_answer_opens_with_the_verdict_and_ends_with_its_basis(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, "bolehkah ASN like postingan calon bupati?")
    assert turn.decided == "answer"
    assert turn.entries == ("like-unggahan-calon",)
    lines = turn.reply.text.split("\n\n")
    assert lines[0].startswith("**Tidak boleh.** Menyukai unggahan calon")
    assert lines[1].startswith("**Sebaiknya:**")
    assert lines[-2] == "Dasar: PP 94/2021 Pasal 5 huruf n angka 6; SKB 2022 Lampiran II kode etik angka 4."
    assert lines[-1].startswith("Diperiksa 27 November 2026 · Kode N-")


def test_an_unsettled_answer_says_so(responder: Responder, knowledge: Knowledge) -> None:
    text = says(responder, knowledge, "hadir kampanye").reply.text
    assert text.startswith("**Boleh dengan syarat.**")
    assert "**Kepastian:** Pendapat pejabat terbelah" in text


def test_an_answer_of_fact_opens_with_the_fact(responder: Responder, knowledge: Knowledge) -> None:
    assert says(responder, knowledge, "mundur pilkada").reply.text.startswith("ASN mundur tertulis sejak ditetapkan")


def test_an_answer_past_its_review_date_carries_a_caution(responder: Responder, knowledge: Knowledge) -> None:
    message = IncomingMessage(ChannelName.TELEGRAM, "1", "9", "9", text="like")
    turn = responder.respond(message, Memory(), knowledge, datetime.date(2040, 1, 1))
    assert "**Perlu ditinjau:**" in turn.reply.text


def test_a_choice_is_offered_and_taken_by_number(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, EITHER)
    assert turn.decided == "clarify"
    assert [option.label for option in turn.reply.options] == ["1", "2", "Bukan ini semua"]
    chosen = says(responder, knowledge, " 2. ", turn.memory)
    assert (chosen.decided, chosen.entries) == ("answer", (turn.options[1],))


def test_a_choice_is_taken_by_tapping(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, EITHER)
    chosen = says(responder, knowledge, choice=turn.reply.options[0].payload)
    assert chosen.entries == (turn.options[0],)


@pytest.mark.parametrize("how", [{"text": "0"}, {"choice": "0"}])
def test_none_of_these_becomes_a_miss_of_the_question_itself(
    responder: Responder, knowledge: Knowledge, how: dict[str, str]
) -> None:
    turn = says(responder, knowledge, EITHER)
    declined = says(responder, knowledge, memory=turn.memory, **how)
    assert declined.decided == "unanswered"
    assert declined.missed is not None
    assert declined.missed.text == EITHER
    assert declined.memory == Memory()


def test_a_number_without_an_open_choice_is_no_choice(responder: Responder, knowledge: Knowledge) -> None:
    assert says(responder, knowledge, "1").decided == "unanswered"
    assert says(responder, knowledge, "7", Memory(("like-unggahan-calon",), "x")).decided == "unanswered"


def test_a_button_of_an_entry_that_is_gone_ends_in_the_fallback(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, choice="e:sudah-ditarik")
    assert turn.decided == "unanswered"
    assert turn.missed is None


def test_what_is_not_known_is_said_and_kept_for_the_editors(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, "xkqz vbn plm")
    assert turn.decided == "unanswered"
    assert "tidak menebak" in turn.reply.text
    assert turn.missed is not None
    assert turn.missed.text == "xkqz vbn plm"
    assert not turn.missed.outside


def test_what_is_not_ours_is_declined_with_where_to_ask(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, "kapan gaji ke-13 cair")
    assert turn.decided == "unanswered"
    assert "di luar layanan ini" in turn.reply.text
    assert "bagian kepegawaian" in turn.reply.text
    assert turn.missed is not None
    assert turn.missed.outside


def test_what_is_remembered_of_a_question_holds_no_personal_data(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, f"{EITHER} wa 081234567890")
    assert turn.decided == "clarify"
    assert "0812" not in turn.memory.question


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("assalamualaikum", "smalltalk"),
        ("Selamat pagi min", "smalltalk"),
        ("terima kasih banyak infonya", "smalltalk"),
        ("wkwkwk", "smalltalk"),
        ("👍", "smalltalk"),
        ("tes", "smalltalk"),
        ("...", "unanswered"),
        ("", "smalltalk"),
        ("pilih siapa nih enaknya", "refuse_political"),
        ("capres terbaik siapa menurut kamu?", "refuse_political"),
        ("buatkan slogan kampanye yang bagus", "refuse_political"),
        ("cara bagi uang biar gak ketahuan bawaslu", "refuse_political"),
        ("/start", "command"),
        ("/bantuan@netral_bot", "command"),
        ("Bantuan", "command"),
        ("topik", "command"),
        ("privasi", "command"),
        ("bantuan hukum untuk calon", "unanswered"),
    ],
)
def test_what_is_no_question_of_the_rules_has_its_own_band(
    responder: Responder, knowledge: Knowledge, text: str, decided: str
) -> None:
    assert says(responder, knowledge, text).decided == decided


def test_asking_whether_one_may_choose_is_a_question(responder: Responder, knowledge: Knowledge) -> None:
    assert says(responder, knowledge, "apakah ASN boleh memilih siapa saja di TPS?").decided != "refuse_political"


def test_a_curated_phrasing_outranks_small_talk(responder: Responder, knowledge: Knowledge) -> None:
    assert says(responder, knowledge, "apakah ini robot atau manusia").entries == ("tentang-layanan",)


def test_a_voice_message_gets_a_helpful_line_and_keeps_the_choice(responder: Responder, knowledge: Knowledge) -> None:
    memory = Memory(("like-unggahan-calon",), "x")
    turn = says(responder, knowledge, memory=memory, media="voice")
    assert "hanya bisa membaca teks" in turn.reply.text
    assert turn.memory == memory


def test_the_topics_name_what_the_base_holds(responder: Responder, knowledge: Knowledge) -> None:
    turn = says(responder, knowledge, "topik")
    assert "Media sosial (" in turn.reply.text
    assert "Sanksi" not in turn.reply.text


@given(text=st.text(max_size=200), choice=st.text(max_size=30))
def test_any_message_gets_a_reply(responder: Responder, knowledge: Knowledge, text: str, choice: str) -> None:
    turn = says(responder, knowledge, text, choice=choice)
    assert turn.reply.text.strip()
    assert turn == says(responder, knowledge, text, choice=choice)
