"""`make demo`: signed webhooks of both channels against a running service, and what a person would read.

The service is the real one over the real knowledge base; only the two platforms are stand-ins on loopback.
"""

import tempfile
from pathlib import Path

from fakes.loopback import until
from running import Running, running

from knowledge.files import HOME
from webhooks import log

QUESTION = "min, blh ga sy like postingan calon bupati? sy pns"


def _show(who: str, text: str) -> None:
    print(f"\n\033[1m{who}\033[0m" if who else "")
    print("\n".join(f"  {line}" for line in text.splitlines()))


def _telegram(netral: Running, text: str, update_id: int | None = None) -> None:
    before = len(netral.telegram.sent)
    status = netral.telegram_says(text, chat=501, update_id=update_id).status_code
    _show(f"Telegram · seorang ASN menulis (webhook → {status})", text)
    until(lambda: len(netral.telegram.sent) > before)
    _show("Telegram · Netral membalas", netral.telegram.texts()[-1])


def _whatsapp(netral: Running, text: str) -> None:
    before = len(netral.graph.sent)
    status = netral.whatsapp_says(text).status_code
    _show(f"WhatsApp · seorang ASN menulis (webhook → {status})", text)
    until(lambda: len(netral.graph.sent) > before)
    _show("WhatsApp · Netral membalas", netral.graph.texts()[-1])


def main() -> None:
    """Play the conversation and say what happened to a delivery that came twice."""
    log.configure("warning", "console")
    with tempfile.TemporaryDirectory() as folder, running(f"sqlite:///{folder}/netral.db", Path(HOME)) as netral:
        _telegram(netral, "/start")
        _telegram(netral, QUESTION, update_id=9001)
        _whatsapp(netral, "istri saya caleg, apakah saya wajib cuti di luar tanggungan negara?")
        _whatsapp(netral, "resep rendang")
        _telegram(netral, "pilih siapa nih enaknya?")

        before = len(netral.telegram.sent)
        status = netral.telegram_says(QUESTION, chat=501, update_id=9001).status_code
        _telegram(netral, "terima kasih")
        answered = len(netral.telegram.sent) - before - 1
        print(f"\nKiriman 9001 datang dua kali (webhook → {status}): dijawab {answered} kali lagi.")
        if answered:
            raise SystemExit("a duplicate delivery was answered twice")


if __name__ == "__main__":
    main()
