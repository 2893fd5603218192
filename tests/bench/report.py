"""The measured tables of `docs/evaluation.md`, rewritten in place by the commands that measure."""

from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "evaluation.md"


def rewrite(name: str, rows: Sequence[tuple[str, ...]], page: Path = PAGE) -> None:
    """Put a table between the marks `<!-- name -->` and `<!-- /name -->`, and print it; the first row is its head."""
    head, *body = rows
    table = [head, ("---",) * len(head), *body]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in table)
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{page} has no place for the table {name!r}: {begin} … {end}")
    page.write_text(f"{before}{begin}\n{lines}\n{end}{after}", encoding="utf-8")
    print("\n".join("  ".join(row) for row in body))
