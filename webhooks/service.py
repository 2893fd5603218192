"""The one place that wires things: from settings to a service ready to be served, asked or polled."""

import datetime
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from bot.bands import Bands
from bot.conversation import Responder
from bot.limits import oversize
from bot.messages import ChannelName
from bot.replies import Replies
from knowledge.checks.checker import Checker
from knowledge.checks.wording import read_word_lists
from knowledge.database import connect, migrate, reading, writing
from knowledge.facts import read_facts
from knowledge.files import HOME, Vocabulary, digest_of, read_edition, read_vocabulary
from knowledge.findings import UnreadableDocument
from knowledge.matching.calibrate import Budget
from knowledge.matching.meaning import Encoder, read_encoder
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.seed import import_edition, is_seeded
from webhooks.channel import Channel
from webhooks.delivery.answering import Answering
from webhooks.delivery.dispatcher import Dispatcher
from webhooks.delivery.embedded import EmbeddedDispatcher
from webhooks.delivery.sealing import Sealer, key_in
from webhooks.feed import KnowledgeFeed
from webhooks.log import logger
from webhooks.metrics import Metrics
from webhooks.settings import Settings, UnusableSettings
from webhooks.telegram import Telegram
from webhooks.whatsapp_sending import WhatsApp

log = logger(__name__)

DATA = Path("data")


@dataclass(frozen=True)
class Service:
    """Everything a running Netral consists of."""

    settings: Settings
    engine: Engine
    normalize: Normalizer
    vocabulary: Vocabulary
    feed: KnowledgeFeed
    responder: Responder


def open_service(settings: Settings, home: Path = HOME) -> Service:
    """A service over a migrated database holding the newest good edition of the knowledge base.

    Raises `UnusableSettings` when the database cannot be used.
    """
    engine = open_engine(settings)
    normalize = Normalizer(read_slang())
    vocabulary = read_vocabulary()
    if migrate(engine):
        log.info("database_migrated")
    seed(engine, home, vocabulary, normalize)
    feed = KnowledgeFeed(engine, vocabulary, normalize, Budget(wrong=settings.wrong_answers), encoder_of(settings))
    return Service(settings, engine, normalize, vocabulary, feed, Responder(Replies(), Bands()))


def encoder_of(settings: Settings) -> Encoder | None:
    """The optional encoder of sentences; raises `UnusableSettings` when the one named is not installed."""
    try:
        return read_encoder(settings.encoder) if settings.encoder else None
    except ValueError as error:
        raise UnusableSettings(f"NETRAL_ENCODER: {error}.") from None


def open_engine(settings: Settings) -> Engine:
    """An engine for the database of the settings; raises `UnusableSettings` when there can be none."""
    try:
        return connect(settings.database_url)
    except ValueError as error:
        raise UnusableSettings(f"{error}.") from None


def seed(engine: Engine, home: Path, vocabulary: Vocabulary, normalize: Normalizer) -> None:
    """Take the files in, if they have changed and are good; otherwise keep the last good edition."""
    digest = digest_of(home)
    with reading(engine) as session:
        if is_seeded(session, digest):
            return
    try:
        edition = read_edition(home)
        findings = checker(home, vocabulary, normalize).findings(edition)
    except UnreadableDocument as unreadable:
        findings = list(unreadable.findings)
    if findings:
        log.error(
            "knowledge_files_not_taken",
            findings=len(findings),
            first=str(findings[0]),
            remedy="run: netral kb check",
        )
        return
    with writing(engine) as session:
        report = import_edition(session, edition, normalize, files_digest=digest, retire_missing=True)
    log.info(
        "knowledge_files_taken",
        added=len(report.added),
        updated=len(report.updated),
        conflicts=report.conflicts,
    )


def checker(home: Path, vocabulary: Vocabulary, normalize: Normalizer) -> Checker:
    """The checks of the knowledge base, with the channels' limits among them."""
    return Checker(
        home,
        vocabulary,
        normalize,
        datetime.date.today(),
        read_facts(),
        read_word_lists(),
        partial(oversize, Replies()),
        complete=home == HOME,
    )


def dispatcher_for(service: Service, metrics: Metrics) -> Dispatcher:
    """The engine of delivery, over the channels that have credentials."""
    answering = Answering(service.responder, service.feed, Sealer(secret_key(service.settings)))
    return EmbeddedDispatcher(
        service.engine, answering, channels(service.settings), metrics, service.settings.retention
    )


def channels(settings: Settings) -> dict[ChannelName, Channel]:
    """The channels we can send on."""
    found: dict[ChannelName, Channel] = {}
    if settings.telegram_token:
        found[ChannelName.TELEGRAM] = Telegram(reveal(settings.telegram_token), settings.telegram_api_url)
    if settings.whatsapp_token and settings.whatsapp_phone_id:
        found[ChannelName.WHATSAPP] = WhatsApp(
            reveal(settings.whatsapp_token), settings.whatsapp_phone_id, settings.whatsapp_api_url
        )
    return found


def secret_key(settings: Settings) -> str:
    """The key everything secret is derived from; made on first start in the embedded default."""
    if settings.secret_key:
        return reveal(settings.secret_key)
    if not settings.embedded:
        raise UnusableSettings("NETRAL_SECRET_KEY is missing; with PostgreSQL every process needs the same one.")
    return key_in(data_folder(settings))


def data_folder(settings: Settings) -> Path:
    """Where the embedded default keeps its files: beside its database."""
    path = settings.database_url.partition(":///")[2]
    return Path(path).parent if path else DATA


def reveal(secret: SecretStr | None) -> str:
    """The value of a secret that is known to be set."""
    return secret.get_secret_value() if secret else ""
