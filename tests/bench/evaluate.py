"""`make eval`: the figures of the labelled sets beside this checkout, or a clear line where there are none."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.report import rewrite

SETS = Path(__file__).parents[3] / "shared" / "evaluation"
SCOPES = ("in_scope", "out_of_scope")


def evaluated(file: Path, *options: str) -> str:
    """What `netral eval` prints for a set."""
    command = [str(Path(sys.executable).with_name("netral")), "eval", str(file), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rows_of(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """A row for each figure of each group."""
    for scope in SCOPES:
        for group, rates in found.get(scope, {}).items():
            for name, rate in rates.items():
                low, high = rate["interval"]
                share = f"{rate['rate']:.1%} ({low:.1%}–{high:.1%})"
                yield (scope.replace("_", " "), group, name.replace("_", " "), f"{rate['hits']}/{rate['of']}", share)


def main() -> None:
    """Run `netral eval` on every set found; print the figures and keep them in the page."""
    files = sorted(SETS.glob("*.jsonl"))
    if not files:
        print(f"no labelled question sets at {SETS}; give your own: netral eval FILE.jsonl")
        return
    rows: list[tuple[str, ...]] = []
    for file in files:
        print(f"== {file.name}\n{evaluated(file)}", flush=True)
        rows += rows_of(json.loads(evaluated(file, "--json")))
    rewrite("labelled sets", [("set", "group", "figure", "rows", "share (Wilson 95 %)"), *rows])


if __name__ == "__main__":
    main()
