"""`make eval`: the figures of the labelled sets beside this checkout, or a clear line where there are none."""

import subprocess
import sys
from pathlib import Path

SETS = Path(__file__).parents[3] / "shared" / "evaluation"


def main() -> None:
    """Run `netral eval` on every set found."""
    files = sorted(SETS.glob("*.jsonl"))
    if not files:
        print(f"no labelled question sets at {SETS}; give your own: netral eval FILE.jsonl")
    for file in files:
        print(f"== {file.name}")
        sys.stdout.flush()
        subprocess.run([Path(sys.executable).with_name("netral"), "eval", str(file)], check=True)


if __name__ == "__main__":
    main()
