"""`GET /` and `POST /`: one question, its reply as both channels show it, and the reasons."""

import datetime
from dataclasses import dataclass

from fastapi import APIRouter, Form, Request, Response

from bot.conversation import Responder, Turn
from bot.memory import Memory
from bot.messages import ChannelName, IncomingMessage
from knowledge.entries import Knowledge
from webhooks.channel import clean
from webhooks.feed import KnowledgeFeed
from webhooks.pages import Pages

MOST_CHARACTERS = 2000

EXAMPLES = (
    "boleh ga pns like postingan calon bupati?",
    "Istri saya caleg, apakah saya harus cuti?",
    "hadir kampanye tapi cuma nonton, gimana?",
    "resep rendang",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the page shows it."""

    title: str
    percent: int
    phrasing: str
    chosen: bool


def routes(responder: Responder, feed: KnowledgeFeed) -> APIRouter:
    """The page, for the plain form and for the script alike."""
    router = APIRouter()
    pages = Pages("tryit")

    @router.get("/", include_in_schema=False)
    def empty(request: Request) -> Response:
        return pages.show(request, "tryit.html", turn=None, examples=EXAMPLES, entries=len(feed.knowledge.entries))

    @router.post("/", include_in_schema=False)
    def ask(
        request: Request,
        text: str = Form("", max_length=MOST_CHARACTERS),
        choice: str = Form("", max_length=64),
        shown: str = Form("", max_length=72),
        offered: str = Form("", max_length=400),
        question: str = Form("", max_length=MOST_CHARACTERS),
        answered: str = Form("", max_length=64),
        menu: str = Form("", max_length=800),
    ) -> Response:
        knowledge = feed.knowledge
        memory = Memory(_listed(offered), question, answered, _listed(menu))
        message = IncomingMessage(ChannelName.TELEGRAM, "", "", "", text=clean(text), choice=choice)
        turn = responder.respond(message, memory, knowledge, datetime.date.today())
        return pages.show(
            request,
            "tryit.html",
            turn=turn,
            asked=message.text or shown,
            rows=_rows(turn, knowledge),
            examples=EXAMPLES,
            entries=len(knowledge.entries),
        )

    return router


def _listed(field: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split(",")))


def _rows(turn: Turn, knowledge: Knowledge) -> list[Row]:
    if turn.match is None:
        return []
    chosen = {*turn.entries, *turn.options}
    return [
        Row(knowledge.title(each.entry), round(100 * each.score), each.phrasing, each.entry in chosen)
        for each in turn.match.candidates[:6]
    ]
