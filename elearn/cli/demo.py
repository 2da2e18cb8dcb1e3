"""A look round: without this a newcomer would meet an empty program, and know nobody to sign in as."""

import os

import click

from elearn import clock
from elearn.cli.opening import configured, opened
from elearn.config import RECORDING
from elearn.content.library import open_library
from elearn.domain.errors import DomainError
from elearn.services.demo import load as door
from elearn.services.passphrases import Hasher
from elearn.words.refusals import sentence
from elearn.words.roles import ROLE_WORDS


@click.group()
def demo() -> None:
    """Load people who never lived, and say who can be signed in as."""


@demo.command()
def load() -> None:
    """Fill an empty record with the demo's people; dates are counted back from today."""
    config = configured(RECORDING)
    catalogue = open_library(config.modules, config.quizzes)
    hasher = Hasher(config.argon2_memory, config.argon2_rounds)
    today = clock.today(clock.now(), config.timezone)
    try:
        with opened(config) as database, database.writing() as session:
            door.load(session, catalogue, _passphrase(), hasher, today, config.timezone)
    except DomainError as refusal:
        raise click.ClickException(sentence(refusal.code, refusal.params)) from refusal
    click.echo("The demo's people are there.")


@demo.command()
def who() -> None:
    """Print the address to open, whom to sign in as, and the passphrase they share."""
    config = configured()
    with opened(config) as database, database.reading() as session:
        people = door.who(session)
    click.echo(f"\nOpen {config.url} and sign in as one of these; the passphrase is “{_passphrase()}”.\n")
    for name, email, roles in people:
        click.echo(f"  {email:26}{name:18}{', '.join(ROLE_WORDS[role] for role in sorted(roles))}")
    click.echo("")


def _passphrase() -> str:
    found = os.environ.get("ELEARN_DEMO_PASSWORD", "")
    if not found:
        raise click.ClickException("ELEARN_DEMO_PASSWORD is missing: “elearn settings new --demo” makes one.")
    return found
