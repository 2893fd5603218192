"""Every number of a legal sentence is read with what it counts, so that an answer can be held against its sources."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import long_date
from knowledge.figures import figures, untraced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pasal 71 ayat (2)", {"pasal 71", "jumlah 2"}),
        ("Ps 42 dan 45", {"pasal 42", "pasal 45"}),
        ("Pasal 299–301", {"pasal 299", "pasal 300", "pasal 301"}),
        ("Pasal 187A", {"pasal 187a"}),
        ("27A dan 28 ayat (3)", {"jumlah 27a", "pasal 28", "jumlah 3"}),
        ("paling lama 14 hari kerja", {"hari 14"}),
        ("7 hk", {"hari 7"}),
        ("paling lama enam bulan", {"bulan 6"}),
        ("dua belas bulan", {"bulan 12"}),
        ("6–12 bulan", {"bulan 6", "bulan 12"}),
        ("12 x 25 %", {"jumlah 12", "persen 25"}),
        ("25 persen selama 6 bulan", {"persen 25", "bulan 6"}),
        ("0,5 %", {"persen 0.5"}),
        ("Rp10 juta", {"rupiah 10000000"}),
        ("Rp10.000.000", {"rupiah 10000000"}),
        ("Rp1,5 miliar", {"rupiah 1500000000"}),
        ("kategori III (Rp50 jt)", {"rupiah 50000000"}),
        ("22 September 2022", {"tanggal 2022-09-22", "tanggal 09-22", "jumlah 2022"}),
        ("15-7-2024", {"tanggal 2024-07-15", "tanggal 07-15", "jumlah 2024"}),
        ("9 Juli", {"tanggal 07-09"}),
        ("Oktober 2024", {"jumlah 2024"}),
        ("PP 94/2021", {"dokumen 94/2021"}),
        ("MK 121/PUU-XXII/2024", {"dokumen 121/puu-xxii/2024"}),
        ("tujuh ASN dihukum", set()),
        ("tanpa angka sama sekali", set()),
        ("13 butir", {"jumlah 13"}),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        ("dihitung 14 hari kerja", "14 hk sejak keputusan diterima"),
        ("denda Rp10 juta", "denda paling banyak Rp10.000.000"),
        ("sejak 25 September 2024", "kampanye 25 September–23 November 2024"),
        ("Pasal 494", "494 | ASN pelaku"),
        ("ada 13 butir", "disiplin (13 butir)"),
    ],
)
def test_another_way_of_writing_it_is_the_same_number(answer: str, source: str) -> None:
    assert untraced(answer, figures(source)) == []


@pytest.mark.parametrize(
    ("answer", "source"),
    [
        ("14 hari", "14 bulan"),
        ("25 persen", "25 orang"),
        ("Pasal 6", "6 bulan"),
        ("Rp10 juta", "Rp100 juta"),
        ("16 Oktober 2027", "16 Oktober 2025"),
        ("23 September 2022", "22 September 2022"),
        ("PP 53/2010", "PP 94/2021"),
        ("Pasal 71", "Pasal 72"),
    ],
)
def test_a_number_of_another_kind_or_value_is_no_source(answer: str, source: str) -> None:
    assert untraced(answer, figures(source)) != []


@given(st.text(max_size=200))
def test_a_text_is_always_traced_to_itself(text: str) -> None:
    assert untraced(text, figures(text)) == []


@given(st.integers(1, 999), st.sampled_from(["jam", "hari", "minggu", "bulan", "tahun", "persen"]))
def test_a_count_with_its_unit_is_found_in_any_sentence(count: int, unit: str) -> None:
    assert f"{unit} {count}" in figures(f"Tenggatnya paling lama {count} {unit}, sesudah itu gugur.")


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_is_the_same_written_out_or_in_numbers(day: datetime.date) -> None:
    assert figures(long_date(day)) == figures(f"{day.day}-{day.month}-{day.year}")
