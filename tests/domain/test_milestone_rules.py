"""Without these histories a settled rule could quietly turn into another one: one or more small lives a rule."""

from datetime import date

import pytest

from elearn.domain.findings import Finding
from elearn.domain.milestones import bundle_hash, may_ask, may_assess, may_close
from elearn.domain.reasons import Move, Reason, RefusalCode, Status
from tests.domain.histories import (
    STAGES,
    at,
    cycle,
    decided,
    event,
    ladder,
    life,
    line,
    one,
    reasons,
    session,
    shipped,
    stage,
)

FIRST = (
    cycle("c1", "A", "2025-01-10"),
    cycle("c2", "A", "2025-02-10"),
    session("s1", "2025-01-20"),
    session("s2", "2025-02-20"),
)
CLOSED = (*FIRST, decided("d1", "first", "2025-03-01"))
TWO = ladder(STAGES)


# Supervisor changes; access to a milestone asks the dated relations of its window


@pytest.mark.parametrize(
    ("ended", "refused"),
    [("2025-02-28", True), ("2025-03-01", True), ("2025-03-02", True), ("2024-12-31", False)],
)
def test_an_assessor_is_judged_by_the_relations_of_the_window(ended: str, refused: bool) -> None:
    relations = [{"person": "mina", "from": "2024-06-01", "to": ended}]
    found = may_assess("mina", life(*FIRST, supervisors=relations), TWO, "first", date(2025, 3, 1))
    assert (found is not None and found.code is RefusalCode.SUPERVISED_IN_WINDOW) is refused


def test_a_relation_that_ended_in_an_earlier_stage_is_no_hindrance_in_this_one() -> None:
    relations = [{"person": "olu", "from": "2025-01-01", "to": "2025-02-20"}]
    evidence = life(*CLOSED, supervisors=relations, accredited=["olu", "mina"])
    assert may_assess("olu", evidence, TWO, "first", date(2025, 3, 1)) is not None
    assert may_assess("olu", evidence, TWO, "second", date(2025, 6, 1)) is None


def test_apart_for_the_pathway_widens_the_window_to_all_of_it() -> None:
    relations = [{"person": "olu", "from": "2025-01-01", "to": "2025-02-20"}]
    evidence = life(*CLOSED, supervisors=relations, accredited=["olu", "mina"])
    strict = ladder(STAGES, "apart: pathway")
    found = may_assess("olu", evidence, strict, "second", date(2025, 6, 1))
    assert found is not None
    assert found.code is RefusalCode.SUPERVISED_IN_WINDOW


def test_a_confirmed_session_in_the_window_is_a_hindrance_and_an_unconfirmed_or_denied_one_is_not() -> None:
    held = life(session("s1", "2025-01-20", with_="mina"))
    asked = life(session("s1", "2025-01-20", with_="mina", confirmed=None))
    denied = life(session("s1", "2025-01-20", with_="mina", disowned="2025-01-21"))
    found = may_assess("mina", held, TWO, "first", date(2025, 3, 1))
    assert found is not None
    assert found.code is RefusalCode.SESSION_IN_WINDOW
    assert may_assess("mina", asked, TWO, "first", date(2025, 3, 1)) is None
    assert may_assess("mina", denied, TWO, "first", date(2025, 3, 1)) is None


def test_the_worked_example_lets_olu_and_mina_close_stage_1_and_ruth_not() -> None:
    vig = shipped()["vig-practitioner"]
    evidence = life(
        event("course", "e1", "2025-01-14", course="initial-training-course", days=2, by="ruth"),
        began="2025-01-13",
        supervisors=[
            {"person": "ruth", "from": "2025-01-13"},
            {"person": "olu", "from": "2024-09-01", "to": "2024-12-31"},
        ],
        accredited=["ruth", "olu", "mina"],
    )
    may = {
        who: may_assess(who, evidence, vig, "stage-1", date(2025, 4, 30)) is None
        for who in ("olu", "mina", "ruth")
    }
    assert may == {"olu": True, "mina": True, "ruth": False}


