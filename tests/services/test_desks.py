"""What a supervisor's and an assessor's desk know, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.domain.desks import Falls, Matter
from elearn.domain.errors import NotFound
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Preparation, Prepared
from elearn.services import assessor_desk, desks, preparations, relations
from elearn.services.desks import Desk
from elearn.services.entry_writing import Sending
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.services.entered import NOW, OPERATOR, TODAY, relate
from tests.services.entered import enter as person
from tests.services.practised import (
    LONDON,
    act,
    asked_in,
    enter,
    passed,
    put_on,
    ready,
    seen,
    stage_1,
    stamp,
    supervision,
)


@pytest.fixture
def ruth(session: Session) -> Actor:
    return person(session, "Ruth Ade", Role.SUPERVISOR)


def trainee(session: Session, name: str, ruth: Actor) -> Actor:
    learner = person(session, name, Role.TRAINEE)
    relate(session, ruth, learner)
    put_on(session, learner)
    return learner


def desk_of(session: Session, supervisor: Actor, after: str = "") -> Desk:
    return desks.supervisor(session, supervisor, after=after, today=TODAY, timezone=LONDON)


def ask(
    session: Session, learner: Actor, assignment: str, of: Actor, ago: int, closer: str = "assessor"
) -> str:
    day = TODAY - timedelta(days=ago)
    row = RequestRow(
        id=new_id(),
        learner_id=learner.id,
        assignment_id=assignment,
        milestone="stage-1",
        closer=closer,
        asked_of=of.id,
        note="",
        asked_at=stamp(day),
        asked_on=day,
    )
    session.add(row)
    session.flush()
    return row.id


def test_a_desk_is_for_those_who_supervise_or_assess(session: Session) -> None:
    ann = person(session, "Ann Lee", Role.TRAINEE)
    with pytest.raises(NotFound):
        desk_of(session, ann)
    with pytest.raises(NotFound):
        assessor_desk.assessor(session, ann, TODAY, LONDON)


def test_a_session_waits_until_it_is_confirmed_withdrawn_or_not_known(session: Session, ruth: Actor) -> None:
    sam = trainee(session, "Sam Rees", ruth)
    held = [supervision(session, sam, ruth, TODAY - timedelta(days=n), confirmed=False) for n in (9, 8, 7, 6)]
    (need,) = desk_of(session, ruth).needs
    assert (need.item.first.id, need.item.more, need.days) == (held[0], 3, 9)
    act(session, held[0], ActKind.CONFIRMED, ruth, TODAY)
    act(session, held[1], ActKind.WITHDRAWN, sam, TODAY)
    act(session, held[2], ActKind.NOT_RECOGNISED, ruth, TODAY)
    (need,) = desk_of(session, ruth).needs
    assert (need.item.first.id, need.item.more) == (held[3], 0)


def test_a_session_that_its_learner_does_not_know_waits_from_that_day_until_both_agree(
    session: Session, ruth: Actor
) -> None:
    sam = trainee(session, "Sam Rees", ruth)
    held = supervision(session, sam, ruth, TODAY - timedelta(days=9))
    assert desk_of(session, ruth).needs == ()
    act(session, held, ActKind.NOT_RECOGNISED, sam, TODAY - timedelta(days=2))
    (need,) = desk_of(session, ruth).needs
    assert (need.item.first.id, need.item.first.matter, need.days) == (held, Matter.NOT_KNOWN, 2)
    assert desk_of(session, ruth).rows == ()
    act(session, held, ActKind.RECOGNISED, sam, TODAY)
    assert desk_of(session, ruth).needs == ()
    act(session, held, ActKind.NOT_RECOGNISED, sam, TODAY)
    act(session, held, ActKind.WITHDRAWN, ruth, TODAY)
    assert desk_of(session, ruth).needs == ()


def test_who_was_away_stands_behind_who_waited_through_more_days(session: Session, ruth: Actor) -> None:
    sam, ann = trainee(session, "Sam Rees", ruth), trainee(session, "Ann Lee", ruth)
    supervision(session, sam, ruth, TODAY - timedelta(days=30), confirmed=False)
    supervision(session, ann, ruth, TODAY - timedelta(days=12), confirmed=False)
    back = TODAY - timedelta(days=1)
    enter(session, sam, "leave", TODAY - timedelta(days=25), {"to": back.isoformat()})
    desk = desk_of(session, ruth)
    assert [(each.item.names, each.days) for each in desk.needs] == [(("Ann Lee",), 12), (("Sam Rees",), 5)]
    assert not desk.rows
    assert desk.needs[0].measure is not None


def test_a_request_that_came_back_waits_from_the_day_it_was_asked_anew(session: Session, ruth: Actor) -> None:
    mina, sam = person(session, "Mina Shaw", Role.ASSESSOR), trainee(session, "Sam Rees", ruth)
    assignment = assignment_of(session, sam)
    first = ask(session, sam, assignment, mina, 40)
    session.get_one(RequestRow, first).closed_at = NOW
    session.flush()
    ask(session, sam, assignment, mina, 3)
    (need,) = desk_of(session, mina).needs
    assert need.days == 3
    assert need.measure is None
    assert [each.days for each in assessor_desk.assessor(session, mina, TODAY, LONDON).asked] == [3]


def not_yet(session: Session, learner: Actor, by: Actor, talk_on: date) -> str:
    """She asked, and was told "not yet" with a day to talk; the decision's id."""
    assignment = assignment_of(session, learner)
    request = ask(session, learner, assignment, by, 20, closer="supervisor")
    session.get_one(RequestRow, request).closed_at = NOW
    edition = desks.gather(session, [learner.id], LONDON)[learner.id].assignments[0].edition
    said = DecisionRow(
        id=new_id(),
        request_id=request,
        learner_id=learner.id,
        assignment_id=assignment,
        edition=edition,
        milestone="stage-1",
        by=by.id,
        role="supervisor",
        decision="not-yet",
        met_on=TODAY - timedelta(days=5),
        note="Two more cycles.",
        talk_on=talk_on,
        bundle="b" * 64,
        finding={},
        decided_at=NOW,
        decided_on=TODAY - timedelta(days=5),
    )
    session.add(said)
    session.flush()
    return said.id


