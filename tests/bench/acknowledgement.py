"""`make bench`: how fast a message is acknowledged, beside a bare FastAPI route in the same run.

An open-loop generator sends signed Telegram updates at a fixed rate, whatever the answers take; service, fake platform
and generator share the machine. The bare route does nothing but answer 200: the floor of this machine at this moment.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import httpx
from fastapi import FastAPI

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes.loopback import free_port, serving, until
from fakes.telegram import FakeTelegram
from running import SECRET_KEY, TELEGRAM_SECRET, TELEGRAM_TOKEN

RATES = (50, 100)
SECONDS = 10
WARM_UP = 5
QUESTIONS = (
    "boleh ga pns like postingan cabup",
    "istri saya caleg apa saya wajib cuti",
    "resep rendang padang",
    "sanksi asn hadir kampanye apa",
)


def bare_app() -> FastAPI:
    """A route that only answers."""
    app = FastAPI()

    @app.post("/telegram/webhook")
    async def webhook() -> dict[str, bool]:
        return {"ok": True}

    return app


async def load(url: str, rate: int, first: int) -> list[float]:
    """Acknowledgement times in milliseconds of `SECONDS` at `rate` messages a second."""
    times: list[float] = []

    async def one(client: httpx.AsyncClient, number: int) -> None:
        body = _update(first + number, QUESTIONS[number % len(QUESTIONS)])
        started = time.perf_counter()
        response = await client.post(
            f"{url}/telegram/webhook", content=body, headers={"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET}
        )
        times.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200

    async with httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=64)) as client:
        begin = time.perf_counter()
        pending = []
        for number in range(rate * SECONDS):
            await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
            pending.append(asyncio.create_task(one(client, number)))
        await asyncio.gather(*pending)
    return sorted(times)


def _update(number: int, text: str) -> bytes:
    chat = {"id": 5000 + number % 400, "type": "private"}
    update = {"update_id": number, "message": {"message_id": number, "date": 1_800_000_000, "chat": chat, "text": text}}
    return json.dumps(update).encode()


def _row(name: str, rate: int, times: list[float]) -> str:
    def at(share: float) -> float:
        return times[min(len(times) - 1, int(share * len(times)))]

    return f"{name:28} {rate:5}/s   p50 {at(0.5):7.2f} ms   p99 {at(0.99):7.2f} ms   worst {times[-1]:7.2f} ms"


def _served(folder: str, telegram_url: str, port: int) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
    environment |= {
        "NETRAL_DATABASE_URL": f"sqlite:///{folder}/netral.db",
        "NETRAL_SECRET_KEY": SECRET_KEY,
        "NETRAL_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
        "NETRAL_TELEGRAM_SECRET": TELEGRAM_SECRET,
        "NETRAL_TELEGRAM_API_URL": telegram_url,
        "NETRAL_LOG_LEVEL": "warning",
    }
    command = [str(Path(sys.executable).with_name("netral")), "serve", "--port", str(port)]
    return subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)


def _all_sent(telegram: FakeTelegram, count: int) -> bool:
    return len(telegram.sent) == count


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/ready", timeout=1).status_code == 200
    except httpx.HTTPError:
        return False


def main() -> None:
    """Print the table; the service runs in a process of its own, as it does in life."""
    print(f"machine load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    telegram = FakeTelegram(TELEGRAM_TOKEN)
    with tempfile.TemporaryDirectory() as folder, serving(telegram.app) as telegram_url, serving(bare_app()) as bare:
        port = free_port()
        process = _served(folder, telegram_url, port)
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: _ready(url), seconds=60)
            # The first messages pay for compiled statements and opened connections.
            asyncio.run(load(bare, WARM_UP, 0))
            asyncio.run(load(url, WARM_UP, 1))
            sent = WARM_UP * SECONDS
            for rate in RATES:
                print(_row("bare FastAPI route", rate, asyncio.run(load(bare, rate, 0))))
                print(_row("Netral, durable on SQLite", rate, asyncio.run(load(url, rate, 10_000 * rate))))
                sent += rate * SECONDS
                until(partial(_all_sent, telegram, sent), seconds=60)
            print(f"all {sent} messages were answered once")
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
