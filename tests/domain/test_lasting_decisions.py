"""Whether what was decided stays decided: whatever is entered, ended, agreed or moved after the signature."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from elearn.domain.evidence import (
    Agreed,
    AnyEvent,
    CheckEvent,
    CourseEvent,
    DecisionEvent,
    DocumentEvent,
    Evidence,
    PriorEvent,
    SupervisionEvent,
    Supervisor,
    WaiverEvent,
)
from elearn.domain.findings import Judgement
from elearn.domain.milestones import judge, next_step
from elearn.domain.pathways import Closer, Pathway
from elearn.domain.reasons import Reason, RefusalCode, Status, StepKind
from elearn.domain.signoffs import would_close
from tests.domain.histories import STAGES, at, cycle, decided, event, ladder, life, session

SIGNED = date(2025, 3, 1)
LATER = date(2025, 6, 1)
OWN = ladder("""
    m:
      title: The milestone
      requires: {r: {count: cycle, min: 1}}
      closes: {by: supervisor}
""")
APART = ladder("""
    m:
      title: The milestone
      requires: {r: {count: cycle, min: 1}}
      closes: {by: assessor, minutes: 60}
""")
WAIVABLE = ladder("""
    m:
      title: The milestone
      requires: {r: {count: cycle, min: 9, waive: supervisor}}
""")
WORK = cycle("c1", "A", "2025-02-01")
BY_RUTH = decided("d1", "m", SIGNED.isoformat(), by="ruth")
BY_MINA = decided("d1", "m", SIGNED.isoformat(), by="mina", minutes=60)
ASSESSOR = {"accredited": ["mina"]}


def ended(last: date, entered: date, was: date | None = None) -> Supervisor:
    """Ruth's relation, of which another last day was set on a day."""
    return Supervisor(person="ruth", since=date(2025, 1, 1), until=last, endings=((entered, was),))


def altered(evidence: Evidence, id_: str, **what: object) -> Evidence:
    """The evidence with one event told otherwise."""
    events = (replace(each, **what) if each.id == id_ else each for each in evidence.events)  # type: ignore[arg-type]
    return replace(evidence, events=tuple(events))


def stands(pathway: Pathway, evidence: Evidence, on: date = LATER) -> Status:
    return judge(pathway, evidence, on).milestones[0].status


@pytest.mark.parametrize("entered", [SIGNED, SIGNED + timedelta(days=20)])
def test_a_signature_outlives_an_ending_that_was_entered_after_it(entered: date) -> None:
    evidence = replace(life(WORK, BY_RUTH), supervisors=(ended(date(2025, 2, 20), entered),))
    assert stands(OWN, evidence) is Status.MET


def test_whoever_had_left_when_she_signed_closes_nothing() -> None:
    before = SIGNED - timedelta(days=1)
    evidence = replace(life(WORK, BY_RUTH), supervisors=(ended(date(2025, 2, 20), before),))
    found = judge(OWN, evidence, LATER).milestones[0]
    assert [each.reason for each in found.not_counted] == [Reason.MAY_NOT_SIGN]


def test_at_the_door_all_that_is_recorded_by_then_speaks() -> None:
    evidence = replace(life(WORK), supervisors=(ended(date(2025, 2, 20), SIGNED),))
    decision = next(each for each in life(WORK, BY_RUTH).events if isinstance(each, DecisionEvent))
    refusal, _missing = would_close(OWN, evidence, decision, SIGNED)
    assert refusal is not None
    assert refusal.code is RefusalCode.NOT_OWN_SUPERVISOR


def test_an_assessor_who_begins_to_supervise_on_the_day_she_signed_stays_one_who_stood_apart() -> None:
    evidence = life(WORK, BY_MINA, **ASSESSOR)
    later = Supervisor(person="mina", since=SIGNED, entered=SIGNED)
    assert stands(APART, replace(evidence, supervisors=(*evidence.supervisors, later))) is Status.MET
    sooner = replace(later, entered=SIGNED - timedelta(days=1))
    assert stands(APART, replace(evidence, supervisors=(*evidence.supervisors, sooner))) is Status.TO_DO


