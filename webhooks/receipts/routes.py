"""`GET /j/{code}`: exact text, version, legal basis with status, valid as of. Nothing about who was sent it."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from bot.replies import VERDICTS
from knowledge.database import reading
from knowledge.receipts import find_receipt
from webhooks.feed import KnowledgeFeed
from webhooks.pages import Pages


def routes(engine: Engine, feed: KnowledgeFeed) -> APIRouter:
    """The page of a code, and a plain 404 for one that was never given."""
    router = APIRouter()
    pages = Pages("receipts")

    @router.get("/j/{code}", include_in_schema=False)
    def receipt(request: Request, code: str) -> Response:
        with reading(engine) as session:
            found = find_receipt(session, code)
        if found is None:
            return pages.show(request, "unknown.html", status_code=404)
        register = feed.knowledge.register
        sources = [(citation, register.resolve(citation)) for citation in found.entry.citations]
        return pages.show(
            request, "receipt.html", receipt=found, verdict=VERDICTS[found.entry.putusan], sources=sources
        )

    return router
