"""Without these a verb or a modifier could mean one thing here and another thing there."""

from dataclasses import replace
from datetime import date

import pytest

from elearn.domain.evidence import SupervisionEvent
from elearn.domain.reasons import Move, Reason, Status
from elearn.words.reasons import why
from tests.domain.histories import Row, cycle, event, ladder, life, line, one, reasons, session, stage


def visit(id_: str, on: str, client: str = "A", **more: object) -> Row:
    """A visit of an hour."""
    return event("visit", id_, on, client=client, minutes=60, **more)


def quiz(id_: str, on: str, passed: bool = True) -> Row:
    """A try at the quiz."""
    return event("quiz", id_, on, quiz="q", passed=passed)


# Verbs


def test_a_module_is_read_once_however_often_it_is_marked() -> None:
    again = [event("reading", f"r{n}", f"2025-01-0{n}", module="m") for n in (3, 4)]
    other = event("reading", "r9", "2025-01-02", module="other")
    found = line(one("{read: m}"), life(other, *again), "2025-02-01")
    assert (found.counted, found.have, found.since) == (("r3",), 1, date(2025, 1, 3))


def test_of_the_tries_at_a_quiz_only_the_last_is_named_and_none_once_it_is_passed() -> None:
    tries = (quiz("q1", "2025-01-02", passed=False), quiz("q2", "2025-01-03", passed=False))
    found = line(one("{pass: q}"), life(*tries), "2025-02-01")
    assert (found.status, reasons(found)) == (Status.TO_DO, {"q2": Reason.NOT_PASSED})
    passed = line(one("{pass: q}"), life(*tries, quiz("q3", "2025-01-04")), "2025-02-01")
    assert (passed.counted, passed.not_counted) == (("q3",), ())


@pytest.mark.parametrize(
    ("more", "status", "reason"),
    [
        ({"days": 2, "by": "ruth"}, Status.MET, None),
        ({"days": 1, "by": "ruth"}, Status.TO_DO, Reason.TOO_FEW_DAYS),
        ({"days": 2}, Status.WITH_SUPERVISOR, Reason.NOT_SEEN),
    ],
)
def test_a_course_counts_when_it_was_long_enough_and_attendance_is_confirmed(
    more: Row, status: Status, reason: Reason | None
) -> None:
    found = line(
        one("{attend: day, days: 2}"),
        life(event("course", "e", "2025-01-05", course="day", **more)),
        "2025-02-01",
    )
    assert (found.status, reasons(found).get("e")) == (status, reason)


def test_a_course_may_be_asked_for_in_minutes() -> None:
    short = event("course", "e1", "2025-01-05", course="day", minutes=45, by="ruth")
    found = line(one("{attend: day, minutes: 60}"), life(short), "2025-02-01")
    assert (found.met, reasons(found)) == (False, {"e1": Reason.TOO_SHORT})


def test_a_check_is_met_while_it_is_in_date_and_due_again_afterwards() -> None:
    checked = event("check", "k", "2025-01-05", check="dbs", until="2025-06-30")
    pathway = one("{check: dbs}")
    assert line(pathway, life(checked), "2025-06-30").until == date(2025, 6, 30)
    assert line(pathway, life(checked), "2025-07-01").status is Status.DUE_AGAIN
    assert stage(pathway, life(checked), "2025-07-01", "m").status is Status.DUE_AGAIN
    renewed = event("check", "k2", "2025-08-01", check="dbs")
    found = line(pathway, life(checked, renewed), "2025-08-01")
    assert (found.met, found.counted, found.since, found.until) == (True, ("k2",), date(2025, 1, 5), None)


def test_a_milestone_waits_for_whoever_must_see_the_renewed_check() -> None:
    checked = event("check", "k", "2025-01-05", check="dbs", until="2025-06-30")
    renewed = event("check", "k2", "2025-08-01", check="dbs", by="sam")
    found = stage(one("{check: dbs}"), life(checked, renewed), "2025-08-01", "m")
    assert (found.status, found.person) == (Status.WITH_SUPERVISOR, "ruth")