@pytest.mark.parametrize(
    ("person", "milestone", "code"),
    [
        ("sam", "first", RefusalCode.OWN_RECORD),
        ("nobody", "first", RefusalCode.NOT_ACCREDITED),
        ("mina", "third", RefusalCode.NO_SUCH_MILESTONE),
        ("mina", "second", RefusalCode.NOT_YET_OPEN),
    ],
)
def test_who_may_not_assess_is_told_why(person: str, milestone: str, code: RefusalCode) -> None:
    found = may_assess(person, life(*FIRST), TWO, milestone, date(2025, 3, 1))
    assert found is not None
    assert found.code is code


def test_accreditation_is_asked_for_the_day_of_the_meeting() -> None:
    evidence = life(accredited=[{"person": "mina", "from": "2024-01-01", "to": "2025-02-01"}])
    assert may_assess("mina", evidence, TWO, "first", date(2025, 2, 1)) is None
    assert may_assess("mina", evidence, TWO, "first", date(2025, 2, 2)) is not None


SUPERVISED = ladder("m: {title: M, requires: {r: {count: visit}}, closes: {by: supervisor}}")
COORDINATED = ladder("m: {title: M, requires: {r: {count: visit}}, closes: {by: coordinator}}")


def test_a_milestone_closed_by_the_supervisor_is_closed_by_the_learners_own_of_that_day() -> None:
    evidence = life(supervisors=[{"person": "ruth", "from": "2025-01-01", "to": "2025-01-31"}])
    assert may_close("ruth", evidence, SUPERVISED, "m", date(2025, 1, 31)) is None
    found = may_close("ruth", evidence, SUPERVISED, "m", date(2025, 2, 1))
    assert found is not None
    assert found.code is RefusalCode.NOT_OWN_SUPERVISOR


def test_a_milestone_closed_by_a_coordinator_is_never_closed_by_the_learner_herself() -> None:
    assert may_close("cora", life(), COORDINATED, "m", date(2025, 1, 31)) is None
    assert may_close("sam", life(), COORDINATED, "m", date(2025, 1, 31)) is not None


def test_nobody_closes_a_milestone_that_closes_by_itself_or_is_not_there() -> None:
    found = may_close("mina", life(), one("{count: visit}"), "m", date(2025, 1, 31))
    missing = may_close("mina", life(), one("{count: visit}"), "x", date(2025, 1, 31))
    assert found is not None
    assert missing is not None
    assert (found.code, missing.code) == (RefusalCode.CLOSES_BY_ITSELF, RefusalCode.NO_SUCH_MILESTONE)


def test_a_decision_of_one_who_may_not_sign_closes_nothing_and_says_so() -> None:
    found = stage(TWO, life(*FIRST, decided("d1", "first", "2025-03-01", by="ruth")), "2025-03-02", "first")
    assert found.status is Status.TO_DO
    assert [(each.event, each.reason) for each in found.not_counted] == [("d1", Reason.MAY_NOT_SIGN)]


def test_a_meeting_that_was_too_short_closes_nothing() -> None:
    short = life(*FIRST, decided("d1", "first", "2025-03-01", minutes=45))
    long = life(*FIRST, decided("d1", "first", "2025-03-01", minutes=60))
    assert not stage(TWO, short, "2025-03-02", "first").met
    assert stage(TWO, long, "2025-03-02", "first").met


def test_a_relation_entered_after_the_signature_does_not_undo_the_milestone() -> None:
    relations = [{"person": "mina", "from": "2025-01-01", "entered": "2025-05-01"}]
    assert stage(TWO, life(*CLOSED, supervisors=relations), "2025-06-01", "first").met


# A session counts when the person named in it confirmed it


def test_a_session_counts_from_the_day_it_was_confirmed_on_and_names_who_is_waited_for() -> None:
    evidence = life(session("s1", "2025-01-20", confirmed="2025-01-25"))
    before = line(one("{supervise: [1 x 60 min]}"), evidence, "2025-01-24")
    after = line(one("{supervise: [1 x 60 min]}"), evidence, "2025-01-25")
    assert before.status is Status.WITH_SUPERVISOR
    assert [(each.reason, each.person) for each in before.not_counted] == [(Reason.NOT_CONFIRMED, "ruth")]
    assert after.met


def test_a_session_that_is_not_recognised_does_not_count_from_that_day_on() -> None:
    evidence = life(session("s1", "2025-01-20", disowned="2025-01-25"))
    pathway = one("{supervise: [1 x 60 min]}")
    assert line(pathway, evidence, "2025-01-24").met
    assert reasons(line(pathway, evidence, "2025-01-25")) == {"s1": Reason.NOT_RECOGNISED}


