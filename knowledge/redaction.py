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
    # NIP has 18 digits, NIK 16, both often written in groups; telephone and account numbers 8 or more.
    ("[nomor]", re.compile(r"(?<!\w)\(?(?:\+?\d[\s.\-()]{0,2}){7,}\d(?!\w)")),
)


def redact(text: str) -> str:
    """The text with e-mail addresses, links, account names and long numbers replaced by what they were."""
    for label, pattern in _PATTERNS:
        text = pattern.sub(label, text)
    return text