def test_distinct_counts_those_with_enough_entries_each() -> None:
    pathway = one("{distinct: case, of: intervention, min: 2, each: 3}")
    rows = [
        event("intervention", f"i{n}", f"2025-01-{n + 1:02}", case="K" if n < 3 else "L") for n in range(5)
    ]
    found = line(pathway, life(*rows), "2025-02-01")
    assert (found.counted, reasons(found)) == (("K",), {"i4": Reason.TOO_FEW_EACH})
    assert found.events == ("i0", "i1", "i2")
    assert found.have == 1


def test_two_unfinished_films_of_one_new_client_are_named_once() -> None:
    films = [cycle(f"c{n}", "B", filmed=f"2025-01-0{n}") for n in (1, 2)]
    assert len(line(one("{distinct: client}"), life(*films), "2025-02-01").not_counted) == 1


def test_a_setting_that_nobody_gave_cannot_be_told_apart() -> None:
    found = line(one("{distinct: setting}"), life(cycle("c1", "A", "2025-01-02")), "2025-02-01")
    assert reasons(found) == {"c1": Reason.NO_CLIENT}


def test_a_total_adds_minutes_and_is_met_on_the_day_it_reaches_them() -> None:
    pathway = one("{total: supervision, min: 2 h, where: {setting: individual}}")
    rows = [session(f"s{n}", f"2025-01-0{n}", minutes=45, setting="individual") for n in (1, 2, 3)]
    found = line(pathway, life(*rows, session("s9", "2025-01-09", setting="group")), "2025-02-01")
    assert (found.have, found.need, found.minutes, found.since) == (135, 120, True, date(2025, 1, 3))
    assert reasons(found) == {"s9": Reason.DIFFERENT}


def test_a_total_that_only_waits_to_be_confirmed_is_with_the_supervisor() -> None:
    rows = (session("s1", "2025-01-01"), session("s2", "2025-01-02", confirmed=None))
    pathway = one("{total: supervision, min: 2 h}")
    assert line(pathway, life(*rows), "2025-02-01").status is Status.WITH_SUPERVISOR
    assert line(pathway, life(rows[1]), "2025-02-01").status is Status.TO_DO


COVER = one("{cover: client}")


def test_each_client_is_brought_to_a_confirmed_supervision() -> None:
    rows = (cycle("c1", "A", "2025-01-02"), cycle("c2", "B", "2025-01-03"))
    brought = session("s1", "2025-01-04", brought=["c1"])
    nothing = line(COVER, life(), "2025-02-01")
    found = line(COVER, life(*rows, brought), "2025-02-01")
    assert (nothing.have, nothing.need, nothing.met) == (0, 1, False)
    assert (found.counted, found.need, reasons(found)) == (("A",), 2, {"c2": Reason.NOT_COVERED})
    named = session("s2", "2025-01-05", client="B")
    assert line(COVER, life(*rows, brought, named), "2025-02-01").met


def test_a_client_brought_to_a_session_that_waits_is_with_the_supervisor_or_once_she_left_a_coordinator() -> (
    None
):
    rows = (cycle("c1", "A", "2025-01-02"), session("s1", "2025-01-04", brought=["c1"], confirmed=None))
    found = line(COVER, life(*rows), "2025-02-01")
    assert (found.status, reasons(found)) == (Status.WITH_SUPERVISOR, {"s1": Reason.NOT_CONFIRMED})
    (waits,) = life(rows[1]).events
    assert isinstance(waits, SupervisionEvent)
    gone = replace(waits, left=date(2025, 1, 20))
    stranded = replace(life(rows[0]), events=(*life(rows[0]).events, gone))
    found, before = (line(COVER, stranded, day) for day in ("2025-01-20", "2025-01-19"))
    assert (found.status, before.status) == (Status.WITH_COORDINATOR, Status.WITH_SUPERVISOR)
    (left,) = found.not_counted
    assert (left.move, left.person) == (Move.COORDINATOR, None)
    assert (
        why(left, date(2025, 2, 1), {"ruth": "Ruth Ade"})
        == "Ruth Ade has left, so a coordinator looks at this now."
    )
    denied = session("s1", "2025-01-04", brought=["c1"], disowned="2025-01-05")
    assert reasons(line(COVER, life(rows[0], denied), "2025-02-01")) == {"c1": Reason.NOT_COVERED}


