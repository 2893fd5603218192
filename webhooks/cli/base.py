"""`netral kb …`: checking, counting, exporting and importing the knowledge base."""

import json
import sys
from pathlib import Path

import click

from knowledge.database import reading, writing
from knowledge.entries import published_edition
from knowledge.files import HOME, read_edition, read_vocabulary, write_edition
from knowledge.findings import Finding, UnreadableDocument
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.seed import ImportReport, import_edition
from webhooks import log
from webhooks.service import Service, checker, open_service
from webhooks.settings import read_settings

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def kb() -> None:
    """The knowledge base."""


@kb.command()
@click.argument("folder", type=FOLDER, default=HOME)
def check(folder: Path) -> None:
    """Validate the whole base; one line per finding, exit 1 when there is any."""
    findings = _findings(folder)
    for finding in findings:
        click.echo(finding)
    if findings:
        click.echo(f"{len(findings)} temuan", err=True)
        sys.exit(1)
    click.echo("bersih", err=True)


@kb.command()
@click.option("--json", "as_json", is_flag=True)
def stats(as_json: bool) -> None:
    """What the base in use holds."""
    knowledge = _service().feed.knowledge
    counts = {
        "entries": len(knowledge.entries),
        "phrasings": sum(len(entry.phrasings) for entry in knowledge.entries.values()),
        "topics_covered": len({topic for entry in knowledge.entries.values() for topic in entry.topics}),
        "topics_total": len(knowledge.vocabulary.group_of),
        "instruments": len(knowledge.register.instruments),
        "provisions": len(knowledge.register),
    }
    click.echo(json.dumps(counts) if as_json else "\n".join(f"{name:15} {count}" for name, count in counts.items()))


@kb.command()
@click.argument("folder", type=FOLDER)
def export(folder: Path) -> None:
    """Write the base in use as files."""
    service = _service()
    with reading(service.engine) as session:
        count = write_edition(published_edition(session), folder, service.vocabulary)
    click.echo(f"{count} berkas ditulis ke {folder}")


@kb.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
def import_(folder: Path, dry_run: bool) -> None:
    """Take files into the base in use; what was edited at the desk is reported, never overwritten."""
    findings = _findings(folder)
    if findings:
        for finding in findings:
            click.echo(finding)
        click.echo(f"tidak ada yang diimpor: {len(findings)} temuan", err=True)
        sys.exit(1)
    service = _service()
    with writing(service.engine) as session:
        report = import_edition(session, read_edition(folder), service.normalize)
        if dry_run:
            session.rollback()
    _show(report, dry_run)
    sys.exit(1 if report.conflicts else 0)


def _show(report: ImportReport, dry_run: bool) -> None:
    for label, ids in (("baru", report.added), ("diperbarui", report.updated), ("ditarik", report.retired)):
        click.echo(f"{label}: {len(ids)}" + (f" ({', '.join(ids)})" if 0 < len(ids) <= 10 else ""))
    for conflict in report.conflicts:
        click.echo(f"bentrok: {conflict} sudah disunting di meja; berkasnya tidak dipakai")
    if dry_run:
        click.echo("percobaan saja: tidak ada yang diubah")


def _service() -> Service:
    settings = read_settings()
    log.configure("warning", settings.log_format)
    return open_service(settings)


def _findings(folder: Path) -> list[Finding]:
    check = checker(folder, read_vocabulary(), Normalizer(read_slang()))
    try:
        edition = read_edition(folder)
    except UnreadableDocument as unreadable:
        return list(unreadable.findings)
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from None
    return sorted([*check.findings(edition), *check.overdue(edition)])
