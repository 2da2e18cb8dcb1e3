"""Whether two editions differ in sentences that a coordinator can read, whatever it is that differs."""

from dataclasses import fields, replace

import pytest

from elearn.domain.moves import milestone_changes, rule_changes
from elearn.domain.pathways import Milestone, Pathway, Requirement
from elearn.words.moves import ASPECTS, counted, lines, rule, stands
from tests.domain.histories import at, cycle, decided, event, ladder, life, session

OLD = """
    first:
      title: First stage
      requires:
        cycles: {count: cycle, min: 2}
        supervision: {supervise: [2 x 60 min]}
      closes: {by: assessor}
    upkeep:
      title: Upkeep
      requires: {visits: {count: visit}}
      lasts: 2 years
      renew: {requires: {webinar: {attend: webinar}}}
"""
BEFORE = ladder(OLD)


def said(old: str, new: str) -> list[str]:
    """The rules that differ, as sentences."""
    assert old in OLD
    return [rule(each, {}) for each in rule_changes(BEFORE, ladder(OLD.replace(old, new)))]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "count: cycle, min: 2",
            "count: cycle, min: 3",
            "first, cycles: from “2 cycles with film and shared review” to “3 cycles with film and shared review”.",
        ),
        (
            "count: cycle, min: 2",
            "count: cycle, min: 2, waive: supervisor",
            "first, cycles: who may set it aside.",
        ),
        ("closes: {by: assessor}", "closes: {by: coordinator}", "first: who closes it, and at what meeting."),
        ("title: Upkeep", "title: Upkeep\n      from: start", "upkeep: from when work counts."),
        ("title: Upkeep", "title: Each year", "upkeep: from “Upkeep” to “Each year”."),
        (
            "attend: webinar",
            "attend: day",
            "upkeep, to renew it, webinar: from “Attended: webinar” to “Attended: day”.",
        ),
        ("visits: {count: visit}", "seen: {count: visit}", "upkeep, seen is new: One visit."),
        ("    upkeep:", "    yearly:", "yearly is new: Upkeep."),
        ("    upkeep:", "    yearly:", "upkeep is asked for no more: Upkeep."),
    ],
)
def test_each_difference_is_one_sentence(old: str, new: str, sentence: str) -> None:
    assert sentence in said(old, new)


def test_what_holds_for_the_whole_is_said_of_the_whole() -> None:
    (change,) = rule_changes(BEFORE, ladder(OLD, "apart: pathway"))
    assert rule(change, {}) == "The whole pathway: how far back an assessor must have stood apart."


def test_every_key_that_may_differ_has_words() -> None:
    own = {each.name for each in fields(Requirement)} - {"id"}
    whole = {each.name for each in fields(Milestone)} - {"id", "requires", "from_"} | {"from"}
    assert own | whole | {"approach", "shares", "apart"} <= set(ASPECTS)


LIFE = life(
    cycle("c1", "A", "2025-01-10"),
    cycle("c2", "A", "2025-01-20"),
    session("s1", "2025-01-21"),
    session("s2", "2025-01-22"),
    decided("d", "first", "2025-02-01"),
    event("visit", "v1", "2025-02-03", client="A"),
)


def effects(pathway: Pathway, day: str = "2025-03-01") -> list[str]:
    """What a move would change for that life, as lines."""
    return list(lines(milestone_changes(at(BEFORE, LIFE, day), at(pathway, LIFE, day))))


def test_what_was_decided_is_said_to_stay_and_its_numbers_are_told() -> None:
    harder = ladder(OLD.replace("count: cycle, min: 2", "count: cycle, min: 3"))
    assert effects(harder) == [
        "First stage: Met, as before.",
        "  cycles: from “2 of 2, Met” to “2 of 3, With the learner”.",
    ]


def test_another_status_another_last_day_and_another_packing_are_told() -> None:
    shorter = ladder(OLD.replace("lasts: 2 years", "lasts: 1 year"))
    assert effects(shorter) == ["Upkeep: in date until 3 February 2026, not until 3 February 2027."]
    assert effects(shorter, "2026-02-04")[0] == "Upkeep: from “Met” to “Due again”."
    for_ever = ladder(OLD[: OLD.index("      lasts")])
    assert effects(for_ever)[0] == "Upkeep: in date for good, not until 3 February 2027."
    longer = ladder(OLD.replace("2 x 60", "2 x 90"))
    assert effects(longer)[1] == (
        "  supervision: from “2 of 2 (2 x 60 min), Met” to “0 of 2 (2 x 90 min), With the learner”."
    )


def test_what_is_asked_for_no_more_stays_in_the_record_and_what_is_new_was_not_asked_for() -> None:
    only = replace(BEFORE, milestones=BEFORE.milestones[1:])
    (gone,) = (
        each
        for each in milestone_changes(at(BEFORE, LIFE, "2025-03-01"), at(only, LIFE, "2025-03-01"))
        if each.id == "first"
    )
    assert stands(gone) == (
        "First stage: what was met and decided stays in the record, and the other rules do not ask for it."
    )
    assert counted(gone.requirements[0]) == "cycles: from “2 of 2, Met” to “not asked for”."
    (new,) = (
        each
        for each in milestone_changes(at(only, LIFE, "2025-03-01"), at(BEFORE, LIFE, "2025-03-01"))
        if each.id == "first"
    )
    assert stands(new) == "First stage: from “not asked for” to “Met”."


def test_what_needs_no_number_is_told_without_one() -> None:
    usual = ladder(OLD.replace("count: cycle, min: 2", "count: cycle, norm: 4"))
    assert effects(usual)[1] == "  cycles: from “2 of 2, Met” to “2 counted, Met”."


def test_what_adds_up_in_minutes_is_told_in_hours() -> None:
    adds = "upkeep: {title: Upkeep, requires: {visits: {total: visit, min: 90 min}}}"
    much = life(event("visit", "v1", "2025-02-03", client="A", minutes=1380))
    before, after = (ladder(each) for each in (adds, adds.replace("min: 90 min", "norm: 27 h")))
    told = list(lines(milestone_changes(at(before, much, "2025-03-01"), at(after, much, "2025-03-01"))))
    assert "  visits: from “23 h of 1 h 30 min, Met” to “23 h counted, Met”." in told
