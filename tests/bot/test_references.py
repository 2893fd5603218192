"""A place in a regulation is found however people name it, with its standing; a question about it stays a question."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.memory import NOTHING, Memory
from bot.messages import ChannelName, IncomingMessage
from bot.references import Reference, References, places
from bot.rendering import WHATSAPP_BODY_LIMIT, whatsapp_text
from bot.replies import Replies
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.normalize import Normalizer
from knowledge.register import Source

READ = References().read
REGISTER = read_edition(HOME).register
RESPONDER = Responder(Replies(), Bands())
TODAY = datetime.date(2026, 11, 27)


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    return Knowledge.of(read_edition(HOME), vocabulary, normalize)


def says(knowledge: Knowledge, text: str, memory: Memory = NOTHING) -> Turn:
    message = IncomingMessage(ChannelName.WHATSAPP, "1", "9", "9", text=text)
    return RESPONDER.respond(message, memory, knowledge, TODAY)


def found(text: str) -> list[str]:
    reference = READ(text)
    return [source.citation for source in places(reference, REGISTER)] if reference else []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("pasal 5 huruf n pp 94", "PP 94/2021 Pasal 5 huruf n"),
        ("isi ps 5 hrf n angka 5 PP No. 94 Tahun 2021 apa?", "PP 94/2021 Pasal 5 huruf n angka 5"),
        ("PP disiplin pasal 14 huruf i", "PP 94/2021 Pasal 14 huruf i"),
        ("uu asn pasal 24", "UU 20/2023 Pasal 24"),
        ("Pasal 24 ayat (1) huruf d UU 20/2023", "UU 20/2023 Pasal 24 ayat (1) huruf d"),
        ("penjelasan pasal 2 huruf f uu asn", "UU 20/2023 Penjelasan Pasal 2 huruf f"),
        ("pasal 188 uu pilkada", "UU 1/2015 Pasal 188"),
        ("pasal 187a", "UU 10/2016 Pasal 187A"),
        ("skb lampiran 2 disiplin angka 6", "SKB 2022 Lampiran II disiplin angka 6"),
        # Not in the register to the letter: what lies above it.
        ("pp 94 pasal 5 huruf n angka 5 huruf z", "PP 94/2021 Pasal 5 huruf n angka 5"),
    ],
)
def test_people_name_a_place_in_many_ways(text: str, first: str) -> None:
    assert found(text)[:1] == [first]


def test_a_number_that_stands_in_two_lists_gives_both() -> None:
    assert set(found("skb lampiran ii angka 4")) == {
        "SKB 2022 Lampiran II disiplin angka 4",
        "SKB 2022 Lampiran II kode etik angka 4",
    }


def test_living_law_comes_before_revoked_law() -> None:
    standing = [REGISTER.resolve(citation).instrument.status == "dicabut" for citation in found("pasal 3")]  # type: ignore[union-attr]
    assert len(standing) > 1
    assert standing == sorted(standing)


@pytest.mark.parametrize(
    "text",
    [
        "pp 94 pasal 5 sanksinya apa",
        "bolehkah asn like",
        "pp 94",
        "pasal",
        "",
        "skb",
        "pasal 5 pp 94 pasal 3 uu 7",
        "5",
        "ayat saya 2",
    ],
)
def test_what_says_more_or_less_than_a_place_is_a_question(text: str) -> None:
    assert READ(text) is None


PLAIN = [source for source in REGISTER.sources if not set("(“").issuperset(source.provision.pinpoint[:1])]


@pytest.mark.parametrize("kind", ["PP", "UU", "SKB", "Perpres", "PKPU", "Perbawaslu"])
def test_every_place_is_found_by_its_own_citation(kind: str) -> None:
    def reads(source: Source) -> bool:
        return READ(source.citation) is not None

    sources = [source for source in PLAIN if source.instrument.cite.split()[0] == kind]
    known = [source for source in sources if reads(source)]
    assert len(known) >= 0.9 * len(sources)
    for source in known:
        assert found(source.citation)[:1] == [source.citation]


@given(st.text(alphabet="pasl ayt()0123uin/.", max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    reference = READ(text)
    assert reference is None or isinstance(reference, Reference)
    if reference:
        places(reference, REGISTER)


def test_a_place_is_shown_with_its_standing_and_the_answers_that_rest_on_it(whole: Knowledge) -> None:
    turn = says(whole, "pasal 5 huruf n angka 5 pp 94 tahun 2021")
    assert turn.decided == "command"
    assert turn.reply.text.startswith("**PP 94/2021 Pasal 5 huruf n angka 5**: ")
    assert "Berlaku." in turn.reply.text
    assert turn.memory.offered
    assert all("PP 94/2021 Pasal 5 huruf n angka 5" in whole.entries[entry].citations for entry in turn.memory.offered)
    assert says(whole, "1", turn.memory).entries == turn.memory.offered[:1]


def test_a_revoked_place_names_what_took_its_place(whole: Knowledge) -> None:
    text = says(whole, "uu 5/2014 pasal 87 ayat 4 huruf c").reply.text
    assert "Tidak berlaku lagi. Penggantinya: UU 20/2023 Pasal 52 ayat (3) huruf j." in text


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("perbawaslu 7/2022 pasal 13", "jangan dijadikan pegangan"),
        ("perbawaslu 7/2022 pasal 22", "Belum seluruhnya kami cocokkan"),
        ("skb lampiran ii disiplin angka 8", "Catatan: Tingkat sanksi menurut tabel SKB dilaporkan berbeda"),
        ("uu asn pasal 52 ayat 4", "belum ada tafsir resmi yang mendamaikan"),
    ],
)
def test_a_place_carries_its_doubts(whole: Knowledge, text: str, doubt: str) -> None:
    assert doubt in says(whole, text).reply.text


def test_no_note_speaks_of_how_the_register_was_made() -> None:
    for source in REGISTER.sources:
        assert not re.search(
            r"(?i)dosir|penyusun|jangan dikutip|\b(?:MK|STG|T26|PEM)-\d+\b", source.provision.note or ""
        )


def test_a_place_the_register_lacks_is_said_and_kept_for_the_editors(whole: Knowledge) -> None:
    turn = says(whole, "pasal 999 uu asn")
    assert (turn.decided, turn.missed.text if turn.missed else "") == ("unanswered", "pasal 999 uu asn")
    assert "belum ada dalam register" in turn.reply.text


def test_words_an_editor_gave_to_an_answer_are_answered(whole: Knowledge) -> None:
    assert says(whole, "pasal 5 huruf n angka 5").entries == ("isi-pasal-5-huruf-n",)


def test_every_place_fits_one_message(whole: Knowledge) -> None:
    for source in PLAIN:
        reply = says(whole, source.citation).reply
        assert len(whatsapp_text(reply.text)) <= WHATSAPP_BODY_LIMIT, source.citation