def test_a_waiver_outlives_an_ending_that_was_entered_after_it() -> None:
    given = event("waiver", "w1", SIGNED.isoformat(), requirement="m/r", by="ruth", reason="Enough.")
    for entered, status in ((SIGNED, Status.MET), (SIGNED - timedelta(days=1), Status.TO_DO)):
        evidence = replace(life(given), supervisors=(ended(date(2025, 2, 20), entered),))
        assert isinstance(evidence.events[0], WaiverEvent)
        assert stands(WAIVABLE, evidence) is status
    unknown = Supervisor(person="ruth", since=date(2025, 1, 1), entered=LATER)
    assert stands(WAIVABLE, replace(life(given), supervisors=(unknown,))) is Status.TO_DO


def test_the_last_day_of_a_relation_is_read_as_it_was_known_then() -> None:
    first, second = (date(2025, 3, 1), None), (date(2025, 5, 1), date(2025, 4, 1))
    relation = Supervisor(
        person="ruth", since=date(2025, 1, 1), until=date(2025, 6, 1), endings=(first, second)
    )
    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30), date(2025, 5, 1))
    known = [relation.as_known(day).until for day in days]
    assert known == [None, date(2025, 4, 1), date(2025, 4, 1), date(2025, 6, 1)]


def test_what_was_decided_under_another_edition_stays_decided_in_this_one() -> None:
    evidence = life(WORK, BY_MINA, **ASSESSOR)
    for closes in ({"minutes": 90}, {"by": Closer.SUPERVISOR}):
        milestone = APART.milestones[0]
        assert milestone.closes is not None
        moved = replace(
            APART,
            milestones=(replace(milestone, closes=replace(milestone.closes, **closes)),),  # type: ignore[arg-type]
        )
        assert stands(moved, evidence) is Status.TO_DO
        assert stands(moved, altered(evidence, "d1", settled=True)) is Status.MET


def test_a_session_recognised_after_the_signature_leaves_its_signer_apart() -> None:
    evidence = life(WORK, BY_MINA, session("s1", "2025-02-10", **{"with": "mina"}), **ASSESSOR)
    said = (
        Agreed(on=date(2025, 2, 10), confirmed=date(2025, 2, 10), by="mina"),
        Agreed(on=date(2025, 2, 20), disowned=date(2025, 2, 20)),
        Agreed(on=date(2025, 4, 1), confirmed=date(2025, 2, 10), by="mina"),
    )
    known_again = altered(evidence, "s1", agreed=said)
    assert isinstance(known_again.events[2], SupervisionEvent)
    assert stands(APART, evidence) is Status.TO_DO
    assert stands(APART, known_again) is Status.MET


PAPERS = {
    CourseEvent: (
        "{attend: initial-course}",
        event("course", "p", "2025-02-01", course="initial-course", by="ruth"),
    ),
    DocumentEvent: (
        "{document: licence}",
        event("document", "p", "2025-02-01", document="licence", by="ruth"),
    ),
    CheckEvent: ("{check: safeguarding}", event("check", "p", "2025-02-01", check="safeguarding", by="ruth")),
}


def paper(kind: type[AnyEvent]) -> tuple[Pathway, Evidence]:
    """A ladder that asks for a paper, and the paper that was seen in March."""
    asked, row = PAPERS[kind]
    pathway = ladder(f"m: {{title: The milestone, requires: {{r: {asked}}}}}")
    return pathway, altered(life(row), "p", agreed=(Agreed(on=SIGNED, confirmed=SIGNED, by="ruth"),))


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_counts_from_the_day_on_which_somebody_has_seen_it(kind: type[AnyEvent]) -> None:
    pathway, evidence = paper(kind)
    days = (SIGNED - timedelta(days=1), SIGNED, LATER)
    assert [stands(pathway, evidence, day) is Status.MET for day in days] == [False, True, True]


