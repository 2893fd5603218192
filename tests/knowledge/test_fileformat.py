"""An entry file is read with the line of every fault, and written so that reading gives the same entry back."""

import datetime

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import ATTEND, EDITION, LIKE, PP94, entry

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


# What YAML would take for something else, and what stands near it.
AWKWARD = (
    st.lists(
        st.sampled_from([*"-:#,[]{}&*!|>'\"%@`?=~<./()_+\\ \t", "- ", ": ", " #", "? ", "---", "...", "<<"])
        | st.sampled_from(["yes", "no", "On", "null", "1e3", ".inf", "0x1f", "17", "2026-11-27", "12:30", "1_000"])
        | st.sampled_from(["a", "Boleh", "boleh like?", "é", "😀", "\u00a0", "\ufeff", "\u200b"]),
        min_size=1,
        max_size=5,
    )
    .map("".join)
    .map(str.strip)
    .filter(bool)
)


def as_yaml(value: object) -> str:
    return yaml.dump(value, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**6, default_flow_style=False)


@given(AWKWARD)
@example("yes")
@example("1e3")
@example("- a")
@example("a: b")
@example("#x")
@example("=")
@example("😀 boleh?")
@settings(max_examples=250)
def test_the_short_way_of_writing_is_the_emitters_own(text: str) -> None:
    written = format_entry(entry("a", text, "like", [text]))
    assert f"\n{as_yaml({'title': text})}topics:" in written
    assert f"phrasings:\n{as_yaml([text])}---\n" in written


@given(ENTRIES)
@settings(max_examples=40)
def test_what_was_written_and_read_is_written_the_same(entry: EntryDocument) -> None:
    assert format_entry(parse_entry(format_entry(entry))) == format_entry(entry)


def test_a_file_written_by_hand_is_brought_into_the_one_form() -> None:
    by_hand = (
        '---\n# tulisan tangan\nphrasings: ["Boleh?", \'like\',\n  "a: b"]\nreview_by: 2036-05-27\n'
        "title: \"Menyukai unggahan\"\nchecked: 2026-11-27\nid: 'like-unggahan'\nfacts:\n  - HAD-B1\n"
        'citations: []\nconfidence: tinggi\ntopics:\n- like\nputusan: "tidak"\n---\n'
        "\n\nAlasan.\n## Kepastian\nBelum pasti.  \n## Sebaiknya\n\nJangan.\n\n"
    )
    assert format_entry(parse_entry(by_hand)) == (
        "---\nid: like-unggahan\ntitle: Menyukai unggahan\ntopics: [like]\nputusan: tidak\ncitations: []\n"
        "confidence: tinggi\nfacts: [HAD-B1]\nchecked: 2026-11-27\nreview_by: 2036-05-27\n"
        "phrasings:\n- Boleh?\n- like\n- 'a: b'\n---\n"
        "Alasan.\n\n## Sebaiknya\n\nJangan.\n\n## Kepastian\n\nBelum pasti.\n"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": ("HAD-1, Pasal 2", "SKB: 3")},
        {"id": "2024"},
        {"id": "no"},
        {"related": ("2026-11-27",), "facets": Facets(actor=("yes",))},
    ],
    ids=str,
)
def test_an_accepted_id_or_fact_survives_however_it_looks_to_yaml(changes: dict[str, object]) -> None:
    document = EntryDocument.model_validate({**LIKE.model_dump(), **changes})
    assert parse_entry(format_entry(document)) == document


@pytest.mark.parametrize(
    "saved", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text], ids=["CRLF", "BOM"]
)
def test_an_entry_saved_on_windows_is_the_same_entry(saved: object) -> None:
    assert parse_entry(saved(format_entry(LIKE))) == LIKE  # type: ignore[operator]


