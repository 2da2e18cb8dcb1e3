"""Without these promises the table of examples would be all we know: what holds for every history there could be."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.evidence import AnyEvent, Evidence
from elearn.domain.findings import Finding, Judgement
from elearn.domain.milestones import judge, next_step
from elearn.domain.reasons import Move, Reason, Status
from tests.domain.histories import Row, cycle, decided, event, ladder, life, session, shipped

MONOTONE = ladder("""
    m:
      title: M
      requires:
        read: {read: a}
        pass: {pass: q}
        attend: {attend: day}
        document: {document: form}
        count: {count: cycle, min: 3}
        distinct: {distinct: client, min: 2}
        total: {total: supervision, min: 3 h}
        supervise: {supervise: [4 x 60 min, 3 x 90 min]}
        any: {any: {visits: {count: visit, min: 2}, cycles: {count: cycle, min: 5}}}
      closes: {by: coordinator}
""")
WIDE = ladder("""
    one:
      title: One
      requires:
        cycles: {count: cycle, min: 2, gap: 3 days}
        covered: {cover: client}
        total: {total: supervision, norm: 3 h, instead: {attend: day, for: 1, at most: 1}}
      closes: {by: assessor}
      carry: true
    two:
      title: Two
      requires:
        new: {distinct: client, min: 1, new: true}
        before: {before: visit}
        sessions: {supervise: [2 x 60 min], instead: {attend: day}}
        check: {check: dbs, lasts: 1 year}
      lasts: 1 year
""")
START = date(2025, 1, 1)


def on(day: int) -> str:
    """The day so many days after the beginning."""
    return (START + timedelta(days=day)).isoformat()


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Anything that may be entered, within two months, perhaps late, perhaps withdrawn."""
    day = draw(st.integers(0, 60))
    minutes = draw(st.sampled_from([30, 60, 90, 120]))
    client = draw(st.sampled_from("ABC"))
    made: Row = draw(
        st.sampled_from(
            [
                cycle("", client, on(day + 5), filmed=on(day)),
                cycle("", client, filmed=on(day)),
                session("", on(day), minutes=minutes, client=client),
                session("", on(day), minutes=minutes, confirmed=on(day + 9)),
                session("", on(day), with_="mina", confirmed=None),
                event("visit", "", on(day), client=client, minutes=minutes),
                event("course", "", on(day), course="day", by="ruth"),
                event("document", "", on(day), document="form", by="ruth"),
                event("reading", "", on(day), module="a"),
                event("quiz", "", on(day), quiz="q", passed=draw(st.booleans())),
                event("check", "", on(day), check="dbs", until=on(day + 30)),
                decided("", "one", on(day)),
                decided("", "one", on(day), decision="not-yet"),
                event("request", "", on(day), milestone="one", of="mina"),
                event("leave", "", on(day), from_=on(day), to=on(day + 3)),
            ]
        )
    )
    if draw(st.booleans()):
        made = made | {"entered": on(day + draw(st.integers(5, 20)))}
    return made if draw(st.integers(0, 5)) else made | {"withdrawn": on(day + 25)}


histories = st.lists(rows(), max_size=25).map(
    lambda found: life(*({**row, "id": f"x{number}"} for number, row in enumerate(found)))
)
days = st.integers(0, 100).map(lambda number: START + timedelta(days=number))


def findings(judgement: Judgement) -> list[Finding]:
    """Every finding of every requirement, however deep."""
    return [deep for each in judgement.milestones for found in each.requirements for deep in found.every]


def with_events(evidence: Evidence, events: tuple[AnyEvent, ...]) -> Evidence:
    """The same life with other entries."""
    return replace(evidence, events=events)


def standing(event: AnyEvent) -> bool:
    """Whether an entry is neither withdrawn nor something that takes away."""
    return event.withdrawn is None and event.kind not in ("decision", "request")


@given(histories, days)
def test_more_evidence_never_lowers_a_monotone_verb(evidence: Evidence, at: date) -> None:
    events = tuple(filter(standing, evidence.events))
    before = findings(judge(MONOTONE, with_events(evidence, events[: len(events) // 2]), at))
    after = findings(judge(MONOTONE, with_events(evidence, events), at))
    for less, more in zip(before, after, strict=True):
        assert more.met or not less.met, less.id
        if less.packing == more.packing:
            assert more.have >= less.have, less.id


@given(histories, days, st.randoms(use_true_random=False))
def test_the_order_of_entry_makes_no_difference(evidence: Evidence, at: date, chance: Random) -> None:
    events = list(evidence.events)
    chance.shuffle(events)
    for pathway in (MONOTONE, WIDE):
        assert judge(pathway, with_events(evidence, tuple(events)), at) == judge(pathway, evidence, at)


@given(histories, days)
def test_a_past_day_is_judged_by_what_was_then_recorded(evidence: Evidence, at: date) -> None:
    then = tuple(
        replace(each, withdrawn=None if each.withdrawn and each.withdrawn > at else each.withdrawn)
        for each in evidence.events
        if each.recorded <= at and each.on <= at
    )
    for pathway in (MONOTONE, WIDE):
        assert judge(pathway, with_events(evidence, then), at) == judge(pathway, evidence, at)


@given(histories, days)
def test_one_entry_never_counts_twice_inside_a_requirement(evidence: Evidence, at: date) -> None:
    for pathway in (MONOTONE, WIDE):
        for found in findings(judge(pathway, evidence, at)):
            assert len(found.counted) == len(set(found.counted))
            assert len(found.events) == len(set(found.events))
            assert not set(found.counted) & {each.event for each in found.not_counted}


@given(histories, days, st.integers(1, 60))
def test_a_decided_milestone_never_falls(evidence: Evidence, at: date, later: int) -> None:
    kept = with_events(
        evidence, tuple(each for each in evidence.events if each.kind != "decision" or not each.withdrawn)
    )
    before = judge(WIDE, kept, at).milestones[0]
    after = judge(WIDE, kept, at + timedelta(days=later)).milestones[0]
    assert after.met or not before.met
    assert after.since == before.since or not before.met or (after.since or at) <= (before.since or at)


@given(histories, days)
def test_whatever_is_missing_says_whose_move_it_is(evidence: Evidence, at: date) -> None:
    judgement = judge(WIDE, evidence, at)
    for each in judgement.milestones:
        if each.status not in (Status.MET, Status.NOT_OPEN):
            assert each.move is not Move.NOBODY
    for found in findings(judgement):
        for left in found.not_counted:
            assert isinstance(left.reason, Reason)
    assert next_step(judgement).kind


@given(histories, days)
def test_every_shipped_pathway_can_be_judged_by_any_history(evidence: Evidence, at: date) -> None:
    for pathway in shipped().values():
        assert len(judge(pathway, evidence, at).milestones) == len(pathway.milestones)