def assignment_of(session: Session, learner: Actor) -> str:
    return desks.gather(session, [learner.id], LONDON)[learner.id].assignments[0].id


def test_a_day_to_talk_that_she_named_falls_due_for_her_alone(session: Session, ruth: Actor) -> None:
    olu, sam = person(session, "Olu Bell", Role.SUPERVISOR), trainee(session, "Sam Rees", ruth)
    relate(session, olu, sam)
    ready(session, sam, ruth)
    decision = not_yet(session, sam, ruth, TODAY + timedelta(days=6))
    (row,) = desk_of(session, ruth).due
    assert row.due is not None
    assert (row.due.falls, row.due.on, row.due.milestone, row.due.opens) == (
        Falls.TALK,
        TODAY + timedelta(days=6),
        "Stage 1",
        decision,
    )
    assert not desk_of(session, ruth).rows
    assert not desk_of(session, olu).due
    ask(session, sam, assignment_of(session, sam), ruth, 1)
    assert not desk_of(session, ruth).due


def test_the_end_of_a_leave_falls_due_and_so_does_a_renewal(session: Session, ruth: Actor) -> None:
    sam = trainee(session, "Sam Rees", ruth)
    back = TODAY + timedelta(days=9)
    leave = enter(session, sam, "leave", TODAY - timedelta(days=9), {"to": back.isoformat()}, entered=TODAY)
    (row,) = desk_of(session, ruth).due
    assert row.due is not None
    assert (row.due.falls, row.due.on, row.due.opens) == (Falls.BACK, back, leave)

    lucy = person(session, "Lucy Bell", Role.PARAPROFESSIONAL)
    relate(session, ruth, lucy)
    put_on(session, lucy, "paraprofessional-induction")
    for quiz in asked_in("paraprofessional-induction"):
        passed(session, lucy, quiz, date(2026, 2, 1))
    seen(session, lucy, ruth, "check", date(2026, 2, 3), {"check": "background-check"})
    later = desks.supervisor(session, ruth, after="", today=date(2029, 1, 25), timezone=LONDON)
    (row,) = later.due
    assert row.due is not None
    assert (row.due.falls, row.due.on) == (Falls.RENEWAL, date(2029, 2, 3))
    assert row.due.lacks


