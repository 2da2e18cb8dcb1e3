"""What setting a requirement aside promises, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound, Refused
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.services import assignments, milestones, waivers
from elearn.storage import audit as ledger
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON, WAIVABLE


class Scene:
    """Sam on a small pathway, her supervisor Ruth, an assessor who also supervises her, and a coordinator."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sam = enter(session, "Sam Rees", Role.TRAINEE, Role.COORDINATOR)
        self.ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
        self.olu = enter(session, "Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
        self.mina = enter(session, "Mina Holt", Role.ASSESSOR)
        self.cora = enter(session, "Cora Finn", Role.COORDINATOR)
        self.gone = enter(session, "Gil Past", Role.SUPERVISOR)
        relate(session, self.ruth, self.sam, since=practised.BEGAN)
        relate(session, self.olu, self.sam, since=practised.BEGAN)
        relate(session, self.gone, self.sam, since=practised.BEGAN, until=TODAY - timedelta(days=1))
        self.assignment = assignments.assign(
            session,
            OPERATOR,
            {"small": WAIVABLE},
            learner=self.sam.id,
            pathway="small",
            began_on=practised.BEGAN,
            now=practised.stamp(practised.BEGAN),
        ).id

    def waive(self, actor: Actor, address: str, reason: str = "Did the same course in Leeds.") -> None:
        waivers.waive(
            self.session,
            actor,
            self.assignment,
            address,
            reason,
            today=TODAY,
            now=NOW,
            timezone=LONDON,
        )

    def status(self, requirement: str) -> Status:
        sheet = milestones.standing(self.session, self.sam, self.sam.id, TODAY, LONDON)
        findings = sheet.progress[0].judgement.milestones[0].requirements
        return next(each.status for each in findings if each.id == requirement)


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


@pytest.mark.parametrize(
    ("requirement", "may"),
    [
        ("by-supervisor", {"ruth", "olu"}),
        ("by-assessor", {"olu"}),
        ("by-coordinator", {"cora"}),
        ("by-nobody", set()),
    ],
)
def test_only_whom_the_pathway_names_sets_a_requirement_aside_and_never_for_herself(
    scene: Scene, requirement: str, may: set[str]
) -> None:
    for name in ("ruth", "olu", "mina", "cora", "gone", "sam"):
        if name not in may:
            with pytest.raises(NotFound):
                scene.waive(getattr(scene, name), f"first/{requirement}")
    assert scene.status(requirement) is Status.TO_DO
    for name in sorted(may)[:1]:
        scene.waive(getattr(scene, name), f"first/{requirement}")
        assert scene.status(requirement) is Status.MET


@pytest.mark.parametrize(
    "address", ["first", "first/nothing", "nothing/by-supervisor", "first/by-supervisor/x"]
)
def test_a_gate_and_what_is_not_there_are_never_waived(scene: Scene, address: str) -> None:
    with pytest.raises(NotFound):
        scene.waive(scene.ruth, address)


def test_a_waiver_is_sealed_in_the_audited_record_and_changes_no_count(scene: Scene) -> None:
    scene.waive(scene.ruth, "first/by-supervisor")
    acts = [each.act for each in ledger.chain(scene.session) if each.act.action == "waived"]
    assert [(each.actor, each.subject) for each in acts] == [(scene.ruth.id, scene.sam.id)]
    sheet = milestones.standing(scene.session, scene.sam, scene.sam.id, TODAY, LONDON)
    found = sheet.progress[0].judgement.milestones[0].requirements[0]
    assert (found.have, found.waived and found.waived.reason) == (0, "Did the same course in Leeds.")


def test_waiving_twice_is_one_waiver_and_by_another_is_refused(scene: Scene) -> None:
    scene.waive(scene.ruth, "first/by-supervisor")
    scene.waive(scene.ruth, "first/by-supervisor", "Again.")
    acts = [each.act for each in ledger.chain(scene.session) if each.act.action == "waived"]
    assert len(acts) == 1
    with pytest.raises(Refused) as error:
        scene.waive(scene.olu, "first/by-supervisor")
    assert error.value.code == "waive-met-already"


def test_a_waiver_needs_a_reason(scene: Scene) -> None:
    with pytest.raises(Refused) as error:
        scene.waive(scene.ruth, "first/by-supervisor", "  ")
    assert (error.value.code, error.value.field) == ("reason-missing", "reason")
