"""Every kind of Telegram update becomes a message or nothing, and nothing authentic breaks the parser."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import ChannelName, IncomingMessage
from webhooks.channel import UnreadableBody
from webhooks.telegram import parse, verify

PAYLOADS = Path(__file__).parent.parent / "payloads/telegram"
MESSAGES = {
    "text": {"text": "bolehkah ASN like postingan calon?"},
    "command": {"text": "/start"},
    "forwarded": {"text": "ayo pilih"},
    "photo_with_caption": {"text": "ini boleh?"},
    "voice": {"media": "voice"},
    "sticker": {"media": "sticker"},
    "location": {"media": "location"},
    "contact": {"media": "contact"},
    "document": {"media": "document"},
    "poll_message": {"media": "poll"},
    "callback_query": {"choice": "e:like-unggahan-calon", "message_id": "4382"},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("path", sorted(PAYLOADS.glob("*.json")), ids=lambda path: path.stem)
def test_an_update_becomes_the_message_it_holds(path: Path) -> None:
    body = path.read_bytes()
    parsed = parse(body)
    if path.stem not in MESSAGES:
        assert parsed.messages == ()
        assert parsed.ignored
        assert "malformed" not in parsed.ignored
        return
    (message,) = parsed.messages
    expected = {"message_id": "17", **MESSAGES[path.stem]}
    assert message == IncomingMessage(
        ChannelName.TELEGRAM, str(json.loads(body)["update_id"]), chat="501", address="501", **expected
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 5000])
def test_a_body_that_is_no_json_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        parse(body)


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "edited_message", "x"]), JSON))
def test_any_json_object_is_parsed_or_ignored(payload: dict[str, object]) -> None:
    parsed = parse(json.dumps(payload).encode())
    assert parsed.messages or parsed.ignored


@given(field=st.sampled_from(["message_id", "from", "chat", "date", "text", "entities", "photo"]), value=JSON)
def test_a_message_with_one_wrong_field_is_parsed_or_ignored(field: str, value: object) -> None:
    update = json.loads((PAYLOADS / "text.json").read_bytes())
    update["message"][field] = value
    parsed = parse(json.dumps(update).encode())
    assert parsed.messages or parsed.ignored


def test_a_part_the_library_cannot_read_does_not_cost_the_question() -> None:
    update = json.loads((PAYLOADS / "text.json").read_bytes())
    update["message"]["entities"] = [{"type": "of tomorrow"}]
    (message,) = parse(json.dumps(update).encode()).messages
    assert message.text == "bolehkah ASN like postingan calon?"


def test_unseen_characters_are_taken_out_of_a_text() -> None:
    update = json.loads((PAYLOADS / "text.json").read_bytes())
    update["message"]["text"] = "boleh\x00 \u202elike\u202c\ud800?\n"
    (message,) = parse(json.dumps(update).encode()).messages
    assert message.text == "boleh like??\n"


def test_the_secret_must_be_the_very_one() -> None:
    assert verify("rahasia-webhook", "rahasia-webhook")
    assert not verify("rahasia-webhooK", "rahasia-webhook")
    assert not verify("", "rahasia-webhook")
    assert not verify(None, "rahasia-webhook")
    assert not verify("ä\udcff".encode("utf-8", "replace").decode(), "rahasia-webhook")