def test_a_session_that_is_prepared_and_shared_falls_due_on_the_day_she_names_until_it_is_held(
    session: Session, ruth: Actor
) -> None:
    sam, day = trainee(session, "Sam Rees", ruth), TODAY + timedelta(days=3)
    asked = Preparation(question="How long may I wait?", day=day)
    kept = prepare(session, sam, asked, "")
    assert not desk_of(session, ruth).due
    shared = prepare(session, sam, replace(asked, share=True), kept.id)
    (row,) = desk_of(session, ruth).due
    assert row.due is not None
    assert (row.due.falls, row.due.on, row.due.opens) == (Falls.SESSION, day, shared.id)
    assert not desks.supervisor(session, ruth, after="", today=day + timedelta(1), timezone=LONDON).due
    assert not desks.supervisor(session, ruth, after="", today=day - timedelta(15), timezone=LONDON).due
    facts = {"minutes": 60, "prepared": shared.id}
    held = enter(session, sam, "supervision", TODAY, facts, named=ruth.id)
    act(session, held, ActKind.CONFIRMED, ruth, TODAY)
    assert not desk_of(session, ruth).due


def prepare(session: Session, learner: Actor, wanted: Preparation, seen: str) -> Prepared:
    """Keep a version of her next session in the place of the one she saw."""
    sent = Sending(key=f"prepared after {seen}", now=NOW, today=TODAY)
    return preparations.prepare(session, learner, wanted, seen, sent)


def test_a_corrected_session_comes_back_with_the_day_of_its_correction(session: Session, ruth: Actor) -> None:
    sam = trainee(session, "Sam Rees", ruth)
    old = supervision(session, sam, ruth, TODAY - timedelta(days=30), confirmed=False)
    act(session, old, ActKind.NOT_RECOGNISED, ruth, TODAY - timedelta(days=20))
    enter(
        session,
        sam,
        "supervision",
        TODAY - timedelta(days=29),
        {"minutes": 60},
        named=ruth.id,
        replaces=old,
        entered=TODAY - timedelta(days=2),
        reason="the day was wrong",
    )
    (need,) = desk_of(session, ruth).needs
    assert need.days == 2


def test_trainees_who_each_enter_one_group_session_are_one_line(session: Session, ruth: Actor) -> None:
    for name in ("Ann Lee", "Bo Kay", "Cy Dee"):
        learner = trainee(session, name, ruth)
        facts = {"minutes": 90, "setting": "group"}
        enter(session, learner, "supervision", date(2026, 11, 14), facts, named=ruth.id)
    (need,) = desk_of(session, ruth).needs
    assert need.item.names == ("Ann Lee", "Bo Kay", "Cy Dee")


def test_papers_of_her_own_trainees_wait_for_her_and_nobody_elses(session: Session, ruth: Actor) -> None:
    sam, ann = trainee(session, "Sam Rees", ruth), person(session, "Ann Lee", Role.TRAINEE)
    for learner in (sam, ann):
        enter(session, learner, "document", TODAY, {"document": "aviguk-registration"})
    (need,) = desk_of(session, ruth).needs
    assert (need.item.first.matter, need.item.names) == (Matter.PAPER, ("Sam Rees",))


def test_a_sign_off_asked_of_her_waits_and_one_asked_of_another_is_only_told(
    session: Session, ruth: Actor
) -> None:
    mina = person(session, "Mina Shaw", Role.ASSESSOR)
    sam = person(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam)
    assignment = put_on(session, sam)
    stage_1(session, sam, ruth)
    request = ask(session, sam, assignment, mina, 4)
    (need,) = desk_of(session, mina).needs
    assert (need.item.first.id, need.milestone, need.days) == (request, "Stage 1", 4)
    assert not need.own
    desk = desk_of(session, ruth)
    assert not desk.needs
    ((stage,),) = [row.stages for row in desk.rows]
    assert [(each.person, each.days) for each in stage.awaited] == [(mina.id, 4)]
    assert desk.names[mina.id] == "Mina Shaw"


def test_a_row_says_the_stage_what_is_missing_and_the_last_supervision(session: Session, ruth: Actor) -> None:
    sam = trainee(session, "Sam Rees", ruth)
    ready(session, sam, ruth)
    supervision(session, sam, ruth, date(2026, 3, 1))
    (row,) = desk_of(session, ruth).rows
    (stage,) = row.stages
    assert stage.milestone is not None
    assert stage.milestone.id == "stage-1"
    lacks = [(each.finding.id, each.finding.missing) for each in stage.lacks]
    assert lacks == [("cycles", 6), ("clients", 2), ("supervision", 6)]
    assert row.supervised == date(2026, 3, 1)


