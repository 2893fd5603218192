"""`netral kb …`: checking, counting, exporting and importing the knowledge base."""

import datetime
import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from knowledge.checks.wording import words_per_sentence
from knowledge.database import reading, writing
from knowledge.entries import calibrated, published_edition, shipped_fits
from knowledge.evaluation import read_rows
from knowledge.facts import LIST, PREFIXES, facts_of, format_facts
from knowledge.files import HOME, read_edition, read_vocabulary, write_edition
from knowledge.findings import Finding, UnreadableDocument
from knowledge.matching.model import SHIPPED
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.seed import ImportReport, import_edition
from webhooks import log
from webhooks.book.book import render_book
from webhooks.service import Service, checker, open_service
from webhooks.settings import read_settings

FOLDER = click.Path(path_type=Path, file_okay=False)
STALE_MODEL = Finding(str(SHIPPED), 1, "pencocokan belum dikalibrasi untuk isi ini", "jalankan: netral kb calibrate")
HELD_OUT = HOME.parents[1] / "shared" / "evaluation"


@click.group()
def kb() -> None:
    """The knowledge base."""


@kb.command()
@click.argument("folder", type=FOLDER, default=HOME)
@click.option(
    "--held-out",
    type=FOLDER,
    default=HELD_OUT,
    help="Folder of labelled question sets (*.jsonl) that no phrasing may repeat; skipped where there is none.",
)
def check(folder: Path, held_out: Path) -> None:
    """Validate the whole base; one line per finding, exit 1 when there is any."""
    findings = _findings(folder, held_out)
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
    counts: dict[str, float] = {
        "entries": len(knowledge.entries),
        "phrasings": sum(len(entry.phrasings) for entry in knowledge.entries.values()),
        "topics_covered": len({topic for entry in knowledge.entries.values() for topic in entry.topics}),
        "topics_total": len(knowledge.vocabulary.group_of),
        "instruments": len(knowledge.register.instruments),
        "provisions": len(knowledge.register),
    }
    if as_json:
        click.echo(json.dumps(counts))
        return
    counts["words_per_sentence"] = round(words_per_sentence(knowledge.entries.values()), 1)
    click.echo("\n".join(f"{name:18} {count}" for name, count in counts.items()))


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


@kb.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--folder", type=FOLDER, default=HOME, help="The base to print.")
def book(file: Path, folder: Path) -> None:
    """Write the whole base as one HTML page to read and sign off (`make book` makes it a PDF as well)."""
    try:
        edition = read_edition(folder)
    except UnreadableDocument as unreadable:
        raise click.ClickException(f"{len(unreadable.findings)} findings; run: netral kb check") from None
    file.write_text(render_book(edition, read_vocabulary(), datetime.date.today()), encoding="utf-8")
    click.echo(f"{len(edition.entries)} jawaban ditulis ke {file}")


@kb.command("calibrate")
@click.argument("folder", type=FOLDER, default=HOME)
def calibrate_(folder: Path) -> None:
    """Learn from a folder's base when to answer, and ship what was learned with it."""
    model = calibrated(read_edition(folder), Normalizer(read_slang()))
    SHIPPED.write_text(model.to_json(), encoding="utf-8")
    click.echo(f"dijawab langsung mulai keyakinan {model.answer:.2f}; ditulis ke {SHIPPED}")


@kb.command("facts")
@click.argument("dossiers", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1, required=True)
@click.option("--list", "target", type=click.Path(path_type=Path, dir_okay=False), default=LIST)
def record_facts(dossiers: tuple[Path, ...], target: Path) -> None:
    """Rewrite the recorded list of facts from the legal dossiers (Markdown files)."""
    unknown = [path.stem for path in dossiers if path.stem not in PREFIXES]
    if unknown:
        raise click.UsageError(f"unknown dossier {', '.join(unknown)}; known: {', '.join(PREFIXES)}")
    facts = facts_of({path.stem: path.read_text(encoding="utf-8") for path in dossiers})
    target.write_text(format_facts(facts), encoding="utf-8")
    click.echo(f"{len(facts)} fakta dicatat di {target}")


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


def _findings(folder: Path, held_out: Path = HELD_OUT) -> list[Finding]:
    normalize = Normalizer(read_slang())
    rows = (row for file in sorted(held_out.glob("*.jsonl")) for row in read_rows(file))
    check = replace(
        checker(folder, read_vocabulary(), normalize),
        held_out=frozenset(" ".join(normalize(row.text)) for row in rows),
    )
    try:
        edition = read_edition(folder)
    except UnreadableDocument as unreadable:
        return list(unreadable.findings)
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from None
    stale = [] if folder != HOME or shipped_fits(edition) else [STALE_MODEL]
    return sorted([*check.findings(edition), *check.overdue(edition), *stale])
