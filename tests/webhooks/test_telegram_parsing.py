"""Every kind of Telegram update becomes a message or nothing, and nothing authentic breaks the parser."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

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
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
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


PHOTO = {"file_id": "A", "file_unique_id": "B", "width": 9, "height": 9}
VIDEO = {**PHOTO, "duration": 3}
PLACE = {"latitude": -6.2, "longitude": 106.8}
CHAT = {"id": 501, "type": "private", "first_name": "Nama"}


def said(**content: object) -> bytes:
    """An update holding one message in private."""
    return json.dumps(
        {
            "update_id": 1,
            "message": {
                "message_id": 17,
                "date": 1_800_000_000,
                "chat": CHAT,
                "from": {**CHAT, "is_bot": False},
                **content,
            },
        }
    ).encode()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("animation", {"animation": VIDEO, "document": PHOTO}),
        ("audio", {"audio": VIDEO}),
        ("contact", {"contact": {"phone_number": "0", "first_name": "N"}}),
        ("dice", {"dice": {"emoji": "🎲", "value": 3}}),
        ("document", {"document": PHOTO}),
        ("game", {"game": {"title": "t", "description": "d", "photo": [PHOTO]}}),
        ("location", {"location": PLACE}),
        ("photo", {"photo": [PHOTO, PHOTO]}),
        ("sticker", {"sticker": {**PHOTO, "type": "regular", "is_animated": False, "is_video": False}}),
        ("story", {"story": {"id": 1, "chat": CHAT}}),
        ("location", {"location": PLACE, "venue": {"location": PLACE, "title": "t", "address": "a"}}),
        ("video", {"video": VIDEO}),
        ("video_note", {"video_note": {**VIDEO, "length": 9}}),
        ("voice", {"voice": {**PHOTO, "duration": 3}}),
    ],
)
def test_whatever_a_person_sends_instead_of_text_is_answered_and_its_caption_read(
    kind: str, content: dict[str, object]
) -> None:
    (message,) = parse(said(**content)).messages
    assert (message.media, message.text, message.address) == (kind, "", "501")
    (captioned,) = parse(said(**content, caption="ini boleh?")).messages
    assert (captioned.media, captioned.text) == ("", "ini boleh?")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel", "sender", ""])
def test_only_a_private_chat_is_answered(kind: str) -> None:
    update = json.loads((PAYLOADS / "callback_query.json").read_bytes())
    update["callback_query"]["message"]["chat"]["type"] = kind
    assert parse(json.dumps(update).encode()).messages == ()
    assert parse(said(text="like", chat={"id": -501, "type": kind})).messages == ()


@pytest.mark.parametrize("number", ["1e300", "Infinity", "-Infinity", "NaN", "1" + "0" * 30, "true", "null"])
@pytest.mark.parametrize("place", ['"date": ', '"id": ', '"update_id": ', '"message_id": '])
def test_a_number_beyond_all_bounds_breaks_nothing(place: str, number: str) -> None:
    body = json.dumps(json.loads((PAYLOADS / "text.json").read_bytes()))
    body = re.sub(rf"({place})\d+", rf"\g<1>{number}", body)
    assert number in body
    parsed = parse(body.encode())
    assert parsed.messages or parsed.ignored


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands in a payload: the way to each of its parts."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from places(part, (*path, key))


EVERYWHERE = [
    (path.name, place) for path in sorted(PAYLOADS.glob("*.json")) for place in places(json.loads(path.read_bytes()))
]


@given(st.sampled_from(EVERYWHERE), JSON)
def test_anything_in_any_place_of_a_real_update_is_parsed_or_ignored(
    where: tuple[str, tuple[str | int, ...]], junk: object
) -> None:
    name, place = where
    update = holder = json.loads((PAYLOADS / name).read_bytes())
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    parsed = parse(json.dumps(update).encode())
    assert parsed.messages or parsed.ignored
    for message in parsed.messages:
        json.dumps(asdict(message))
