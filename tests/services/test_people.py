"""What inviting, relating, handing over and letting go promise, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.access import Standing
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.pathways import Closer
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Preparation
from elearn.services import assessors, audit, confirmations, people, preparations, relations, roster
from elearn.services.entry_writing import Sending
from elearn.storage import audit as ledger
from elearn.storage import people as known
from elearn.storage.base import new_id
from elearn.storage.outbox import LetterRow
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.signoffs import RequestRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.statements import heard


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


def test_a_supervision_is_not_made_longer_into_another_of_the_same_two_nor_into_a_circle(
    session: Session,
) -> None:
    both = (Role.SUPERVISOR, Role.TRAINEE)
    ruth, sam = enter(session, "Ruth Ade", *both), enter(session, "Sam Rees", *both)
    first, later = TODAY + timedelta(days=10), TODAY + timedelta(days=30)
    relation = relate(session, ruth, sam, since=date(2026, 1, 1), until=first)

    def longer(last_day: date) -> str:
        try:
            relations.end_relation(session, OPERATOR, relation, last_day, today=TODAY, now=NOW)
        except Refused as error:
            return error.code
        return ""

    relate(session, ruth, sam, since=later)
    assert [longer(later), longer(later - timedelta(days=1))] == ["relation-overlaps", ""]
    olu = enter(session, "Olu Ade", *both)
    relation = relate(session, ruth, olu, since=date(2026, 1, 1), until=first)
    relate(session, olu, ruth, since=first + timedelta(days=1))
    assert [longer(first + timedelta(days=1)), longer(first)] == ["circle", ""]


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
    moved = relations.hand_over(
        session, OPERATOR, leaving=ruth.id, to=olu.id, since=TODAY, today=TODAY, now=NOW
    )
    assert set(moved) == {sam.id, ann.id}
    for learner in (sam, ann):
        assert people.standings(session, olu, learner.id, TODAY) == {Standing.SUPERVISOR}
        assert people.standings(session, ruth, learner.id, TODAY) == {Standing.FORMER}
        assert people.standings(session, ruth, learner.id, date(2026, 11, 21)) == {Standing.SUPERVISOR}
    with pytest.raises(Refused) as error:
        relations.hand_over(session, OPERATOR, leaving=ruth.id, to=olu.id, since=TODAY, today=TODAY, now=NOW)
    assert refusal(error) == "nothing-to-hand-over"


def test_who_learns_here_no_more_keeps_nobody_from_being_handed_over(session: Session) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Ade", Role.SUPERVISOR)
    sam, ann = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ann Lee", Role.TRAINEE)
    bo = enter(session, "Bo Kay", Role.TRAINEE)
    for learner in (sam, ann, bo):
        relate(session, ruth, learner)
    people.disable(session, OPERATOR, ann.id, NOW)
    people.set_roles(session, OPERATOR, bo.id, frozenset({Role.SUPERVISOR}), NOW)
    assert hand_over(session, ruth, olu) == (sam.id,)
    for learner in (ann, bo):
        assert Standing.SUPERVISOR not in people.standings(session, ruth, learner.id, TODAY)
        assert not people.supervisors_today(session, learner.id, TODAY)


def test_a_trainee_who_supervises_too_is_not_handed_over_to_herself_and_is_named(session: Session) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    owen = enter(session, "Owen Pike", Role.TRAINEE, Role.SUPERVISOR)
    relate(session, ruth, owen)
    with pytest.raises(Refused) as error:
        hand_over(session, ruth, owen)
    assert (refusal(error), error.value.params) == ("hand-over-to-herself", {"name": "Owen Pike"})


def test_nobody_is_handed_over_on_a_day_to_come_for_what_is_asked_goes_along_at_once(
    session: Session,
) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Ade", Role.SUPERVISOR)
    relate(session, ruth, enter(session, "Sam Rees", Role.TRAINEE))
    with pytest.raises(Refused) as error:
        hand_over(session, ruth, olu, since=TODAY + timedelta(days=1))
    assert refusal(error) == "hand-over-ahead"


def test_who_signs_by_a_link_supervises_nobody_until_she_is_invited(session: Session) -> None:
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam)
    jo = outside(session, cora)
    assert [name for _id, name in roster.supervisors(session, but=sam.id)] == ["Ruth Ade"]
    for act in (lambda: hand_over(session, ruth, jo), lambda: relate(session, jo, sam)):
        with pytest.raises(Refused) as error:
            act()
        assert (refusal(error), error.value.params) == ("signs-by-link", {"name": "Jo Hale"})
    assert [each.supervisor for each in people.supervisors_today(session, sam.id, TODAY)] == [ruth.id]
    people.invite_again(session, cora, jo.id, NOW)
    assert (jo.id, "Jo Hale") in roster.supervisors(session, but=sam.id)
    assert hand_over(session, ruth, jo) == (sam.id,)


def outside(session: Session, cora: Actor) -> Actor:
    """Somebody who signs by a link."""
    entered = {"name": "Jo Hale", "email": "jo@example.net", "part": "Accredited supervisor"}
    row = assessors.enter(session, cora, None, **entered, registration="", today=TODAY, now=NOW)
    return Actor(id=row.id, name=row.name, roles=frozenset({Role.ASSESSOR}))


def test_a_supervision_that_has_not_begun_yet_begins_on_its_day_with_the_other(session: Session) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Ade", Role.SUPERVISOR)
    sam, begins = enter(session, "Sam Rees", Role.TRAINEE), TODAY + timedelta(days=20)
    relate(session, ruth, sam, begins)
    hand_over(session, ruth, olu)
    assert not people.supervisors_today(session, sam.id, TODAY)
    assert Standing.SUPERVISOR in people.standings(session, olu, sam.id, begins)


def test_with_her_account_closed_all_that_waited_for_her_reaches_somebody(session: Session) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Ade", Role.SUPERVISOR)
    cora, sam = enter(session, "Cora Finn", Role.COORDINATOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam)
    waits = practised.supervision(session, sam, ruth, TODAY - timedelta(days=3), confirmed=False)
    shown = Preparation(question="What did she see?", share=True)
    sent = Sending(key="a-key-of-a-form", now=NOW, today=TODAY)
    prepared = preparations.prepare(session, sam, shown, "", sent)
    assert hand_over(session, ruth, olu, close=True) == (sam.id,)
    assert session.get_one(PersonRow, ruth.id).disabled_at == NOW
    assert preparations.shown(session, olu, prepared.id, TODAY).prepared.id == prepared.id
    assert [each.id for each in confirmations.waiting(session, cora, TODAY).left] == [waits]
    assert confirmations.confirm(session, cora, waits, sent).id == waits


def test_handing_over_asks_the_database_as_often_for_many_trainees_as_for_one(session: Session) -> None:
    session.info["letters_from"] = "https://learn.example.org"

    def statements(number: int) -> int:
        ruth = enter(session, f"Ruth{number} Ade", Role.SUPERVISOR)
        pia = enter(session, f"Pia{number} Moss", Role.SUPERVISOR, Role.ASSESSOR)
        learners = [enter(session, f"L{number}x{each} Learner", Role.TRAINEE) for each in range(number)]
        for learner in learners:
            relate(session, ruth, learner)
            for pathway, closer, of in (
                ("vig-practitioner", Closer.SUPERVISOR, ruth),
                ("vig-18", Closer.ASSESSOR, pia),
            ):
                ask(session, learner, practised.put_on(session, learner, pathway), closer, of)
        session.expunge_all()
        with heard(session.connection()) as said:
            assert len(hand_over(session, ruth, pia)) == number
        went = select(LetterRow.kind).where(LetterRow.closed_at.is_(None), LetterRow.about_id.is_not(None))
        assert len(session.scalars(went.where(LetterRow.person_id == pia.id)).all()) == number
        return len(said)

    assert statements(4) == statements(1)


def ask(session: Session, learner: Actor, assignment: str, closer: Closer, of: Actor) -> None:
    """A request that waits."""
    row = RequestRow(
        id=new_id(),
        learner_id=learner.id,
        assignment_id=assignment,
        milestone="stage-1",
        closer=closer,
        asked_of=of.id,
        note="",
        asked_at=NOW,
        asked_on=TODAY,
    )
    session.add(row)
    session.flush()


def hand_over(
    session: Session, leaving: Actor, to: Actor, since: date = TODAY, *, close: bool = False
) -> tuple[str, ...]:
    """Hand all of one supervisor's trainees to another."""
    return relations.hand_over(
        session, OPERATOR, leaving=leaving.id, to=to.id, since=since, close=close, today=TODAY, now=NOW
    )


