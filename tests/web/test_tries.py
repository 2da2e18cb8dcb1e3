"""What a quiz that allows no other try looks like: the same on a home, on the milestones and on a report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from elearn import clock
from elearn.domain.people import Actor, Role
from tests.services import practised
from tests.web.conftest import Known, People

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is seen on one day of November."""
    monkeypatch.setattr(clock, "now", lambda: practised.stamp(TODAY))


def with_one_try(app: Flask, quiz: str) -> None:
    """This quiz may be tried once."""
    house = app.extensions["elearn"]
    once = replace(house.catalogue.quizzes[quiz], attempts=1)
    quizzes = {**house.catalogue.quizzes, quiz: once}
    app.extensions["elearn"] = replace(house, catalogue=replace(house.catalogue, quizzes=quizzes))


def tried(app: Flask, known: Known, pathway: str, *, failed: str, passed: tuple[str, ...] = ()) -> str:
    """Put her on a pathway on which she passed some quizzes and did not pass another; the assignment's id."""
    actor = Actor(id=known.id, name=known.name)
    with app.extensions["elearn"].database.writing() as session:
        assignment = practised.put_on(session, actor, pathway)
        practised.passed(session, actor, failed, TODAY, well=False)
        for each in passed:
            practised.passed(session, actor, each, TODAY)
    return assignment


def test_a_quiz_of_which_every_try_is_used_is_with_her_supervisor_on_every_page(
    app: Flask, person: People, supervises: Callable[..., None]
) -> None:
    sam, ruth = person("Sam Rees", Role.TRAINEE), person("Ruth Ade", Role.SUPERVISOR)
    supervises(ruth, sam)
    with_one_try(app, "parental-sensitivity")
    quizzes = {"failed": "parental-sensitivity", "passed": ("watch-wait-and-wonder",)}
    assignment = tried(app, sam, "www-foundations", **quizzes)
    home, own = sam.visitor.get("home.index"), sam.visitor.get("milestones.index")
    for page in (home, own):
        assert "it is your supervisor’s move now" in page.text
        assert "Yours to do" not in page.text
        assert "With your supervisor" in page.main
        assert "you can try again" not in page.text
        assert "Go to the questions" not in page.text
    assert own.main.count("With your supervisor") == 3, "the milestone, the quiz, and its last try"
    hers = ruth.visitor.get("milestones.of", learner=sam.id)
    assert "With the learner" not in hers.main
    assert "every try is used" in hers.main
    report = ruth.visitor.get("reports.pathway", assignment=assignment)
    assert "With the learner" not in report.main
    assert report.main.count("With the supervisor") == 2


def test_what_else_is_left_to_do_stays_hers_to_do(app: Flask, person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    with_one_try(app, "parental-sensitivity")
    tried(app, sam, "www-foundations", failed="parental-sensitivity")
    own = sam.visitor.get("milestones.index")
    assert own.main.count("Yours to do") == 2, "the milestone and the other quiz"
    assert "it is your supervisor’s move now" not in own.text
    assert "With your supervisor" in sam.visitor.get("home.index").main


def test_a_volunteer_is_sent_to_her_coordinator_who_is_told_of_no_tries(app: Flask, person: People) -> None:
    vera, cora = person("Vera Nunn", Role.PARAPROFESSIONAL), person("Cora Lind", Role.COORDINATOR)
    with_one_try(app, "induction-your-role")
    tried(app, vera, "paraprofessional-induction", failed="induction-your-role")
    for endpoint in ("home.index", "milestones.index"):
        assert vera.visitor.get(endpoint).main.count("With your coordinator") >= 1, endpoint
    hers = cora.visitor.get("milestones.of", learner=vera.id)
    assert "With the coordinator" not in hers.main
    assert "try is used" not in hers.main
