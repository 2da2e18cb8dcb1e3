"""Whether every sentence on a learner's home is true of the lives the demo tells."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.services import signoffs
from elearn.storage.assignments import AssignmentRow
from elearn.storage.logbook import DraftRow
from elearn.storage.people import PersonRow
from elearn.storage.quizzes import AttemptRow
from elearn.storage.signoffs import RequestRow
from tests.services.practised import act, enter, passed, put_on, ready, seen, stage_1, supervision
from tests.web import places
from tests.web.conftest import Known, People
from tests.web.visitor import Answer, Visitor

Home = Callable[[str], Answer]
MOST_STATEMENTS = 12


@pytest.fixture
def home(app: Flask) -> Home:
    """The home of one of the demo's people."""
    places.load(app)

    def visit(name: str) -> Answer:
        visitor = Visitor(app)
        assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
        answer = visitor.get("home.index")
        assert len(answer.queries) <= MOST_STATEMENTS
        return answer

    return visit


def buttons(answer: Answer) -> list[str]:
    """The one button of the next step."""
    return re.findall(r'<a class="button" href="([^"]+)"', answer.html)


def test_a_new_learner_reads_how_to_begin_in_five_lines_and_no_nought_of_six(home: Home) -> None:
    answer = home("nia")
    assert "How to begin" in answer.text
    lines = answer.html.partition('<ol class="tasks">')[2].partition("</ol>")[0]
    assert lines.count("<li>") == 5
    assert " of 6" not in answer.text
    assert len(buttons(answer)) == 1


def test_a_film_without_its_review_is_the_next_step(home: Home) -> None:
    answer = home("sam")
    assert re.search(r"Look at the film of \d+ \w+ \d+ together", answer.text)
    assert "3 of 6" in answer.text
    assert "How to begin" not in answer.text
    assert buttons(answer)[0].endswith("/finish")


def test_who_waits_nine_days_reads_on_whom(home: Home) -> None:
    assert re.search(r"Waiting on Ruth Ade 9 days Supervision on \d+ \w+, 60 minutes", home("jon").text)


def test_who_asked_again_after_a_not_yet_reads_that_it_is_with_the_assessor(home: Home) -> None:
    answer = home("helen")
    assert "It is with Mina Shaw now" in answer.text
    assert "Waiting on Mina Shaw 4 days To sign Stage 1" in answer.text
    assert "Not yet" not in answer.text


def test_in_stage_2_the_supervision_is_with_the_supervisor_of_today(home: Home) -> None:
    answer = home("dana")
    assert re.search(r"Supervision with Ruth Ade \d of 8 so far", answer.text)
    assert "Stage 2" in answer.text
    assert "Olu Bell" not in answer.text


def test_a_stage_reached_elsewhere_is_said_to_be_from_before(home: Home) -> None:
    assert re.search(r"Stage 1 \(\d+ \w+ \d+, from before\)", home("priya").text)


def test_a_supervisor_who_learns_sees_her_learning_and_the_way_to_her_desk(home: Home) -> None:
    answer = home("owen")
    assert "Watch, Wait and Wonder, foundations" in answer.text
    assert "Tried on" in answer.text
    assert "/desk/" in answer.links()


def test_where_reading_goes_on_is_said(home: Home) -> None:
    answer = home("tess")
    assert "Continue reading" in answer.text
    assert re.search(r"Parental sensitivity, 2 of \d+ read", answer.text)


NOT_HER_WORDS = re.compile(
    r"\b(trainee|cycle|evidence|milestone|pass|passed|fail|pathway|stage|supervis\w+)\b", re.I
)


@pytest.mark.parametrize(("name", "said"), [("yusuf", "Not yet done"), ("lucy", "You are ready")])
def test_a_volunteer_is_spoken_to_in_her_own_words(home: Home, name: str, said: str) -> None:
    answer = home(name)
    main = answer.html.partition("<main")[2].partition("</main>")[0]
    assert said in answer.text
    assert not NOT_HER_WORDS.search(re.sub(r"<[^>]+>", " ", main))


def test_who_finished_the_induction_is_led_to_her_certificate(home: Home) -> None:
    assert buttons(home("lucy"))[0].endswith("/certificate")


def test_nobody_is_late(home: Home) -> None:
    for name in ("nia", "sam", "jon", "helen", "dana", "priya", "owen", "tess", "yusuf", "lucy"):
        assert not re.search(r"\b(late|overdue|behind|fail\w*)\b", home(name).text, re.I)


def test_who_returns_a_sign_off_is_named_and_her_answer_is_the_next_step(home: Home, app: Flask) -> None:
    home("helen")
    with app.extensions["elearn"].database.writing() as session:
        helen = session.scalars(select(PersonRow).where(PersonRow.name == "Helen Murray")).one()
        open_one = session.scalars(
            select(RequestRow).where(RequestRow.learner_id == helen.id, RequestRow.closed_at.is_(None))
        ).one()
        open_one.closed_at, open_one.closed_how = clock.now(), signoffs.WITHDRAWN
    answer = home("helen")
    assert "Mina Shaw has answered you about Stage 1" in answer.text
    assert "/sign-off/decision/" in buttons(answer)[0]
    assert "Not yet" not in answer.text


