"""What inviting, relating, handing over and letting go promise, on both databases."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from elearn.domain.access import Standing
from elearn.domain.errors import NotFound, Refused
from elearn.domain.people import Role
from elearn.services import audit, people
from elearn.storage import audit as ledger
from elearn.storage import people as known
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate


def refusal(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


def test_an_address_belongs_to_one_person_however_it_is_written(session: Session) -> None:
    enter(session, "Sam Rees", Role.TRAINEE)
    with pytest.raises(Refused) as error:
        people.invite(
            session,
            OPERATOR,
            name="Other",
            email="SAM@Example.Org",
            roles=frozenset({Role.TRAINEE}),
            now=NOW,
        )
    assert refusal(error) == "email-taken"


@pytest.mark.parametrize(
    ("name", "email", "roles", "code"),
    [
        (" ", "a@example.org", {Role.TRAINEE}, "name-missing"),
        ("Ann", "nonsense", {Role.TRAINEE}, "email-missing"),
        ("Ann", "a@example.org", set(), "role-missing"),
    ],
)
def test_an_invitation_says_what_it_lacks(
    session: Session, name: str, email: str, roles: set[Role], code: str
) -> None:
    with pytest.raises(Refused) as error:
        people.invite(session, OPERATOR, name=name, email=email, roles=frozenset(roles), now=NOW)
    assert refusal(error) == code


def test_only_a_coordinator_runs_peoples_affairs(session: Session) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    with pytest.raises(NotFound):
        people.disable(session, ruth, ruth.id, NOW)


def test_the_last_coordinator_stays(session: Session) -> None:
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    with pytest.raises(Refused) as error:
        people.disable(session, OPERATOR, cora.id, NOW)
    assert refusal(error) == "last-coordinator"
    with pytest.raises(Refused) as error:
        people.set_roles(session, OPERATOR, cora.id, frozenset({Role.TRAINEE}), NOW)
    assert refusal(error) == "last-coordinator"
    enter(session, "Dev Shah", Role.COORDINATOR)
    people.disable(session, OPERATOR, cora.id, NOW)


def test_nobody_changes_her_own_roles_or_closes_her_own_account(session: Session) -> None:
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    enter(session, "Dev Shah", Role.COORDINATOR)
    for act in (
        lambda: people.set_roles(session, cora, cora.id, frozenset(Role), NOW),
        lambda: people.disable(session, cora, cora.id, NOW),
    ):
        with pytest.raises(Refused) as error:
            act()
        assert refusal(error) == "not-yourself"


def test_a_role_taken_and_given_again_leaves_both_rows(session: Session) -> None:
    sam = enter(session, "Sam Rees", Role.TRAINEE, Role.SUPERVISOR)
    people.set_roles(session, OPERATOR, sam.id, frozenset({Role.TRAINEE}), NOW)
    assert known.roles_of(session, sam.id) == {Role.TRAINEE}
    people.set_roles(session, OPERATOR, sam.id, frozenset({Role.TRAINEE, Role.SUPERVISOR}), NOW)
    assert known.roles_of(session, sam.id) == {Role.TRAINEE, Role.SUPERVISOR}


def test_standing_follows_the_dated_relation(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam, date(2026, 1, 1), date(2026, 6, 30))
    assert people.standings(session, ruth, sam.id, date(2026, 6, 30)) == {Standing.SUPERVISOR}
    assert people.standings(session, ruth, sam.id, date(2026, 7, 1)) == {Standing.FORMER}
    assert people.standings(session, sam, sam.id, TODAY) == {Standing.SELF}


@pytest.mark.parametrize("code", ["not-a-supervisor", "not-a-learner", "not-yourself", "until-before-since"])
def test_a_relation_that_cannot_be_is_refused_in_words(session: Session, code: str) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    pair = {
        "not-a-supervisor": (sam, enter(session, "Ann Lee", Role.TRAINEE)),
        "not-a-learner": (ruth, enter(session, "Olu Ade", Role.SUPERVISOR)),
        "not-yourself": (sam, sam),
        "until-before-since": (ruth, sam),
    }[code]
    with pytest.raises(Refused) as error:
        relate(session, *pair, since=TODAY, until=date(2026, 1, 1) if code.startswith("until") else None)
    assert refusal(error) == code


def test_the_same_relation_twice_in_one_time_is_refused(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam)
    with pytest.raises(Refused) as error:
        relate(session, ruth, sam, since=TODAY)
    assert refusal(error) == "relation-overlaps"


def test_nobody_supervises_her_own_supervisor(session: Session) -> None:
    both = (Role.SUPERVISOR, Role.TRAINEE)
    ruth, olu = enter(session, "Ruth Ade", *both), enter(session, "Olu Ade", *both)
    relate(session, ruth, olu)
    with pytest.raises(Refused) as error:
        relate(session, olu, ruth)
    assert refusal(error) == "circle"


def test_a_circle_that_would_only_close_later_is_refused_too(session: Session) -> None:
    both = (Role.SUPERVISOR, Role.TRAINEE)
    ruth, olu = enter(session, "Ruth Ade", *both), enter(session, "Olu Ade", *both)
    relate(session, ruth, olu, since=date(2027, 3, 1))
    with pytest.raises(Refused) as error:
        relate(session, olu, ruth, since=TODAY)
    assert refusal(error) == "circle"
    relate(session, olu, ruth, since=TODAY, until=date(2027, 2, 28))


def test_handing_over_moves_every_trainee_in_one_act(session: Session) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Ade", Role.SUPERVISOR)
    sam, ann = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ann Lee", Role.TRAINEE)
    relate(session, ruth, sam)
    relate(session, ruth, ann)
    moved = people.hand_over(session, OPERATOR, leaving=ruth.id, to=olu.id, since=TODAY, now=NOW)
    assert set(moved) == {sam.id, ann.id}
    for learner in (sam, ann):
        assert people.standings(session, olu, learner.id, TODAY) == {Standing.SUPERVISOR}
        assert people.standings(session, ruth, learner.id, TODAY) == {Standing.FORMER}
        assert people.standings(session, ruth, learner.id, date(2026, 11, 21)) == {Standing.SUPERVISOR}
    with pytest.raises(Refused) as error:
        people.hand_over(session, OPERATOR, leaving=ruth.id, to=olu.id, since=TODAY, now=NOW)
    assert refusal(error) == "nothing-to-hand-over"


def test_every_act_on_people_is_sealed_into_one_chain(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    people.end_relation(session, OPERATOR, relate(session, ruth, sam), TODAY, NOW)
    people.disable(session, OPERATOR, sam.id, NOW)
    acts = [link.act.action for link in ledger.chain(session)]
    assert acts == ["invited", "invited", "related", "relation-ended", "disabled"]
    assert audit.broken_at(session, (str(session.info.get("audit_key", "")),)) is None


def test_a_closed_account_is_opened_again_by_a_coordinator(session: Session) -> None:
    cora, sam = enter(session, "Cora Finn", Role.COORDINATOR), enter(session, "Sam Rees", Role.TRAINEE)
    people.disable(session, cora, sam.id, NOW)
    with pytest.raises(Refused) as error:
        people.invite_again(session, cora, sam.id, NOW)
    assert refusal(error) == "already-disabled"
    people.enable(session, cora, sam.id, NOW)
    assert people.invite_again(session, cora, sam.id, NOW)[0] == "invitation"