def test_a_session_confirmed_by_a_coordinator_for_a_supervisor_who_left_counts_alike() -> None:
    evidence = life(session("s1", "2025-01-20", confirmed_by="cora"))
    assert line(one("{supervise: [1 x 60 min]}"), evidence, "2025-02-01").counted == ("s1",)


# Which stage an entry is in; film in one stage, review in the next


def test_an_entry_belongs_to_the_stage_whose_window_holds_its_day() -> None:
    evidence = life(*CLOSED, cycle("c3", "B", "2025-03-02"))
    assert line(TWO, evidence, "2025-04-01", "first/cycles").counted == ("c1", "c2")
    assert line(TWO, evidence, "2025-04-01", "second/cycles").counted == ("c3",)


def test_a_cycle_filmed_in_one_stage_and_reviewed_in_the_next_counts_in_the_next() -> None:
    evidence = life(*CLOSED, cycle("c3", "B", "2025-03-20", filmed="2025-02-20"))
    assert line(TWO, evidence, "2025-02-25", "first/cycles").counted == ("c1", "c2")
    assert reasons(line(TWO, evidence, "2025-02-25", "first/cycles")) == {"c3": Reason.NO_SHARED_REVIEW}
    assert line(TWO, evidence, "2025-04-01", "second/cycles").counted == ("c3",)
    assert line(TWO, evidence, "2025-04-01", "second/clients").counted == ("B",)


def test_an_entry_on_the_closing_day_counts_in_the_stage_that_closed_and_not_again() -> None:
    evidence = life(*FIRST, cycle("c3", "B", "2025-03-01"), decided("d1", "first", "2025-03-01"))
    assert line(TWO, evidence, "2025-04-01", "first/cycles").counted == ("c1", "c2", "c3")
    assert line(TWO, evidence, "2025-04-01", "second/cycles").counted == ()


def test_what_the_closed_stage_did_not_ask_for_counts_on_that_very_day() -> None:
    introduced = ladder(STAGES.replace("clients: {dis", "intro: {attend: intro}\n        clients: {dis"))
    course = event("course", "e1", "2025-03-01", course="intro", by="ruth")
    assert line(introduced, life(*CLOSED, course), "2025-04-01", "second/intro").met
    early = course | {"on": "2025-02-27"}
    found = line(introduced, life(*CLOSED, early), "2025-04-01", "second/intro")
    assert reasons(found) == {"e1": Reason.TOO_EARLY}


def test_a_client_met_in_a_counted_cycle_is_not_new_in_the_next_stage_and_the_entry_is_named() -> None:
    found = line(TWO, life(*CLOSED, cycle("c3", "A", "2025-03-20")), "2025-04-01", "second/clients")
    assert reasons(found) == {"c3": Reason.KNOWN_CLIENT}
    assert dict(found.not_counted[0].params)["event"] == "c1"


def test_a_client_whose_film_was_never_reviewed_in_the_first_stage_is_new_in_the_second() -> None:
    evidence = life(*CLOSED, cycle("c0", "B", filmed="2025-02-01"), cycle("c3", "B", "2025-03-20"))
    assert line(TWO, evidence, "2025-04-01", "second/clients").counted == ("B",)


def test_an_entry_without_a_client_cannot_be_new() -> None:
    evidence = life(event("intervention", "i1", "2025-01-05", case="K"))
    found = line(one("{count: intervention, new: true}"), evidence, "2025-02-01")
    assert reasons(found) == {"i1": Reason.NO_CLIENT}


# Surplus stays; carry hands it on


SURPLUS = (
    *FIRST,
    cycle("c3", "B", "2025-02-15"),
    session("s3", "2025-02-25"),
    session("s4", "2025-02-26", minutes=30),
    decided("d1", "first", "2025-03-01"),
)
CARRIES = ladder(STAGES.replace("title: First stage", "title: First stage\n      carry: true"))


def test_work_beyond_the_need_stays_in_its_stage() -> None:
    assert line(TWO, life(*SURPLUS), "2025-04-01", "first/cycles").have == 3
    assert line(TWO, life(*SURPLUS), "2025-04-01", "second/cycles").have == 0
    assert line(TWO, life(*SURPLUS), "2025-04-01", "second/cycles").not_counted == ()


