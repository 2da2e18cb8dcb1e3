"""Settings and database for a command: without this each command would tell an operator's mistakes in its own way."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import click

from elearn.config import Config, Misconfigured
from elearn.storage import migrate
from elearn.storage.database import Database


def configured(needs: Collection[str] = ()) -> Config:
    """The settings in the environment; raises ClickException with a sentence for every mistake."""
    try:
        return Config.read(os.environ, needs=needs)
    except Misconfigured as mistakes:
        raise click.ClickException("\n".join(mistakes.problems)) from mistakes


@contextmanager
def reached(config: Config) -> Iterator[Database]:
    """The database as it is, perhaps empty or of an older revision."""
    database = Database(config.database_url, audit_key=config.audit_key, letters_from=config.letters_from)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database at this program's revision; raises ClickException when it is at another."""
    with reached(config) as database:
        require_current(database)
        yield database


def require_current(database: Database) -> None:
    """Raise ClickException, with the command that mends it, when the database is not at this program's revision."""
    wanted = migrate.head()
    at = None if database.path and not database.path.exists() else migrate.current(database)
    if at != wanted:
        raise click.ClickException(
            f"The database is at revision {at or 'none'} and this program needs {wanted}: "
            "run “elearn database upgrade”."
        )
