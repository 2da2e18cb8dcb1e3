"""What stands on a desk: once each, the longest wait first, and no day of leave counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.desks import (
    Matter,
    Measure,
    Wait,
    days_waited,
    falls_soon,
    longest_first,
    measure,
    queue,
    waits_for,
)
from elearn.domain.evidence import LeaveEvent
from elearn.domain.findings import Finding, MilestoneFinding
from elearn.domain.pathways import Attend, Milestone, Packing, Requirement, Supervise
from elearn.domain.reasons import Status

TODAY = date(2026, 11, 22)


def wait(
    id_: str, learner: str, ago: int, session: str | None = None, matter: Matter = Matter.SESSION
) -> Wait:
    day = TODAY - timedelta(days=ago)
    return Wait(
        id=id_,
        matter=matter,
        kind="supervision",
        learner=learner,
        name=learner.title(),
        of="ruth",
        of_name="Ruth Ade",
        since=day,
        on=day,
        session=session,
    )


def test_the_longest_wait_comes_first() -> None:
    lines = queue([wait("a", "ann", 2), wait("b", "bo", 9), wait("c", "cy", 5)])
    assert [line.first.id for line in lines] == ["b", "c", "a"]
    assert lines[0].since == TODAY - timedelta(days=9)


def test_a_sign_off_waits_for_her_alone_who_was_asked_and_not_while_she_asks_back() -> None:
    session, hers, back = wait("a", "ann", 2), wait("b", "bo", 9), wait("c", "cy", 5)
    hers, back = (replace(each, matter=Matter.SIGN_OFF) for each in (hers, back))
    others, back = replace(hers, id="d", of="mina"), replace(back, asks_back=True)
    assert [each.id for each in waits_for("ruth", [session, hers, back, others])] == ["a", "b"]


def test_three_trainees_after_one_group_session_are_one_line() -> None:
    lines = queue(wait(name, name, 3, session="group") for name in ("ann", "bo", "cy"))
    assert [line.names for line in lines] == [("Ann", "Bo", "Cy")]
    assert lines[0].learners == ("ann", "bo", "cy")
    assert lines[0].more == 0


def test_one_person_stands_once_with_her_oldest_matter_and_the_count_of_the_others() -> None:
    (line,) = queue([wait("new", "ann", 1), wait("old", "ann", 8, matter=Matter.PAPER)])
    assert (line.first.id, line.more) == ("old", 1)


def test_a_session_of_one_is_no_group_though_it_has_a_sessions_id() -> None:
    (line,) = queue([wait("a", "ann", 3, session="s"), wait("b", "ann", 2, session="t")])
    assert (line.names, line.more) == (("Ann",), 1)


@pytest.mark.parametrize(
    ("since", "leave", "days"),
    [
        (9, None, 9),
        (0, None, 0),
        (9, (5, 3), 6),
        (9, (5, None), 3),
        (9, (20, 10), 9),
        (9, (20, None), 0),
        (-3, (20, None), 0),
    ],
)
def test_a_day_of_leave_is_not_a_day_of_waiting(
    since: int, leave: tuple[int, int | None] | None, days: int
) -> None:
    away = []
    if leave:
        first, last = leave
        to = None if last is None else TODAY - timedelta(days=last)
        away.append(LeaveEvent(id="l", on=TODAY - timedelta(days=first), to=to))
    assert days_waited(TODAY - timedelta(days=since), TODAY, away) == days


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ann", "bo", "cy"]), st.integers(0, 50), st.sampled_from([None, "one", "two"])
        )
    )
)
def test_nothing_that_waits_is_lost_and_no_line_waits_longer_than_the_one_above(
    told: list[tuple[str, int, str | None]],
) -> None:
    waits = [wait(f"w{n}", learner, ago, session) for n, (learner, ago, session) in enumerate(told)]
    lines = queue(waits)
    assert {name for line in lines for name in line.learners} == {each.learner for each in waits}
    assert [line.since for line in lines] == sorted(line.since for line in lines)


def test_days_of_leave_put_a_line_behind_one_that_waited_through_more_days() -> None:
    lines = queue([wait("a", "ann", 20), wait("b", "bo", 9), wait("c", "cy", 9)])
    away = {"ann": [LeaveEvent(id="l", on=TODAY - timedelta(days=15), to=TODAY - timedelta(days=1))]}
    assert [each.first.id for each in longest_first(lines, away, TODAY)] == ["b", "c", "a"]
    assert [each.first.id for each in longest_first(lines, {}, TODAY)] == ["a", "b", "c"]


@pytest.mark.parametrize(("ahead", "soon"), [(-1, False), (0, True), (14, True), (15, False)])
def test_only_the_next_two_weeks_are_soon(ahead: int, soon: bool) -> None:
    assert falls_soon(TODAY + timedelta(days=ahead), TODAY) is soon


def test_a_day_that_nobody_named_is_never_soon() -> None:
    assert not falls_soon(None, TODAY)


def test_a_milestone_is_measured_by_its_supervisions_or_else_by_what_is_met() -> None:
    course = Requirement(id="course", verb=Attend(course="first"))
    sessions = Requirement(id="sessions", verb=Supervise(packings=(Packing(sessions=6, minutes=60),)))
    found = (
        Finding(id="course", status=Status.MET, have=1, need=1),
        Finding(id="sessions", status=Status.TO_DO, have=8, need=6),
    )
    stage = MilestoneFinding(id="one", title="One", status=Status.TO_DO, requirements=found)
    asked = Milestone(id="one", title="One", requires=(course, sessions))
    assert measure(asked, stage) == Measure(have=8, need=6, supervisions=True)
    without = replace(asked, requires=(course,))
    assert measure(without, replace(stage, requirements=found[:1])) == Measure(have=1, need=1)
