"""Each check of the knowledge base finds its fault, names the line and says how to mend it."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import ABOUT, ATTEND, COMMENT, EDITION, LIKE, PP53, PP94

from knowledge.checks.checker import Checker
from knowledge.checks.wording import read_word_lists
from knowledge.documents import Answer, EntryDocument, InstrumentDocument
from knowledge.facts import Fact
from knowledge.files import Edition, Vocabulary, write_edition
from knowledge.findings import Finding
from knowledge.matching.normalize import Normalizer

TODAY = datetime.date(2026, 11, 27)
FACTS = {
    **{name: Fact("dosir", "tinggi") for name in ("HAD-B4.2", "SKB22-A4", "T26-09")},
    "HAD-B4.8": Fact("dosir", figures={"hari 14"}),
    "PID-32": Fact("dosir", "tinggi", corrected_by=("T26-09",)),
}


class Base:
    """The small base with one thing changed, written and checked."""

    def __init__(self, home: Path, vocabulary: Vocabulary, normalize: Normalizer) -> None:
        self.checker = Checker(home, vocabulary, normalize, TODAY, FACTS, read_word_lists(), _too_long)

    def with_entry(self, entry: EntryDocument) -> list[Finding]:
        others = [each for each in EDITION.entries if each.id != entry.id]
        return self._check(Edition([*others, entry], EDITION.instruments))

    def with_like(self, **changes: Any) -> list[Finding]:
        return self.with_entry(LIKE.model_copy(update=changes))

    def with_instrument(self, instrument: InstrumentDocument) -> list[Finding]:
        others = [each for each in EDITION.instruments if each.code != instrument.code]
        return self._check(Edition(EDITION.entries, [*others, instrument]))

    def _check(self, edition: Edition) -> list[Finding]:
        write_edition(edition, self.checker.home, self.checker.vocabulary)
        return self.checker.findings(edition)


def _too_long(entry: EntryDocument) -> Iterator[tuple[str, int, int]]:
    if len(entry.answer.reason) > 1000:
        yield "WhatsApp", len(entry.answer.reason), 1000


@pytest.fixture
def base(home: Path, vocabulary: Vocabulary, normalize: Normalizer) -> Base:
    return Base(home, vocabulary, normalize)


def test_a_sound_base_has_no_findings(base: Base) -> None:
    assert base.checker.findings(EDITION) == []
    assert base.checker.overdue(EDITION) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"topics": ("like", "tak-ada")}, "topik tak-ada tidak dikenal"),
        ({"facets": LIKE.facets.model_copy(update={"actor": ("raja",)})}, "nilai actor raja tidak dikenal"),
        ({"citations": ("PP 94/2021 Pasal 999",)}, "tidak ada di register"),
        ({"citations": ("PP 53/2010 Pasal 4 angka 12",)}, "tidak berlaku pada 2026-11-27"),
        ({"citations": ()}, "jawaban tanpa dasar"),
        ({"citations": ("PP 94/2021 Pasal 5 huruf n angka 1",)}, "keyakinan tinggi di atas"),
        ({"confidence": "rendah"}, "tanpa bagian Kepastian"),
        ({"related": ("tak-ada",)}, "entri terkait tak-ada tidak ada"),
        ({"phrasings": LIKE.phrasings[:7]}, "hanya 7 contoh pertanyaan"),
        ({"phrasings": (*LIKE.phrasings, "HADIR kampanye!!")}, "juga milik hadir-kampanye"),
        ({"phrasings": (*LIKE.phrasings, "?!")}, "tanpa kata"),
        ({"answer": LIKE.answer.model_copy(update={"reason": "x" * 1001})}, "batas WhatsApp 1000"),
    ],
)
def test_a_fault_of_an_entry_is_found(base: Base, changes: dict[str, Any], words: str) -> None:
    findings = [finding for finding in base.with_like(**changes) if words in finding.what]
    assert len(findings) == 1
    assert findings[0].file.endswith(".md")
    assert findings[0].mend


def test_the_line_of_a_wrong_citation_is_given(base: Base) -> None:
    (finding,) = base.with_like(citations=("PP 94/2021 Pasal 999",))
    assert "Pasal 999" in Path(finding.file).read_text(encoding="utf-8").splitlines()[finding.line - 1]


def test_a_revoked_law_may_be_named_as_history(base: Base) -> None:
    assert base.with_like(history=("PP 53/2010 Pasal 4 angka 12",)) == []


def test_a_weak_basis_is_allowed_where_the_doubt_is_said(base: Base) -> None:
    assert base.with_entry(ATTEND.model_copy(update={"confidence": "tinggi"})) == []


def test_a_file_in_the_wrong_folder_is_found(base: Base) -> None:
    path = base.checker.home / "content/media-sosial/like-unggahan-calon.md"
    path.rename(base.checker.home / "content/kampanye/like-unggahan-calon.md")
    (finding,) = base.checker.findings(EDITION)
    assert "pindahkan" in finding.mend


def test_two_entries_of_one_id_are_found(base: Base) -> None:
    findings = base.checker.findings(Edition([*EDITION.entries, LIKE], EDITION.instruments))
    assert any("dipakai dua kali" in finding.what for finding in findings)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cite": "SKB 2022"}, "dipakai dua kali"),
        ({"successor": "pp-0-0"}, "instrumen pp-0-0 tidak ada"),
        ({"provisions": (PP94.provisions[0], *PP94.provisions)}, "tertulis dua kali"),
        (
            {
                "provisions": (
                    *PP94.provisions,
                    PP94.provisions[0].model_copy(update={"pinpoint": "Pasal 9", "successor": "UU 1/1 Pasal 1"}),
                )
            },
            "ketentuan 'UU 1/1 Pasal 1' tidak ada",
        ),
    ],
)
def test_a_fault_of_the_register_is_found(base: Base, changes: dict[str, Any], words: str) -> None:
    findings = base.with_instrument(PP94.model_copy(update=changes))
    assert any(words in finding.what for finding in findings)


def test_an_entry_past_its_review_date_is_named_apart(base: Base) -> None:
    late = LIKE.model_copy(update={"review_by": datetime.date(2026, 1, 1)})
    assert base.with_entry(late) == []
    (finding,) = base.checker.overdue(Edition([late], EDITION.instruments))
    assert "tinjau ulang 2026-01-01 sudah lewat" in finding.what


def test_a_fact_that_is_not_recorded_is_named(base: Base) -> None:
    (finding,) = base.with_like(facts=("SKB22-A4", "SKB22-A99"))
    assert "fakta SKB22-A99 tidak ada di daftar fakta" in finding.what


def test_only_answers_about_the_service_may_rest_on_the_service(base: Base) -> None:
    assert base.with_entry(ABOUT) == []
    assert any("layanan" in finding.what for finding in base.with_like(facts=("layanan",)))


def test_a_corrected_fact_asks_for_its_correction(base: Base) -> None:
    (finding,) = base.with_like(facts=("PID-32",))
    assert finding.what == "fakta PID-32 dikoreksi oleh T26-09"
    assert base.with_like(facts=("PID-32", "T26-09")) == []


@pytest.mark.parametrize(
    "text", ["Hukumannya 14 hari.", "Dendanya Rp50 juta.", "Menurut Pasal 77.", "Sejak 5 Mei 2024."]
)
def test_a_number_nobody_states_is_named(base: Base, text: str) -> None:
    assert any(
        "tidak ada dalam ketentuan atau fakta" in finding.what for finding in base.with_like(answer=Answer(reason=text))
    )


def test_a_number_of_a_cited_provision_a_named_fact_or_a_known_instrument_is_traced(base: Base) -> None:
    text = "Pasal 5 huruf n angka 6 PP 94/2021 dan SKB 2022 melarangnya; banding 14 hari kerja. PP 53/2010 dicabut."
    assert base.with_like(answer=Answer(reason=text), facts=("HAD-B4.8",)) == []


def test_a_topic_without_an_answer_is_named_when_the_base_must_be_whole(base: Base) -> None:
    whole = replace(base.checker, complete=True)
    missing = {finding.what for finding in whole.findings(EDITION)}
    assert "topik golput belum punya jawaban" in missing
    assert "topik like belum punya jawaban" not in missing


def test_a_phrasing_that_is_a_test_question_is_named(base: Base, normalize: Normalizer) -> None:
    held_out = frozenset({" ".join(normalize("Bolehkah ASN Hadir Kampanye?"))})
    careful = replace(base.checker, held_out=held_out)
    asked = ATTEND.model_copy(update={"phrasings": (*ATTEND.phrasings, "bolehkah asn hadir kampanye")})
    others = [entry for entry in EDITION.entries if entry.id != ATTEND.id]
    (finding,) = careful.findings(Edition([*others, asked], EDITION.instruments))
    assert "soal uji" in finding.what


FACETS = LIKE.facets.model_copy(update={"actor": ("raja",)})


UNKNOWN = "PP 94/2021 Pasal 999"


REVOKED = "PP 53/2010 Pasal 4 angka 12"


WEAK = "PP 94/2021 Pasal 5 huruf n angka 1"


@pytest.mark.parametrize(
    ("changes", "row", "what", "mend"),
    [
        ({"topics": ("like", "tak-ada")}, "topics: [like, tak-ada]", "topik tak-ada", "slug dari topics.yaml"),
        ({"facets": FACETS}, "  actor: [raja]", "nilai actor raja", "nilai dari facets.yaml"),
        ({"citations": (UNKNOWN,)}, f"- {UNKNOWN}", f"kutipan {UNKNOWN!r}", "tambahkan ketentuannya"),
        ({"history": (UNKNOWN,)}, f"- {UNKNOWN}", f"kutipan {UNKNOWN!r}", "tambahkan ketentuannya"),
        ({"citations": (REVOKED,)}, f"- {REVOKED}", "tidak berlaku pada 2026-11-27", f"penggantinya ({WEAK})"),
        ({"citations": (REVOKED,)}, f"- {REVOKED}", "tidak berlaku pada 2026-11-27", "pindahkan ke history"),
        ({"citations": ()}, "citations: []", "jawaban tanpa dasar", "kutip sekurangnya satu"),
        ({"citations": (WEAK,)}, f"- {WEAK}", f"keyakinan tinggi di atas {WEAK} (sedang)", "turunkan keyakinan"),
        ({"confidence": "rendah"}, "confidence: rendah", "keyakinan rendah tanpa", "jelaskan yang belum pasti"),
        ({"related": ("tak-ada",)}, "related: [tak-ada]", "entri terkait tak-ada", "betulkan atau hapus"),
        ({"phrasings": ("a", "b")}, "phrasings:", "hanya 2 contoh", "tulis sekurangnya 8"),
        ({"answer": Answer(reason="x" * 1001)}, "---", "jawaban 1001 huruf, batas WhatsApp 1000", "ringkas isi"),
        ({"phrasings": (*LIKE.phrasings, "?!")}, "- ?!", "contoh pertanyaan tanpa kata", "hapus atau tulis ulang"),
        (
            {"phrasings": (*LIKE.phrasings, "hadir kampanye")},
            "- hadir kampanye",
            "juga milik",
            "di salah satunya",
        ),
    ],
)
def test_a_finding_names_the_line_and_the_remedy(
    base: Base, changes: dict[str, Any], row: str, what: str, mend: str
) -> None:
    (finding,) = [each for each in base.with_like(**changes) if what in each.what]
    file = Path(finding.file)
    assert file.name == f"{LIKE.id}.md"
    assert mend in finding.mend
    assert file.read_text(encoding="utf-8").splitlines()[finding.line - 1].strip("'") == row.strip("'")


def test_a_wrong_citation_is_not_mistaken_for_a_longer_right_one(base: Base) -> None:
    wrong = "PP 94/2021 Pasal 5 huruf n"
    (finding,) = base.with_like(citations=(*LIKE.citations, wrong))
    assert Path(finding.file).read_text(encoding="utf-8").splitlines()[finding.line - 1] == f"- {wrong}"


def test_a_phrasing_in_quotes_is_found_at_its_line(base: Base) -> None:
    shared = "like: 'boleh'?"
    other = COMMENT.model_copy(update={"phrasings": (*COMMENT.phrasings, shared)})
    edition = Edition([other, LIKE.model_copy(update={"phrasings": (*LIKE.phrasings, shared)})], EDITION.instruments)
    write_edition(edition, base.checker.home, base.checker.vocabulary)
    (finding,) = [each for each in base.checker.findings(edition) if "juga milik" in each.what]
    assert "boleh" in Path(finding.file).read_text(encoding="utf-8").splitlines()[finding.line - 1]


@pytest.mark.parametrize("basis", ["rendah", "sedang", "tinggi"])
@pytest.mark.parametrize("claimed", ["rendah", "sedang", "tinggi"])
@pytest.mark.parametrize("doubt", [None, "Belum pasti."])
def test_an_answer_is_never_surer_than_its_basis_without_saying_so(
    base: Base, basis: str, claimed: str, doubt: str | None
) -> None:
    order = ["rendah", "sedang", "tinggi"]
    provision = PP94.provisions[1].model_copy(update={"confidence": basis})
    law = PP94.model_copy(update={"provisions": (PP94.provisions[0], provision)})
    changes = {"confidence": claimed, "answer": LIKE.answer.model_copy(update={"certainty": doubt})}
    edition = Edition([LIKE.model_copy(update=changes)], [law, *EDITION.instruments[1:]])
    said = [each.what for each in base.checker.findings(edition)]
    too_sure = order.index(claimed) > order.index(basis) and not doubt
    assert any("di atas" in what for what in said) == too_sure
    assert any("tanpa bagian Kepastian" in what for what in said) == (claimed != "tinggi" and not doubt)


@pytest.mark.parametrize(
    ("provision", "instrument", "named"),
    [
        ("SKB 2022 Lampiran II kode etik angka 4", "pp-94-2021", "(SKB 2022 Lampiran II kode etik angka 4)"),
        (None, "pp-94-2021", "(pp-94-2021)"),
        (None, None, "(lihat register)"),
    ],
)
def test_what_replaces_a_revoked_basis_is_named(
    base: Base, provision: str | None, instrument: str | None, named: str
) -> None:
    old = PP53.provisions[0].model_copy(update={"successor": provision})
    law = PP53.model_copy(update={"successor": instrument, "provisions": (old,)})
    edition = Edition([LIKE.model_copy(update={"citations": (REVOKED,)})], [PP94, law])
    (mend,) = [each.mend for each in base.checker.findings(edition) if "tidak berlaku" in each.what]
    assert named in mend


def test_a_basis_must_hold_on_the_day_it_was_checked_not_today(base: Base) -> None:
    before = {"checked": datetime.date(2022, 9, 21), "citations": ("SKB 2022 Lampiran II kode etik angka 4",)}
    (finding,) = base.with_like(**before)
    assert finding.what.endswith("tidak berlaku pada 2022-09-21")
    assert base.with_like(**before | {"checked": datetime.date(2022, 9, 22)}) == []


@pytest.mark.parametrize(
    ("changes", "row", "what"),
    [
        ({"amended_by": ("pp-1-1",)}, "amended_by: [pp-1-1]", "instrumen pp-1-1"),
        ({"interpreted_by": ("mk-1",)}, "interpreted_by: [mk-1]", "instrumen mk-1"),
        ({"successor": "pp-2-2"}, "successor: pp-2-2", "instrumen pp-2-2"),
        ({"cite": "SKB 2022"}, "cite: SKB 2022", "sebutan 'SKB 2022' dipakai dua kali"),
        (
            {
                "provisions": (
                    *PP94.provisions,
                    PP94.provisions[0].model_copy(update={"pinpoint": "Pasal 9", "outlives": "UU 1 X"}),
                )
            },
            "  outlives: UU 1 X",
            "ketentuan 'UU 1 X'",
        ),
        (
            {"provisions": (*PP94.provisions, PP94.provisions[1])},
            "- pinpoint: Pasal 5 huruf n angka 6",
            "tertulis dua kali",
        ),
    ],
)
def test_a_fault_of_the_register_is_named_at_its_line(base: Base, changes: dict[str, Any], row: str, what: str) -> None:
    (finding,) = [each for each in base.with_instrument(PP94.model_copy(update=changes)) if what in each.what]
    assert Path(finding.file).name == "pp-94-2021.yaml"
    assert Path(finding.file).read_text(encoding="utf-8").splitlines()[finding.line - 1] == row
    assert finding.mend


def test_two_phrasings_that_are_one_to_the_bot_are_shared(base: Base) -> None:
    findings = base.with_like(
        phrasings=(*LIKE.phrasings, "PNS nulis komen semangat di akun bacaleg!!", "DATANG ke kampanye terbuka blh gak")
    )
    assert [finding.what for finding in findings] == ["contoh pertanyaan ini juga milik hadir-kampanye"]


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, False), (1, True)])
def test_an_entry_is_due_the_day_after_its_review_date(base: Base, days: int, due: bool) -> None:
    late = LIKE.model_copy(update={"review_by": TODAY - datetime.timedelta(days=days)})
    findings = base.checker.overdue(Edition([late, ATTEND], EDITION.instruments))
    assert len(findings) == due
    assert all("perbarui checked dan review_by" in finding.mend for finding in findings)