Live = Callable[[Session, Actor, Actor], object]
"""What a learner has done, with her supervisor."""


def not_known(session: Session, sam: Actor, ruth: Actor) -> None:
    ready(session, sam, ruth)
    held = supervision(session, sam, ruth, date(2026, 3, 2), confirmed=False)
    act(session, held, ActKind.NOT_RECOGNISED, ruth, date(2026, 3, 4))


def half_typed(session: Session, sam: Actor, _ruth: Actor) -> None:
    put = DraftRow(person_id=sam.id, form="cycle:abcdefgh", fields={}, saved_at=clock.now())
    session.add(put)


def half_answered(session: Session, sam: Actor, _ruth: Actor) -> None:
    edition = session.scalars(select(AssignmentRow.edition)).first()
    begun = {"number": 1, "seed": "s", "questions": [], "begun_at": clock.now()}
    session.add(AttemptRow(person_id=sam.id, quiz="parental-sensitivity", edition=edition, **begun))


def without_papers(session: Session, sam: Actor, ruth: Actor) -> None:
    course = {"course": "initial-training-course", "days": 2}
    seen(session, sam, ruth, "course", date(2026, 1, 6), course)
    passed(session, sam, "parental-sensitivity", date(2026, 1, 8))
    passed(session, sam, "video-interaction-guidance", date(2026, 1, 9))


def course_done(session: Session, sam: Actor, ruth: Actor) -> None:
    course = {"course": "initial-training-course", "days": 2}
    seen(session, sam, ruth, "course", date(2026, 1, 6), course)


def wrong_day(session: Session, sam: Actor, ruth: Actor) -> None:
    ready(session, sam, ruth)
    enter(session, sam, "cycle", date(2026, 2, 2), {"client": "", "reviewed": "2026-02-09"})


@pytest.mark.parametrize(
    ("live", "said", "door"),
    [
        (lambda *_who: None, "Your initial course", "/other/course.initial-training-course"),
        (course_done, "Lesson 1 of", "/learn/parental-sensitivity/"),
        (without_papers, "Your registration", "/other/document.aviguk-registration"),
        (ready, "Your first cycle, film and shared review", "/practise/cycle"),
        (stage_1, "Ask for Stage 1 to be signed", "/stage-1"),
        (not_known, "Ruth Ade does not know the supervision of 2 March 2026", "/practise/entries/"),
        (half_typed, "Finish what you began to enter", "draft=abcdefgh"),
        (half_answered, "Carry on with “Parental sensitivity”", "/parental-sensitivity"),
        (wrong_day, "2 different families", "/practise/entries/"),
    ],
)
def test_the_next_step_says_what_it_is_and_its_button_leads_there(
    app: Flask, person: People, supervises: Callable[..., None], live: Live, said: str, door: str
) -> None:
    ruth, sam = person("Ruth Ade", Role.SUPERVISOR), person("Sam Rees", Role.TRAINEE)
    supervises(ruth, sam)
    with app.extensions["elearn"].database.writing() as session:
        put_on(session, as_actor(sam))
        live(session, as_actor(sam), as_actor(ruth))
    answer = sam.visitor.get("home.index")
    assert said in answer.text
    (button,) = buttons(answer)
    assert door in button
    assert sam.visitor.open(button).status == 200


def as_actor(known: Known) -> Actor:
    return Actor(id=known.id, name=known.name)


def test_a_learner_without_a_pathway_is_told_so_and_can_read(person: People) -> None:
    answer = person("Ann Lee", Role.TRAINEE).visitor.get("home.index")
    assert "You are on no pathway now." in answer.text
    assert "/learn/" in buttons(answer)[0]


def test_a_supervisor_who_coordinates_too_finds_both_desks(person: People) -> None:
    for role in (Role.SUPERVISOR, Role.ASSESSOR):
        both = person(f"{role.title()} Lee", role, Role.COORDINATOR)
        assert "/coordination/" in both.visitor.get("home.index").links()


@pytest.mark.parametrize(
    ("roles", "heading"),
    [
        ({Role.SUPERVISOR}, "Your caseload"),
        ({Role.SUPERVISOR, Role.COORDINATOR}, "Your caseload"),
        ({Role.ASSESSOR}, "Sign-offs"),
        ({Role.COORDINATOR}, "Your service today"),
    ],
)
def test_who_learns_nothing_here_comes_in_at_her_desk(person: People, roles: set[Role], heading: str) -> None:
    assert person("Ann Lee", *roles).visitor.get("home.index").heading == heading