def test_a_stage_that_carries_hands_on_what_it_did_not_need() -> None:
    assert line(CARRIES, life(*SURPLUS), "2025-04-01", "second/cycles").counted == ("c3",)
    assert line(CARRIES, life(*SURPLUS), "2025-04-01", "second/supervision").counted == ("s3",)
    assert line(CARRIES, life(*CLOSED), "2025-04-01", "second/cycles").counted == ()


def test_minutes_are_carried_by_whole_entries() -> None:
    pathway = ladder("""
        a: {title: A, carry: true, requires: {t: {total: supervision, min: 90 min}}, closes: {by: coordinator}}
        b: {title: B, requires: {t: {total: supervision, min: 90 min}}}
    """)
    evidence = life(*FIRST, session("s3", "2025-02-25"), decided("d", "a", "2025-03-01", by="cora"))
    assert line(pathway, evidence, "2025-04-01", "a/t").have == 180
    assert line(pathway, evidence, "2025-04-01", "b/t").counted == ("s3",)


# Late entry into a closed stage


def test_a_late_entry_into_a_closed_stage_is_shown_and_changes_nothing() -> None:
    late = cycle("c0", "C", "2025-02-05", entered="2025-04-10")
    before = stage(TWO, life(*CLOSED, late), "2025-04-09", "first")
    after = stage(TWO, life(*CLOSED, late), "2025-04-10", "first")
    assert after.met
    assert (after.requirements[0].have, before.requirements[0].have) == (2, 2)
    assert reasons(after.requirements[0]) == {"c0": Reason.LATE_ENTRY}


def test_a_late_entry_that_makes_a_client_known_is_named_in_the_open_stage() -> None:
    late = cycle("c0", "C", "2025-02-05", entered="2025-04-10")
    evidence = life(*CLOSED, late, cycle("c3", "C", "2025-04-01"))
    assert line(TWO, evidence, "2025-04-09", "second/clients").met
    found = line(TWO, evidence, "2025-04-10", "second/clients")
    assert reasons(found) == {"c3": Reason.KNOWN_CLIENT}
    assert dict(found.not_counted[0].params) == {
        "client": "C",
        "event": "c0",
        "milestone": "first",
        "late": True,
        "label": "C",
    }


def test_a_correction_of_an_entry_known_in_time_is_not_late() -> None:
    mended = cycle("c2b", "A", "2025-02-12", replaces="c2", reason="wrong day", entered="2025-05-01")
    found = line(TWO, life(*CLOSED, mended), "2025-05-02", "first/cycles")
    assert found.counted == ("c1", "c2b")


# Work between the last thing needed and the meeting; not counting and not open


def test_work_between_all_counted_and_the_meeting_belongs_to_the_stage_still_open() -> None:
    evidence = life(*FIRST, cycle("c3", "B", "2025-02-26"), decided("d1", "first", "2025-03-01"))
    assert line(TWO, evidence, "2025-04-01", "first/cycles").have == 3


def test_reading_a_module_late_never_voids_a_cycle_but_the_stage_closes_only_after_it() -> None:
    vig = shipped()["vig-practitioner"]
    course = event("course", "e1", "2025-01-05", course="initial-training-course", days=2, by="ruth")
    cycles = [cycle(f"c{n}", f"K{n % 2}", f"2025-01-{10 + n}") for n in range(6)]
    registered = event("document", "e2", "2025-01-05", document="aviguk-registration", by="ruth")
    sessions = [session(f"s{n}", f"2025-02-{10 + n}") for n in range(7)]
    quizzes = [
        event("quiz", "q1", "2025-03-01", quiz="parental-sensitivity", passed=True),
        event("quiz", "q2", "2025-03-02", quiz="video-interaction-guidance", passed=True),
    ]
    evidence = life(course, registered, *cycles, *sessions, *quizzes)
    before = at(vig, evidence, "2025-02-28")
    stage_1 = before.milestone("stage-1")
    assert stage_1 is not None
    assert (stage_1.missing, stage_1.after, stage_1.may_ask) == ((), ("ready",), False)
    refused = may_ask(before, "stage-1")
    assert refused is not None
    assert refused.code is RefusalCode.EARLIER_MILESTONES
    assert may_ask(at(vig, evidence, "2025-03-02"), "stage-1") is None