def test_who_covers_has_the_trainee_on_her_desk_while_she_does(session: Session, ruth: Actor) -> None:
    olu, sam = person(session, "Olu Bell", Role.SUPERVISOR), trainee(session, "Sam Rees", ruth)
    relations.relate(
        session,
        OPERATOR,
        learner=sam.id,
        supervisor=olu.id,
        since=TODAY - timedelta(days=3),
        until=TODAY,
        covering=True,
        now=NOW,
    )
    (row,) = desk_of(session, olu).rows
    assert row.trainee.covering
    later = desks.supervisor(session, olu, after="", today=TODAY + timedelta(days=1), timezone=LONDON)
    assert not later.rows


def test_after_a_change_of_supervisor_only_the_new_one_has_her(session: Session, ruth: Actor) -> None:
    olu, sam = person(session, "Olu Bell", Role.SUPERVISOR), trainee(session, "Sam Rees", ruth)
    relations.hand_over(session, OPERATOR, leaving=ruth.id, to=olu.id, since=TODAY, today=TODAY, now=NOW)
    assert not desk_of(session, ruth).rows
    assert [row.trainee.id for row in desk_of(session, olu).rows] == [sam.id]


def test_fifty_stand_on_a_page_and_the_key_leads_to_the_rest(session: Session, ruth: Actor) -> None:
    ids = [f"p{n:03}" for n in range(60)]
    session.execute(
        insert(PersonRow),
        [{"id": id_, "name": f"Person {id_}", "created_at": NOW, "demo": False} for id_ in ids],
    )
    session.execute(
        insert(RelationRow),
        [
            {
                "id": f"r{id_}",
                "learner_id": id_,
                "supervisor_id": ruth.id,
                "covering": False,
                "since": date(2026, 1, 1),
                "recorded_at": NOW,
            }
            for id_ in ids
        ],
    )
    first = desk_of(session, ruth)
    assert (len(first.rows), first.whole) == (50, 60)
    assert first.after is not None
    second = desk_of(session, ruth, first.after)
    assert [row.trainee.id for row in first.rows + second.rows] == ids
    assert second.after is None


def test_no_more_than_ten_needs_stand_on_a_desk_and_the_rest_is_counted(
    session: Session, ruth: Actor
) -> None:
    for n in range(12):
        learner = person(session, f"P{n} Lee", Role.TRAINEE)
        supervision(session, learner, ruth, TODAY - timedelta(days=n), confirmed=False)
    desk = desk_of(session, ruth)
    assert (len(desk.needs), desk.hidden) == (10, 2)
    assert desk.needs[0].days == 11


def test_an_assessor_has_what_is_asked_of_her_and_what_she_signed(session: Session, ruth: Actor) -> None:
    mina = person(session, "Mina Shaw", Role.ASSESSOR)
    sam, ann = person(session, "Sam Rees", Role.TRAINEE), person(session, "Ann Lee", Role.TRAINEE)
    request = ask(session, sam, put_on(session, sam), mina, 9)
    assignment = put_on(session, ann)
    answered = ask(session, ann, assignment, mina, 40)
    session.get_one(RequestRow, answered).closed_at = NOW
    edition = desks.gather(session, [ann.id], LONDON)[ann.id].assignments[0].edition
    session.add(
        DecisionRow(
            id="d1",
            request_id=answered,
            learner_id=ann.id,
            assignment_id=assignment,
            edition=edition,
            milestone="stage-1",
            by=mina.id,
            role="assessor",
            decision="not-yet",
            met_on=TODAY,
            note="",
            bundle="b" * 64,
            finding={},
            decided_at=NOW,
            decided_on=TODAY,
        )
    )
    session.flush()
    desk = assessor_desk.assessor(session, mina, TODAY, LONDON)
    assert [(each.request, each.learner, each.milestone, each.days) for each in desk.asked] == [
        (request, "Sam Rees", "Stage 1", 9)
    ]
    assert [(each.decision, each.learner, each.agreed) for each in desk.signed] == [("d1", "Ann Lee", False)]
