"""What holds for every pathway there could be and every history: drawn, not thought of.

``test_milestone_promises`` judges any history by two ladders; here the rules themselves are drawn as well.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from elearn.domain.days import Span
from elearn.domain.evidence import AnyEvent, Evidence, Supervisor
from elearn.domain.findings import Finding
from elearn.domain.milestones import judge
from elearn.domain.pathways import (
    START,
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Closer,
    Closes,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Instead,
    Milestone,
    Packing,
    Pass,
    Pathway,
    Rate,
    Rater,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
    Where,
    WhereKey,
)
from elearn.domain.reasons import Move, Status
from elearn.words.reasons import LONGEST_SENTENCE, why
from tests.domain.histories import Row, cycle, decided, event, life
from tests.domain.test_milestone_promises import WIDE, days, findings, histories, on, rows, standing

UNITS = st.sampled_from([Unit.CYCLE, Unit.VISIT, Unit.SUPERVISION])
WORK = st.sampled_from([Unit.CYCLE, Unit.VISIT])
packings = st.lists(
    st.builds(Packing, sessions=st.integers(1, 4), minutes=st.sampled_from([30, 60, 90])),
    min_size=1,
    max_size=2,
).map(tuple)
monotone_verbs = st.one_of(
    st.just(Read(module="a")),
    st.just(Pass(quiz="q")),
    st.builds(Attend, course=st.just("day"), minutes=st.sampled_from([0, 30])),
    st.just(Document(document="form")),
    st.builds(Count, unit=UNITS),
    st.builds(Distinct, facet=st.just(Facet.CLIENT), of=WORK, each=st.integers(1, 2)),
    st.builds(Total, unit=UNITS),
    st.builds(Supervise, packings=packings),
)
falling_verbs = st.one_of(
    st.builds(Cover, facet=st.sampled_from([Facet.CLIENT, Facet.CYCLE]), of=st.just(Unit.CYCLE)),
    st.just(Before(unit=Unit.VISIT)),
    st.builds(
        Rate, scale=st.just("own"), level=st.just(3), by=st.just(Rater.SUPERVISOR), last=st.integers(1, 2)
    ),
    st.just(Check(check="dbs")),
)
LONG_ENOUGH = Where(key=WhereKey.MINUTES, at_least=60)


@st.composite
def leaves(draw: st.DrawFn, verbs: st.SearchStrategy[object], *, lasting: bool = False) -> Requirement:
    """One verb with modifiers under which more evidence is never less; `lasting` adds one under which it may be."""
    verb = draw(verbs)
    once = isinstance(verb, Read | Pass | Supervise)
    return Requirement(
        id=f"r{draw(st.integers(0, 999))}",
        verb=verb,  # type: ignore[arg-type]  # drawn from the verbs above
        at_least=None if once else draw(st.integers(1, 90 if isinstance(verb, Total) else 3)),
        where=(LONG_ENOUGH,) if isinstance(verb, Count | Total) and draw(st.booleans()) else (),
        from_=START if draw(st.booleans()) else None,
        gap=Span(days=draw(st.integers(1, 9))) if isinstance(verb, Count) and draw(st.booleans()) else None,
        instead=draw(st.none() | st.just(Instead(verb=Attend(course="day")))),
        lasts=draw(st.none() | st.just(Span(days=20))) if lasting else None,
    )


def pathway(requirements: Iterable[Requirement]) -> Pathway:
    """One milestone of these requirements, each under an id of its own, closed by a coordinator."""
    named = tuple(replace(each, id=f"r{place}") for place, each in enumerate(requirements))
    return Pathway(
        id="drawn",
        title="Drawn",
        milestones=(Milestone(id="m", title="M", requires=named, closes=Closes(by=Closer.COORDINATOR)),),
    )


leaf = leaves(monotone_verbs)
trees = st.builds(
    Requirement,
    id=st.just("t"),
    verb=st.lists(leaf, min_size=1, max_size=3).map(
        lambda found: AnyOf(requirements=tuple(replace(each, id=f"b{n}") for n, each in enumerate(found)))
    )
    | st.lists(leaf, min_size=1, max_size=3).map(
        lambda found: AllOf(requirements=tuple(replace(each, id=f"b{n}") for n, each in enumerate(found)))
    ),
)
growing = st.lists(leaf | trees, min_size=1, max_size=4).map(pathway)
bare = falling_verbs.map(lambda verb: Requirement(id="r", verb=verb))
expiring = st.sampled_from(
    [
        Requirement(id="r", verb=Attend(course="day"), lasts=Span(days=20)),
        Requirement(id="r", verb=Count(unit=Unit.VISIT), at_least=2, lasts=Span(days=20)),
    ]
)
falling = st.lists(
    bare | bare | expiring | leaves(falling_verbs | monotone_verbs, lasting=True), min_size=1, max_size=3
).map(pathway)


@st.composite
def ratings(draw: st.DrawFn) -> Row:
    """A film rated, low or high."""
    day = on(draw(st.integers(0, 60)))
    return event(
        "rating",
        "",
        day,
        scale="own",
        cycle="x",
        by="ruth",
        as_="supervisor",
        items={"waits": draw(st.sampled_from([1, 3]))},
    )


@st.composite
def supervised(draw: st.DrawFn) -> Row:
    """A supervision in which a client was spoken of, or a visit to her."""
    day, client = on(draw(st.integers(0, 60))), draw(st.sampled_from("AB"))
    if draw(st.booleans()):
        return event("visit", "", day, client=client, minutes=60)
    return event("supervision", "", day, with_="ruth", minutes=60, client=client, confirmed=day)


richer = st.lists(rows() | ratings() | supervised(), max_size=25).map(
    lambda found: life(*({**row, "id": f"x{number}"} for number, row in enumerate(found)))
)


def talk(day: int, client: str) -> Row:
    """A confirmed supervision about a client."""
    return event("supervision", "", on(day), with_="ruth", minutes=60, client=client, confirmed=on(day))


def row_of(kind: str, day: int, client: str, level: int) -> Row:
    """One entry of a kind that the falling verbs look at."""
    match kind:
        case "cycle":
            return cycle("", client, on(day))
        case "talk":
            return talk(day, client)
        case "visit":
            return event("visit", "", on(day), client=client, minutes=60)
        case "rating":
            return event(
                "rating",
                "",
                on(day),
                scale="own",
                cycle="x",
                by="ruth",
                as_="supervisor",
                items={"waits": level},
            )
        case "check":
            return event("check", "", on(day), check="dbs", until=on(day + 25), by="cora")
        case _:
            return event("course", "", on(day), course="day", by="ruth")


LOOKED_AT: dict[str, tuple[Requirement, tuple[str, ...]]] = {
    "cover": (Requirement(id="r", verb=Cover(facet=Facet.CLIENT)), ("cycle", "talk", "talk")),
    "before": (Requirement(id="r", verb=Before(unit=Unit.VISIT)), ("visit", "talk", "talk")),
    "rate": (Requirement(id="r", verb=Rate(scale="own", level=3, last=2)), ("rating",)),
    "check": (Requirement(id="r", verb=Check(check="dbs")), ("check",)),
    "course": (Requirement(id="r", verb=Attend(course="day"), lasts=Span(days=20)), ("course",)),
    "visits": (Requirement(id="r", verb=Count(unit=Unit.VISIT), at_least=2, lasts=Span(days=20)), ("visit",)),
}
"""Verbs that may fall, each with the kinds of entries it looks at."""


@st.composite
def close(draw: st.DrawFn) -> tuple[Pathway, Evidence]:
    """One verb that may fall, and a few entries it looks at, close together."""
    requirement, kinds = LOOKED_AT[draw(st.sampled_from(sorted(LOOKED_AT)))]
    drawn = st.builds(
        row_of, st.sampled_from(kinds), st.integers(0, 12), st.sampled_from("AAB"), st.sampled_from([3, 3, 1])
    )
    found = draw(st.lists(drawn, min_size=2, max_size=6))
    return pathway([requirement]), life(*({**row, "id": f"x{number}"} for number, row in enumerate(found)))


either = close() | st.tuples(falling, richer)


def fewer(evidence: Evidence, kept: Iterable[AnyEvent]) -> Evidence:
    """The same life with only these entries."""
    return replace(evidence, events=tuple(kept))


@given(growing, histories, days, st.data())
def test_no_rule_of_the_growing_verbs_falls_with_more_evidence(
    drawn: Pathway, evidence: Evidence, at: date, data: st.DataObject
) -> None:
    events = tuple(filter(standing, evidence.events))
    some = data.draw(st.lists(st.sampled_from(events), unique=True) if events else st.just([]))
    before = findings(judge(drawn, fewer(evidence, some), at))
    after = findings(judge(drawn, fewer(evidence, events), at))
    for less, more in zip(before, after, strict=True):
        assert more.met or not less.met, (less, more)
        assert more.since is None or less.since is None or more.since <= less.since
        if less.packing == more.packing:
            assert more.have >= less.have, (less, more)


@settings(max_examples=300)
@given(either, days, st.data())
def test_what_falls_with_one_more_entry_names_it_or_what_it_displaced(
    told: tuple[Pathway, Evidence], at: date, data: st.DataObject
) -> None:
    drawn, evidence = told
    events = tuple(filter(standing, evidence.events))
    assume(events)
    added = data.draw(st.sampled_from(events))
    before = findings(judge(drawn, fewer(evidence, [each for each in events if each is not added]), at))
    after = findings(judge(drawn, fewer(evidence, events), at))
    for less, more in zip(before, after, strict=True):
        if less.met and not more.met:
            assert added.id in named(more) or named(more) & set(less.events), (less, more)


def named(finding: Finding) -> set[object]:
    """Every entry that a finding gives a reason for, and every one that a reason names."""
    return {each for left in finding.not_counted for each in (left.event, *dict(left.params).values())}


@given(either, days, st.integers(1, 40))
def test_what_falls_with_time_alone_names_what_ran_out(
    told: tuple[Pathway, Evidence], at: date, later: int
) -> None:
    drawn, evidence = told
    events = [each for each in evidence.events if standing(each) and each.recorded <= at and last(each) <= at]
    known = fewer(evidence, events)
    before, after = (findings(judge(drawn, known, day)) for day in (at, at + timedelta(days=later)))
    for less, more in zip(before, after, strict=True):
        if less.met and not more.met:
            assert more.status is Status.DUE_AGAIN or named(more)
            assert more.since == less.since


@given(either, days, st.none() | st.just(Span(days=30)))
def test_what_nobody_signs_is_met_up_to_the_last_day_it_names_and_not_a_day_longer(
    told: tuple[Pathway, Evidence], at: date, lasts: Span | None
) -> None:
    drawn, evidence = told
    milestone = replace(drawn.milestones[0], closes=None, lasts=lasts)
    unsigned = replace(drawn, milestones=(milestone,))
    events = [each for each in evidence.events if standing(each) and each.recorded <= at and last(each) <= at]
    known = fewer(evidence, [each for each in events if each.kind != "leave"])  # leave would move the day
    found = judge(unsigned, known, at).milestones[0]
    assert found.due is None or found.met or found.due < at
    if found.met and found.due:
        assert judge(unsigned, known, found.due).milestones[0].met
        assert not judge(unsigned, known, found.due + timedelta(days=1)).milestones[0].met
    elif found.met:
        assert judge(unsigned, known, at + timedelta(days=4000)).milestones[0].met


def last(event: AnyEvent) -> date:
    """The last day on which anything happened to an entry."""
    found = [getattr(event, name, None) for name in ("on", "reviewed", "confirmed", "disowned")]
    return max(day for day in found if day is not None)


@given(growing | falling, richer, days)
def test_every_finding_names_its_rule_its_evidence_and_whose_move_it_is(
    drawn: Pathway, evidence: Evidence, at: date
) -> None:
    judgement = judge(drawn, evidence, at)
    milestone = judgement.milestones[0]
    known = {each.id for each in evidence.events}
    assert [each.id for each in milestone.requirements] == [each.id for each in drawn.milestones[0].requires]
    assert milestone.met or milestone.move is not Move.NOBODY
    for found in findings(judgement):
        assert set(found.events) <= known
        assert {each.event for each in found.not_counted} <= known
        assert not found.met or found.events or found.need == 0 or found.below
        assert found.met is (found.since is not None and found.status is Status.MET)
        for left in found.not_counted:
            sentence = why(left, at)
            assert 0 < len(sentence) <= LONGEST_SENTENCE
            assert sentence.endswith(".")
            assert left.person is None or left.move is not Move.NOBODY
        waits = found.status in (Status.WITH_SUPERVISOR, Status.WITH_ASSESSOR, Status.WITH_COORDINATOR)
        theirs = [
            each
            for each in found.every
            for left in each.not_counted
            if left.move not in (Move.LEARNER, Move.NOBODY)
        ]
        assert not waits or theirs


@given(growing | falling, richer, days)
def test_no_entry_counts_twice_inside_a_drawn_requirement(
    drawn: Pathway, evidence: Evidence, at: date
) -> None:
    for found in findings(judge(drawn, evidence, at)):
        if not found.below:
            assert len(found.counted) == len(set(found.counted))
            assert len(found.events) == len(set(found.events))


@given(growing | falling, richer, days, st.data())
def test_neither_order_nor_what_is_entered_later_changes_a_past_day(
    drawn: Pathway, evidence: Evidence, at: date, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(evidence.events))
    then = judge(drawn, evidence, at)
    assert judge(drawn, fewer(evidence, shuffled), at) == then
    late = cycle("late", "A", on(1)) | {"entered": (at + timedelta(days=1)).isoformat()}
    more = life(late).events
    assert judge(drawn, fewer(evidence, (*shuffled, *more)), at) == then


@given(histories, histories, days, st.integers(0, 60))
def test_a_signed_stage_stands_whatever_else_is_entered_later_about_work_or_relations(
    evidence: Evidence, other: Evidence, at: date, later: int
) -> None:
    signed = life(decided("signed", "one", at.isoformat())).events
    kept = (*(each for each in evidence.events if each.kind != "decision"), *signed)
    assert judge(WIDE, fewer(evidence, kept), at).milestones[0].met
    entered = at + timedelta(days=1)
    more = tuple(
        replace(each, id=f"y{each.id}", entered=max(entered, each.recorded)) for each in other.events
    )
    since = Supervisor(person="mina", since=date(2025, 1, 1), entered=entered)
    grown = replace(evidence, events=(*kept, *more), supervisors=(*evidence.supervisors, since))
    first = judge(WIDE, grown, at + timedelta(days=later)).milestones[0]
    assert first.met
    assert first.since is not None
