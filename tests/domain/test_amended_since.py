"""What a past day knows of decisions that were amended after it."""

from datetime import date

import pytest

from elearn.domain.evidence import Accredited, DecisionEvent, Evidence, Verdict
from elearn.domain.milestones import judge
from elearn.domain.pathways import Closer, Closes, Milestone, Pathway
from elearn.domain.signoffs import amended_since

LAST = date(2026, 6, 1)
BEFORE, AFTER, MET = date(2026, 5, 25), date(2026, 6, 9), date(2026, 5, 20)
STAGE = Milestone(id="stage", title="Stage", requires=(), closes=Closes(by=Closer.ASSESSOR))
PATHWAY = Pathway(id="small", title="Small", milestones=(STAGE,))


def signed(
    id_: str, on: date, says: Verdict = Verdict.AGREE, of: str | None = None, met: date = MET
) -> DecisionEvent:
    return DecisionEvent(
        id=id_, on=on, milestone="stage", by="mina", decision=says, met_on=met, minutes=60, replaces=of
    )


@pytest.mark.parametrize(
    ("decisions", "since"),
    [
        ((signed("a", BEFORE),), MET),
        ((signed("a", BEFORE), signed("b", AFTER, Verdict.NOT_YET, "a")), None),
        ((signed("a", BEFORE), signed("b", AFTER, of="a", met=date(2026, 5, 22))), date(2026, 5, 22)),
        (
            (
                signed("a", BEFORE),
                signed("b", BEFORE, Verdict.NOT_YET, "a"),
                signed("c", AFTER, of="b"),
                signed("d", AFTER, Verdict.NOT_YET, "c"),
            ),
            None,
        ),
        ((signed("a", AFTER),), None),
        ((signed("a", AFTER), signed("b", AFTER, of="a")), None),
    ],
)
def test_a_past_day_knows_of_what_became_of_its_decisions_and_of_no_later_ones(
    decisions: tuple[DecisionEvent, ...], since: date | None
) -> None:
    known = Evidence(
        learner="sam", began=date(2026, 1, 1), accredited=(Accredited(person="mina"),), events=decisions
    )
    finding = judge(PATHWAY, amended_since(known, LAST), LAST).milestone("stage")
    assert finding
    assert (finding.since, finding.met) == (since, since is not None)