def test_a_session_that_brought_an_entry_still_covers_it_after_it_was_corrected() -> None:
    rows = (
        cycle("c1", "A", "2025-01-02"),
        session("s1", "2025-01-04", brought=["c1"]),
        cycle("c1b", "A", "2025-01-03", replaces="c1", reason="wrong day", entered="2025-01-10"),
    )
    assert line(one("{cover: cycle}"), life(*rows), "2025-02-01").counted == ("c1b",)


def test_each_case_is_covered_by_its_own_supervision() -> None:
    rows = (event("intervention", "i1", "2025-01-02", case="K"), session("s1", "2025-01-03", case="K"))
    assert line(one("{cover: case}"), life(*rows), "2025-02-01").met


BEFORE = one("{before: visit}")


@pytest.mark.parametrize(
    ("supervised", "have"),
    [
        ((), 0),
        (("2025-01-09",), 1),
        (("2025-01-09", "2025-01-15"), 2),
        (("2025-01-08", "2025-01-09"), 1),
        (("2025-01-11", "2025-01-15"), 1),
        (("2025-01-10", "2025-01-10"), 2),
    ],
)
def test_each_visit_has_a_supervision_of_its_own_before_it(supervised: tuple[str, ...], have: int) -> None:
    visits = (visit("v1", "2025-01-10"), visit("v2", "2025-01-20"))
    sessions = [session(f"s{n}", on, client="A") for n, on in enumerate(supervised)]
    other = session("s9", "2025-01-09", client="B")
    found = line(BEFORE, life(*visits, *sessions, other), "2025-02-01")
    assert (found.have, found.need) == (have, 2)
    assert len(found.not_counted) == 2 - have
    assert set(reasons(found).values()) <= {Reason.NOT_SUPERVISED_BEFORE}


def test_a_supervision_before_a_visit_may_still_wait_to_be_confirmed() -> None:
    waits = session("s1", "2025-01-09", client="A", confirmed=None)
    found = line(BEFORE, life(visit("v1", "2025-01-10"), waits), "2025-02-01")
    assert (found.status, reasons(found)) == (Status.WITH_SUPERVISOR, {"s1": Reason.NOT_CONFIRMED})


def rating(id_: str, on: str, *levels: int, by: str = "ruth", as_: str = "supervisor") -> Row:
    """A film of its own, rated on up to two items."""
    items = dict(zip(("waits", "receives"), levels, strict=False))
    return event("rating", id_, on, scale="six", cycle=f"film-{id_}", by=by, as_=as_, items=items)


@pytest.mark.parametrize(
    ("ratings", "met", "why"),
    [
        ([(3, 3), (3, 3)], True, {}),
        ([(3, 3)], False, {}),
        ([(3, 3), (2, 3)], False, {"x1": Reason.BELOW_LEVEL}),
        ([(1, 1), (3, 3), (3, 3)], True, {}),
        ([(3, 3), (3,)], False, {"x1": Reason.BELOW_LEVEL}),
    ],
)
def test_the_last_ratings_reach_the_level_on_every_item(
    ratings: list[tuple[int, ...]], met: bool, why: dict[str, Reason]
) -> None:
    rows = [rating(f"x{n}", f"2025-01-0{n + 1}", *levels) for n, levels in enumerate(ratings)]
    own = rating("self", "2025-01-20", 1, 1, by="sam", as_="self")
    pathway = one("{rate: six, level: 3, items: [waits, receives], last: 2}")
    found = line(pathway, life(*rows, own), "2025-02-01")
    assert (found.met, reasons(found), found.need) == (met, why, 2)


