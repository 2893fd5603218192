"""What a check found: file, line, what is wrong, and how to mend it, in words for an editor."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What would break a finding into several lines, or a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of the knowledge base."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}: {self.what} → {self.mend}"
        return _CONTROL.sub(" ", text)


class UnreadableDocument(Exception):
    """A document that does not follow the format; `findings` says where and how to mend it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in findings))


_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("kunci {key} tidak ada", "tambahkan kunci itu"),
    "extra_forbidden": ("kunci {key} tidak dikenal", "hapus atau betulkan ejaannya"),
    "string_type": (
        "{key} bukan teks",
        "tulis sebagai teks; beri tanda kutip bila berupa angka atau kata ya/tidak",
    ),
    "string_too_short": ("{key} kosong", "isi dengan teks"),
    "string_too_long": ("{key} lebih dari {max_length} huruf", "ringkas"),
    "string_pattern_mismatch": ("{key} tidak sesuai bentuknya: {input!r}", "ikuti pola {pattern}"),
    "literal_error": ("{key} bernilai {input!r}", "pilih {expected}"),
    "int_parsing": ("{key} bukan bilangan: {input!r}", "tulis angka saja"),
    "int_type": ("{key} bukan bilangan: {input!r}", "tulis angka saja"),
    "date_from_datetime_inexact": ("{key} memuat jam: {input}", "tulis tahun-bulan-hari saja, misalnya 2026-11-27"),
    "too_long": ("{key} berisi terlalu banyak butir", "paling banyak {max_length}"),
    "too_short": ("{key} kosong", "isi sekurangnya {min_length} butir"),
    "tuple_type": ("{key} bukan daftar", "tulis sebagai daftar: [a, b] atau baris-baris berawalan -"),
    "date_from_datetime_parsing": (
        "{key} bukan tanggal: {input!r}",
        "tulis tahun-bulan-hari, misalnya 2026-11-27",
    ),
    "date_type": ("{key} bukan tanggal: {input!r}", "tulis tahun-bulan-hari, misalnya 2026-11-27"),
    "model_type": (
        "isi berkas bukan pasangan kunci dan nilai",
        "ikuti bentuk berkas lain di folder yang sama",
    ),
}


def sentence_for(details: Any) -> tuple[str, str]:
    """What is wrong and how to mend it, for one of pydantic's error details."""
    key = ".".join(str(part) for part in details["loc"]) or "berkas"
    what, mend = _SENTENCES.get(details["type"], ("{key} bernilai {input!r}", "betulkan nilai ini"))
    facts = {"key": key, "input": details.get("input"), **details.get("ctx", {})}
    return what.format(**facts), mend.format(**facts).replace(" or ", " atau ")
