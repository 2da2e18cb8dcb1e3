"""Without this command a key that was corrected would leave those who answered before with what it had cost them."""

import re

import click

from elearn import clock
from elearn.cli.opening import configured, opened
from elearn.config import RECORDING
from elearn.content.library import open_library
from elearn.content.spelling import did_you_mean
from elearn.domain.marking import percent
from elearn.services.remarking import WHY, remark_all
from elearn.storage import people

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 32


def _code(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not CODE.fullmatch(value) or len(value) > LONGEST:
        raise click.BadParameter(f"a code of a-z, 0-9 and -, at most {LONGEST} characters, such as {WHY}.")
    return value


@click.command()
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--reason", default=WHY, show_default=True, callback=_code, help="A code that stands beside each mark."
)
def remark(slug: str, dry_run: bool, reason: str) -> None:
    """Mark attempts anew whose key was corrected since, as quizzes/released.json declares it to be material.

    Marks are added and none is taken away: a pass once reached stands. A question that has gone, or now asks or offers
    something else, keeps what it earned. Done twice it adds nothing.
    """
    config = configured(RECORDING)
    catalogue = open_library(config.modules, config.quizzes)
    if slug not in catalogue.quizzes and slug not in catalogue.moved_quizzes:
        raise click.ClickException(f'There is no quiz "{slug}"{did_you_mean(slug, catalogue.quizzes) or "."}')
    with opened(config) as database, database.writing() as session:
        found = remark_all(
            session,
            catalogue,
            slug,
            why=reason,
            dry_run=dry_run,
            now=clock.now(),
            timezone=config.timezone,
        )
        named = people.names(session, {each.learner for each in found})
    for each in found:
        passed = ", now passed" if each.passes else ""
        click.echo(
            f"{named[each.learner]}: {percent(each.before)}% before, {percent(each.after)}% now{passed}"
        )
    click.echo(f"{len(found)} {'would be' if dry_run else 'were'} marked anew.")