def test_before_its_window_opens_a_stage_says_after_what_and_what_it_will_ask() -> None:
    found = stage(TWO, life(*FIRST), "2025-02-25", "second")
    assert (found.status, found.after, found.window) == (Status.NOT_OPEN, ("first",), None)
    assert [(each.id, each.have, each.need) for each in found.requirements] == [
        ("cycles", 0, 2),
        ("clients", 0, 1),
        ("supervision", 0, 2),
    ]


def test_a_milestone_can_open_before_the_one_above_is_met() -> None:
    pathway = ladder("""
        ready: {title: Ready, requires: {v: {count: visit}}}
        practice: {title: Practice, requires: {c: {count: cycle}}, closes: {by: assessor}}
        midpoint:
          title: Mid-point
          after: [ready]
          from: ready
          requires: {about-half: {count: cycle, norm: 9}, day: {attend: mid-point-day}}
    """)
    evidence = life(
        event("visit", "v1", "2025-01-05", client="A", minutes=60),
        cycle("c1", "A", "2025-01-10"),
        event("course", "e1", "2025-01-20", course="mid-point-day", by="ruth"),
    )
    found = stage(pathway, evidence, "2025-02-01", "midpoint")
    assert (found.status, found.since, found.requirements[0].norm) == (Status.MET, date(2025, 1, 20), 9)
    assert found.requirements[0].counted == ("c1",)


# Two pathways at once; one entry counts once inside one requirement


def test_an_entry_counts_in_pathways_of_its_approach_only() -> None:
    vig, www = (ladder(STAGES, f"approach: {name}") for name in ("vig", "www"))
    evidence = life(cycle("c1", "A", "2025-01-10", approach="vig"), cycle("c2", "A", "2025-01-11"))
    assert line(vig, evidence, "2025-02-01", "first/cycles").counted == ("c1", "c2")
    assert line(www, evidence, "2025-02-01", "first/cycles").counted == ("c2",)


def test_an_entry_kept_for_one_pathway_counts_in_no_other() -> None:
    evidence = life(cycle("c1", "A", "2025-01-10", pathway="elsewhere"))
    assert line(TWO, evidence, "2025-02-01", "first/cycles").have == 0


@pytest.mark.parametrize("verb", ["count: cycle, min: 2", "total: cycle, min: 60 min"])
def test_an_entry_never_counts_twice_inside_one_requirement_not_even_as_its_own_stand_in(verb: str) -> None:
    pathway = one(f"{{{verb}, instead: {{count: cycle, for: 1, at most: 1}}}}")
    found = line(pathway, life(cycle("c1", "A", "2025-01-10", minutes=30)), "2025-02-01")
    assert (found.met, found.events) == (False, ("c1",))


def test_a_long_session_is_one_session_and_never_two() -> None:
    found = line(
        one("{supervise: [2 x 60 min]}"), life(session("s1", "2025-01-20", minutes=120)), "2025-02-01"
    )
    assert (found.have, found.need) == (1, 2)


# One session, two measures; packings


def test_a_session_may_fill_a_packing_and_cover_a_client() -> None:
    pathway = ladder("m: {title: M, requires: {s: {supervise: [1 x 60 min]}, c: {cover: client}}}")
    evidence = life(cycle("c1", "A", "2025-01-10"), session("s1", "2025-01-12", brought=["c1"]))
    found = stage(pathway, evidence, "2025-02-01", "m")
    assert [each.counted for each in found.requirements] == [("s1",), ("A",)]
    assert found.met


PACKINGS = one("{supervise: [8 x 60 min, 6 x 90 min, 4 x 120 min]}")


@pytest.mark.parametrize(
    ("minutes", "have", "need", "packing", "met"),
    [
        ([80] * 6, 6, 8, "8 x 60 min", False),
        ([90] * 6, 6, 6, "6 x 90 min", True),
        ([120] * 4, 4, 4, "4 x 120 min", True),
        ([120] * 3, 3, 4, "4 x 120 min", False),
        ([90] * 3 + [60] * 4, 7, 8, "8 x 60 min", False),
        ([45] * 9, 0, 8, "8 x 60 min", False),
        ([], 0, 8, "8 x 60 min", False),
    ],
)
def test_packings_are_not_mixed_and_the_nearest_is_named(
    minutes: list[int], have: int, need: int, packing: str, met: bool
) -> None:
    sessions = [session(f"s{n}", f"2025-01-{n + 1:02}", minutes=m) for n, m in enumerate(minutes)]
    found = line(PACKINGS, life(*sessions), "2025-02-01")
    assert (found.have, found.need, found.packing, found.met) == (have, need, packing, met)
    assert all(reason is Reason.TOO_SHORT for reason in reasons(found).values())


