"""The words shared with `webhooks/`: what comes in, and what goes out."""

from dataclasses import dataclass
from enum import StrEnum


class ChannelName(StrEnum):
    """Where a person writes from."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One thing a person sent, whatever the channel."""

    channel: ChannelName
    delivery_id: str
    """The platform's id of this delivery: the same for a redelivery, different for everything else."""
    chat: str
    """Who writes, in the platform's own terms: what one conversation is told from another by."""
    address: str
    """Where the reply goes; often the same as `chat`."""
    message_id: str = ""
    """The platform's id of the message, to reply to it or to mark it read."""
    text: str = ""
    choice: str = ""
    """The payload of a pressed button, as given in `Option.payload`."""
    media: str = ""
    """What came instead of text: `voice`, `sticker`, …"""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap instead of typing; the text before it says the same in words."""

    label: str
    payload: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send: neutral markup (see `knowledge.markup`) and what may be tapped below it."""

    text: str
    options: tuple[Option, ...] = ()