def test_a_film_that_was_rated_twice_is_one_film_and_stands_by_its_last_rating() -> None:
    first, other, again = (rating(id_, f"2025-01-0{day}", 3) for day, id_ in enumerate("abc", 1))
    pathway = one("{rate: six, level: 3, items: [waits], last: 2}")
    twice = {**again, "cycle": first["cycle"]}
    assert not line(pathway, life(first, twice), "2025-02-01").met
    assert line(pathway, life(first, other, twice), "2025-02-01").met
    low = {**twice, "items": {"waits": 1}}
    assert reasons(line(pathway, life(first, other, low), "2025-02-01")) == {"c": Reason.BELOW_LEVEL}


def test_without_items_every_item_that_was_rated_is_looked_at() -> None:
    pathway = one("{rate: six, level: 3}")
    assert line(pathway, life(rating("x", "2025-01-02", 3)), "2025-02-01").met
    assert not line(pathway, life(rating("x", "2025-01-02", 3, 2)), "2025-02-01").met


def test_each_trainee_who_reached_a_milestone_counts_once() -> None:
    rows = [
        event("mentee", f"t{n}", f"2025-01-0{n + 1}", person=who, milestone=reached)
        for n, (who, reached) in enumerate([("ann", "x/m"), ("ann", "x/m"), ("bea", "x/m"), ("cy", "x/n")])
    ]
    found = line(one("{reach: x/m, min: 2}"), life(*rows), "2025-02-01")
    assert (found.met, found.counted) == (True, ("t0", "t2"))


def test_five_of_ten_successful_are_two_counts() -> None:
    pathway = ladder("""
        m:
          title: M
          requires:
            done: {count: assignment, min: 3}
            successful: {count: assignment, min: 2, where: {result: successful}}
    """)
    results = ("successful", "not yet", "successful")
    rows = [event("assignment", f"a{n}", f"2025-01-0{n + 1}", result=r) for n, r in enumerate(results)]
    assert stage(pathway, life(*rows), "2025-02-01", "m").met


# Trees


ANY = one("{any: {book: {read: m}, day: {attend: day}}}")
ALL = one("{all: {book: {read: m}, day: {attend: day}}}")
BOOK = event("reading", "e1", "2025-01-02", module="m")
DAY = event("course", "e2", "2025-01-05", course="day", by="ruth")
DAY_UNSEEN = event("course", "e2", "2025-01-05", course="day")


@pytest.mark.parametrize(
    ("events", "any_", "all_"),
    [
        ((), Status.TO_DO, Status.TO_DO),
        ((BOOK,), Status.MET, Status.TO_DO),
        ((DAY_UNSEEN,), Status.WITH_SUPERVISOR, Status.TO_DO),
        ((BOOK, DAY_UNSEEN), Status.MET, Status.WITH_SUPERVISOR),
        ((BOOK, DAY), Status.MET, Status.MET),
    ],
)
def test_one_or_all_of_the_requirements_below(events: tuple[Row, ...], any_: Status, all_: Status) -> None:
    assert line(ANY, life(*events), "2025-02-01").status is any_
    assert line(ALL, life(*events), "2025-02-01").status is all_


def test_a_tree_says_what_below_it_is_met_and_since_when() -> None:
    found = line(ALL, life(BOOK, DAY), "2025-02-01")
    assert (found.counted, found.need, found.since) == (("book", "day"), 2, date(2025, 1, 5))
    assert [each.id for each in found.every] == ["r", "book", "day"]
    assert found.events == ("e1", "e2")


def test_a_milestone_waits_for_whoever_a_requirement_deep_below_waits_for() -> None:
    found = stage(ALL, life(BOOK, DAY_UNSEEN), "2025-02-01", "m")
    assert (found.status, found.person) == (Status.WITH_SUPERVISOR, "ruth")


def test_two_of_three_may_be_asked_for() -> None:
    pathway = one("{any: {a: {read: a}, b: {read: b}, c: {read: c}}, min: 2}")
    rows = [event("reading", f"e{n}", f"2025-01-0{n + 1}", module=name) for n, name in enumerate("ac")]
    found = line(pathway, life(*rows), "2025-02-01")
    assert (found.met, found.need, found.since) == (True, 2, date(2025, 1, 2))
    assert not line(pathway, life(rows[0]), "2025-02-01").met