@pytest.mark.parametrize(
    ("added", "heading"),
    [
        ("## Sebaiknya\n\nSekali lagi.", "## Sebaiknya"),
        ("## Kepastian\n\nA.\n\n## Kepastian\n\nB.", "## Kepastian"),
        ("## sebaiknya", "## sebaiknya"),
        ("#PilihNomor1", "#PilihNomor1"),
    ],
)
def test_a_heading_that_is_unknown_or_repeated_is_refused_at_its_last_line(added: str, heading: str) -> None:
    text = f"{format_entry(LIKE)}\n{added}\n"
    ((sentence, line),) = faults(text).items()
    rows = text.splitlines()
    assert rows[line - 1] == heading
    assert heading not in rows[line:]
    assert "## Sebaiknya dan ## Kepastian, masing-masing sekali" in sentence


def law_faults(text: str) -> list[Finding]:
    with pytest.raises(UnreadableDocument) as caught:
        parse_instrument(text, "x.yaml")
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("code: pp-94-2021", "code: PP 94", 1, "code tidak sesuai bentuknya: 'PP 94'"),
        ("cite: PP 94/2021\n", "", 1, "kunci cite tidak ada"),
        ("title: Peraturan", "judul: Peraturan", 3, "kunci judul tidak dikenal"),
        ("number: '94'", "number: 94", 5, "number bukan teks"),
        ("2021-08-31", "kapan-kapan", 7, "in_force_from bukan tanggal: 'kapan-kapan'"),
        ("status: berlaku", "status: aktif", 8, "status bernilai 'aktif'"),
        ("facts: [HAD-B1]", "facts: HAD-B1", 10, "facts bukan daftar"),
        ("pinpoint: Pasal 5 huruf n angka 1", "pinpoint: ''", 12, "provisions.0.pinpoint kosong"),
        ("facts: [HAD-B4.2]", "facts: [HAD-B4.2, 17]", 15, "provisions.0.facts.1 bukan teks"),
        ("  text: PNS dilarang mengadakan", "  teks: PNS dilarang mengadakan", 16, "kunci provisions.1.text tidak ada"),
        (
            "  text: PNS dilarang mengadakan",
            "  teks: PNS dilarang mengadakan",
            17,
            "kunci provisions.1.teks tidak dikenal",
        ),
        ("kind: PP", "kind: [PP", 5, "YAML tidak terbaca"),
        ("confidence: tinggi\nfacts", "confidence tinggi\nfacts", 10, "YAML tidak terbaca"),
    ],
)
def test_a_fault_of_an_instrument_is_named_at_its_line(old: str, new: str, line: int, words: str) -> None:
    text = format_instrument(PP94)
    assert old in text
    found = [finding for finding in law_faults(text.replace(old, new, 1)) if words in finding.what]
    assert [finding.line for finding in found] == [line]
    assert found[0].mend


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01"])
def test_a_day_that_does_not_exist_is_named_at_its_line(day: str) -> None:
    text = format_entry(LIKE).replace("review_by: 2036-05-27", f"review_by: {day}")
    ((_, line),) = faults(text).items()
    assert "review_by" in text.splitlines()[line - 1]


@pytest.mark.parametrize(
    "row", ['title: "a"b', "title: a\x07b", '"a\\nb": 1', "title: &a [*b]", "title: !x y", "? [a]\n: b"]
)
def test_a_finding_is_one_line_whatever_is_wrong(row: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        parse_entry(format_entry(LIKE).replace("putusan: tidak", row), "x.md")
    assert all(len(str(finding).splitlines()) == 1 for finding in caught.value.findings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year: 2021", "year: dua ribu"),
        ("2021-08-31", "2021-08-31 10:00:00"),
        ("status: berlaku", "status: aktif"),
    ],
)
def test_an_editor_is_told_in_indonesian(old: str, new: str) -> None:
    for finding in law_faults(format_instrument(PP94).replace(old, new, 1)):
        assert not {"should", "Input", "valid", "or"} & set(str(finding).split())


def test_a_key_written_twice_is_refused_and_not_half_believed() -> None:
    text = format_entry(LIKE).replace("putusan: tidak", "putusan: tidak\nputusan: boleh")
    assert any("putusan" in sentence for sentence in faults(text))
