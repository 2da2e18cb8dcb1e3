"""Who may lay a milestone before a meeting, and what stands in it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.evidence import Verdict
from elearn.domain.people import Actor, Role
from elearn.services import assignments, decisions, reports
from elearn.services.decisions import Answer
from elearn.services.reports import Report
from elearn.storage.signoffs import DecisionRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON
from tests.services.test_signoffs import FRESH, MOMENT, Scene, scene_on


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_on(session)


def report(scene: Scene, reader: Actor, only: str | None = None) -> Report:
    return reports.report(scene.session, reader, scene.assignment, only, today=TODAY, timezone=LONDON)


def test_the_learner_and_her_own_supervisor_have_the_whole_pathway_or_one_milestone(scene: Scene) -> None:
    for reader in (scene.sam, scene.ruth):
        assert [each.finding.id for each in report(scene, reader).parts][:2] == ["ready", "stage-1"]
        (part,) = report(scene, reader, "stage-1").parts
        assert part.finding.id == "stage-1"
        with pytest.raises(NotFound):
            report(scene, reader, "none")


def test_who_is_asked_to_sign_has_that_one_milestone_until_she_has_answered(scene: Scene) -> None:
    with pytest.raises(NotFound):
        report(scene, scene.mina, "stage-1")
    request = scene.ask()
    assert report(scene, scene.mina, "stage-1").parts
    for only in (None, "ready", "stage-2"):
        with pytest.raises(NotFound):
            report(scene, scene.mina, only)
    scene.decide(request.id, scene.answer(request.id))
    with pytest.raises(NotFound):
        report(scene, scene.mina, "stage-1")


def test_a_coordinator_a_former_supervisor_and_anybody_else_have_none(scene: Scene) -> None:
    olu = enter(scene.session, "Olu Bell", Role.SUPERVISOR)
    relate(scene.session, olu, scene.sam, until=TODAY - timedelta(days=1))
    for reader in (
        olu,
        enter(scene.session, "Cora Finn", Role.COORDINATOR),
        enter(scene.session, "Ann Lee", Role.TRAINEE),
    ):
        with pytest.raises(NotFound):
            report(scene, reader)
    with pytest.raises(NotFound):
        reports.report(scene.session, scene.sam, "none", today=TODAY, timezone=LONDON)


def test_a_pathway_that_ended_is_reported_as_it_stood_then_to_those_who_have_the_right(scene: Scene) -> None:
    request = scene.ask().id
    scene.decide(request, scene.answer(request))
    assignments.unassign(scene.session, OPERATOR, scene.assignment, "She has finished", NOW)
    practised.supervision(scene.session, scene.sam, scene.ruth, TODAY + timedelta(days=1))
    later = TODAY + timedelta(days=40)
    for reader in (scene.sam, scene.ruth):
        found = reports.report(
            scene.session, reader, scene.assignment, "stage-1", today=later, timezone=LONDON
        )
        assert (found.ended, found.parts[0].finding.status, len(found.parts[0].given)) == (TODAY, "met", 1)
    cora = enter(scene.session, "Cora Finn", Role.COORDINATOR)
    for reader in (cora, scene.mina):
        with pytest.raises(NotFound):
            report(scene, reader, "stage-1")


def test_an_agreement_has_its_code_and_lag_and_says_what_was_corrected_since(scene: Scene) -> None:
    request = scene.ask()
    made = scene.decide(request.id, scene.answer(request.id))
    (given,) = report(scene, scene.sam, "stage-1").parts[0].given
    assert given.row.id == made.id
    assert len(given.code.replace("-", "")) == 20
    assert given.lag == (made.decided_on - made.met_on).days
    assert not given.corrected
    practised.enter(
        scene.session,
        scene.sam,
        "cycle",
        TODAY - timedelta(days=200),
        {"client": "C-7K2P", "reviewed": (TODAY - timedelta(days=190)).isoformat()},
        replaces=scene.cycles[0],
        entered=TODAY,
        reason="the day was wrong",
    )
    (given,) = report(scene, scene.sam, "stage-1").parts[0].given
    assert given.corrected == (scene.cycles[0],)


def test_a_not_yet_is_in_no_report(scene: Scene) -> None:
    scene.not_yet(scene.ask().id)
    assert report(scene, scene.ruth, "stage-1").parts[0].given == ()


def test_an_agreement_that_was_answered_anew_with_a_not_yet_is_said_to_stand_no_more(scene: Scene) -> None:
    request = scene.ask()
    made = scene.decide(request.id, scene.answer(request.id))
    not_yet = replace(scene.answer_anew(made), decision=Verdict.NOT_YET, note="One more film.")

    def amend(old: DecisionRow, answer: Answer, reason: str) -> DecisionRow:
        return decisions.amend(scene.session, scene.mina, old.id, answer, reason, FRESH, MOMENT)

    second = amend(made, not_yet, "Looked again")
    (given,) = report(scene, scene.sam, "stage-1").parts[0].given
    assert (given.row.id, given.fell) == (made.id, TODAY)
    amend(second, replace(not_yet, decision=Verdict.AGREE), "And again")
    assert [each.fell for each in report(scene, scene.sam, "stage-1").parts[0].given] == [None, None]
