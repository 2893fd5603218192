"""Every message of a notification is found, whatever stands beside it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import WHATSAPP_APP_SECRET, signed, whatsapp_payload

from bot.messages import ChannelName, IncomingMessage
from webhooks.channel import UnreadableBody
from webhooks.whatsapp import parse, verify

PAYLOADS = Path(__file__).parent.parent / "payloads/whatsapp"
CHOICE = {"choice": "e:like-unggahan-calon"}
MESSAGES = {
    "text": {"text": "bolehkah ASN like postingan calon?"},
    "button_reply": CHOICE,
    "list_reply": CHOICE,
    "template_button": CHOICE,
    "image_with_caption": {"text": "ini boleh?"},
    "image": {"media": "image"},
    "audio": {"media": "audio"},
    "sticker": {"media": "sticker"},
    "document": {"media": "document"},
    "location": {"media": "location"},
    "contacts": {"media": "contacts"},
    "unsupported": {"media": "unsupported"},
}
SEVERAL = {"good_and_broken", "username_only"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "path",
    [each for each in sorted(PAYLOADS.glob("*.json")) if each.stem not in SEVERAL],
    ids=lambda path: path.stem,
)
def test_a_notification_becomes_the_message_it_holds(path: Path) -> None:
    body = path.read_bytes()
    parsed = parse(body)
    if path.stem not in MESSAGES:
        assert parsed.messages == ()
        assert parsed.ignored
        return
    (message,) = parsed.messages
    message_id = json.loads(body)["entry"][0]["changes"][0]["value"]["messages"][0]["id"]
    assert message == IncomingMessage(
        ChannelName.WHATSAPP,
        message_id,
        chat="ID.6281200000501",
        address="6281200000501",
        message_id=message_id,
        **MESSAGES[path.stem],
    )


def test_a_broken_message_costs_its_neighbours_nothing() -> None:
    parsed = parse((PAYLOADS / "good_and_broken.json").read_bytes())
    assert [message.text for message in parsed.messages] == ["like", "komentar"]
    assert parsed.ignored == ("malformed",)


def test_a_person_without_a_phone_number_is_known_by_the_user_id() -> None:
    (message,) = parse((PAYLOADS / "username_only.json").read_bytes()).messages
    assert (message.chat, message.address) == ("ID.777001", "ID.777001")


def test_a_person_without_a_user_id_is_known_by_the_phone_number() -> None:
    payload = json.loads((PAYLOADS / "text.json").read_bytes())
    del payload["entry"][0]["changes"][0]["value"]["contacts"]
    (message,) = parse(json.dumps(payload).encode()).messages
    assert message.chat == message.address == "6281200000501"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff"])
def test_a_body_that_is_no_json_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        parse(body)


@given(
    JSON,
    st.sampled_from(
        [
            ("entry",),
            ("entry", 0, "changes"),
            ("entry", 0, "changes", 0, "value"),
            ("entry", 0, "changes", 0, "value", "messages"),
        ]
    ),
)
def test_anything_in_any_place_is_parsed_or_ignored(junk: object, place: tuple[str | int, ...]) -> None:
    payload = json.loads((PAYLOADS / "text.json").read_bytes())
    holder = payload
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    parsed = parse(json.dumps(payload).encode())
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


@settings(max_examples=300)
@given(st.sampled_from(EVERYWHERE), JSON)
def test_anything_in_any_place_of_a_real_notification_is_parsed_or_ignored(
    where: tuple[str, tuple[str | int, ...]], junk: object
) -> None:
    name, place = where
    payload = holder = json.loads((PAYLOADS / name).read_bytes())
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    parsed = parse(json.dumps(payload).encode())
    assert parsed.messages or parsed.ignored


@pytest.mark.parametrize("contact", [{"wa_id": []}, {"wa_id": {}}, {"wa_id": "6281200000501", "user_id": [1]}, 7, {}])
def test_a_broken_contact_costs_no_message(contact: object) -> None:
    payload = json.loads((PAYLOADS / "text.json").read_bytes())
    payload["entry"][0]["changes"][0]["value"]["contacts"].insert(0, contact)
    (message,) = parse(json.dumps(payload).encode()).messages
    assert (message.chat, message.address) == ("ID.6281200000501", "6281200000501")


def sent(**content: object) -> dict[str, object]:
    """One message as it stands in a notification."""
    return {"from": "6281200000501", "id": "wamid.1", "timestamp": "1800000000", **content}


@pytest.mark.parametrize(
    "content",
    [
        {"type": "reaction", "reaction": {"message_id": "wamid.0", "emoji": "👍"}},
        {"type": "system", "system": {"body": "changed number", "type": "user_changed_number"}},
        {"type": "request_welcome"},
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}},
        {"type": "of_tomorrow", "of_tomorrow": {"a": 1}},
        {"type": "text", "text": {"body": "like"}, "group_id": "120363"},
        {"type": "text", "text": {}},
        {"type": ["text"]},
        {},
    ],
    ids=str,
)
def test_what_is_no_message_to_us_is_ignored_and_costs_its_neighbours_nothing(content: dict[str, object]) -> None:
    messages = [sent(type="text", text={"body": "satu"}), sent(**content), sent(type="text", text={"body": "dua"})]
    parsed = parse(json.dumps(whatsapp_payload(messages)).encode())
    assert [message.text for message in parsed.messages] == ["satu", "dua"]
    assert len(parsed.ignored) == 1


def test_every_entry_and_change_of_a_notification_is_read() -> None:
    def holding(*texts: str) -> dict[str, Any]:
        return whatsapp_payload([sent(type="text", text={"body": text}) for text in texts], statuses=[{"id": "w"}])

    payload = holding("a", "b")
    payload["entry"] += [None, {"changes": "x"}, *holding("c")["entry"]]
    payload["entry"][0]["changes"] += [{"field": "account_update", "value": {}}, *holding("d")["entry"][0]["changes"]]
    parsed = parse(json.dumps(payload).encode())
    assert [message.text for message in parsed.messages] == ["a", "b", "d", "c"]
    assert parsed.ignored == ("status",) * 3


def test_only_the_very_signature_of_the_very_bytes_passes() -> None:
    body = b'{"object":"whatsapp_business_account"}'
    assert verify(body, signed(body), WHATSAPP_APP_SECRET)
    assert not verify(body + b" ", signed(body), WHATSAPP_APP_SECRET)
    assert not verify(body, signed(body), "another secret of the app")
    assert not verify(body, signed(body).removeprefix("sha256="), WHATSAPP_APP_SECRET)
    assert not verify(body, "", WHATSAPP_APP_SECRET)
    assert not verify(body, None, WHATSAPP_APP_SECRET)
