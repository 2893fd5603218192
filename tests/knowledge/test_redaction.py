"""Personal data does not survive redaction; the question does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.redaction import redact


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("NIP saya 198501012010011001 boleh like?", "NIP saya [nomor] boleh like?"),
        ("nip 19850101 201001 1 001", "nip [nomor]"),
        ("NIK 3374010101850001 dicatut partai", "NIK [nomor] dicatut partai"),
        ("hubungi 0812-3456-7890 ya", "hubungi [nomor] ya"),
        ("wa +62 812 3456 7890", "wa [nomor]"),
        ("telp (024) 8311174", "telp [nomor]"),
        ("surel budi.s@dinas.go.id", "surel [surel]"),
        ("lihat https://facebook.com/profil?id=10001 ini", "lihat [tautan] ini"),
        ("instagram.com/namasaya", "[tautan]"),
        ("akun @nama_saya di ig", "akun [akun] di ig"),
    ],
)
def test_what_names_a_person_is_replaced(text: str, left: str) -> None:
    assert redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 5 huruf n angka 5 PP 94/2021",
        "pilkada 27 November 2024",
        "UU 7/2017 Pasal 280 ayat (3)",
        "denda Rp12.000.000",
        "PKPU 15/2023 dan PKPU 20/2023",
        "2 atau 3 orang hadir, 100 ribu per orang",
    ],
)
def test_law_dates_and_amounts_are_left_alone(text: str) -> None:
    assert redact(text) == text


@given(st.text(), st.from_regex(r"\d{10,18}", fullmatch=True))
def test_a_long_number_never_survives(around: str, number: str) -> None:
    assert number not in redact(f"{around} {number}")


@given(st.text(max_size=500))
def test_redacting_twice_changes_nothing(text: str) -> None:
    assert redact(redact(text)) == redact(text)
