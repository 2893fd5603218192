"""From a request to an answer on the platform, through real HTTP: the promised status codes, nothing good lost."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from fakes.loopback import until
from running import Running, running, signed, whatsapp_payload, whatsapp_text_message
from sqlalchemy import func
from sqlmodel import select

from knowledge.database import reading
from knowledge.models import MissedQuestion
from webhooks.delivery.models import InboxItem, OutboxItem

PAYLOADS = Path(__file__).parent.parent / "payloads"
SOMEBODY = itertools.count(8_000_000)
QUESTION = "bolehkah ASN like postingan calon bupati?"


def stored(netral: Running) -> int:
    with reading(netral.service.engine) as session:
        return session.exec(select(func.count()).select_from(InboxItem)).one()


def test_a_telegram_question_is_answered_with_its_basis(netral_anywhere: Running) -> None:
    assert netral_anywhere.telegram_says(QUESTION).status_code == 200
    until(lambda: netral_anywhere.telegram.sent)
    (message,) = netral_anywhere.telegram.sent
    assert message["text"].startswith("<b>Tidak boleh.</b> Menyukai unggahan calon")
    assert "Dasar: PP 94/2021 Pasal 5 huruf n angka 6" in message["text"]


def test_a_whatsapp_question_is_answered_in_one_message(netral_anywhere: Running) -> None:
    assert netral_anywhere.whatsapp_says(QUESTION).status_code == 200
    until(lambda: netral_anywhere.graph.sent)
    (message,) = netral_anywhere.graph.sent
    assert message["interactive"]["body"]["text"].startswith("*Tidak boleh.* Menyukai")
    buttons = [each["reply"]["title"] for each in message["interactive"]["action"]["buttons"]]
    assert buttons == ["Membantu", "Belum jelas", "Dasar hukum"]


def test_a_redelivery_is_answered_once(netral_anywhere: Running) -> None:
    for _ in range(3):
        assert netral_anywhere.telegram_says(QUESTION, update_id=77).status_code == 200
        assert netral_anywhere.whatsapp_says(QUESTION, message_id="wamid.same").status_code == 200
    netral_anywhere.telegram_says("komentar", chat=502)
    until(lambda: netral_anywhere.telegram.texts(502) and netral_anywhere.graph.sent)
    assert len(netral_anywhere.telegram.texts(501)) == 1
    assert len(netral_anywhere.graph.sent) == 1


def test_every_message_of_a_batch_is_answered(netral: Running) -> None:
    messages: list[Any] = [whatsapp_text_message("like", f"62811{number}", f"wamid.{number}") for number in range(5)]
    messages.insert(2, {"id": 5, "broken": True})
    assert netral.post_whatsapp(whatsapp_payload(messages)).status_code == 200
    until(lambda: len(netral.graph.sent) == 5)
    assert {message["to"] for message in netral.graph.sent} == {f"62811{number}" for number in range(5)}


def test_messages_of_one_chat_are_answered_in_their_order(netral: Running) -> None:
    netral.telegram.delay = 0.02
    for text in ("like", "komentar", "hadir kampanye", "mundur pilkada"):
        netral.telegram_says(text)
    until(lambda: len(netral.telegram.sent) == 4)
    firsts = [text.split(" ")[:3] for text in netral.telegram.texts()]
    assert firsts == [
        ["Tidak", "boleh.", "Menyukai"],
        ["Tidak", "boleh.", "Mengomentari"],
        ["Boleh", "dengan", "syarat."],
        ["ASN", "mundur", "tertulis"],
    ]


def test_a_choice_is_tapped_on_both_channels(netral: Running) -> None:
    netral.telegram_says("like atau komen di akun calon")
    until(lambda: netral.telegram.sent)
    keyboard = json.loads(netral.telegram.sent[0]["reply_markup"])["inline_keyboard"]
    assert [[button["text"] for button in row] for row in keyboard] == [["1", "2"], ["Bukan ini semua"]]
    query = json.loads((PAYLOADS / "telegram/callback_query.json").read_bytes())
    query["callback_query"]["data"] = keyboard[0][1]["callback_data"]
    netral.post_telegram(query)
    until(lambda: len(netral.telegram.sent) == 2 and netral.telegram.acknowledged)
    assert netral.telegram.texts()[1].startswith("Tidak boleh.")

    netral.whatsapp_says("like atau komen di akun calon", sender="6281200000501")
    until(lambda: netral.graph.sent)
    rows = netral.graph.sent[0]["interactive"]["action"]["sections"][0]["rows"]
    assert [row["title"] for row in rows] == ["1", "2", "Bukan ini semua"]
    netral.post_whatsapp((PAYLOADS / "whatsapp/list_reply.json").read_bytes())
    until(lambda: len(netral.graph.sent) == 2)
    assert netral.graph.texts()[1].startswith("*Tidak boleh.* Menyukai")


def test_a_choice_is_remembered_until_it_is_typed(netral_anywhere: Running) -> None:
    netral_anywhere.telegram_says("like atau komen di akun calon")
    netral_anywhere.telegram_says("1")
    netral_anywhere.telegram_says("1", chat=999)
    until(lambda: len(netral_anywhere.telegram.sent) == 3)
    assert netral_anywhere.telegram.texts(501)[1].startswith("Tidak boleh.")
    assert "belum punya jawaban" in netral_anywhere.telegram.texts(999)[0]


def test_what_is_not_known_is_said_and_counted_without_who_asked(netral_anywhere: Running) -> None:
    netral_anywhere.telegram_says("xkqz vbn plm, hubungi 081234567890")
    netral_anywhere.whatsapp_says("Xkqz vbn plm, hubungi 081299999999")
    until(lambda: netral_anywhere.telegram.sent and netral_anywhere.graph.sent)
    assert "tidak menebak" in netral_anywhere.telegram.texts()[0]
    with reading(netral_anywhere.service.engine) as session:
        (missed,) = session.exec(select(MissedQuestion)).all()
    assert (missed.count, missed.channels, missed.status) == (2, {"telegram": 1, "whatsapp": 1}, "open")
    assert "[nomor]" in missed.text
    assert "0812" not in missed.text


def test_what_is_not_ours_is_declined_and_counted_apart(netral_anywhere: Running) -> None:
    netral_anywhere.telegram_says("kapan gaji ke-13 cair ya")
    until(lambda: netral_anywhere.telegram.sent)
    assert "di luar layanan ini" in netral_anywhere.telegram.texts()[0]
    with reading(netral_anywhere.service.engine) as session:
        (missed,) = session.exec(select(MissedQuestion)).all()
    assert (missed.status, missed.candidates) == ("outside", ["luar/gaji-dan-thr"])


@pytest.mark.parametrize("secret", [None, "", "wrong-secret-of-the-webhook"])
def test_a_telegram_request_without_the_secret_stores_nothing(shared_netral: Running, secret: str | None) -> None:
    update = json.loads((PAYLOADS / "telegram/text.json").read_bytes())
    before = stored(shared_netral)
    assert shared_netral.post_telegram(update, secret=secret).status_code == 401
    assert stored(shared_netral) == before


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, signed(b"other")])
def test_a_whatsapp_request_without_the_signature_stores_nothing(shared_netral: Running, signature: str) -> None:
    before = stored(shared_netral)
    assert shared_netral.post_whatsapp((PAYLOADS / "whatsapp/text.json").read_bytes(), signature).status_code == 401
    assert stored(shared_netral) == before


@pytest.mark.parametrize("body", [b"", b"not json", b"[1]", b"\xff\xfe\x00"])
def test_an_authentic_body_that_is_not_json_is_400(shared_netral: Running, body: bytes) -> None:
    assert shared_netral.post_telegram(body).status_code == 400
    assert shared_netral.post_whatsapp(body).status_code == 400


def test_a_body_above_one_mebibyte_is_413(shared_netral: Running) -> None:
    netral = shared_netral
    body = b'{"x": "' + b"a" * (2 * 1024 * 1024) + b'"}'
    assert netral.post_telegram(body).status_code == 413
    assert netral.post_whatsapp(body).status_code == 413
    chunks = (body[start : start + 65536] for start in range(0, len(body), 65536))
    headers = {"X-Telegram-Bot-Api-Secret-Token": "secret-of-the-webhook-in-tests"}
    assert netral.http.post("/telegram/webhook", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*/*.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_kind_of_payload_is_accepted(shared_netral: Running, path: Path) -> None:
    post = shared_netral.post_telegram if path.parent.name == "telegram" else shared_netral.post_whatsapp
    assert post(path.read_bytes()).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀" * 4096,
        "\x00",
        "boleh\x00 like\u202e?",
        "\ud800",
        "a" * 4096,
        "<b>",
        "</b>&",
        "*_~`",
        "'; DROP TABLE entry; --",
        "ya " * 1300,
    ],
)
def test_any_text_is_stored_and_gets_one_reply(shared_netral: Running, text: str) -> None:
    chat = next(SOMEBODY)
    assert shared_netral.telegram_says(text, chat=chat).status_code == 200
    assert shared_netral.whatsapp_says(text, sender=str(chat)).status_code == 200
    until(lambda: shared_netral.telegram.texts(chat) and shared_netral.graph.texts(str(chat)))
    (reply,) = shared_netral.telegram.texts(chat)
    assert reply.strip()


def test_metas_handshake_echoes_the_challenge(shared_netral: Running) -> None:
    netral = shared_netral
    query = {"hub.mode": "subscribe", "hub.verify_token": "handshake-word", "hub.challenge": "1158201444"}
    assert netral.http.get("/whatsapp/webhook", params=query).text == "1158201444"
    assert netral.http.get("/whatsapp/webhook", params={**query, "hub.verify_token": "wrong"}).status_code == 403
    assert netral.http.get("/whatsapp/webhook").status_code == 403


def test_a_channel_without_credentials_is_off(sqlite_url: str, home: Path) -> None:
    with running(sqlite_url, home, telegram_token=None, telegram_secret=None, whatsapp_app_secret=None) as netral:
        assert netral.telegram_says("like").status_code == 404
        assert netral.whatsapp_says("like").status_code == 404
        assert netral.http.get("/whatsapp/webhook").status_code == 404
        assert netral.http.get("/health/ready").status_code == 200


def test_no_sender_is_left_anywhere_once_answered(
    netral: Running, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    netral.telegram_says(QUESTION, chat=987654321)
    netral.telegram_says("resep rendang", chat=987654321)
    netral.telegram_says("like atau komen di akun calon", chat=987654321)
    netral.whatsapp_says(QUESTION, sender="6285551234567", message_id="wamid.HBgNNjI4NTU1MTIzNDU2Nw")
    until(lambda: len(netral.telegram.sent) == 3 and len(netral.graph.sent) == 1)
    with reading(netral.service.engine) as session:
        until(
            lambda: not session.exec(select(OutboxItem).where(OutboxItem.status != "sent")).all() or session.rollback()
        )
        assert all(item.sealed is None for item in session.exec(select(InboxItem)))
        assert all(item.sealed is None for item in session.exec(select(OutboxItem)))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    kept += netral.http.get("/metrics").content + "".join(capfd.readouterr()).encode()
    for secret in (
        b"987654321",
        b"6285551234567",
        b"wamid.HBg",
        b"Rahasia",
        b"secret-of-the-webhook",
        b"app-secret-used",
    ):
        assert secret not in kept