def test_a_tree_hands_its_modifiers_down() -> None:
    pathway = one(
        "{all: {a: {count: visit}, b: {count: session}}, where: {minutes: at least 45}, lasts: 1 year}"
    )
    rows = (visit("v", "2025-01-02"), event("session", "s", "2025-01-03", client="A", minutes=30))
    found = line(pathway, life(*rows), "2025-02-01")
    assert [each.met for each in found.below] == [True, False]
    assert reasons(found.below[1]) == {"s": Reason.TOO_SHORT}


def test_a_tree_lasts_as_long_as_enough_of_it_does() -> None:
    both = "{KIND: {a: {check: a}, b: {check: b}}}"
    rows = (
        event("check", "a", "2025-01-02", check="a", until="2025-03-31"),
        event("check", "b", "2025-01-02", check="b", until="2025-06-30"),
    )
    for kind, until, after in (
        ("any", date(2025, 6, 30), "2025-07-01"),
        ("all", date(2025, 3, 31), "2025-04-01"),
    ):
        pathway = one(both.replace("KIND", kind))
        assert line(pathway, life(*rows), "2025-02-01").until == until
        assert line(pathway, life(*rows), after).status is Status.DUE_AGAIN


def test_a_requirement_below_a_tree_may_be_waived() -> None:
    pathway = one("{all: {a: {read: a, waive: supervisor}}}")
    waiver = event("waiver", "w", "2025-01-02", requirement="m/r/a", by="ruth", reason="known well")
    assert line(pathway, life(waiver), "2025-02-01").met


# Modifiers


@pytest.mark.parametrize(
    ("where", "met"),
    [
        ("{minutes: at least 45}", True),
        ("{minutes: at least 61}", False),
        ("{minutes: at most 60}", True),
        ("{minutes: at most 59}", False),
        ('{minutes: "60"}', True),
        ("{mode: [in person, video]}", True),
        ("{mode: phone}", False),
        ("{role: presenter}", False),
    ],
)
def test_conditions_are_equal_one_of_at_least_or_at_most(where: str, met: bool) -> None:
    held = session("s1", "2025-01-02", mode="video")
    assert line(one(f"{{count: supervision, where: {where}}}"), life(held), "2025-02-01").met is met


@pytest.mark.parametrize(
    ("given", "approved", "move"),
    [
        (["recording-form", "parent-questionnaire"], True, None),
        (["recording-form"], True, Move.LEARNER),
        (["recording-form", "parent-questionnaire"], False, Move.SUPERVISOR),
    ],
)
def test_where_an_entry_holds_several_each_that_is_asked_for_must_be_there(
    given: list[str], approved: bool, move: Move | None
) -> None:
    row = event("session", "s", "2025-01-02", client="A", evidence=given, approved=approved)
    pathway = one(
        "{count: session, where: {evidence: [recording-form, parent-questionnaire], approved: true}}"
    )
    found = line(pathway, life(row), "2025-02-01")
    assert [each.move for each in found.not_counted] == ([move] if move else [])


def test_entries_lie_at_least_so_far_apart() -> None:
    rows = [
        event("course", f"e{n}", on, course="day", by="ruth")
        for n, on in enumerate(("2025-01-01", "2025-01-10", "2025-01-15", "2025-02-01"))
    ]
    found = line(one("{attend: day, min: 3, gap: 14 days}"), life(*rows), "2025-03-01")
    assert (found.counted, reasons(found)) == (("e0", "e2", "e3"), {"e1": Reason.TOO_SOON_AFTER})


@pytest.mark.parametrize(("modifiers", "need", "met"), [("norm: 6", 0, True), ("norm: 6, min: 2", 2, False)])
def test_a_norm_is_shown_and_blocks_only_with_min(modifiers: str, need: int, met: bool) -> None:
    found = line(one(f"{{count: visit, {modifiers}}}"), life(visit("v", "2025-01-02")), "2025-02-01")
    assert (found.need, found.have, found.norm, found.met) == (need, 1, 6, met)


def test_a_norm_asks_nothing_of_what_must_cover_everything() -> None:
    assert line(one("{cover: client, norm: 3}"), life(cycle("c", "A", "2025-01-02")), "2025-02-01").met


