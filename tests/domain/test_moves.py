"""What another edition asks and what it would change, told before anybody is moved."""

import pytest

from elearn.domain.moves import MilestoneChange, RuleChange, RuleChangeKind, milestone_changes, rule_changes
from elearn.domain.pathways import Pathway
from elearn.domain.reasons import Status
from tests.domain.histories import Row, at, cycle, decided, event, ladder, life, session

OLD = """
    first:
      title: First
      requires:
        cycles: {count: cycle, min: 2}
        form: {document: form}
      closes: {by: assessor}
    second:
      title: Second
      requires: {visits: {count: visit, min: 2}}
      lasts: 2 years
      renew: {requires: {webinar: {attend: webinar}}}
    third:
      title: Third
      requires: {talk: {count: meeting}}
"""
BEFORE = ladder(OLD)


def changed(old: str, new: str) -> Pathway:
    """The ladder with one thing otherwise."""
    assert old in OLD
    return ladder(OLD.replace(old, new))


def told(pathway: Pathway) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Every rule that differs, short."""
    return [
        (each.kind.value, each.milestone, each.requirement, each.aspects)
        for each in rule_changes(BEFORE, pathway)
    ]


def test_two_equal_editions_differ_in_nothing() -> None:
    assert rule_changes(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("min: 2}\n        form", "min: 3}\n        form", ("changed", "first", "cycles", ("at_least",))),
        ("form: {document: form}", "note: {document: form}", ("added", "first", "note", ())),
        ("        form: {document: form}\n", "", ("dropped", "first", "form", ())),
        ("closes: {by: assessor}", "closes: {by: coordinator}", ("changed", "first", "", ("closes",))),
        ("title: Second", "title: Another", ("changed", "second", "", ("title",))),
        ("lasts: 2 years", "lasts: 1 year", ("changed", "second", "", ("lasts",))),
        ("attend: webinar", "attend: day", ("changed", "second", "webinar", ("verb",))),
        ("renew: {requires", "renew: {opens: 90 days, requires", ("changed", "second", "", ("renew",))),
        ("title: Third", "title: Third\n      from: start", ("changed", "third", "", ("from",))),
        ("title: Third", "title: Third\n      after: [first]", ("changed", "third", "", ("after",))),
        ("title: Third", "title: Third\n      carry: true", ("changed", "third", "", ("carry",))),
        ("    third:", "    fourth:", ("added", "fourth", "", ())),
    ],
)
def test_each_rule_that_differs_is_named(
    old: str, new: str, said: tuple[str, str, str, tuple[str, ...]]
) -> None:
    assert said in told(changed(old, new))


def test_what_holds_for_the_whole_is_named_first() -> None:
    other = ladder(OLD, "approach: vig\napart: pathway\nshares: false")
    assert told(other)[0] == ("changed", "", "", ("approach", "shares", "apart"))


def test_what_renews_is_told_from_what_is_required() -> None:
    (found,) = rule_changes(BEFORE, changed("attend: webinar", "attend: day"))
    assert found.renewal
    assert [each.renewal for each in rule_changes(BEFORE, changed("document: form", "document: f"))] == [
        False
    ]


def test_a_dropped_milestone_comes_after_all_of_the_new_edition() -> None:
    found = rule_changes(BEFORE, changed("    third:", "    fourth:"))
    assert [(each.kind, each.milestone) for each in found] == [
        (RuleChangeKind.ADDED, "fourth"),
        (RuleChangeKind.DROPPED, "third"),
    ]
    assert isinstance(found[0], RuleChange)


DONE = (
    cycle("c1", "A", "2025-01-10"),
    cycle("c2", "A", "2025-01-20"),
    event("document", "d1", "2025-01-21", document="form", by="ruth"),
    session("s1", "2025-01-22"),
)
SIGNED = (*DONE, decided("g1", "first", "2025-02-01"))


def effects(new: Pathway, *events: Row, day: str = "2025-03-01") -> tuple[MilestoneChange, ...]:
    """What a move to the new edition would change for a life."""
    evidence = life(*events)
    return milestone_changes(at(BEFORE, evidence, day), at(new, evidence, day))


def test_an_edition_that_asks_for_more_shows_what_would_be_missing() -> None:
    harder = changed("min: 2}\n        form", "min: 3}\n        form")
    (found,) = effects(harder, *DONE)
    assert (found.id, found.title, found.turns) == ("first", "First", False)
    (cycles,) = found.requirements
    assert cycles.before is not None
    assert cycles.after is not None
    assert (cycles.before.status, cycles.after.status, cycles.after.need) == (Status.MET, Status.TO_DO, 3)


def test_what_was_decided_stays_met_and_only_shows_other_numbers() -> None:
    (found,) = effects(changed("min: 2}\n        form", "min: 3}\n        form"), *SIGNED)
    assert found.after is not None
    assert (found.turns, found.after.status, found.after.signed_by) == (False, Status.MET, "mina")


def test_nothing_is_named_that_would_stand_as_before() -> None:
    assert effects(changed("title: Third", "title: Last"), *SIGNED) == ()


def test_a_milestone_that_was_met_and_is_asked_for_no_more_stays_in_the_record() -> None:
    without = ladder(OLD[OLD.index("    second:") :])
    found = {each.id: each for each in effects(without, *SIGNED)}
    assert found["first"].out_of_sight
    assert found["first"].turns
    assert {each.after for each in found["first"].requirements} == {None}
    open_one = {each.id: each for each in effects(without, *DONE)}
    assert not open_one["first"].out_of_sight


def test_a_new_milestone_is_one_that_was_not_there_before() -> None:
    added = ladder(f"{OLD}    fourth: {{title: Fourth, requires: {{v: {{count: visit}}}}}}\n")
    (found,) = effects(added, *SIGNED)
    assert (found.id, found.before, found.out_of_sight) == ("fourth", None, False)


def test_another_length_of_a_term_shows_another_last_day() -> None:
    visits = [event("visit", f"v{n}", f"2025-02-{10 + n}", client="A") for n in range(2)]
    (found,) = effects(changed("lasts: 2 years", "lasts: 3 years"), *SIGNED, *visits)
    assert found.before is not None
    assert found.after is not None
    assert found.turns
    assert (found.before.status, found.after.status) == (Status.MET, Status.MET)


def test_another_renewal_shows_what_would_renew_it() -> None:
    visits = [event("visit", f"v{n}", f"2025-02-{10 + n}", client="A") for n in range(2)]
    (found,) = effects(changed("{webinar: {attend: webinar}}", "{day: {attend: day}}"), *SIGNED, *visits)
    assert [(each.id, each.renewal, each.before is None) for each in found.requirements] == [
        ("day", True, True),
        ("webinar", True, False),
    ]
