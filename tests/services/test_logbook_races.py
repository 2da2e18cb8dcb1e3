"""What two hands at one moment come to: one entry, one code, and never both of two answers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, DomainError
from elearn.domain.people import Actor, Role
from elearn.services import confirmations, entry_acts, logbook, people
from elearn.services.entry_writing import Sending
from elearn.services.people import Operator
from elearn.storage.database import Database
from elearn.storage.logbook import ActRow, ClientRow, EntryRow
from tests.services.test_logbook import NOW, WORK, Keys, a_cycle, a_session

Act = Callable[[Session], object]

ANY_TALK = "supervision.."
"""A supervision of somebody who is on no pathway yet."""


def at_once(database: Database, *acts: Act) -> list[object]:
    """Do these at one moment, each in a transaction of its own; what each came to, or how it was refused."""
    ready = Barrier(len(acts))

    def do(act: Act) -> object:
        ready.wait()
        try:
            with database.writing() as session:
                return act(session)
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(do, acts))


@pytest.fixture
def pair(fresh_database: Database) -> tuple[Actor, Actor]:
    """A trainee and a supervisor."""
    with fresh_database.writing() as session:
        made = [
            Actor(
                id=people.invite(
                    session,
                    Operator(),
                    name=name,
                    email=f"{name}@example.org",
                    roles=frozenset({role}),
                    now=NOW,
                )[0].id,
                name=name,
                roles=frozenset({role}),
            )
            for name, role in (("Sam", Role.TRAINEE), ("Ruth", Role.SUPERVISOR))
        ]
    return made[0], made[1]


def count(database: Database, row: type) -> int:
    """How many rows there are."""
    with database.reading() as session:
        return int(session.scalars(select(func.count()).select_from(row)).one())


def test_a_form_sent_four_times_at_one_moment_is_one_entry_and_one_code(
    fresh_database: Database, pair: tuple[Actor, Actor]
) -> None:
    sam, sent = pair[0], Keys().sent()

    def log(session: Session) -> str:
        return logbook.log_cycle(session, sam, a_cycle(), WORK, sent).entry.id

    assert len(set(at_once(fresh_database, log, log, log, log))) == 1
    assert (count(fresh_database, EntryRow), count(fresh_database, ClientRow)) == (1, 1)


def test_of_two_corrections_at_one_moment_one_stands_and_the_other_is_told(
    fresh_database: Database, pair: tuple[Actor, Actor]
) -> None:
    sam, keys = pair[0], Keys()
    with fresh_database.writing() as session:
        old = logbook.log_cycle(session, sam, a_cycle(), WORK, keys.sent()).entry

    def correct(minutes: int) -> Act:
        sent, made = keys.sent(), a_cycle(client=old.facts["client"], minutes=minutes)
        return lambda session: logbook.replace(session, sam, old.id, made, "A slip", sent)

    outcomes = at_once(fresh_database, correct(5), correct(6))
    assert sorted(isinstance(each, Conflict) for each in outcomes) == [False, True]
    assert count(fresh_database, EntryRow) == 2


def test_a_session_is_never_both_confirmed_and_taken_back(
    fresh_database: Database, pair: tuple[Actor, Actor]
) -> None:
    (sam, ruth), keys = pair, Keys()
    for _ in range(5):
        with fresh_database.writing() as session:
            sent = keys.sent(another=True)
            held = logbook.log_supervision(session, sam, a_session(ruth), ANY_TALK, sent).entry
        outcomes = at_once(
            fresh_database,
            partial(_confirm, ruth, held.id, keys.sent()),
            partial(_withdraw, sam, held.id, keys.sent()),
        )
        assert sum(isinstance(each, DomainError) for each in outcomes) == 1
        with fresh_database.reading() as session:
            assert len(session.scalars(select(ActRow).where(ActRow.entry_id == held.id)).all()) == 1


def _confirm(ruth: Actor, entry: str, sent: Sending, session: Session) -> object:
    return confirmations.confirm(session, ruth, entry, sent)


def _withdraw(sam: Actor, entry: str, sent: Sending, session: Session) -> object:
    return entry_acts.withdraw(session, sam, entry, sent)
