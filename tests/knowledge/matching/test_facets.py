"""What a question names decides which rule fits: the actor above all, the longest form first, a spouse is not the person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import read_vocabulary
from knowledge.matching.facets import FACETS, LEXICON, NOTHING, Facets, Lexicon, read_lexicon
from knowledge.matching.normalize import Normalizer
from knowledge.yamlfiles import read_yaml


@pytest.fixture(scope="module")
def lexicon(normalize: Normalizer) -> Lexicon:
    return read_lexicon(normalize)


def named(**values: str) -> Facets:
    return {facet: frozenset({value}) for facet, value in values.items()}


@pytest.mark.parametrize(
    ("question", "facet", "values"),
    [
        ("bolehkah pns like postingan", "actor", {"asn"}),
        ("bolehkah p3k like postingan", "actor", {"pppk"}),
        ("pak kades ikut kampanye", "actor", {"kepala-desa"}),
        ("kepala desa dan perangkat desa", "actor", {"kepala-desa", "perangkat-desa"}),
        ("istri saya kampanye", "actor", {"pasangan-asn"}),
        ("istri saya nyaleg, boleh saya dampingi", "actor", {"pasangan-calon-asn"}),
        ("suami saya maju jadi bupati", "actor", {"pasangan-calon-asn"}),
        ("keluarga polri", "actor", {"keluarga-tni-polri"}),
        ("tenaga honorer", "actor", {"honorer"}),
        ("pns nyalon kades hrs mundur ga", "actor", {"asn"}),
        ("blh ga sy ngelike", "act", {"like"}),
        ("dimasukin ke grup paslon", "act", {"gabung-grup"}),
        ("foto bareng cabup", "act", {"foto"}),
        ("mobil dinas dipake", "thing", {"mobil-dinas"}),
        ("pas masa tenang", "phase", {"tenang"}),
        ("masih bakal calon", "phase", {"pra-penetapan"}),
        ("sanksinya apa", "ask", {"sanksi"}),
        ("dasar hukumnya apa", "ask", {"dasar"}),
        ("bolehkah", "ask", {"boleh"}),
        ("resep rendang", "act", set()),
    ],
)
def test_people_name_it_their_way(
    question: str, facet: str, values: set[str], lexicon: Lexicon, normalize: Normalizer
) -> None:
    assert lexicon.read(normalize(question)).get(facet, frozenset()) == values


def test_a_gap_holds_a_few_words_and_no_more(normalize: Normalizer) -> None:
    lexicon = Lexicon.of({"actor": {"pasangan-calon-asn": ["istri * calon"]}}, normalize)
    assert lexicon.read(("istri", "calon"))
    assert lexicon.read(("istri", "a", "b", "c", "calon"))
    assert not lexicon.read(("istri", "a", "b", "c", "d", "calon"))
    assert not lexicon.read(("calon", "istri"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("selamat siang pak, mohon info boleh like ga", "bapak boleh like tidak"),
        ("boleh ucapan selamat ga, terima kasih", "boleh ucapan selamat tidak"),
        ("selamat pagi", "selamat pagi"),
        ("", ""),
    ],
)
def test_courtesy_is_left_out_unless_nothing_else_is_said(normalize: Normalizer, text: str, left: str) -> None:
    assert read_lexicon(normalize).plain(normalize(text)) == tuple(left.split())


def test_one_form_may_stand_for_several(normalize: Normalizer) -> None:
    lexicon = Lexicon.of({"act": {"hadir": ["datang|nonton ke_kampanye|acara calon"]}}, normalize)
    for text in ("datang ke kampanye calon", "datang acara calon", "nonton acara calon"):
        assert lexicon.read(normalize(text)) == {"act": {"hadir"}}
    assert not lexicon.read(normalize("datang calon"))


def test_a_part_of_a_longer_name_names_nothing(normalize: Normalizer) -> None:
    lexicon = read_lexicon(normalize)
    assert "actor" not in lexicon.read(normalize("dukung calon bupati boleh ga"))
    assert lexicon.read(normalize("bupati boleh kampanye ga"))["actor"] == {"kepala-daerah"}
    assert "bagi" not in lexicon.read(normalize("apa sanksi bagi ASN"))["ask"]
    assert "act" not in lexicon.read(normalize("apa sanksi bagi ASN"))


def test_both_named_and_unrelated_is_a_clash(lexicon: Lexicon) -> None:
    fit = lexicon.compare(named(actor="kepala-desa", act="like"), named(actor="pppk", act="like"))
    assert fit.clash == ("actor",)
    assert fit.agree == ("act",)


def test_a_teacher_is_a_civil_servant_and_so_is_a_contract_one(lexicon: Lexicon) -> None:
    for special in ("guru", "pppk", "pppk-paruh-waktu", "camat-lurah"):
        assert lexicon.compare(named(actor=special), named(actor="asn")).agree == ("actor",)
        assert lexicon.compare(named(actor="asn"), named(actor=special)).agree == ("actor",)


@pytest.mark.parametrize(
    ("asked", "entry", "narrower"),
    [
        (named(actor="asn"), named(actor="pppk"), True),
        (named(act="like"), named(actor="kepala-desa"), True),
        (named(actor="pppk"), named(actor="pppk"), False),
        (named(actor="pppk"), named(actor="asn"), False),
        (named(act="like"), named(act="like", ask="sanksi"), True),
        (named(ask="sanksi"), named(act="like", ask="sanksi"), False),
        (named(act="like"), named(act="like", ask="boleh"), False),
        (named(actor="asn"), named(actor="terlapor"), False),  # nobody calls himself that
    ],
)
def test_an_entry_for_fewer_people_or_about_a_consequence_is_narrower(
    asked: Facets, entry: Facets, narrower: bool, lexicon: Lexicon
) -> None:
    assert lexicon.compare(asked, entry).narrower == narrower


def test_a_spouse_is_another_person(lexicon: Lexicon) -> None:
    assert lexicon.compare(named(actor="pasangan-asn"), named(actor="asn")).clash == ("actor",)


def test_what_only_one_side_names_is_a_gap(lexicon: Lexicon) -> None:
    fit = lexicon.compare(named(phase="tenang"), named(ask="sanksi"))
    assert (fit.open, fit.narrow) == (("phase",), ("ask",))


VALUES = st.dictionaries(
    st.sampled_from(FACETS), st.frozensets(st.sampled_from(["asn", "pppk", "like", "tenang"]), min_size=1, max_size=2)
)


@given(VALUES, VALUES)
def test_every_facet_has_one_relation_and_clashes_are_mutual(lexicon: Lexicon, asked: Facets, entry: Facets) -> None:
    there, back = lexicon.compare(asked, entry), lexicon.compare(entry, asked)
    found = [*there.agree, *there.clash, *there.open, *there.narrow]
    assert sorted(found) == sorted(asked.keys() | entry.keys())
    assert there.clash == back.clash
    assert there.open == back.narrow


@given(st.lists(st.sampled_from(["istri", "saya", "calon", "like", "boleh", "sanksi", "kepala", "desa", "x"])))
def test_any_words_are_read_the_same_way_twice(lexicon: Lexicon, words: list[str]) -> None:
    assert lexicon.read(words) == lexicon.read(tuple(words))


def test_the_lexicon_knows_only_values_of_the_vocabulary() -> None:
    rows, known = read_yaml(LEXICON), read_vocabulary().facets
    for facet in FACETS:
        assert set(rows[facet]) <= {*known[facet], NOTHING}
    everything = {value for values in known.values() for value in values}
    assert set(rows["under"]) | set(rows["under"].values()) <= everything