INSTEAD = one("{supervise: [3 x 60 min], instead: {attend: half-day, for: 1, at most: 1}}")


def half_day(number: int) -> Row:
    """A half-day training."""
    return event("course", f"h{number}", f"2025-01-1{number}", course="half-day", by="ruth")


def test_one_half_day_may_stand_in_for_one_session_and_a_second_may_not() -> None:
    sessions = (session("s1", "2025-01-02"), session("s2", "2025-01-03"))
    found = line(INSTEAD, life(*sessions, half_day(1), half_day(2)), "2025-02-01")
    assert (found.met, found.counted, found.since) == (True, ("s1", "s2", "h1"), date(2025, 1, 11))
    assert reasons(found) == {"h2": Reason.STAND_IN_FULL}
    assert not line(INSTEAD, life(sessions[0], half_day(1), half_day(2)), "2025-02-01").met


def test_an_entry_does_not_stand_in_for_itself() -> None:
    pathway = one("{count: visit, min: 2, instead: {count: visit, for: 1, at most: 2}}")
    assert line(pathway, life(visit("v", "2025-01-02")), "2025-02-01").have == 1


def test_entries_count_from_the_day_the_requirement_names() -> None:
    pathway = ladder("""
        m:
          title: M
          requires:
            agreed: {document: agreement}
            visits: {count: visit, from: m/agreed}
            later: {count: session, from: start}
    """)
    rows = (visit("v1", "2025-01-02"), visit("v2", "2025-01-10"))
    early = event("session", "x", "2024-12-01", client="A")
    agreed = event("document", "d", "2025-01-10", document="agreement", by="ruth")
    before = line(pathway, life(*rows, early), "2025-02-01", "m/visits")
    after = line(pathway, life(*rows, agreed), "2025-02-01", "m/visits")
    assert reasons(before) == {"v1": Reason.TOO_EARLY, "v2": Reason.TOO_EARLY}
    assert dict(before.not_counted[0].params) == {"on": date(2025, 1, 2), "thing": "agreement"}
    assert (after.counted, reasons(after)) == (("v2",), {"v1": Reason.TOO_EARLY})
    assert reasons(line(pathway, life(early), "2025-02-01", "m/later")) == {"x": Reason.TOO_EARLY}


@pytest.mark.parametrize(
    ("verb", "thing"),
    [("{read: x}", "x"), ("{pass: x}", "x"), ("{check: x}", "x"), ("{count: session}", "opener")],
)
def test_what_must_come_first_is_named(verb: str, thing: str) -> None:
    pathway = ladder(f"m: {{title: M, requires: {{opener: {verb}, v: {{count: visit, from: m/opener}}}}}}")
    found = line(pathway, life(visit("v", "2025-01-02")), "2025-02-01", "m/v")
    assert dict(found.not_counted[0].params)["thing"] == thing


def test_work_of_an_earlier_stage_counts_where_a_requirement_says_so() -> None:
    pathway = ladder("""
        a: {title: A, requires: {r: {read: m}}}
        b: {title: B, requires: {v: {count: visit, from: start}}}
    """)
    rows = (visit("v", "2025-01-02"), event("reading", "e", "2025-01-05", module="m"))
    assert line(pathway, life(*rows), "2025-02-01", "b/v").counted == ("v",)


def test_a_milestone_that_is_not_met_names_what_opens_a_requirement() -> None:
    pathway = ladder("""
        a: {title: The first one, requires: {r: {read: m}}}
        b: {title: B, from: start, requires: {v: {count: visit, from: a}}}
    """)
    found = line(pathway, life(visit("v", "2025-01-02")), "2025-02-01", "b/v")
    assert dict(found.not_counted[0].params) == {"on": date(2025, 1, 2), "milestone": "The first one"}


