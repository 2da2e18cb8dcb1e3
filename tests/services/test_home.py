"""What a learner's home knows, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.desks import Matter
from elearn.domain.entry_states import State
from elearn.domain.errors import NotFound
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Move, StepKind
from elearn.services import desks, home, people
from elearn.services.home import Home
from elearn.services.logbook_sheet import sheet
from elearn.services.next_steps import Step
from elearn.services.people import Operator
from elearn.storage.library import PlaceRow, ReadingRow
from elearn.storage.logbook import DraftRow
from elearn.storage.quizzes import AttemptRow
from tests.program import shipped
from tests.services.entered import TODAY, relate
from tests.services.entered import enter as person
from tests.services.practised import LONDON, act, cycle, enter, passed, put_on, ready, stamp, supervision


@pytest.fixture
def ruth(session: Session) -> Actor:
    return person(session, "Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(session: Session, ruth: Actor) -> Actor:
    learner = person(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, learner)
    put_on(session, learner)
    return learner


def at_home(session: Session, learner: Actor) -> Home:
    return home.learner(session, learner, shipped(), TODAY, LONDON)


def test_a_home_is_for_people_who_learn(session: Session, ruth: Actor) -> None:
    with pytest.raises(NotFound):
        at_home(session, ruth)


def test_a_new_learner_is_told_how_to_begin(session: Session, sam: Actor) -> None:
    found = at_home(session, sam)
    assert found.step.kind is StepKind.BEGIN
    assert len(found.ways[0].beginning) == 5
    assert not found.awaited


def test_without_a_pathway_there_is_still_something_to_read(session: Session) -> None:
    found = at_home(session, person(session, "Ann Lee", Role.TRAINEE))
    assert not found.ways
    assert found.step.reading is not None


def test_a_film_without_its_review_comes_before_anything_new(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    ready(session, sam, ruth)
    film = enter(session, sam, "cycle", date(2026, 11, 3), {"client": "C-7K2P"})
    found = at_home(session, sam)
    assert found.step.kind is StepKind.UNFINISHED
    assert found.step.entry is not None
    assert found.step.entry.id == film
    assert not found.ways[0].beginning


def test_what_waits_says_on_whom_and_for_how_many_days_without_leave(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    ready(session, sam, ruth)
    held = supervision(session, sam, ruth, TODAY - timedelta(days=9), confirmed=False)
    enter(session, sam, "leave", TODAY - timedelta(days=4), {"to": (TODAY - timedelta(days=2)).isoformat()})
    (each,) = at_home(session, sam).awaited
    assert (each.move, each.person, each.days) == (Move.SUPERVISOR, ruth.id, 6)
    assert each.entry is not None
    assert each.entry.id == held


def test_a_session_waits_for_a_coordinator_once_its_supervisor_has_left(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    ready(session, sam, ruth)
    waits = supervision(session, sam, ruth, TODAY - timedelta(days=9), confirmed=False)
    people.disable(session, Operator(), ruth.id, stamp(TODAY))
    (each,) = at_home(session, sam).awaited
    assert (each.move, each.person) == (Move.COORDINATOR, None)
    assert each.days == 0
    assert sheet(session, sam, TODAY, LONDON).stands[waits].state is State.STRANDED
    people.enable(session, Operator(), ruth.id, stamp(TODAY))
    assert [each.person for each in at_home(session, sam).awaited] == [ruth.id]


def test_a_paper_waits_for_the_coordinator_where_nobody_supervises(session: Session) -> None:
    ann = person(session, "Ann Lee", Role.TRAINEE)
    put_on(session, ann)
    enter(session, ann, "document", TODAY, {"document": "aviguk-registration"})
    (each,) = at_home(session, ann).awaited
    assert (each.move, each.person, each.days) == (Move.COORDINATOR, None, 0)


def test_a_session_the_supervisor_does_not_know_comes_back_first(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    ready(session, sam, ruth)
    held = supervision(session, sam, ruth, TODAY - timedelta(days=9), confirmed=False)
    act(session, held, ActKind.NOT_RECOGNISED, ruth, TODAY)
    found = at_home(session, sam)
    assert found.step.kind is StepKind.RETURNED
    assert found.step.entry is not None
    assert found.step.entry.id == held
    desk = desks.supervisor(session, ruth, after="", today=TODAY, timezone=LONDON)
    assert not [need for need in desk.needs if need.item.first.matter is Matter.SESSION]


def test_one_that_she_herself_does_not_know_has_not_come_back(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    ready(session, sam, ruth)
    act(session, supervision(session, sam, ruth, TODAY), ActKind.NOT_RECOGNISED, sam, TODAY)
    assert at_home(session, sam).step.kind is not StepKind.RETURNED


def test_what_was_begun_is_finished_before_something_new_the_last_first(session: Session, sam: Actor) -> None:
    session.add(DraftRow(person_id=sam.id, form="cycle:abcdefgh", fields={}, saved_at=stamp(TODAY)))
    session.flush()
    found = at_home(session, sam)
    assert (found.step.kind, found.step.form) == (StepKind.DRAFT, "cycle:abcdefgh")


def test_a_quiz_that_was_begun_is_carried_on(session: Session) -> None:
    ann = person(session, "Ann Lee", Role.TRAINEE)
    put_on(session, ann)
    put_on(session, ann, "www-foundations")
    edition = home.record_of(session, ann.id, LONDON).assignments[0].edition
    session.add(
        AttemptRow(
            person_id=ann.id,
            quiz="parental-sensitivity",
            edition=edition,
            number=1,
            seed="s",
            questions=[],
            begun_at=stamp(TODAY),
        )
    )
    session.flush()
    step = at_home(session, ann).step
    assert step.kind is StepKind.DRAFT
    assert step.quiz is not None
    assert step.quiz.id == "parental-sensitivity"


def test_a_quiz_whose_every_try_is_used_comes_last_and_is_not_hers_to_do(session: Session) -> None:
    ann = person(session, "Ann Lee", Role.TRAINEE)
    put_on(session, ann, "www-foundations")
    once = replace(shipped().quizzes["parental-sensitivity"], attempts=1)
    catalogue = replace(shipped(), quizzes={**shipped().quizzes, once.id: once})
    session.info["catalogue"] = catalogue

    def step() -> Step:
        return home.learner(session, ann, catalogue, TODAY, LONDON).step

    assert step().quiz == once
    assert not step().used_up
    passed(session, ann, once.id, TODAY, well=False)
    assert (step().quiz, step().used_up) == (catalogue.quizzes["watch-wait-and-wonder"], False)
    passed(session, ann, "watch-wait-and-wonder", TODAY)
    assert (step().quiz, step().used_up) == (once, True)


def test_practice_after_a_pass_is_not_told_as_its_result(session: Session, sam: Actor) -> None:
    for well in (False, True, False):
        passed(session, sam, "parental-sensitivity", TODAY, well=well)
    passed(session, sam, "attunement-principles", TODAY, well=False)
    told = {each.quiz: each.passed for each in at_home(session, sam).results}
    assert told == {"parental-sensitivity": True, "attunement-principles": False}


def test_reading_goes_on_where_it_stopped(session: Session, sam: Actor) -> None:
    module = shipped().modules["parental-sensitivity"]
    first, second = module.lessons[:2]
    session.add(
        ReadingRow(
            person_id=sam.id,
            module=module.id,
            lesson=first.id,
            edition="e" * 64,
            read_on=TODAY,
            read_at=stamp(TODAY),
        )
    )
    session.add(PlaceRow(person_id=sam.id, module=module.id, lesson=second.id, at=stamp(TODAY)))
    session.flush()
    (reading,) = at_home(session, sam).reading
    assert (reading.have, reading.carry_on.id) == (1, second.id)


def test_who_is_away_is_told_so(session: Session, sam: Actor) -> None:
    enter(session, sam, "leave", TODAY - timedelta(days=4), {})
    assert at_home(session, sam).leave is not None


def test_a_stage_met_elsewhere_is_met_from_before(session: Session, sam: Actor, ruth: Actor) -> None:
    for milestone in ("ready", "stage-1"):
        facts = {"milestone": milestone, "met_on": "2025-06-01", "pathway": "vig-practitioner"}
        act(session, enter(session, sam, "prior", date(2026, 2, 1), facts), ActKind.SEEN, ruth, TODAY)
    (way,) = at_home(session, sam).ways
    assert [each.milestone.id for each in way.working] == ["stage-2"]
    assert not way.beginning


def test_the_same_thing_on_two_pathways_waits_once(session: Session, sam: Actor, ruth: Actor) -> None:
    ready(session, sam, ruth)
    cycle(session, sam, "C-7K2P", date(2026, 10, 2))
    supervision(session, sam, ruth, TODAY, confirmed=False)
    put_on(session, sam, "www-foundations")
    assert len(at_home(session, sam).awaited) == 1
