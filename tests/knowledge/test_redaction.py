"""Personal data does not survive redaction; the question does."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.redaction import names_somebody, redact


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


UNKNOWN = ("wiranto", "slamet", "endang")


@pytest.mark.parametrize(
    ("text", "left", "beyond_doubt"),
    [
        ("Pak Slamet kampanye di kantor", "Pak [nama] kampanye di kantor", True),
        ("lapor ibu endang atau pak. wiranto", "lapor ibu [nama] atau pak. [nama]", False),
        ("Pak Lurah kampanye di kantor", "Pak Lurah kampanye di kantor", False),
        ("SLAMET ikut kampanye", "SLAMET ikut kampanye", False),
        ("BU ENDANG IKUT KAMPANYE", "BU [nama] IKUT KAMPANYE", False),
        ("pak, mas, ibu", "pak, mas, ibu", False),
    ],
)
def test_a_person_spoken_of_by_name_is_not_kept(text: str, left: str, beyond_doubt: bool) -> None:
    assert redact(text, UNKNOWN) == left
    assert names_somebody(text, UNKNOWN) == beyond_doubt


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


@pytest.mark.parametrize(
    ("sentence", "secrets"),
    [
        ("Saya Siti NIP 19790317 200501 2 003, boleh foto dgn calon?", ["19790317", "200501", "003"]),
        ("atasan saya (nip:197903172005012003) suruh pilih paslon 1", ["197903172005012003"]),
        ("nik sy 33.74.0101.850001.0001 dicatut di sipol, gmn?", ["3374", "0101", "850001"]),
        ("KTP 3374-0101-8500-0001 dipakai dukung calon", ["3374", "8500", "0001"]),
        ("tlp sy di 081234567890/0813-1111-2222 ya min", ["081234567890", "1111"]),
        ("wa saya +6281234567890.", ["6281234567890", "81234567890"]),
        ("bisa dihubungi di (0274) 512 345 atau 0274-512345", ["0274", "512"]),
        ("transfer ke BRI 0029 0112 3456 789 a.n. bendahara", ["0029", "0112", "3456", "789"]),
        ("email saya siti.aminah79@kemenag.go.id, tolong dibalas", ["siti", "aminah", "kemenag"]),
        ("surel: Budi_S+asn@dinas.kab-x.go.id", ["Budi", "dinas"]),
        ("telp kantor 85312345, rek 0123-4567", ["8531", "4567"]),
        ("kirim ke a@b.co,c@d.id", ["a@b", "c@d"]),
        ("lihat ig @siti_aminah.79 like postingan paslon", ["siti"]),
        ("@budi @andi nge-tag saya di fb", ["budi", "andi"]),
        ("buktinya di www.facebook.com/siti.aminah?id=1 kak", ["siti"]),
        ("grupnya https://chat.whatsapp.com/AbCdEf boleh diikuti?", ["AbCdEf"]),
        ("HTTPS://T.ME/SITI dan t.me/siti, wa.me/6281", ["SITI", "siti", "6281"]),
    ],
)
def test_in_a_real_sentence_nothing_of_the_person_is_left(sentence: str, secrets: list[str]) -> None:
    left = redact(sentence)
    assert [secret for secret in secrets if secret in left] == []
    assert re.search(r"\[(nomor|surel|akun|tautan)\]", left)


@pytest.mark.parametrize(
    "sentence",
    [
        "apa bunyi Pasal 280 ayat (2) huruf f dan ayat (3) UU 7/2017?",
        "Pasal 2 huruf f, Pasal 9 ayat (2), Pasal 24 ayat (1) huruf d",
        "SKB 2/2022, 800-5474/2022, 246/2022, 30/2022 dan 1447.1/PM.01/K.1/09/2022",
        "putusan MK 87/PUU-XVI/2018 dan 136/PUU-XXII/2024",
        "SE B-800/1693/SETDA/2023 tanggal 9 Oktober 2023",
        "pemilu 14 Februari 2024 pukul 07.00 sampai 13.00 di TPS 012",
        "pelantikan 20/2/2025, pencoblosan 27/11/2024",
        "pilkada 2018, 2020, 2024 sama saja?",
        "uang Rp50.000, Rp100 ribu, atau Rp2.500.000 per orang",
        "golongan III/d, eselon 2, NIP saya hilang, umur 45 tahun",
        "1234567 suara dari 204 juta pemilih",
        "calon no. 1, 2, 3 di kab. X; saya di RT 03/RW 05",
        "1. boleh? 2. tidak? 3. sanksinya?",
    ],
)
def test_in_a_real_sentence_the_law_is_left(sentence: str) -> None:
    assert redact(sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "pemilu 14-02-2024 saya cuti",
        "dilantik 20.02.2025",
        "masa jabatan 2019-2024",
        "TPS buka 07.00-13.00",
        "denda Rp 12.000.000",
        "bantuan Rp 1.500.000.000",
    ],
)
def test_dates_hours_terms_of_office_and_amounts_are_no_telephone_numbers(sentence: str) -> None:
    assert redact(sentence) == sentence


@given(
    st.lists(st.from_regex(r"[0-9]{2,6}", fullmatch=True), min_size=5, max_size=8),
    st.sampled_from([" ", "-", ".", ". ", "", " -"]),
    st.sampled_from(["", "nip ", "Nomor:", "(", "+", "+62 ", "no.", "\n"]),
    st.sampled_from(["", ".", " ya", ")", "?", ", boleh", "\n"]),
)
def test_a_number_written_in_groups_never_survives(groups: list[str], between: str, before: str, after: str) -> None:
    left = redact(before + between.join(groups) + after)
    assert not re.search(r"\d", left)


@given(st.text(alphabet="0123456789-. ()+a@_/", max_size=60))
@example("hp081234567890")
@example("nip198501012010011001")
@example("081234567890ya")
@settings(max_examples=150)
def test_no_run_of_nine_digits_survives_whatever_it_is_glued_to(text: str) -> None:
    assert not re.search(r"\d{9,}", redact(text))
