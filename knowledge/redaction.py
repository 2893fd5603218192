"""Takes personal data out of a text before it is stored anywhere."""

import re
from collections.abc import Container

# Order matters: an address is recognised before the digits inside it.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[surel]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "[tautan]",
        re.compile(
            r"(?:https?://|www\.)\S+|\b(?:t\.me|wa\.me|fb\.com|instagram\.com|facebook\.com|tiktok\.com|x\.com)/\S+",
            re.IGNORECASE,
        ),
    ),
    ("[akun]", re.compile(r"(?<!\w)@\w{3,}")),
)
# NIP has 18 digits, NIK 16, both often written in groups; telephone and account numbers 8 or more.
_NUMBER = re.compile(r"\(?(?:\+?\d[\s.\-()]{0,2}){7,}\d")
# What has as many digits and names nobody: days, terms of office, opening hours, amounts.
_HARMLESS = re.compile(r"\d{1,2}([-.])\d{1,2}\1\d{4}|(?:19|20)\d\d ?- ?(?:19|20)\d\d|\d{1,2}\.\d\d ?- ?\d{1,2}\.\d\d")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_CURRENCY = re.compile(r"rp\.? ?$", re.IGNORECASE)


# After a form of address, a word the base has never seen is a name: "Pak Lurah" is known, the next one is not.
_ADDRESSED = re.compile(
    r"\b((?:pak|bpk|bapak|bu|ibu|sdr|sdri|saudara|saudari|mas|mbak|bang|kang|haji|dr|drs|ir)\.?\s+)([^\W\d_]{3,})",
    re.IGNORECASE,
)


def redact(text: str, unknown: Container[str] = ()) -> str:
    """The text with e-mail addresses, links, account names, long numbers and people's names replaced by what they were.

    `unknown`: words in lower case that the base does not know; only those can be names.
    """
    for label, pattern in _PATTERNS:
        text = pattern.sub(label, text)
    text = _ADDRESSED.sub(lambda found: found[1] + ("[nama]" if _is_name(found[2], unknown) else found[2]), text)
    return _NUMBER.sub(_without_number, text)


def names_somebody(text: str, unknown: Container[str]) -> bool:
    """Whether somebody is named beyond doubt: addressed, and written with a capital; `unknown` as for `redact`."""
    return any(found[2].istitle() and _is_name(found[2], unknown) for found in _ADDRESSED.finditer(text))


def _is_name(word: str, unknown: Container[str]) -> bool:
    return word.casefold() in unknown


def _without_number(match: re.Match[str]) -> str:
    found = match[0]
    amount = _AMOUNT.fullmatch(found) and _CURRENCY.search(match.string[: match.start()])
    return found if amount or _HARMLESS.fullmatch(found) else "[nomor]"
