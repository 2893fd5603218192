"""`netral ask`: questions from the command line, through the same path as a message; nothing is recorded."""

import datetime
import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from bot.conversation import Turn
from bot.memory import Memory
from bot.messages import ChannelName, IncomingMessage
from bot.rendering import plain_text
from webhooks import log
from webhooks.service import Service, open_service
from webhooks.settings import read_settings


@click.command()
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON line instead of the reply's text.")
@click.option("--jsonl", is_flag=True, help='Read JSON lines {"id", "text"} or {"id", "turns"} from stdin.')
def ask(text: str | None, as_json: bool, jsonl: bool) -> None:
    """One question, or many (--jsonl), and the replies."""
    if (text is None) != jsonl:
        raise click.UsageError("give either a question or --jsonl")
    settings = read_settings()
    log.configure("warning", settings.log_format)
    service = open_service(settings)
    if jsonl:
        for number, line in enumerate(sys.stdin, start=1):
            for answer in answers(service, _row(line, number)) if line.strip() else ():
                click.echo(json.dumps(answer, ensure_ascii=False))
        return
    (turn,) = converse(service, [text or ""])
    click.echo(json.dumps(as_answer(turn, service), ensure_ascii=False) if as_json else plain_text(turn.reply.text))


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("turns", []), list):
        raise click.UsageError(f'line {number} is not {{"id", "text"}} or {{"id", "turns"}}')
    return row


def answers(service: Service, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The JSON answers to one input row: one, or one per turn of a conversation."""
    if "turns" not in row:
        (turn,) = converse(service, [str(row.get("text", ""))])
        yield {"id": row.get("id"), **as_answer(turn, service)}
        return
    for number, turn in enumerate(converse(service, [str(text) for text in row["turns"]]), start=1):
        yield {"id": row.get("id"), "turn": number, **as_answer(turn, service)}


def converse(service: Service, texts: list[str]) -> Iterator[Turn]:
    """The turns of one conversation."""
    memory = Memory()
    for text in texts:
        message = IncomingMessage(ChannelName.TELEGRAM, "", "", "", text=text)
        turn = service.responder.respond(message, memory, service.feed.knowledge, datetime.date.today())
        memory = turn.memory
        yield turn


def as_answer(turn: Turn, service: Service) -> dict[str, Any]:
    """A turn as others read it (`shared/contract.md`, command line)."""
    entries = service.feed.knowledge.entries
    return {
        "decision": turn.decided,
        "entries": list(turn.entries),
        "topics": list(dict.fromkeys(topic for entry in turn.entries for topic in entries[entry].topics)),
        "confidence": round(turn.confidence, 4),
        "options": [
            {"entry": entry, "topics": list(entries[entry].topics), "label": entries[entry].title}
            for entry in turn.options
        ],
        "citations": list(dict.fromkeys(citation for entry in turn.entries for citation in entries[entry].citations)),
        "reply": plain_text(turn.reply.text),
    }
