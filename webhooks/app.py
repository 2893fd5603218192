"""The web application: every URL, over one service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import reading
from webhooks import health, telegram, whatsapp
from webhooks.delivery.dispatcher import Dispatcher
from webhooks.lock import only_process
from webhooks.log import logger
from webhooks.metrics import Metrics
from webhooks.pages import HERE
from webhooks.receipts import routes as receipts
from webhooks.service import Service, data_folder, dispatcher_for, reveal
from webhooks.tryit import routes as tryit

log = logger(__name__)


def create_app(service: Service) -> FastAPI:
    """The application over an open service; it takes the database's one place while it runs."""
    metrics = Metrics()
    dispatcher = dispatcher_for(service, metrics)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        with only_process(service.engine, data_folder(service.settings)):
            await dispatcher.start()
            watching = asyncio.create_task(service.feed.watch())
            log.info(
                "serving",
                try_it=f"{service.settings.public_url}/",
                entries=len(service.feed.knowledge.entries),
            )
            yield
            watching.cancel()
            await dispatcher.stop()
            log.info("stopped")

    app = FastAPI(title="Netral", docs_url=None, redoc_url=None, lifespan=lifespan)
    _include_channels(app, service, dispatcher)
    app.include_router(tryit.routes(service.responder, service.feed))
    app.include_router(receipts.routes(service.engine, service.feed))
    app.include_router(health.routes(metrics, _probes(service, dispatcher), lambda: service.feed.knowledge.version))
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    return app


def _include_channels(app: FastAPI, service: Service, dispatcher: Dispatcher) -> None:
    settings = service.settings
    if settings.telegram_token and settings.telegram_secret:
        app.include_router(telegram.routes(reveal(settings.telegram_secret), dispatcher.accept))
    if (
        settings.whatsapp_token
        and settings.whatsapp_phone_id
        and settings.whatsapp_app_secret
        and settings.whatsapp_verify_token
    ):
        app.include_router(
            whatsapp.routes(
                reveal(settings.whatsapp_app_secret),
                reveal(settings.whatsapp_verify_token),
                dispatcher.accept,
            )
        )


def _probes(service: Service, dispatcher: Dispatcher) -> dict[str, health.Probe]:
    def database() -> bool:
        try:
            with reading(service.engine) as session:
                session.connection().execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    return {
        "database": database,
        "index": lambda: bool(service.feed.knowledge.entries),
        "delivery": lambda: dispatcher.working,
    }
