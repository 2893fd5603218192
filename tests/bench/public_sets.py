"""`make bench`: the matcher on public question sets, through the bench program beside this checkout, where present."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.plug import learned
from bench.report import rewrite

SHARED = Path(__file__).parents[3] / "shared"
PROGRAM = SHARED / "tools" / "match_bench.py"
SETS = SHARED / "evaluation" / "bench"
OURS = ("--python", "bench.plug:learned")
HEAD = ("set", "noise", "matcher", "top-1", "answered right", "wrong among answered", "foreign answered")


def output_of(*arguments: str) -> str:
    """What the bench program prints."""
    command = [sys.executable, str(PROGRAM), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rows_of(name: str, *arguments: str) -> Iterator[tuple[str, ...]]:
    """One row per set and noise."""
    for line in output_of("run", *arguments).splitlines():
        row: dict[str, Any] = json.loads(line)
        shares = ("top1", "dec:answered_right", "dec:wrong_of_answered", "dec:oos_answered")
        yield (row["set"], row["noise"], name, *(f"{row[key]:.1%}" if key in row else "–" for key in shares))


def contrasts() -> tuple[str, ...]:
    """One row for the minimal contrasts: right, wrong, held back."""
    count, right, wrong, held = output_of("contrast", "--file", str(SETS / "contrast_id.jsonl"), *OURS).split()[-4:]
    return ("contrast_id", f"{count} pairs", "Netral", f"right {right}", f"held back {held}", f"wrong {wrong}", "–")


def refusing(name: str) -> tuple[str, ...]:
    """One row for a set with a validation split: the threshold that is most often right there, used on the test split.

    Accuracy counts an in-scope question as right when its entry is first and at least as sure as the threshold.
    """
    splits: dict[str, list[tuple[str, str]]] = {}
    for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        splits.setdefault(row["split"], []).append((row["text"], row["label"]))
    ask = learned(splits["kb"])
    inside, outside, test, foreign = (
        [asked(ask, row) for row in splits[it]] for it in ("dev", "oos_dev", "test", "oos")
    )

    def right_share(threshold: float) -> float:
        return sum(right and sure >= threshold for sure, right in inside) + sum(sure < threshold for sure, _ in outside)

    threshold = max(sorted({sure for sure, _ in [*inside, *outside]}), key=right_share)
    accuracy = sum(right and sure >= threshold for sure, right in test) / len(test)
    recall = sum(sure < threshold for sure, _ in foreign) / len(foreign)
    return (name, "threshold from validation", "Netral", f"{accuracy:.1%}", "–", "–", f"refused {recall:.1%}")


def asked(ask: Callable[[str], dict[str, Any]], row: tuple[str, str]) -> tuple[float, bool]:
    """How sure the matcher is of its first entry, and whether that is the right one."""
    found = ask(row[0])
    return found["confidence"], bool(found["candidates"]) and found["candidates"][0]["id"] == row[1]


def main() -> None:
    """Print the figures and keep them in the page."""
    if not PROGRAM.exists():
        print(f"public question sets: skipped, there is no bench program at {PROGRAM}")
        return
    two = ("--sets", "tegal_id,xsid_id")
    rows = [*rows_of("Netral", *two, *OURS)]
    for baseline in ("rf_wratio", "svm"):
        rows += rows_of(baseline, *two, "--matcher", baseline)
    rewrite("public sets", [HEAD, *sorted(rows), refusing("clinc150_en"), contrasts()])


if __name__ == "__main__":
    main()
