"""Every message of a notification is found, whatever stands beside it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import WHATSAPP_APP_SECRET, signed

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
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
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


def test_only_the_very_signature_of_the_very_bytes_passes() -> None:
    body = b'{"object":"whatsapp_business_account"}'
    assert verify(body, signed(body), WHATSAPP_APP_SECRET)
    assert not verify(body + b" ", signed(body), WHATSAPP_APP_SECRET)
    assert not verify(body, signed(body), "another secret of the app")
    assert not verify(body, signed(body).removeprefix("sha256="), WHATSAPP_APP_SECRET)
    assert not verify(body, "", WHATSAPP_APP_SECRET)
    assert not verify(body, None, WHATSAPP_APP_SECRET)
