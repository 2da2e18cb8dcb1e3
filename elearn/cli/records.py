"""Without these commands nobody could prove that the sealed record was never touched, nor mend what follows from it."""

import json

import click

from elearn.cli.opening import configured, opened
from elearn.config import RECORDING
from elearn.content.library import open_library
from elearn.domain.audit import Examined, Head, read_head
from elearn.services import rollups
from elearn.services.audit import examine
from elearn.services.review_cards import rebuild_all
from elearn.words.audit import fault

DESK_HOLDS = "A coordinator's desk is as the ledgers say."


class HeadText(click.ParamType[Head]):
    """A head as `elearn records audit-head` prints it."""

    name = "head"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        """Read it; ends the command where it is none."""
        found = read_head(str(value))
        return found or self.fail("a head is a number, a colon and 64 hex digits, or these alone", param, ctx)


@click.group()
def records() -> None:
    """Examine the sealed record of acts, and work out again what follows from the ledgers."""


@records.command("audit-verify")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--head", "kept", type=HeadText(), help="A head kept elsewhere: finds a tail that was cut off.")
def audit_verify(as_json: bool, kept: Head | None) -> None:
    """Examine every seal and name the first act for which nobody can vouch; exit 1 if there is one."""
    found = _examined(kept)
    click.echo(json.dumps(_plain(found), indent=2) if as_json else _told(found, kept))
    if found.first:
        raise click.exceptions.Exit(1)


@records.command("audit-head")
def audit_head() -> None:
    """Print where the record ends now, to be kept where nobody who can touch the database can touch it."""
    found = _examined(None)
    if found.first:
        raise click.ClickException(f"The sealed record does not hold. {fault(found.first)}")
    click.echo(found.head)


@records.command()
def rebuild() -> None:
    """Work out again what is kept beside the ledgers and follows from them: the questions that come up again, and
    what a coordinator's desk counts and lists.

    What was answered, marked, earned and signed is not touched; done twice it changes nothing.
    """
    config = configured(RECORDING)
    catalogue = open_library(config.modules, config.quizzes)
    with opened(config) as database, database.writing() as session:
        count = rebuild_all(session, catalogue, config.timezone)
        mended = rollups.rebuild(session)
    click.echo(f"{count} questions come up again, as they should.")
    click.echo(f"Rows of a coordinator's desk that were mended: {mended}." if mended else DESK_HOLDS)


def _examined(kept: Head | None) -> Examined:
    config = configured()
    with opened(config) as database, database.reading() as session:
        return examine(session, config.audit_keys, kept)


def _plain(found: Examined) -> dict[str, object]:
    return {
        "holds": found.first is None,
        "acts": found.acts,
        "head": str(found.head),
        "first_broken": found.first.seq if found.first else None,
        "fault": found.first.fault.value if found.first else None,
        "unknown_key": found.unkeyed,
        "clock_set_back_at": list(found.backwards),
    }


def _told(found: Examined, kept: Head | None) -> str:
    if found.first:
        return f"The sealed record does not hold. {fault(found.first)}"
    lines = [f"The sealed record holds: {found.acts} acts, the last seal is {found.head.seal}."]
    lines.append("It goes on from the head that was kept." if kept else "No kept head was given: see --head.")
    if found.backwards:
        told = ", ".join(str(each) for each in found.backwards)
        lines.append(f"A clock was set back: stamps earlier than that of the act before, at {told}.")
    return "\n".join(lines)
