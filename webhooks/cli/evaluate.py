"""`netral eval`: the figures of labelled question sets."""

import json
from pathlib import Path

import click

from knowledge.evaluation import Asked, as_text, figures, read_rows
from webhooks import log
from webhooks.cli.ask import as_answer, converse
from webhooks.service import open_service
from webhooks.settings import read_settings


@click.command("eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def evaluate(file: Path, as_json: bool) -> None:
    """Ask every question of FILE (JSON lines) and print the figures."""
    settings = read_settings()
    log.configure("warning", settings.log_format)
    service = open_service(settings)
    entries = service.feed.knowledge.entries
    asked = []
    try:
        rows = read_rows(file)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    for row in rows:
        (turn,) = converse(service, [row.text])
        answer = as_answer(turn, service)
        nearest = entries.get(turn.match.candidates[0].entry) if turn.match and turn.match.candidates else None
        asked.append(
            Asked(
                row,
                turn.decided,
                tuple(answer["topics"]),
                tuple(topic for option in answer["options"] for topic in option["topics"]),
                tuple(turn.entries or turn.options),
                nearest.topics if nearest else (),
            )
        )
    found = figures(asked)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else as_text(found))
