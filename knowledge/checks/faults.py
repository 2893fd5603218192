"""One fault of a document before it has a file and a line."""

from pathlib import Path
from typing import NamedTuple

from knowledge.findings import Finding


class Fault(NamedTuple):
    """What a check found: a piece of the text it concerns, what is wrong, and how to mend it."""

    needle: str
    what: str
    mend: str

    def at(self, file: Path) -> Finding:
        """The finding, with the first line that holds the needle; the first line of all when none does."""
        return Finding(str(file), line_of(file, self.needle), self.what, self.mend)


def line_of(file: Path, needle: str) -> int:
    """The number of the first line that is `needle`, or else holds it; 1 when none does or there is no file."""
    if not needle or not file.is_file():
        return 1
    rows = file.read_text(encoding="utf-8").splitlines()
    whole = (number for number, row in enumerate(rows, start=1) if _scalar(row) == needle)
    part = (number for number, row in enumerate(rows, start=1) if needle in row)
    return next(whole, next(part, 1))


def _scalar(row: str) -> str:
    """The text of a list item as YAML would read it."""
    text = row.strip().removeprefix("- ")
    if text.startswith("'"):
        return text.strip("'").replace("''", "'")
    return text.strip('"').replace('\\"', '"')
