"""What a learner keeps when the files she began under are renamed, changed or gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from elearn import clock
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.pathways import Milestone, Pass, Pathway, Requirement
from elearn.domain.people import Actor, Role
from elearn.services import assignments
from elearn.services.people import Operator
from tests.services import practised
from tests.web.conftest import Known, People

QUIZ = "parental-sensitivity"


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is seen on one day of November."""
    monkeypatch.setattr(clock, "now", lambda: practised.stamp(date(2026, 11, 22)))


@pytest.fixture
def sam(app: Flask, person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


def learner(known: Known) -> Actor:
    return Actor(id=known.id, name=known.name)


def put_on(app: Flask, sam: Known, pathway: Pathway) -> None:
    with app.extensions["elearn"].database.writing() as session:
        assignments.assign(
            session,
            Operator(),
            {pathway.id: pathway},
            learner=sam.id,
            pathway=pathway.id,
            began_on=practised.BEGAN,
            now=clock.now(),
        )


def asks_for(quiz: str, *, fresh: bool = False) -> Pathway:
    asked = Requirement(id="quiz", verb=Pass(quiz=quiz), fresh=fresh)
    return Pathway(
        id="ladder", title="A small ladder", milestones=(Milestone(id="one", title="One", requires=(asked,)),)
    )


def now_reads(app: Flask, change: Callable[[Catalogue], Catalogue]) -> None:
    """The program as it would start on files that authors have changed meanwhile."""
    house = app.extensions["elearn"]
    app.extensions["elearn"] = replace(house, catalogue=change(house.catalogue))


def test_a_pathway_whose_file_is_gone_is_still_that_of_who_is_on_it_and_nobody_else_s(
    app: Flask, sam: Known, person: People
) -> None:
    cora, ann = person("Cora Finn", Role.COORDINATOR), person("Ann Lee", Role.TRAINEE)
    with app.extensions["elearn"].database.writing() as session:
        practised.put_on(session, learner(sam))
    now_reads(app, lambda catalogue: replace(catalogue, pathways={}))
    for page in ("home.index", "milestones.index", "logbook.index", "logbook.cycle", "record.mine"):
        assert sam.visitor.get(page).status == 200
    assert "VIG practitioner, three stages" in sam.visitor.get("milestones.index").text
    assert cora.visitor.get("people.one", person=sam.id).status == 200
    assert "VIG practitioner" in cora.visitor.get("milestones.of", learner=sam.id).text
    refused = cora.visitor.post("people.assign", {"pathway": "vig-practitioner"}, person=ann.id)
    assert refused.status == 422


def test_a_renamed_quiz_is_asked_for_and_counts_under_its_new_name(app: Flask, sam: Known) -> None:
    put_on(app, sam, asks_for("old-name"))
    now_reads(app, lambda catalogue: replace(catalogue, moved_quizzes={"old-name": QUIZ}))
    asked = sam.visitor.get("milestones.index")
    assert sam.visitor.address("quizzes.front", quiz=QUIZ) in asked.links()
    assert any(f"/{QUIZ}" in href for href in sam.visitor.get("home.index").links())
    with app.extensions["elearn"].database.writing() as session:
        practised.passed(session, learner(sam), QUIZ, date(2026, 11, 20))
    assert "Every milestone is met" in sam.visitor.get("milestones.index").text


def test_a_pass_under_the_old_name_stands(app: Flask, sam: Known) -> None:
    put_on(app, sam, asks_for(QUIZ))
    with app.extensions["elearn"].database.writing() as session:
        practised.passed(session, learner(sam), "old-name", date(2026, 11, 20))
    now_reads(app, lambda catalogue: replace(catalogue, moved_quizzes={"old-name": QUIZ}))
    assert "Every milestone is met" in sam.visitor.get("milestones.index").text


@pytest.mark.parametrize("fresh", [True, False])
def test_a_pass_before_a_change_of_meaning_is_asked_again_only_where_the_pathway_says_fresh(
    app: Flask, sam: Known, fresh: bool
) -> None:
    put_on(app, sam, asks_for(QUIZ, fresh=fresh))
    with app.extensions["elearn"].database.writing() as session:
        practised.passed(session, learner(sam), QUIZ, date(2026, 3, 2))
    change = Change(kind=ChangeKind.MATERIAL, what="key corrected", on=date(2026, 4, 1))
    now_reads(app, lambda catalogue: replace(catalogue, quiz_changes={f"{QUIZ}/first": (change,)}))
    page = sam.visitor.get("milestones.index").text
    again = "Done on 2 March; the content changed on 1 April, so it is asked once more."
    assert (again in page) is fresh
    assert ("Every milestone is met" in page) is not fresh