def test_what_lasts_is_met_until_its_last_day_and_then_due_again() -> None:
    pathway = one("{count: visit, min: 2, lasts: 1 year}")
    rows = (visit("v1", "2025-01-10"), visit("v2", "2025-03-10"), visit("v3", "2025-06-10"))
    assert line(pathway, life(*rows), "2025-07-01").until == date(2026, 3, 10)
    assert line(pathway, life(*rows), "2026-03-10").met
    after = line(pathway, life(*rows), "2026-03-11")
    assert (after.status, after.since) == (Status.DUE_AGAIN, date(2025, 3, 10))
    assert reasons(after) == {"v1": Reason.OUT_OF_DATE, "v2": Reason.OUT_OF_DATE}


@pytest.mark.parametrize(("fresh", "status"), [("true", Status.DUE_AGAIN), ("false", Status.MET)])
def test_a_pass_stands_after_a_change_except_where_it_is_to_be_fresh(fresh: str, status: Status) -> None:
    pathway = ladder(
        f"m: {{title: M, requires: {{q: {{pass: q, fresh: {fresh}}}, b: {{read: b, fresh: {fresh}}}}}}}"
    )
    changed = [{"content": "q", "on": "2025-03-01"}, {"content": "b", "on": "2025-03-01"}]
    rows = (quiz("q1", "2025-01-02"), event("reading", "e", "2025-01-03", module="b"))
    evidence = life(*rows, changed=changed)
    assert [each.status for each in stage(pathway, evidence, "2025-03-01", "m").requirements] == [status] * 2
    assert stage(pathway, evidence, "2025-02-28", "m").met
    again = life(*rows, quiz("q2", "2025-03-02"), changed=changed)
    assert line(pathway, again, "2025-04-01", "m/q").met


def test_a_milestone_nobody_closes_takes_no_work_of_later_days() -> None:
    pathway = ladder("""
        a: {title: A, requires: {v: {count: visit, min: 2}, k: {check: dbs}}}
        b: {title: B, requires: {v: {count: visit, min: 1}}}
    """)
    rows = [visit(f"v{n}", f"2025-01-0{n}") for n in (1, 2, 3)]
    checked = event("check", "k", "2025-01-01", check="dbs")
    again = event("check", "k2", "2025-01-09", check="dbs")
    evidence = life(*rows, checked, again)
    assert line(pathway, evidence, "2025-02-01", "a/v").counted == ("v1", "v2")
    assert line(pathway, evidence, "2025-02-01", "a/k").counted == ("k", "k2")
    assert line(pathway, evidence, "2025-02-01", "b/v").counted == ("v3",)


def test_a_tree_of_work_closes_with_its_milestone_too() -> None:
    pathway = ladder("""
        a: {title: A, requires: {t: {any: {v: {count: visit}, s: {count: session}}}}}
        b: {title: B, requires: {v: {count: visit}}}
    """)
    evidence = life(visit("v1", "2025-01-01"), visit("v2", "2025-01-02"))
    assert line(pathway, evidence, "2025-02-01", "a/t").events == ("v1",)
    assert line(pathway, evidence, "2025-02-01", "b/v").counted == ("v2",)
    assert line(pathway, life(), "2025-02-01", "b/v").status is Status.NOT_OPEN


def test_a_tree_in_a_milestone_that_is_not_open_says_what_it_will_ask() -> None:
    pathway = ladder("""
        a: {title: A, requires: {r: {read: m}}}
        b: {title: B, requires: {all: {all: {v: {count: visit}, s: {supervise: [2 x 60 min]}}}}}
    """)
    found = line(pathway, life(), "2025-02-01", "b/all")
    assert (found.need, [(each.id, each.need) for each in found.below]) == (2, [("v", 1), ("s", 2)])


def test_a_check_that_two_stages_ask_for_counts_in_both() -> None:
    pathway = ladder("""
        a: {title: A, requires: {k: {check: dbs}}}
        b: {title: B, requires: {k: {check: dbs}}}
    """)
    checks = (
        event("check", "k1", "2025-01-02", check="dbs", until="2025-01-31"),
        event("check", "k2", "2025-01-20", check="dbs"),
    )
    assert line(pathway, life(*checks), "2025-02-01", "a/k").counted == ("k2",)
    assert line(pathway, life(*checks), "2025-02-01", "b/k").counted == ("k2",)
