"""What the table of rights promises."""

import pytest

from elearn.domain.access import NEVER_ONESELF, TABLE, Action, Standing, may, may_enter, require
from elearn.domain.errors import NotFound
from elearn.domain.people import Actor, Role


def somebody(*roles: Role) -> Actor:
    return Actor(id="x", name="X", roles=frozenset(roles))


def test_every_action_has_its_line_in_the_table() -> None:
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("action", list(Action))
def test_a_person_without_a_role_may_do_nothing(action: Action) -> None:
    assert not may(somebody(), action, frozenset(Standing))


@pytest.mark.parametrize("action", sorted(NEVER_ONESELF))
def test_nobody_does_this_about_herself_whatever_else_she_is(action: Action) -> None:
    assert may(somebody(*Role), action, frozenset(Standing) - {Standing.SELF})
    assert not may(somebody(*Role), action, frozenset(Standing))


@pytest.mark.parametrize(
    ("action", "role", "standings", "allowed"),
    [
        (Action.SEE_PROGRESS, Role.SUPERVISOR, {Standing.SUPERVISOR}, True),
        (Action.SEE_PROGRESS, Role.SUPERVISOR, {Standing.FORMER}, False),
        (Action.SEE_PROGRESS, Role.COORDINATOR, {Standing.COORDINATOR}, True),
        (Action.SEE_PROGRESS, Role.SUPERVISOR, set(), False),
        (Action.SEE_REPORT, Role.SUPERVISOR, {Standing.SUPERVISOR}, True),
        (Action.SEE_REPORT, Role.ASSESSOR, {Standing.NAMED}, True),
        (Action.SEE_REPORT, Role.SUPERVISOR, {Standing.FORMER}, False),
        (Action.SEE_REPORT, Role.COORDINATOR, {Standing.COORDINATOR}, False),
        (Action.READ_SHARED, Role.COORDINATOR, {Standing.COORDINATOR}, False),
        (Action.READ_SHARED, Role.SUPERVISOR, {Standing.SUPERVISOR}, True),
        (Action.SHARE_ANSWERS, Role.TRAINEE, {Standing.SELF}, True),
        (Action.SHARE_ANSWERS, Role.PARAPROFESSIONAL, {Standing.SELF}, False),
        (Action.SEE_TRIES, Role.SUPERVISOR, {Standing.SUPERVISOR}, True),
        (Action.SEE_TRIES, Role.COORDINATOR, {Standing.COORDINATOR}, False),
        (Action.SEE_ANSWERS, Role.SUPERVISOR, {Standing.SUPERVISOR}, True),
        (Action.SEE_ANSWERS, Role.SUPERVISOR, {Standing.FORMER}, False),
        (Action.SEE_ANSWERS, Role.COORDINATOR, {Standing.COORDINATOR}, False),
        (Action.DECIDE, Role.ASSESSOR, {Standing.NAMED}, True),
        (Action.DECIDE, Role.SUPERVISOR, {Standing.SUPERVISOR}, False),
        (Action.KEEP_LOGBOOK, Role.TRAINEE, {Standing.SELF}, True),
        (Action.KEEP_LOGBOOK, Role.SUPERVISOR, {Standing.SELF}, False),
        (Action.RUN_PEOPLE, Role.COORDINATOR, set(), True),
        (Action.RUN_PEOPLE, Role.SUPERVISOR, set(), False),
    ],
)
def test_who_may_do_what_to_whom(action: Action, role: Role, standings: set[Standing], allowed: bool) -> None:
    assert may(somebody(role), action, frozenset(standings)) is allowed


def test_no_right_looks_like_no_such_thing() -> None:
    with pytest.raises(NotFound):
        require(somebody(Role.TRAINEE), Action.RUN_PEOPLE)
    require(somebody(Role.COORDINATOR), Action.RUN_PEOPLE)


def test_a_door_is_opened_by_any_of_her_roles() -> None:
    assert may_enter(somebody(Role.TRAINEE, Role.SUPERVISOR), Action.SEE_TRAINEES)
    assert not may_enter(somebody(Role.TRAINEE), Action.SEE_TRAINEES)