# A gate meeting is never supervision; group supervision


def test_a_meeting_is_never_supervision_and_counts_only_as_a_meeting() -> None:
    meeting = event("meeting", "m1", "2025-01-20", meeting="transition-meeting", with_="mina", minutes=60)
    assert line(one("{supervise: [1 x 60 min]}"), life(meeting), "2025-02-01").have == 0
    assert line(one("{total: supervision, min: 60 min}"), life(meeting), "2025-02-01").have == 0
    assert line(one("{count: meeting}"), life(meeting), "2025-02-01").met


def test_in_a_group_the_minutes_are_full_and_only_presenting_counts_where_that_is_asked() -> None:
    evidence = life(
        session("s1", "2025-01-20", setting="group", role="presenter"),
        session("s2", "2025-01-27", setting="group"),
    )
    presented = line(one("{count: supervision, min: 2, where: {role: presenter}}"), evidence, "2025-02-01")
    assert (presented.counted, reasons(presented)) == (("s1",), {"s2": Reason.DIFFERENT})
    assert line(one("{total: supervision, min: 2 h}"), evidence, "2025-02-01").met


# Client codes: the same family keeps its code


def test_a_family_that_returns_after_a_year_is_the_same_client() -> None:
    evidence = life(cycle("c1", "A", "2025-01-10"), cycle("c2", "A", "2026-01-10"))
    assert line(one("{distinct: client, min: 2}"), evidence, "2026-02-01").counted == ("A",)


# A learner who is a supervisor does nothing to herself


@pytest.mark.parametrize(
    ("requirement", "row"),
    [
        ("{attend: day}", event("course", "e1", "2025-01-05", course="day", by="sam")),
        ("{attend: day}", event("course", "e1", "2025-01-05", course="day")),
        ("{document: form}", event("document", "e1", "2025-01-05", document="form", by="sam")),
        ("{check: dbs}", event("check", "e1", "2025-01-05", check="dbs", by="sam")),
    ],
)
def test_her_own_word_is_not_enough(requirement: str, row: dict[str, object]) -> None:
    found = line(one(requirement), life(row), "2025-02-01")
    assert (found.status, found.not_counted[0].person) == (Status.WITH_SUPERVISOR, "ruth")
    alone = line(one(requirement), life(row, supervisors=[]), "2025-02-01")
    assert (alone.status, alone.not_counted[0].move) == (Status.WITH_COORDINATOR, Move.COORDINATOR)


def test_she_neither_decides_nor_waives_nor_enters_a_prior_stage_for_herself() -> None:
    own = life(decided("d1", "m", "2025-01-05", by="sam"))
    assert not stage(COORDINATED, own, "2025-02-01", "m").met
    assert not stage(one("{count: visit}"), own, "2025-02-01", "m").met
    prior = event("prior", "p1", "2025-01-05", milestone="m", met_on="2024-01-05", by="sam")
    assert not stage(COORDINATED, life(prior), "2025-02-01", "m").met
    waiver = event("waiver", "w1", "2025-01-05", requirement="m/r", by="sam", reason="why not")
    found = line(one("{count: visit, waive: coordinator}"), life(waiver), "2025-02-01")
    assert reasons(found) == {"w1": Reason.MAY_NOT_WAIVE}


# Requests, "not yet", and what a signer saw


READY = (*FIRST,)
ASKED = event("request", "r1", "2025-02-21", milestone="first", of="mina")


def test_when_everything_else_is_met_she_may_ask_and_then_it_is_with_the_person_asked() -> None:
    before = stage(TWO, life(*READY), "2025-02-20", "first")
    after = stage(TWO, life(*READY, ASKED), "2025-02-21", "first")
    assert (before.status, before.may_ask) == (Status.TO_DO, True)
    assert (after.status, after.person, after.may_ask) == (Status.WITH_ASSESSOR, "mina", False)
    assert after.waiting is not None
    assert after.waiting.since == date(2025, 2, 21)


