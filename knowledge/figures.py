"""The numbers in a sentence with what they count, so that every number in an answer can be traced to its source."""

import re
from collections.abc import Callable, Iterator, Set

Figure = str
"""Kind and value, such as `pasal 71`, `hari 14`, `rupiah 10000000`, `tanggal 2022-09-22`, `jumlah 13`."""

_MONTHS = [
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
]
_MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)} | {"agt": 8, "ags": 8}
_WORDS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_WORD_NUMBERS = {word: number for number, word in enumerate([*_WORDS, "dua belas"])}
_UNITS = {
    "jam": "jam",
    "hari": "hari",
    "hr": "hari",
    "hk": "hari",
    "minggu": "minggu",
    "bulan": "bulan",
    "bln": "bulan",
    "tahun": "tahun",
    "thn": "tahun",
    "th": "tahun",
    "%": "persen",
    "persen": "persen",
}
_SCALES = {"ribu": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "triliun": 10**12}

_DISTINCT_ARTICLE = 3

_NUMBER = r"\d+(?:[.,]\d+)*"
_UNIT = rf"({'|'.join(_UNITS)})(?!\w)"
_SCALE = rf"({'|'.join(_SCALES)})\b"
_MONTH = rf"({'|'.join([*_MONTHS, *_MONTH_NUMBERS])})\b"
_SPELLED = "|".join(sorted(_WORD_NUMBERS, key=len, reverse=True))
_ARTICLES = r"\d+[a-z]?(?:(?:, | dan | atau |/|[–-]| s\.d\. )\d+[a-z]?\b(?! ?\())*"


def figures(text: str) -> frozenset[Figure]:
    """Every number in a sentence of Indonesian legal prose; numbers in words only before a unit of time or a share."""
    rest = text.casefold()
    found: set[Figure] = set()
    for form, read in _FORMS:
        for match in form.finditer(rest):
            found.update(read(match))
        # What one form has read, a later one no longer sees.
        rest = form.sub(" ; ", rest)
    return frozenset(found)


def untraced(text: str, sources: Set[Figure]) -> list[Figure]:
    """The figures of `text` that no source states.

    A bare count matches a source's number of any kind; so does a long article number, which tables give without a word.
    A full date matches its day and its year, which periods (`25 September-23 November 2024`) give apart.
    """
    values = {part for figure in sources for part in re.split(r"[ /-]", figure)[1:]}
    return sorted(figure for figure in figures(text) - sources if not _stated_otherwise(figure, sources, values))


def _stated_otherwise(figure: Figure, sources: Set[Figure], values: Set[str]) -> bool:
    kind, value = figure.split(" ", 1)
    if kind == "tanggal" and len(value) == len("2022-09-22"):
        return f"tanggal {value[5:]}" in sources and value[:4] in values
    return value in values and (kind == "jumlah" or (kind == "pasal" and len(value) >= _DISTINCT_ARTICLE))


def _date(match: re.Match[str]) -> Iterator[Figure]:
    day, month, year = match.groups()
    within_year = f"{_MONTH_NUMBERS.get(month[:3]) or int(month):02}-{int(day):02}"
    yield f"tanggal {within_year}"
    if year:
        yield from (f"tanggal {year}-{within_year}", f"jumlah {year}")


def _money(match: re.Match[str]) -> Iterator[Figure]:
    yield f"rupiah {round(_value(match[1]) * _SCALES.get(match[2] or '', 1))}"


def _document(match: re.Match[str]) -> Iterator[Figure]:
    yield f"dokumen {match[0].strip('.-')}"


def _articles(match: re.Match[str]) -> Iterator[Figure]:
    for part in re.split(r", | dan | atau |/", match[1]):
        first, _, last = re.sub(r"–| s\.d\. ", "-", part).partition("-")
        yield f"pasal {first}"
        if last.isdecimal() and first.isdecimal():
            # `299-306` names every article between.
            yield from (f"pasal {number}" for number in range(int(first), min(int(last), int(first) + 100) + 1))


def _span(match: re.Match[str]) -> Iterator[Figure]:
    yield from (f"{_UNITS[match[3]]} {_value(end):g}" for end in (match[1], match[2]))


def _count(match: re.Match[str]) -> Iterator[Figure]:
    number = _WORD_NUMBERS.get(match[1])
    yield f"{_UNITS[match[2]]} {_value(match[1]) if number is None else number:g}"


def _plain(match: re.Match[str]) -> Iterator[Figure]:
    yield f"jumlah {match[0]}"


def _value(written: str) -> float:
    """`10.000.000` and `7,5` as Indonesians write them."""
    return float(written.replace(".", "").replace(",", ".", 1).replace(",", ""))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Figure]]], ...] = (
    (re.compile(rf"\b(\d{{1,2}})[ -]{_MONTH}[ -]?(\d{{4}})?"), _date),
    (re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b"), _date),
    (re.compile(rf"rp ?({_NUMBER})(?: ?{_SCALE})?"), _money),
    (re.compile(rf"({_NUMBER}) ?{_SCALE}"), _money),
    (re.compile(r"[\w.-]*\d(?:/[\w.-]+)+"), _document),
    (re.compile(rf"\b(?:pasal|ps) ({_ARTICLES})"), _articles),
    (re.compile(r"\b(\d+[a-z]?)(?= ayat \()"), _articles),
    (re.compile(rf"({_NUMBER}) ?(?:[–-]|sampai|s\.d\.) ?({_NUMBER}) ?{_UNIT}"), _span),
    (re.compile(rf"({_NUMBER}|\b(?:{_SPELLED})\b) ?(?:x ?)?{_UNIT}"), _count),
    (re.compile(rf"{_NUMBER}(?:[a-z]\b)?"), _plain),
)