def test_every_act_on_people_is_sealed_into_one_chain(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relations.end_relation(session, OPERATOR, relate(session, ruth, sam), TODAY, today=TODAY, now=NOW)
    people.disable(session, OPERATOR, sam.id, NOW)
    acts = [link.act.action for link in ledger.chain(session)]
    assert acts == ["invited", "invited", "related", "relation-ended", "disabled"]
    assert audit.broken_at(session, (str(session.info.get("audit_key", "")),)) is None


def test_a_supervision_that_is_over_keeps_its_last_day(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relation = relate(session, ruth, sam, since=date(2026, 1, 1))

    def end(last_day: date) -> date | None:
        relations.end_relation(session, OPERATOR, relation, last_day, today=TODAY, now=NOW)
        return session.get_one(RelationRow, relation).until

    with pytest.raises(Refused) as early:
        end(date(2025, 12, 31))
    assert refusal(early) == "until-before-since"
    later, sooner = TODAY + timedelta(days=30), TODAY + timedelta(days=9)
    assert [end(later), end(sooner), end(TODAY), end(TODAY)] == [later, sooner, TODAY, TODAY]
    with pytest.raises(Conflict) as over:
        end(later)
    assert over.value.code == "relation-over"
    assert session.get_one(RelationRow, relation).until == TODAY
    acts = [link.act.action for link in ledger.chain(session)]
    assert acts.count("relation-ended") == 3


def test_a_closed_account_is_opened_again_by_a_coordinator(session: Session) -> None:
    cora, sam = enter(session, "Cora Finn", Role.COORDINATOR), enter(session, "Sam Rees", Role.TRAINEE)
    people.disable(session, cora, sam.id, NOW)
    with pytest.raises(Refused) as error:
        people.invite_again(session, cora, sam.id, NOW)
    assert refusal(error) == "already-disabled"
    people.enable(session, cora, sam.id, NOW)
    assert people.invite_again(session, cora, sam.id, NOW)[0] == "invitation"
