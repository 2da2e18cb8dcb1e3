"""What entering a whole intake promises, on both databases."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.errors import Refused
from elearn.domain.pathways import Count, Milestone, Pathway, Requirement, Unit
from elearn.domain.people import Actor, Role
from elearn.services import cohort
from elearn.storage.assignments import AssignmentRow
from elearn.storage.audit import AuditRow
from elearn.storage.people import PersonRow, RelationRow
from tests.services.entered import NOW, TODAY, enter

LADDER = Pathway(
    id="ladder",
    title="Ladder",
    milestones=(
        Milestone(id="one", title="One", requires=(Requirement(id="cycles", verb=Count(unit=Unit.CYCLE)),)),
    ),
)
PATHWAYS = {"ladder": LADDER}
INTAKE = "name, email, pathway, supervisor\n" + "\n".join(
    f"Person {n}, person{n}@example.org, ladder, ruth@example.org" for n in range(14)
)


@pytest.fixture
def cora(session: Session) -> Actor:
    enter(session, "Ruth Ade", Role.SUPERVISOR)
    return enter(session, "Cora Finn", Role.COORDINATOR)


def carry_out(session: Session, cora: Actor, pasted: str = INTAKE) -> tuple[cohort.Invited, ...]:
    return cohort.carry_out(session, cora, PATHWAYS, pasted, Role.TRAINEE, today=TODAY, now=NOW)


def counted(session: Session) -> list[int]:
    tables = (PersonRow, AssignmentRow, RelationRow, AuditRow)
    return [session.scalars(select(func.count()).select_from(table)).one() for table in tables]


def test_a_dry_run_does_nothing(session: Session, cora: Actor) -> None:
    before = counted(session)
    outcomes = cohort.try_out(session, PATHWAYS, INTAKE, TODAY)
    assert len(outcomes) == 14
    assert all(each.good for each in outcomes)
    assert counted(session) == before


def test_doing_it_twice_changes_nothing(session: Session, cora: Actor) -> None:
    assert len(carry_out(session, cora)) == 14
    after = counted(session)
    assert carry_out(session, cora) == ()
    assert counted(session) == after


def test_one_bad_line_stops_the_whole_paste(session: Session, cora: Actor) -> None:
    before = counted(session)
    with pytest.raises(Refused) as error:
        carry_out(session, cora, INTAKE + "\nNobody, nonsense")
    assert error.value.code == "cohort-mistakes"
    assert counted(session) == before


@pytest.mark.parametrize(
    ("pasted", "code"), [("\n\n", "cohort-empty"), ("a, a@b.cd\n" * 201, "cohort-too-long")]
)
def test_too_little_and_too_much_are_refused_in_words(
    session: Session, cora: Actor, pasted: str, code: str
) -> None:
    with pytest.raises(Refused) as error:
        cohort.try_out(session, PATHWAYS, pasted, TODAY)
    assert error.value.code == code
