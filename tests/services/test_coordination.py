"""What a coordinator's desk knows, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.domain.replies import Reply
from elearn.services import assessors, coordination, people, signing
from elearn.storage.database import Database
from tests.services.entered import NOW, OPERATOR, TODAY, relate
from tests.services.entered import enter as person
from tests.services.practised import act, enter, passed, put_on, supervision
from tests.services.test_signing import STRANGER, outside_on
from tests.services.test_signoffs import MOMENT


@pytest.fixture
def cora(session: Session) -> Actor:
    return person(session, "Cora Finn", Role.COORDINATOR)


def test_only_a_coordinator_sees_it(session: Session) -> None:
    ruth = person(session, "Ruth Ade", Role.SUPERVISOR)
    with pytest.raises(NotFound):
        coordination.desk(session, ruth, TODAY, NOW)
    with pytest.raises(NotFound):
        coordination.counts(session, ruth, TODAY)


def test_trainees_without_a_supervisor_today_are_named(session: Session, cora: Actor) -> None:
    ruth = person(session, "Ruth Ade", Role.SUPERVISOR)
    sam, ann = person(session, "Sam Rees", Role.TRAINEE), person(session, "Ann Lee", Role.TRAINEE)
    relate(session, ruth, sam)
    relate(session, ruth, ann, until=TODAY - timedelta(days=1))
    person(session, "Lucy Hart", Role.PARAPROFESSIONAL)
    assert [each.name for each in coordination.desk(session, cora, TODAY, NOW).unsupervised] == ["Ann Lee"]
    people.disable(session, OPERATOR, ruth.id, NOW)
    alone = {each.name for each in coordination.desk(session, cora, TODAY, NOW).unsupervised}
    assert alone == {"Ann Lee", "Sam Rees"}


def test_who_was_invited_and_has_not_come_is_named_with_the_age_of_the_link(
    session: Session, cora: Actor
) -> None:
    person(session, "Ann Lee", Role.TRAINEE)
    desk = coordination.desk(session, cora, TODAY, NOW)
    ann = next(each for each in desk.invited if each.name == "Ann Lee")
    assert ann.since == NOW - timedelta(days=400)
    assert ann.until == ann.since + timedelta(days=14)
    assert {each.name for each in desk.invited} == {"Ann Lee", "Cora Finn"}


def test_sessions_of_one_who_left_and_papers_nobody_else_can_see_wait_for_her(
    session: Session, cora: Actor
) -> None:
    ruth = person(session, "Ruth Ade", Role.SUPERVISOR)
    sam, lucy = person(session, "Sam Rees", Role.TRAINEE), person(session, "Lucy Hart", Role.PARAPROFESSIONAL)
    relate(session, ruth, sam)
    supervision(session, sam, ruth, TODAY - timedelta(days=3), confirmed=False)
    enter(session, sam, "document", TODAY, {"document": "aviguk-registration"})
    enter(session, lucy, "check", TODAY, {"check": "background-check"})
    before = coordination.desk(session, cora, TODAY, NOW).needs
    assert [each.names for each in before] == [("Lucy Hart",)]
    people.disable(session, OPERATOR, ruth.id, NOW)
    after = coordination.desk(session, cora, TODAY, NOW).needs
    assert [(each.names, each.more) for each in after] == [(("Sam Rees",), 1), (("Lucy Hart",), 0)]


@pytest.mark.parametrize(("besides", "waits"), [((), True), ((Role.SUPERVISOR,), False)])
def test_a_session_that_names_a_coordinator_waits_here_unless_it_does_on_another_desk_of_hers(
    session: Session, besides: tuple[Role, ...], waits: bool
) -> None:
    nora = person(session, "Nora Lind", Role.COORDINATOR, *besides)
    lucy = person(session, "Lucy Hart", Role.PARAPROFESSIONAL)
    held = supervision(session, lucy, nora, TODAY, confirmed=False)
    needs = coordination.desk(session, nora, TODAY, NOW).needs
    assert [each.first.id for each in needs] == ([held] if waits else [])


def test_a_session_corrected_and_confirmed_anew_is_counted_once_and_one_taken_back_not_at_all(
    session: Session, cora: Actor
) -> None:
    ruth, sam = person(session, "Ruth Ade", Role.SUPERVISOR), person(session, "Sam Rees", Role.TRAINEE)
    day = TODAY - timedelta(days=9)
    old = supervision(session, sam, ruth, day)
    facts = {"minutes": 75, "mode": "video"}
    new = enter(session, sam, "supervision", day, facts, named=ruth.id, replaces=old, reason="It was longer")
    act(session, new, ActKind.CONFIRMED, ruth, TODAY)
    assert coordination.counts(session, cora, TODAY).supervisions == 1
    act(session, new, ActKind.WITHDRAWN, sam, TODAY)
    assert coordination.counts(session, cora, TODAY).supervisions == 0


def test_people_are_counted_by_role_pathway_and_what_they_reached(session: Session, cora: Actor) -> None:
    ruth = person(session, "Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR)
    for name in ("Sam Rees", "Ann Lee"):
        learner = person(session, name, Role.TRAINEE)
        put_on(session, learner)
        passed(session, learner, "parental-sensitivity", TODAY)
        passed(session, learner, "parental-sensitivity", TODAY)
        supervision(session, learner, ruth, date(2026, 11, 1))
        supervision(session, learner, ruth, date(2025, 11, 1))
    found = coordination.counts(session, cora, TODAY)
    assert found.roles == {"assessor": 1, "coordinator": 1, "supervisor": 1, "trainee": 2}
    assert found.pathways == {"vig-practitioner": 2}
    assert found.quizzes == {"parental-sensitivity": 2}
    assert found.supervisions == 2
    assert found.signed == {}


def test_the_desk_reads_no_table_whole_but_the_counts(fresh_sqlite: Database) -> None:
    """What it costs must not grow with the people; SQLite says of each statement how it will look for rows."""
    said: list[tuple[str, object]] = []

    def hear(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        said.append((statement, given))

    with fresh_sqlite.writing() as session:
        cora = person(session, "Cora Finn", Role.COORDINATOR)
    with fresh_sqlite.reading() as session:
        session.connection()
        event.listen(fresh_sqlite.engine, "before_cursor_execute", hear)
        coordination.desk(session, cora, TODAY, NOW)
        event.remove(fresh_sqlite.engine, "before_cursor_execute", hear)
        assert len(said) == 3
        plans = [
            str(row[3])
            for statement, given in said
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)  # type: ignore[arg-type]
        ]
    looked = {step for step in plans if step.startswith(("SCAN", "SEARCH"))}
    assert "SEARCH turns USING INDEX ix_turns_kind (kind=? AND until=? AND since<?)" in looked
    whole = {step for step in looked if step.startswith("SCAN") and not step.startswith("SCAN anon")}
    # Of those from outside there are few: they are entered one by one, and grow with no intake.
    few = {"SCAN counts", "SCAN links", "SCAN assessors"}
    assert {step.split(" USING ")[0] for step in whole} <= few
    assert not [step for step in whole if step.startswith("SCAN links") and "ix_links_open" not in step]


def test_a_request_for_which_no_link_opens_waits_for_her_and_while_the_learner_is_asked_back_it_does_not(
    session: Session,
) -> None:
    outside = outside_on(session)
    session.info["letters_from"] = ""
    asked = outside.ask()

    def waiting(days: int = 0, reader: Actor = outside.cora) -> list[tuple[str, str, str]]:
        moment = NOW + timedelta(days=days)
        desk = coordination.desk(session, reader, TODAY, moment)
        return [(each.id, each.name, each.asked) for each in desk.linkless]

    told = [(asked.id, "Sam Rees", "Dr Jo Hale")]
    assert waiting() == told
    assert waiting(reader=replace(outside.cora, id=asked.learner_id)) == []
    _name, token = assessors.hand_on(session, outside.cora, asked.id, NOW)
    assert (waiting(), waiting(29), waiting(30)) == ([], [], told)
    signing.reply(session, token, Reply.QUESTION, "Which film?", "", STRANGER, MOMENT)
    assert waiting(30) == []
    signing.answer_question(session, outside.scene.sam, asked.id, "The last.", MOMENT)
    assert (waiting(), waiting(30)) == ([], told)
    outside.sign(token, outside.answer(token))
    assert waiting(30) == []
