"""An entry file is read with the line of every fault, and written so that reading gives the same entry back."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ATTEND, EDITION, LIKE, PP94

from knowledge.documents import Answer, EntryDocument, Facets, InstrumentDocument, ProvisionDocument
from knowledge.fileformat import format_entry, format_instrument, parse_entry, parse_instrument
from knowledge.findings import Finding, UnreadableDocument

LINE = (
    st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and not text.startswith("#"))
)
SLUG = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
DAY = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))

ENTRIES = st.builds(
    EntryDocument,
    id=SLUG,
    title=LINE,
    topics=st.tuples(SLUG) | st.tuples(SLUG, SLUG),
    putusan=st.sampled_from(["tidak", "boleh", "bersyarat", "info"]),
    facets=st.builds(Facets, actor=st.lists(SLUG, max_size=2).map(tuple), ask=st.lists(SLUG, max_size=2).map(tuple)),
    citations=st.lists(LINE, max_size=3).map(tuple),
    history=st.lists(LINE, max_size=2).map(tuple),
    confidence=st.sampled_from(["tinggi", "sedang", "rendah"]),
    facts=st.lists(SLUG, min_size=1, max_size=3).map(tuple),
    checked=DAY,
    review_by=DAY,
    related=st.lists(SLUG, max_size=2).map(tuple),
    phrasings=st.lists(LINE, max_size=5).map(tuple),
    answer=st.builds(Answer, reason=LINE, advice=st.none() | LINE, certainty=st.none() | LINE),
)


@given(ENTRIES)
def test_any_entry_survives_writing_and_reading(entry: EntryDocument) -> None:
    assert parse_entry(format_entry(entry)) == entry


@given(LINE, LINE, st.none() | DAY, st.none() | LINE)
def test_any_instrument_survives_writing_and_reading(
    cite: str, text: str, day: datetime.date | None, note: str | None
) -> None:
    provision = ProvisionDocument(pinpoint=cite, text=text, in_force_from=day, confidence="sedang", note=note)
    instrument = InstrumentDocument(
        code="a-1",
        cite=cite,
        title=text,
        kind="UU",
        status="berlaku",
        confidence="tinggi",
        enacted=day,
        provisions=(provision,),
    )
    assert parse_instrument(format_instrument(instrument)) == instrument


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    for parse in (parse_entry, parse_instrument):
        findings: tuple[Finding, ...] = ()
        try:
            parse(text, "berkas")
        except UnreadableDocument as unreadable:
            findings = unreadable.findings
        assert all(finding.line >= 1 and finding.what and finding.mend for finding in findings)


def faults(text: str) -> dict[str, int]:
    """Sentence → line of everything wrong with a file."""
    with pytest.raises(UnreadableDocument) as caught:
        parse_entry(text, "x.md")
    return {f"{finding.what} → {finding.mend}": finding.line for finding in caught.value.findings}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("putusan: tidak", "putusan: mungkin", "putusan bernilai 'mungkin'"),
        ("confidence: tinggi", "konfidensi: tinggi", "konfidensi tidak dikenal"),
        ("checked: 2026-11-27", "checked: kemarin", "checked bukan tanggal"),
        ("topics: [like]", "topics: [a, b, c]", "paling banyak 2"),
        ("topics: [like]", "topics: like", "bukan daftar"),
        ("- like\n", "- 17\n", "bukan teks"),
        ("id: like-unggahan-calon", "id: Like Unggahan", "tidak sesuai bentuknya"),
        ("title: Menyukai unggahan calon", "title: 'tak tertutup", "YAML tidak terbaca"),
        ("## Sebaiknya", "## Saran", "tidak dikenal"),
    ],
)
def test_a_fault_is_named_with_its_line_and_how_to_mend_it(old: str, new: str, words: str) -> None:
    text = format_entry(LIKE)
    assert old in text
    broken = text.replace(old, new, 1)
    (line,) = [line for sentence, line in faults(broken).items() if words in sentence]
    if "YAML" not in words:
        assert new.strip().split("\n")[0] in broken.splitlines()[line - 1]


def test_a_missing_key_is_named() -> None:
    text = "\n".join(line for line in format_entry(LIKE).split("\n") if not line.startswith("putusan"))
    assert any("kunci putusan tidak ada" in sentence for sentence in faults(text))


def test_a_file_without_front_matter_is_refused_at_line_one() -> None:
    assert list(faults("Tidak boleh.\n").values()) == [1]


def test_an_entry_without_a_reason_is_refused() -> None:
    text = format_entry(LIKE)
    (sentence,) = faults(text[: text.index("---\n", 4) + 4] + "\n")
    assert "answer.reason kosong" in sentence


def test_the_code_stands_for_what_the_reader_sees() -> None:
    other_words = LIKE.model_copy(update={"answer": Answer(reason="Lain.")})
    other_phrasings = LIKE.model_copy(update={"phrasings": ("lain sama sekali",)})
    assert LIKE.code != other_words.code
    assert LIKE.code == other_phrasings.code
    assert len({entry.code for entry in EDITION.entries}) == len(EDITION.entries)


def test_a_code_has_no_letters_that_are_misread() -> None:
    assert not set("ILOU") & set(LIKE.code + ATTEND.code)
    assert len(LIKE.code) == len("N-7K2Q-4M8X")


def test_written_yaml_is_readable_by_people() -> None:
    text = format_instrument(PP94)
    assert "facts: [HAD-B1]" in text
    assert "- pinpoint: Pasal 5 huruf n angka 1" in text
