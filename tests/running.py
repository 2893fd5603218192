"""A whole service on loopback, with both platforms faked: what the HTTP tests, the demo and the bench run against."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fakes.graph import VERSION, FakeGraph
from fakes.loopback import serving
from fakes.telegram import FakeTelegram
from samples import EDITION

from knowledge.files import read_vocabulary, write_edition
from webhooks.app import create_app
from webhooks.service import Service, open_service
from webhooks.settings import Settings

TELEGRAM_TOKEN = "123456:loopback-token-of-the-tests"
TELEGRAM_SECRET = "secret-of-the-webhook-in-tests"
WHATSAPP_TOKEN = "loopback-token-of-the-cloud-api"
WHATSAPP_PHONE_ID = "110000000000001"
WHATSAPP_APP_SECRET = "app-secret-used-only-in-tests"
WHATSAPP_VERIFY_TOKEN = "handshake-word"
SECRET_KEY = "a-key-of-forty-characters-used-in-tests-only"


def settings_for(database_url: str, telegram_url: str, graph_url: str, **changes: Any) -> Settings:
    """Settings of a service whose platforms are the fakes."""
    fields: dict[str, Any] = {
        "database_url": database_url,
        "secret_key": SECRET_KEY,
        "telegram_token": TELEGRAM_TOKEN,
        "telegram_secret": TELEGRAM_SECRET,
        "telegram_api_url": telegram_url,
        "whatsapp_token": WHATSAPP_TOKEN,
        "whatsapp_phone_id": WHATSAPP_PHONE_ID,
        "whatsapp_app_secret": WHATSAPP_APP_SECRET,
        "whatsapp_verify_token": WHATSAPP_VERIFY_TOKEN,
        "whatsapp_api_url": f"{graph_url}/{VERSION}",
    }
    return Settings(_env_file=None, **{**fields, **changes})


@dataclass
class Running:
    """A running service and its surroundings."""

    url: str
    telegram: FakeTelegram
    graph: FakeGraph
    service: Service
    http: httpx.Client
    _update: int = field(default=1000)

    def telegram_says(self, text: str, chat: int = 501, update_id: int | None = None, **more: Any) -> httpx.Response:
        """One text message from a person on Telegram."""
        self._update += 1
        message = {
            "message_id": self._update,
            "date": 1_800_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "Rahasia"},
            "from": {"id": chat, "is_bot": False, "first_name": "Rahasia"},
            "text": text,
            **more,
        }
        return self.post_telegram({"update_id": update_id or self._update, "message": message})

    def post_telegram(self, update: Any, secret: str | None = TELEGRAM_SECRET) -> httpx.Response:
        """An update as Telegram would deliver it."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        return self.http.post("/telegram/webhook", content=body, headers=headers)

    def whatsapp_says(self, text: str, sender: str = "6281200000501", message_id: str | None = None) -> httpx.Response:
        """One text message from a person on WhatsApp."""
        self._update += 1
        return self.post_whatsapp(
            whatsapp_payload([whatsapp_text_message(text, sender, message_id or f"wamid.in.{self._update}")])
        )

    def post_whatsapp(self, payload: Any, signature: str | None = None) -> httpx.Response:
        """A notification as Meta would deliver it, signed unless `signature` says otherwise."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return self.http.post(
            "/whatsapp/webhook",
            content=body,
            headers={"X-Hub-Signature-256": signature if signature is not None else signed(body)},
        )


def signed(body: bytes) -> str:
    """The signature Meta would send with a body."""
    return "sha256=" + hmac.new(WHATSAPP_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()


def whatsapp_text_message(text: str, sender: str, message_id: str) -> dict[str, Any]:
    """A text message as it stands in a notification."""
    return {
        "from": sender,
        "id": message_id,
        "timestamp": "1800000000",
        "type": "text",
        "text": {"body": text},
    }


def whatsapp_payload(messages: list[Any], **more: Any) -> dict[str, Any]:
    """A notification holding messages."""
    senders = {message["from"] for message in messages if isinstance(message, dict) and "from" in message}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "62000", "phone_number_id": WHATSAPP_PHONE_ID},
        "contacts": [
            {"profile": {"name": "Rahasia"}, "wa_id": sender, "user_id": f"ID.{sender}9"} for sender in sorted(senders)
        ],
        "messages": messages,
        **more,
    }
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }


@contextmanager
def running(database_url: str, home: Path, **changes: Any) -> Iterator[Running]:
    """Run the service over a database and a folder of knowledge until the block ends."""
    telegram, graph = FakeTelegram(TELEGRAM_TOKEN), FakeGraph(WHATSAPP_TOKEN, WHATSAPP_PHONE_ID)
    with ExitStack() as stack:
        telegram_url = stack.enter_context(serving(telegram.app))
        graph_url = stack.enter_context(serving(graph.app))
        service = open_service(settings_for(database_url, telegram_url, graph_url, **changes), home)
        stack.callback(service.engine.dispose)
        url = stack.enter_context(serving(create_app(service), lifespan="on"))
        http = stack.enter_context(httpx.Client(base_url=url, timeout=20))
        yield Running(url, telegram, graph, service, http)


def sample_home(folder: Path) -> Path:
    """The small knowledge base of `samples` as files."""
    write_edition(EDITION, folder, read_vocabulary())
    return folder
