"""Takes personal data out of a text before it is stored anywhere."""

import re

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


def redact(text: str) -> str:
    """The text with e-mail addresses, links, account names and long numbers replaced by what they were."""
    for label, pattern in _PATTERNS:
        text = pattern.sub(label, text)
    return _NUMBER.sub(_without_number, text)


def _without_number(match: re.Match[str]) -> str:
    found = match[0]
    amount = _AMOUNT.fullmatch(found) and _CURRENCY.search(match.string[: match.start()])
    return found if amount or _HARMLESS.fullmatch(found) else "[nomor]"
