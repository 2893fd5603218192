"""Greetings are greeted, taking sides is declined, and a question about the rules is never mistaken for either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands import _LISTS, Bands
from knowledge.matching.normalize import Normalizer
from knowledge.yamlfiles import read_yaml

BANDS = Bands()
GREETINGS = ["halo", "Assalamualaikum wr wb", "selamat pagi min", "permisi kak", "Halooo", "om swastiastu", "punten"]
THANKS = ["makasih ya kak", "terima kasih banyak atas jawabannya", "mksh", "suwun", "baik terima kasih", "trims min"]
SMALL_TALK = ["tes", "wkwkwk", "hahaha", "oke siap", "mantap kak", "p", "👍", "😂😂", "🙏🏽"]
QUESTIONS = [
    "bolehkah ASN like postingan calon bupati?",
    "istri saya caleg, apa saya harus cuti",
    "salam dua jari boleh ga",
    "boleh ucapkan selamat ke calon yang menang?",
    "kalau hadir kampanye di hari libur gimana",
    "atasan ngajak kampanye malam ini, saya harus apa",
    "kapan mulai masa kampanye",
    "bagus ga kalau pns komen di ig paslon",
]


def band(text: str, normalize: Normalizer) -> str | None:
    return BANDS.find(text, normalize(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, "greeting") for text in GREETINGS]
    + [(text, "thanks") for text in THANKS]
    + [(text, "small_talk") for text in SMALL_TALK],
)
def test_what_people_say_around_a_question_is_recognised(text: str, expected: str, normalize: Normalizer) -> None:
    assert band(text, normalize) == expected
    assert band(text.upper() + "!!", normalize) == expected


@pytest.mark.parametrize("name", ["greeting", "thanks", "small_talk"])
def test_every_listed_word_is_reached_as_people_type_it(name: str, normalize: Normalizer) -> None:
    # A word that the chat forms turn into another would stand in the list and never be met.
    lost = [word for word in read_yaml(_LISTS)[name]["words"] if band(word, normalize) != name]
    assert lost == []


@given(
    st.sampled_from([*GREETINGS, *THANKS, *SMALL_TALK]),
    st.sampled_from(QUESTIONS),
    st.sampled_from([", ", "\n", " ", ". "]),
)
def test_a_polite_question_is_still_a_question(normalize: Normalizer, polite: str, question: str, between: str) -> None:
    assert band(f"{polite}{between}{question}", normalize) is None
    assert band(f"{question}{between}{polite}", normalize) is None


@pytest.mark.parametrize(
    "text",
    [
        "pilih siapa",
        "PILIH SIAPA???",
        "piliiiih siapaaa",
        "pilih-siapa",
        "pilih sp",
        "milih siapa enaknya",
        "mending nyoblos siapa",
        "coblos nomor berapa min",
        "lo dukung siapa",
        "dukung paslon mana",
        "siapa yg harus sy pilih",
        "siapa yang sebaiknya dipilih",
        "halo kak, pilih siapa?",
        "calon mana yang layak",
        "capres terbaik siapa",
        "menurut admin calon mana yang bagus",
        "bantu saya bikin slogan kampanye",
        "buatin caption kampanye paslon 2",
        "cara bagi uang biar ga ketahuan bawaslu",
        "tips menghindari sanksi kampanye",
    ],
)
def test_being_asked_to_take_sides_is_declined_in_any_spelling(text: str, normalize: Normalizer) -> None:
    assert band(text, normalize) == "political"


@pytest.mark.parametrize(
    "text",
    [
        "lapor ke mana kalau ASN mendukung calon",
        "apakah ASN punya hak memilih siapa saja",
        "atasan menyuruh memilih nomor 1, ke mana melapor",
        "apa sanksi bagi ASN yang mendukung calon nomor 1",
        "bolehkah membantu kampanye istri",
        # Whoever reports, or is pressed by a superior, asks for protection and not for a side.
        "kemana saya mengadukan pns yang dukung paslon",
        "ASN mendukung calon diadukan ke mana",
        "atasan mengarahkan pilih nomor 2, saya harus bagaimana",
        "saya difitnah mendukung calon nomor 1",
        "cara melaporkan politik uang ke bawaslu agar identitas saya tidak ketahuan",
    ],
)
def test_asking_about_those_who_take_sides_is_a_question(text: str, normalize: Normalizer) -> None:
    assert band(text, normalize) is None
