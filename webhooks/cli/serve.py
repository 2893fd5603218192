"""`netral serve`, `poll`, `migrate`, `purge`: running the service and looking after its database."""

import asyncio
import sys

import click
import uvicorn

from knowledge.database import migrate as migrate_database
from knowledge.database import writing
from webhooks import log
from webhooks.app import create_app
from webhooks.delivery.retention import forget
from webhooks.lock import only_process
from webhooks.metrics import Metrics
from webhooks.polling import poll_telegram
from webhooks.service import data_folder, dispatcher_for, open_engine, open_service
from webhooks.settings import Settings, UnusableSettings, read_settings

SECONDS_BETWEEN_THREADS = 0.0005


def _settings() -> Settings:
    settings = read_settings()
    log.configure(settings.log_level, settings.log_format)
    return settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """The service: webhooks, try-it page, receipts."""
    settings = _settings()
    if "public_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"public_url": f"http://{host}:{port}"})
    app = create_app(open_service(settings))
    # The event loop must not wait the usual 5 ms for threads that compute: acknowledgements come first.
    sys.setswitchinterval(SECONDS_BETWEEN_THREADS)
    click.echo(f"Netral: try it at {settings.public_url}/ (health: {settings.public_url}/health/ready)")
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )


@click.command()
def poll() -> None:
    """Telegram by long polling, for a machine without a public address."""
    settings = _settings()
    if settings.telegram_token is None:
        raise UnusableSettings("NETRAL_TELEGRAM_TOKEN is missing; get one from BotFather.")
    service = open_service(settings)
    with only_process(service.engine, data_folder(settings)):
        asyncio.run(poll_telegram(settings, dispatcher_for(service, Metrics())))


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = _settings()
    done = migrate_database(open_engine(settings))
    click.echo("migrated" if done else "already up to date")


@click.command()
def purge() -> None:
    """Apply the retention rules now."""
    settings = _settings()
    engine = open_engine(settings)
    migrate_database(engine)
    with writing(engine) as session:
        gone = forget(session, settings.retention)
    click.echo(
        f"deleted {gone.conversations} conversations, {gone.misses} missed questions, "
        f"{gone.deliveries} deliveries, {gone.decisions} decisions, {gone.feedback} feedback"
    )
