"""What the rules about people promise."""

from dataclasses import replace
from datetime import date

import pytest

from elearn.domain.people import Actor, Relation, Role, fold_email, supervises_in_circle

DAY = date(2026, 11, 22)


def relation(
    supervisor: str, learner: str, since: date = date(2026, 1, 1), until: date | None = None
) -> Relation:
    return Relation(
        id=f"{supervisor}-{learner}",
        learner=learner,
        supervisor=supervisor,
        covering=False,
        since=since,
        until=until,
    )


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 3, 1), True),
        (date(2026, 3, 2), False),
    ],
)
def test_a_relation_holds_on_its_first_and_on_its_last_day(day: date, holds: bool) -> None:
    assert relation("ruth", "sam", date(2026, 2, 1), date(2026, 3, 1)).holds(day) is holds


def test_an_open_relation_holds_from_its_first_day_on() -> None:
    assert relation("ruth", "sam").holds(date(2099, 1, 1))


def test_an_address_is_compared_trimmed_and_casefolded() -> None:
    assert fold_email("  Sam@EXAMPLE.org ") == fold_email("sam@example.org")


@pytest.mark.parametrize(
    ("roles", "learns"),
    [
        ({Role.TRAINEE}, True),
        ({Role.PARAPROFESSIONAL, Role.COORDINATOR}, True),
        ({Role.SUPERVISOR}, False),
        (set(), False),
    ],
)
def test_who_studies_here_follows_from_any_of_her_roles(roles: set[Role], learns: bool) -> None:
    assert Actor(id="x", name="X", roles=frozenset(roles)).learns is learns


def test_two_people_never_supervise_each_other_not_even_through_others() -> None:
    chain = (relation("ruth", "olu"), relation("olu", "sam"), relation("olu", "ann"))
    assert supervises_in_circle(chain, "sam", "ruth", DAY)
    assert supervises_in_circle(chain, "olu", "ruth", DAY)
    assert not supervises_in_circle(chain, "ruth", "ann", DAY)
    assert not supervises_in_circle(chain, "mina", "ruth", DAY)


def test_a_relation_that_is_over_closes_no_circle() -> None:
    past = (relation("ruth", "sam", until=date(2026, 5, 1)),)
    assert not supervises_in_circle(past, "sam", "ruth", DAY)


def test_a_circle_already_in_the_record_is_walked_only_once() -> None:
    circle = (relation("a", "b"), relation("b", "a"))
    assert not supervises_in_circle(circle, "a", "c", DAY)


@pytest.mark.parametrize(("last", "closes"), [(None, False), (date(2026, 12, 31), False), (date.max, True)])
def test_a_relation_still_to_come_closes_a_circle_on_the_day_it_begins(
    last: date | None, closes: bool
) -> None:
    coming = (replace(relation("ruth", "sam"), since=date(2027, 1, 1)),)
    assert supervises_in_circle(coming, "sam", "ruth", DAY, last) is closes
