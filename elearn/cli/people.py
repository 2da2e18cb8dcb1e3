"""The operator's way to people: without it a fresh install would have nobody who could invite anybody."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from elearn import clock
from elearn.cli.erasing import told
from elearn.cli.opening import configured, opened
from elearn.config import RECORDING, Config
from elearn.domain.errors import DomainError
from elearn.domain.people import Role
from elearn.services import erasure, letters
from elearn.services import people as affairs
from elearn.services.people import Operator
from elearn.storage import people as known
from elearn.storage.erasure import scrub
from elearn.storage.people import PersonRow
from elearn.words.refusals import sentence

ROLES = click.Choice([role.value for role in Role])


@click.group()
def people() -> None:
    """Invite people, send them new links, close accounts, erase who leaves, and list who is here."""


@people.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name, as others will see it.")
@click.option("--role", "roles", multiple=True, required=True, type=ROLES, help="May be given several times.")
def invite(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Enter a person and print the link that lets them choose a passphrase (14 days, once)."""
    with _writing() as (config, session):
        person, token = affairs.invite(
            session,
            Operator(),
            name=name,
            email=email,
            roles=frozenset(Role(role) for role in roles),
            now=clock.now(),
        )
        click.echo(f"{person.name} is invited. Hand on this link; it works once, for 14 days:")
        click.echo(f"{config.url}/welcome/{token}")
        _say_whether_mailed(session, person)


@people.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a new link for a person: an invitation again, or a reset that works for an hour."""
    with _writing() as (config, session):
        person = _found(session, email)
        purpose, token = affairs.invite_again(session, Operator(), person.id, clock.now())
        click.echo("A new invitation, for 14 days:" if purpose == "invitation" else "A reset, for one hour:")
        click.echo(f"{config.url}/welcome/{token}")
        _say_whether_mailed(session, person)


@people.command()
@click.argument("email")
def disable(email: str) -> None:
    """Close a person's account and end its sessions; the record stays."""
    with _writing() as (_config, session):
        person = _found(session, email)
        affairs.disable(session, Operator(), person.id, clock.now())
        click.echo(f"The account of {person.name} is closed.")


@people.command()
@click.argument("email")
@click.option(
    "--yes", is_flag=True, help="Do it. Without this nothing is changed, and all that would be is told."
)
@click.option("--dry-run", is_flag=True, help="Only tell; this is so unless you say --yes.")
def erase(email: str, yes: bool, dry_run: bool) -> None:
    """Leave no trace of a person; what they signed stays as “person erased, role, date”. First tells what goes."""
    done = yes and not dry_run
    with _writing() as (config, session):
        now, person = clock.now(), _found(session, email)
        try_out = session.begin_nested()
        found = erasure.erase(
            session, Operator(), person.id, now=now, today=clock.today(now, config.timezone)
        )
        if not done:
            try_out.rollback()
    if done:
        with opened(config) as database:
            scrub(database)
    click.echo(told(found, email, done))


@people.command("list")
def list_() -> None:
    """List everyone with roles and how the account stands."""
    with opened(configured()) as database, database.reading() as session:
        for person, roles in known.roster(session):
            stands = "closed" if person.disabled_at else "active" if person.passphrase_hash else "invited"
            click.echo(f"{person.email}\t{person.name}\t{', '.join(sorted(roles))}\t{stands}")


@contextmanager
def _writing() -> Iterator[tuple[Config, Session]]:
    config = configured(RECORDING)
    try:
        with opened(config) as database, database.writing() as session:
            yield config, session
    except DomainError as refusal:
        raise click.ClickException(sentence(refusal.code, refusal.params)) from refusal


def _say_whether_mailed(session: Session, person: PersonRow) -> None:
    if letters.reaches(session, person):
        click.echo("A letter with it waits in the outbox as well.")


def _found(session: Session, email: str) -> PersonRow:
    person = known.by_email(session, email)
    if person is None:
        raise click.ClickException(sentence("no-such-person", {"email": email}))
    return person