PRIOR = event(
    "prior", "p1", "2024-05-01", milestone="first", met_on="2024-05-01", by="cora", entered="2025-02-01"
)


def before(*events: object) -> Judgement:
    return at(ladder(STAGES), life(*events, **ASSESSOR), "2025-06-01")  # type: ignore[arg-type]


def test_what_was_reached_before_counts_from_the_day_on_which_its_proof_was_seen() -> None:
    evidence = altered(life(PRIOR), "p1", agreed=(Agreed(on=SIGNED, confirmed=SIGNED, by="cora"),))
    assert isinstance(evidence.events[0], PriorEvent)
    met = [
        judge(ladder(STAGES), evidence, day).milestones[0].met for day in (SIGNED - timedelta(days=1), SIGNED)
    ]
    assert met == [False, True]


def test_what_was_reached_before_opens_what_counts_from_a_part_of_it() -> None:
    pathway = ladder("""
        ready: {title: Ready, requires: {course: {attend: initial-course}}, closes: {by: supervisor}}
        stage: {title: Stage, from: ready/course, requires: {cycles: {count: cycle, min: 1}}}
    """)
    prior = event("prior", "p1", "2024-05-01", milestone="ready", met_on="2024-05-01", by="cora")
    found = at(pathway, life(prior), "2025-06-01")
    assert [each.status for each in found.milestones] == [Status.MET, Status.TO_DO]
    assert next_step(found).address == "stage/cycles"


def test_what_was_reached_before_takes_no_signature_s_place() -> None:
    signed = decided("d1", "first", "2025-01-20", by="mina", minutes=60)
    late = before(signed, PRIOR).milestones[0]
    assert (late.since, late.prior, late.signed_by) == (date(2025, 1, 20), False, "mina")
    sooner = before(signed, {**PRIOR, "entered": "2025-01-10"}).milestones[0]
    assert (sooner.since, sooner.prior) == (date(2024, 5, 1), True)
    entered_first = altered(
        life(signed, {**PRIOR, "entered": "2025-01-10"}, **ASSESSOR),
        "p1",
        agreed=(Agreed(on=SIGNED, confirmed=SIGNED, by="cora"),),
    )
    seen_late = judge(ladder(STAGES), entered_first, LATER).milestones[0]
    assert (seen_late.since, seen_late.prior) == (date(2025, 1, 20), False)


def test_what_is_not_met_and_cannot_be_begun_is_never_called_done() -> None:
    found = at(ladder(STAGES), life(), "2025-06-01")
    shut = replace(
        found, milestones=tuple(each for each in found.milestones if each.status is Status.NOT_OPEN)
    )
    assert shut.milestones
    assert (next_step(shut).kind, next_step(shut).milestone) == (StepKind.WAIT, "second")


def test_what_others_say_of_work_that_nobody_confirms_changes_nothing() -> None:
    pathway = ladder("m: {title: The milestone, requires: {r: {count: visit, min: 1}}}")
    evidence = life(event("visit", "v1", "2025-02-01", client="A"))
    said = altered(evidence, "v1", agreed=(Agreed(on=LATER, by="ruth"),))
    assert stands(pathway, evidence, SIGNED) is stands(pathway, said, SIGNED) is Status.MET


def test_a_withdrawal_of_consent_is_known_from_the_day_it_was_entered() -> None:
    pathway = ladder("m: {title: The milestone, requires: {r: {cover: cycle}}}")
    brought = session("s1", "2025-02-20", brought=["c1"])
    gone = altered(life(WORK, brought), "c1", consent_withdrawn=date(2025, 2, 10), withdrawal_known=SIGNED)
    days = (SIGNED - timedelta(days=1), SIGNED)
    assert [stands(pathway, gone, day) is Status.MET for day in days] == [True, False]
