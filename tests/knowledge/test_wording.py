"""No answer names whom it must not name, contradicts its verdict, or is written so that people stumble."""

from typing import Any

import pytest
from samples import ATTEND, LIKE, RESIGN

from knowledge.checks.wording import WordLists, read_word_lists, wording_faults, words_per_sentence
from knowledge.documents import Answer, EntryDocument
from knowledge.files import HOME, read_edition


@pytest.fixture(scope="module")
def lists() -> WordLists:
    return read_word_lists()


def said(text: str, lists: WordLists, entry: EntryDocument = LIKE, **changes: Any) -> list[str]:
    """What is found wrong with an answer of these words."""
    written = entry.model_copy(update={"answer": Answer(reason=text), **changes})
    return [fault.what for fault in wording_faults(written, lists)]


@pytest.mark.parametrize(
    "text",
    [
        "Kader PDIP dan PKS sama saja.",
        "Hadir di acara Partai Gelora dilarang.",
        "Ikut PAN berarti anggota partai.",
        "Jangan mengajak memilih paslon 2 saja.",
        "Menurut nomor urut 1 begitu.",
        "Unggahan dengan #menangkan dilarang.",
        "Slogan dua periode dilarang.",
        "Menurut Prabowo begitu.",
        "Pak Budiman melarangnya.",
        "Bupati Sutrisno hadir.",
        "Calon Gubernur dan Ibu Ratna hadir.",
    ],
)
def test_a_party_a_person_a_number_or_a_slogan_is_found(text: str, lists: WordLists) -> None:
    assert any("tampak sebagai" in what for what in said(text, lists))


@pytest.mark.parametrize(
    "text",
    [
        "Kementerian PAN-RB menetapkan kebijakan, PPPK terikat juga.",
        "Calon Gubernur, Wakil Bupati, dan Wali Kota wajib cuti.",
        "Bapak dan ibu guru tetap wajib netral.",
        "Presiden dan Bupati boleh berkampanye dengan cuti.",
        "Bupati Anda adalah pejabat pembina kepegawaian.",
        "PP 94/2021 memuat 13 butir; nomor 2 tentang fasilitas.",
        "Partai politik dan calon perseorangan sama saja.",
        "Ketua Bawaslu RI meminta ASN tidak hadir.",
    ],
)
def test_ordinary_legal_prose_is_left_alone(text: str, lists: WordLists) -> None:
    assert said(text, lists) == []


def test_phrasings_and_titles_name_nobody_either(lists: WordLists) -> None:
    assert said("Dilarang.", lists, phrasings=("bolehkah like postingan golkar",))
    assert said("Dilarang.", lists, title="Acara Gerindra")


def test_people_may_spell_as_they_like_in_phrasings(lists: WordLists) -> None:
    assert said("Dilarang.", lists, phrasings=("sangsi pasal 5 bawaslu ijin resiko",)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Lihat pasal 5.",
        "Lihat Pasal 5 ayat 2.",
        "Menurut Undang-undang itu.",
        "Laporkan ke bawaslu setempat.",
        "Ada sangsi berat.",
        "Perlu ijin atasan.",
        "Itu resiko Anda.",
        "Praktek itu dilarang.",
        "Sekedar hadir.",
        "Silahkan melapor.",
        "Perbuatan itu di larang.",
        "Ada himbauan.",
    ],
)
def test_legal_terms_are_spelled_right(text: str, lists: WordLists) -> None:
    assert any("ejaan" in what for what in said(text, lists))


def test_addresses_are_not_spelling_mistakes(lists: WordLists) -> None:
    assert said("Laporkan lewat lapor.bkn.go.id atau email@bawaslu.go.id.", lists) == []


@pytest.mark.parametrize(
    ("putusan", "text", "wrong"),
    [
        ("tidak", "Tidak boleh, karena dilarang.", True),
        ("tidak", "Boleh saja.", True),
        ("boleh", "Boleh, asal sopan.", True),
        ("info", "Boleh dengan syarat tertentu.", True),
        ("info", "Tidak, surat itu tidak dapat ditarik.", True),
        ("info", "Ya, itu dilarang.", True),
        ("info", "Tidak: kewajiban itu bukan untuk keluarga.", True),
        ("info", "Tidak ada aturan yang menyebutnya.", False),
        ("tidak", "Perbuatan itu dilarang.", False),
        ("boleh", "Hak pilih tetap ada.", False),
    ],
)
def test_the_verdict_is_said_once_by_its_field_and_never_as_a_bare_yes_or_no(
    putusan: str, text: str, wrong: bool, lists: WordLists
) -> None:
    assert bool(said(text, lists, putusan=putusan)) == wrong


def test_a_sentence_too_long_for_a_phone_is_named_with_its_length(lists: WordLists) -> None:
    assert said(f"{'kata ' * 35}akhir.", lists) == ["kalimat 36 kata"]
    assert said(f"{'kata ' * 34}akhir.", lists) == []
    assert said(f"{'kata ' * 20}jeda; {'kata ' * 20}akhir.", lists) == []


def test_the_mean_length_counts_all_that_is_sent() -> None:
    short = RESIGN.model_copy(update={"answer": Answer(reason="Dua kata. Tiga kata lagi.", advice="Satu.")})
    assert words_per_sentence([short]) == pytest.approx(2.0)
    assert words_per_sentence([]) == 0.0
    assert words_per_sentence([ATTEND]) > 5


def test_the_committed_base_reads_easily() -> None:
    assert words_per_sentence(read_edition(HOME).entries) < 14
