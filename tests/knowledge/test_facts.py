"""The list of facts is read off the dossiers: ids by row and by place, confidence, numbers, and what corrects what."""

from pathlib import Path

import pytest

from knowledge.checks.basis import fact_faults, figure_faults
from knowledge.facts import LIST, Fact, facts_of, format_facts, read_facts
from knowledge.files import HOME, Edition, read_edition, read_vocabulary

OLDER = """
# Dosir

## 4. Disiplin

| ID | Fakta | Sumber | Keyakinan |
|---|---|---|---|
| PID-32 | Kurungan diganti denda, Pasal 615, lihat PID-99 | [salinan][s9] | **sedang** |
| PID-33 | Tiga hari kerja, Rp50 juta | [salinan](https://a.example/77) | tinggi |

### 4.2 Larangan

Banding paling lama **14 hk** sejak diterima.
"""
ROWS = """
### 2.1 Asas

| No | Fakta | Keyakinan |
|---|---|---|
| 2.14 | Diberhentikan bila dipidana 2 tahun | tinggi |
| PID-33 | Sama namanya, lain isinya: 8 bulan | rendah |
"""
NEWEST = """
### 9.1 Koreksi

| ID | Koreksi | Dasar |
|---|---|---|
| **PID-32** s.d. 33 | sudah dihapus | T26-09, 10 |

## 2. Temuan

| ID | Fakta | Keyakinan |
|---|---|---|
| T26-09 | Pasal 615 dihapus | tinggi |
| T26-10a | catatan | sedang |
"""


@pytest.fixture
def facts() -> dict[str, Fact]:
    return facts_of(
        {"tambahan-2026": NEWEST, "hukum-pemilu-bawaslu": OLDER, "hukum-asn-disiplin": ROWS},
    )


def test_a_row_with_an_id_is_a_fact_with_its_confidence(facts: dict[str, Fact]) -> None:
    assert facts["HPB-PID-33"].confidence == "tinggi"
    assert facts["PID-32"].confidence == "sedang"
    assert facts["T26-10a"].dossier == "tambahan-2026"


def test_a_numbered_row_and_a_section_have_names_of_their_own(facts: dict[str, Fact]) -> None:
    assert facts["HAD-2.14"].figures == {"tahun 2"}
    assert "hari 14" in facts["HPB-B4.2"].figures
    assert facts["HPB-B4.2"].confidence is None


def test_a_chapter_holds_the_numbers_of_its_sections(facts: dict[str, Fact]) -> None:
    assert facts["HPB-B4.2"].figures <= facts["HPB-B4"].figures


def test_an_id_two_dossiers_use_is_told_apart_by_the_dossier(facts: dict[str, Fact]) -> None:
    assert "bulan 8" in facts["PID-33"].figures
    assert "rupiah 50000000" in facts["HPB-PID-33"].figures


def test_numbers_of_links_and_of_other_ids_are_not_the_facts_own(facts: dict[str, Fact]) -> None:
    assert facts["PID-32"].figures == {"pasal 615"}
    assert "jumlah 77" not in facts["HPB-PID-33"].figures


def test_a_corrected_fact_names_its_correction(facts: dict[str, Fact]) -> None:
    assert facts["PID-32"].corrected_by == ("T26-09",)
    assert facts["PID-33"].corrected_by == ("T26-09",)
    assert facts["HAD-2.14"].corrected_by == ()


def test_the_list_is_read_as_it_was_written(facts: dict[str, Fact], tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(format_facts(facts), encoding="utf-8")
    assert read_facts(path) == facts


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(HOME)


def test_every_answer_and_provision_names_facts_that_are_recorded(edition: Edition) -> None:
    recorded = read_facts(LIST).keys() | {"layanan"}
    named = {name for entry in edition.entries for name in entry.facts}
    named |= {name for instrument in edition.instruments for name in instrument.facts}
    named |= {
        name for instrument in edition.instruments for provision in instrument.provisions for name in provision.facts
    }
    assert named <= recorded
    assert all(entry.facts for entry in edition.entries)


def test_every_number_of_every_answer_stands_in_a_provision_it_cites_or_a_fact_it_names(edition: Edition) -> None:
    recorded, groups = read_facts(LIST), read_vocabulary().group_of
    faults = {
        entry.id: [fault.what for fault in found]
        for entry in edition.entries
        if (found := list(figure_faults(entry, groups[entry.topics[0]], edition.register, recorded)))
    }
    assert faults == {}


def test_no_answer_uses_a_corrected_fact_without_its_correction(edition: Edition) -> None:
    recorded, groups = read_facts(LIST), read_vocabulary().group_of
    found = [list(fact_faults(entry, groups[entry.topics[0]], recorded)) for entry in edition.entries]
    assert not any(found)
