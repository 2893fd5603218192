"""`make bench`: seconds from the command until the service is ready, on a database that has been started before."""

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from fakes.loopback import free_port

STARTS = 5


def seconds_to_ready(folder: str) -> float:
    """One start and stop."""
    port = free_port()
    netral = Path(sys.executable).with_name("netral")
    quiet = subprocess.DEVNULL
    started = time.monotonic()
    with subprocess.Popen([netral, "serve", "--port", str(port)], cwd=folder, stdout=quiet, stderr=quiet) as process:
        while not ready(port) and process.poll() is None:
            time.sleep(0.02)
        taken = time.monotonic() - started
        process.terminate()
    return taken


def ready(port: int) -> bool:
    """Whether the service answers that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        first = seconds_to_ready(folder)
        later = [seconds_to_ready(folder) for _ in range(STARTS)]
    print(
        f"first start {first:.1f} s; later starts median {statistics.median(later):.1f} s, quickest {min(later):.1f} s"
    )


if __name__ == "__main__":
    main()