@pytest.mark.parametrize(
    ("events", "milestone", "code"),
    [
        ((), "nowhere", RefusalCode.NO_SUCH_MILESTONE),
        ((), "first", RefusalCode.STILL_MISSING),
        ((), "second", RefusalCode.NOT_YET_OPEN),
        ((*READY, ASKED), "first", RefusalCode.ALREADY_ASKED),
        (CLOSED, "first", RefusalCode.ALREADY_MET),
    ],
)
def test_why_she_may_not_ask_is_said(
    events: tuple[dict[str, object], ...], milestone: str, code: RefusalCode
) -> None:
    found = may_ask(at(TWO, life(*events), "2025-03-05"), milestone)
    assert found is not None
    assert found.code is code


def test_what_nobody_closes_is_not_asked_for() -> None:
    found = may_ask(at(one("{count: visit}"), life(), "2025-03-05"), "m")
    assert found is not None
    assert found.code is RefusalCode.CLOSES_BY_ITSELF


def test_a_not_yet_brings_the_move_back_until_she_asks_again() -> None:
    not_yet = decided("d1", "first", "2025-02-25", decision="not-yet")
    back = stage(TWO, life(*READY, ASKED, not_yet), "2025-02-25", "first")
    again = event("request", "r2", "2025-02-25", milestone="first", of="mina")
    answered = not_yet | {"request": "r1"}
    waiting = stage(TWO, life(*READY, ASKED, answered, again), "2025-02-26", "first")
    assert (back.status, back.returned, back.may_ask) == (Status.TO_DO, date(2025, 2, 25), True)
    assert (waiting.status, waiting.returned) == (Status.WITH_ASSESSOR, None)


def said(id_: str, on: str, says: str, by: str = "mina") -> dict[str, object]:
    """Something that was said about the request."""
    return event("reply", id_, on, request="r1", by=by, says=says)


QUESTION, ANSWER = said("q1", "2025-02-23", "question"), said("q2", "2025-02-26", "answer", by="sam")


@pytest.mark.parametrize(
    ("replies", "status", "move", "since"),
    [
        ((), Status.WITH_ASSESSOR, Move.ASSESSOR, 21),
        ((QUESTION,), Status.TO_DO, Move.LEARNER, 23),
        ((QUESTION, ANSWER), Status.WITH_ASSESSOR, Move.ASSESSOR, 26),
        ((QUESTION, ANSWER, said("q3", "2025-02-26", "question")), Status.TO_DO, Move.LEARNER, 26),
        ((said("q1", "2025-02-23", "question", by="olu"),), Status.WITH_ASSESSOR, Move.ASSESSOR, 21),
        ((QUESTION | {"request": "r0"},), Status.WITH_ASSESSOR, Move.ASSESSOR, 21),
    ],
)
def test_a_question_before_the_signature_is_the_learners_move_until_she_answers(
    replies: tuple[dict[str, object], ...], status: Status, move: Move, since: int
) -> None:
    found = stage(TWO, life(*READY, ASKED, *replies), "2025-02-27", "first")
    assert (found.status, found.move, found.may_ask) == (status, move, False)
    assert found.person == ("mina" if move is Move.ASSESSOR else None)
    assert found.waiting is not None
    assert (found.waiting.since, found.waiting.person) == (date(2025, 2, since), "mina")
    assert found.waiting.asks_back is (move is Move.LEARNER)


def test_on_each_past_day_it_was_whose_move_it_was_then() -> None:
    record = life(*READY, ASKED, QUESTION, ANSWER)
    days = ("2025-02-22", "2025-02-23", "2025-02-25", "2025-02-26")
    assert [stage(TWO, record, day, "first").move for day in days] == [
        Move.ASSESSOR,
        Move.LEARNER,
        Move.LEARNER,
        Move.ASSESSOR,
    ]


def test_what_was_said_about_a_request_changes_no_bundle() -> None:
    before, after = (
        bundle_hash(stage(TWO, life(*READY, ASKED, *replies), "2025-02-27", "first"))
        for replies in ((), (QUESTION,))
    )
    assert before == after


def test_a_withdrawn_request_waits_for_nobody() -> None:
    found = stage(TWO, life(*READY, ASKED | {"withdrawn": "2025-02-23"}), "2025-02-24", "first")
    assert found.status is Status.TO_DO


