"""Without these commands an operator could not see what a change of rules would do, nor carry it out for anybody."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import click
from sqlalchemy.orm import Session

from elearn import clock
from elearn.cli.opening import configured, opened
from elearn.config import RECORDING, Config
from elearn.content.library import open_library
from elearn.domain.errors import DomainError, Refused
from elearn.domain.library import Catalogue
from elearn.domain.moves import rule_changes
from elearn.services import moves
from elearn.services.moves import Comparison, Rules
from elearn.services.people import Operator
from elearn.storage import assignments, people
from elearn.storage.people import PersonRow
from elearn.words import moves as words
from elearn.words.refusals import sentence

SHORT = 12
"""How many digits of an edition's hash are shown; as many name it."""


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--learner", "email", help="Judge this person's record by both, as it stands today.")
def compare(old: str, new: str, email: str | None) -> None:
    """Say in what two editions differ: each a pathway (as its file is now) or the first digits of a hash."""
    with _opened(writing=False) as (config, catalogue, session):
        pathways = catalogue.pathways
        before, after = (moves.rules_named(session, pathways, each) for each in (old, new))
        if email is None:
            _say(_rules(before, after, catalogue))
            return
        person = _person(session, email)
        on = _assignment(session, person, (before.pathway.id, after.pathway.id))
        found = moves.compared(
            session, Operator(), on, before, after, today=_today(config), timezone=config.timezone
        )
        _say((*_rules(before, after, catalogue), "", *_stands(found)))


@click.command()
@click.argument("slug")
def affected(slug: str) -> None:
    """Say who is on an older edition of a pathway, and what its present rules would change for each."""
    with _opened(writing=False) as (config, catalogue, session):
        if slug not in catalogue.pathways:
            raise Refused("no-such-pathway", pathway=slug)
        after: str | None = ""
        while after is not None:
            page = moves.affected(
                session,
                Operator(),
                catalogue.pathways,
                slug,
                after=after,
                today=_today(config),
                timezone=config.timezone,
            )
            if not (page.learners or after):
                click.echo("Everybody on it has its present rules.")
            for each in page.learners:
                _say((*_stands(each), ""))
            after = page.after


@click.command()
@click.argument("slug")
@click.option("--learner", "email", required=True, help="Who is moved.")
@click.option("--reason", required=True, help="Why; the person reads it.")
@click.option("--to", "edition", help="The first digits of an edition's hash; without it the present one.")
def move(slug: str, email: str, reason: str, edition: str | None) -> None:
    """Move a person to another edition of a pathway they are on; nothing recorded or decided is lost."""
    with _opened(writing=True) as (config, catalogue, session):
        person = _person(session, email)
        on = _assignment(session, person, (slug,))
        found = moves.comparison(
            session,
            Operator(),
            catalogue.pathways,
            on,
            edition,
            today=_today(config),
            timezone=config.timezone,
        )
        moved = moves.move(
            session,
            Operator(),
            catalogue.pathways,
            on,
            seen=found.old.edition,
            to=found.new.edition,
            reason=reason,
            now=clock.now(),
        )
        if not moved:
            click.echo(f"{person.name} is on that edition already. Nothing was done.")
            return
        _say(_stands(found))
        click.echo(f"{person.name} is moved.")


def _rules(old: Rules, new: Rules, catalogue: Catalogue) -> Iterator[str]:
    yield f"{_called(old)} → {_called(new)}"
    titles = _titles(catalogue)
    said = [words.rule(each, titles) for each in rule_changes(old.pathway, new.pathway)]
    yield from (f"  {each}" for each in said or ["The rules are the same."])


def _stands(found: Comparison) -> Iterator[str]:
    yield f"{found.name}, from {_called(found.old)} to {_called(found.new)}"
    said = list(words.lines(found.changes))
    yield from (f"  {each}" for each in said or ["Nothing would stand otherwise today."])


def _called(rules: Rules) -> str:
    return f"{rules.pathway.id} {rules.edition[:SHORT]}"


def _titles(catalogue: Catalogue) -> Mapping[str, str]:
    modules = {each.id: each.title for each in catalogue.modules.values()}
    exercises = {each.id: each.title for each in catalogue.exercises.values()}
    return modules | exercises | {each.id: each.title for each in catalogue.quizzes.values()}


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _today(config: Config) -> date:
    return clock.today(clock.now(), config.timezone)


def _person(session: Session, email: str) -> PersonRow:
    person = people.by_email(session, email)
    if person is None:
        raise Refused("no-such-person", email=email)
    return person


def _assignment(session: Session, person: PersonRow, slugs: tuple[str, ...]) -> str:
    """Her open assignment to the first of these pathways that she is on."""
    on = {each.pathway: each.id for each in assignments.of_learners(session, [person.id]).get(person.id, ())}
    found = next((on[each] for each in slugs if each in on), None)
    if found is None:
        raise Refused("not-on-pathway", name=person.name)
    return found


@contextmanager
def _opened(*, writing: bool) -> Iterator[tuple[Config, Catalogue, Session]]:
    config = configured(RECORDING if writing else ())
    catalogue = open_library(config.modules, config.quizzes)
    try:
        with opened(config) as database, database.writing() if writing else database.reading() as session:
            session.info["catalogue"] = catalogue
            yield config, catalogue, session
    except DomainError as refusal:
        raise click.ClickException(sentence(refusal.code, refusal.params)) from refusal
