"""The `netral` command and its groups."""

import sys

import click
from sqlalchemy.exc import OperationalError

from webhooks.cli.ask import ask
from webhooks.cli.base import kb
from webhooks.cli.evaluate import evaluate
from webhooks.cli.serve import migrate, poll, purge, serve
from webhooks.lock import AlreadyRunning
from webhooks.settings import UnusableSettings


@click.group()
@click.version_option(package_name="netral")
def netral() -> None:
    """Answers civil servants on election neutrality, on Telegram and WhatsApp, from a curated base."""


for command in (serve, poll, migrate, purge, ask, evaluate, kb):
    netral.add_command(command)


def main() -> None:
    """Run the command line; what an operator can mend is one sentence on stderr and exit code 2."""
    try:
        netral()
    except (UnusableSettings, AlreadyRunning) as error:
        click.echo(f"netral: {error}", err=True)
        sys.exit(2)
    except OperationalError:
        remedy = "is it running, and is the address right?"
        click.echo(f"netral: the database of NETRAL_DATABASE_URL cannot be used; {remedy}", err=True)
        sys.exit(2)