def test_the_bundle_changes_with_the_record_and_not_with_the_request() -> None:
    def seen(*events: dict[str, object]) -> str:
        return bundle_hash(stage(TWO, life(*events), "2025-02-26", "first"))

    assert seen(*READY) == seen(*READY, ASKED) == seen(*reversed(READY))
    assert seen(*READY) != seen(*READY, cycle("c9", "B", "2025-02-22"))


def test_a_decision_stands_until_it_is_amended() -> None:
    amended = decided("d2", "first", "2025-03-01", decision="not-yet", replaces="d1", reason="by mistake")
    amended |= {"on": "2025-03-10"}
    assert stage(TWO, life(*CLOSED, amended), "2025-03-09", "first").met
    assert not stage(TWO, life(*CLOSED, amended), "2025-03-10", "first").met


# Waivers


def test_a_waiver_satisfies_and_never_changes_the_count() -> None:
    pathway = one("{distinct: client, min: 2, waive: supervisor}")
    waiver = event("waiver", "w1", "2025-01-20", requirement="m/r", by="ruth", reason="one family moved")
    found = line(pathway, life(cycle("c1", "A", "2025-01-10"), waiver), "2025-02-01")
    assert (found.status, found.have, found.need, found.since) == (Status.MET, 1, 2, date(2025, 1, 20))
    assert found.waived is not None
    assert (found.waived.by, found.waived.reason) == ("ruth", "one family moved")


@pytest.mark.parametrize(
    ("waive", "by", "met"),
    [
        ("", "ruth", False),
        (", waive: supervisor", "mina", False),
        (", waive: supervisor", "ruth", True),
        (", waive: assessor", "mina", True),
        (", waive: assessor", "cora", False),
        (", waive: coordinator", "cora", True),
    ],
)
def test_only_who_the_pathway_names_may_waive(waive: str, by: str, met: bool) -> None:
    waiver = event("waiver", "w1", "2025-01-20", requirement="m/r", by=by, reason="so")
    other = event("waiver", "w0", "2025-01-20", requirement="m/else", by=by, reason="so")
    found = line(one(f"{{count: visit{waive}}}"), life(other, waiver), "2025-02-01")
    assert found.met is met
    assert (Reason.MAY_NOT_WAIVE in reasons(found).values()) is not met


# Consent withdrawn


def test_a_cycle_counts_after_its_consent_was_withdrawn_and_no_later_session_covers_it() -> None:
    pathway = ladder("m: {title: M, requires: {n: {count: cycle}, c: {cover: cycle}}}")
    gone = cycle("c1", "A", "2025-01-10", consent=["supervision"], consent_withdrawn="2025-01-15")

    def covered(day: str) -> tuple[Finding, ...]:
        evidence = life(gone, session("s1", day, brought=["c1"]))
        return stage(pathway, evidence, "2025-02-01", "m").requirements

    assert [each.met for each in covered("2025-01-14")] == [True, True]
    assert [each.met for each in covered("2025-01-16")] == [True, False]


# Prior stages, and moves to another edition


def test_a_stage_reached_before_this_record_began_is_met_and_shown_as_prior() -> None:
    prior = event(
        "prior", "p1", "2025-01-02", milestone="first", met_on="2024-06-01", by="cora", reason="certificate"
    )
    evidence = life(prior, cycle("c1", "A", "2025-01-10"))
    found = stage(TWO, evidence, "2025-02-01", "first")
    assert (found.met, found.prior, found.since, found.signed_by) == (True, True, date(2024, 6, 1), "cora")
    assert line(TWO, evidence, "2025-02-01", "second/cycles").counted == ("c1",)


def test_a_later_stage_may_be_prior_while_the_first_is_not_there() -> None:
    prior = event("prior", "p1", "2025-01-02", milestone="second", met_on="2024-06-01", by="cora")
    found = stage(TWO, life(prior), "2025-02-01", "second")
    assert (found.met, found.window) == (True, None)


def test_what_was_decided_stays_decided_in_an_edition_that_asks_for_more() -> None:
    harder = ladder(STAGES.replace("min: 2}", "min: 9}", 1))
    assert stage(harder, life(*CLOSED), "2025-04-01", "first").met


def test_what_was_decided_stays_decided_where_nobody_closes_it_any_more() -> None:
    evidence = life(decided("d1", "m", "2025-01-05", by="cora"))
    assert stage(one("{count: visit}"), evidence, "2025-02-01", "m").met
