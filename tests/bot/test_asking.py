"""Options that differ in one thing are asked for by that thing, in approved words; all others by their titles."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking import NAMES, Asking, differing, listed
from bot.bands import Bands
from bot.conversation import Responder
from bot.followups import named_option
from bot.memory import NOTHING, Memory
from bot.messages import ChannelName, IncomingMessage
from bot.replies import Replies
from knowledge.entries import Knowledge
from knowledge.files import HOME, Vocabulary, read_edition
from knowledge.matching.facets import FACETS, Facets, Lexicon, read_lexicon
from knowledge.matching.normalize import Normalizer
from knowledge.yamlfiles import read_yaml

ASKING = Asking()
_TODAY = datetime.date(2026, 11, 27)


def of(**facets: str) -> Facets:
    return {facet: frozenset(values.split()) for facet, values in facets.items()}


@pytest.fixture(scope="module")
def lexicon(normalize: Normalizer) -> Lexicon:
    return read_lexicon(normalize)


@pytest.mark.parametrize(
    ("options", "question"),
    [
        (
            [of(actor="pppk", act="like"), of(actor="kepala-desa", act="like"), of(actor="asn", act="like")],
            "Untuk siapa: PPPK, kepala desa, atau ASN pada umumnya?",
        ),
        ([of(act="foto", phase="tenang"), of(act="foto", phase="kampanye")], "Untuk masa yang mana: masa tenang atau masa kampanye?"),
        ([of(ask="boleh"), of(ask="sanksi")], "Apa yang ingin Anda ketahui: boleh tidaknya atau sanksinya?"),
        # They differ in two things, or in nothing, or one is silent about it.
        ([of(actor="pppk", ask="boleh"), of(actor="asn", ask="sanksi")], ""),
        ([of(actor="tni", act="like"), of(actor="bpd", act="foto")], ""),
        ([of(actor="pppk"), of(actor="pppk")], ""),
        ([of(actor="pppk"), of(act="like")], ""),
        # Two values have no one name; a single option leaves nothing to ask.
        ([of(actor="tni polri"), of(actor="asn")], ""),
        ([of(actor="pppk")], ""),
        ([], ""),
        # No words are approved for this facet.
        ([of(act="like"), of(act="foto")], ""),
    ],
)  # fmt: skip
def test_the_one_difference_is_asked_for(lexicon: Lexicon, options: list[Facets], question: str) -> None:
    assert ASKING.question(options, lexicon) == question


FACETS_OF_ANYTHING = st.dictionaries(
    st.sampled_from(FACETS), st.frozensets(st.sampled_from(["asn", "pppk", "tni", "boleh", "like"]), max_size=2)
)


@given(st.lists(FACETS_OF_ANYTHING, max_size=3))
def test_the_order_of_the_options_changes_no_difference(lexicon: Lexicon, options: list[Facets]) -> None:
    assert differing(options, lexicon) == differing(options[::-1], lexicon)


def test_every_name_belongs_to_a_value_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    for facet, words in read_yaml(NAMES).items():
        assert set(words["names"]) <= set(vocabulary.facets[facet])


def test_names_are_listed_as_people_say_them() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a atau b", "a, b, atau c"]


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary, normalize: Normalizer) -> Knowledge:
    return Knowledge.of(read_edition(HOME), vocabulary, normalize)


OFFERED = ("jadi-kpps-pps-ppk", "jadi-kpps-pppk", "kepala-desa")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("pppk", "jadi-kpps-pppk"),
        ("saya p3k pak", "jadi-kpps-pppk"),
        ("kades", "kepala-desa"),
        ("honorer", None),  # none of them
        ("asn atau pppk", None),  # more than one
        ("bolehkah pppk mengunggah foto bersama calon", None),  # another question
        ("", None),
    ],
)
def test_an_open_choice_is_taken_in_words(whole: Knowledge, typed: str, taken: str | None) -> None:
    entry = named_option(whole.matcher.match(typed), OFFERED, whole)
    assert (entry.id if entry else None) == taken


def test_what_was_offered_may_be_gone_since(whole: Knowledge) -> None:
    assert named_option(whole.matcher.match("pppk"), ("sudah-ditarik", "jadi-kpps-pppk"), whole) is None


def test_a_question_meant_for_somebody_else_is_asked_again_for_them(whole: Knowledge) -> None:
    responder = Responder(Replies(), Bands())
    memory = Memory(("like-unggahan-calon", "like-akun-partai"), "bolehkah asn like postingan calon")

    def reached(text: str, memory: Memory) -> set[str]:
        message = IncomingMessage(ChannelName.TELEGRAM, "1", "c", "a", text=text)
        turn = responder.respond(message, memory, whole, _TODAY)
        return {*turn.entries, *turn.options}

    assert "medsos-pasangan-asn" in reached("maksud saya istri saya", memory)
    assert "sanksi-like" in reached("maksud saya sanksinya", memory)
    assert "sanksi-like" not in reached("maksud saya sanksinya", NOTHING)
