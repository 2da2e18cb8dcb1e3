"""The operator's commands for the database: without them nobody could make, check, copy or recover it."""

from pathlib import Path

import click
from alembic.util import CommandError
from sqlalchemy.exc import OperationalError

from elearn.cli.opening import configured, reached
from elearn.domain.audit import Examined
from elearn.services import rollups
from elearn.services.audit import examine
from elearn.storage import backup as copies
from elearn.storage import migrate
from elearn.storage.database import Database
from elearn.words.audit import fault


class Commands(click.Group):
    """A group whose commands tell trouble with the database in a sentence, without a trace of the program."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; raises ClickException for what an operator can mend."""
        try:
            return super().invoke(ctx)
        except (copies.BackupRefused, CommandError, RuntimeError) as refusal:
            raise click.ClickException(str(refusal)) from refusal
        except OperationalError as trouble:
            raise click.ClickException(f"The database cannot be used: {trouble.orig}") from trouble


@click.group(cls=Commands)
def database() -> None:
    """Make, check, copy and recover the database."""


@database.command()
def upgrade() -> None:
    """Make the tables, or bring them up to this program; does nothing when they are."""
    with reached(configured()) as found:
        _bring_up(found)
        click.echo(f"The database is at revision {migrate.current(found)}.")


@database.command()
def check() -> None:
    """Say in what the database differs from this program, and whether the sealed record holds; exit 1 if not."""
    config = configured()
    with reached(config) as found:
        problems = migrate.check(found)
        for problem in problems:
            click.echo(problem)
        if problems:
            raise click.exceptions.Exit(1)
        click.echo("The database fits this program.")
        with found.reading() as session:
            _tell(examine(session, config.audit_keys))


def _tell(record: Examined) -> None:
    """Say how the sealed record stands; an act that was altered or taken out ends the command with 1."""
    if record.broken is not None:
        click.echo(f"The sealed record does not hold. {fault(record.broken)}")
        raise click.exceptions.Exit(1)
    if record.acts:
        click.echo(f"The sealed record holds: {record.acts} acts.")
    if record.unkeyed:
        click.echo(
            f"Sealed with a key that is not set here: {record.unkeyed} acts; only their order was checked."
        )
    if record.backwards:
        told = ", ".join(str(each) for each in record.backwards)
        click.echo(f"A clock was set back: stamps earlier than that of the act before, at {told}.")


@database.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy everything to FILE while people work; FILE must not be there yet."""
    with reached(configured()) as found:
        copies.backup(found, file)
    click.echo(f"Everything is in {file}, checked; keep it as safe as the service itself.")


@database.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the people and records that are there now.")
def restore(file: Path, replace: bool) -> None:
    """Put the copy in FILE in the place of what the database holds, and bring it up to this program."""
    with reached(configured()) as found:
        if copies.holds_people(found) and not replace:
            raise click.ClickException(
                "There are people in the database; say --replace to put the copy in their place."
            )
        copies.restore(found, file)
        _bring_up(found)
    click.echo(f"The database is as it was in {file}.")


def _bring_up(found: Database) -> None:
    migrate.upgrade(found)
    with found.writing() as session:
        rollups.rebuild(
            session
        )  # a table of what follows from the others is empty when it has just been made
