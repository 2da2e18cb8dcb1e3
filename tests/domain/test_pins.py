"""Under which rules a thing was entered: the rule, by examples."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from elearn.domain.logbook import Entry, EntryKind
from elearn.domain.pins import Move, Pin, Under, under

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PIN = Pin(pathway="vig", title="Training", approach="vig", edition="c" * 64, since=NOON - 90 * DAY)
MOVED = replace(
    PIN, moves=(Move(at=NOON - 30 * DAY, before="a" * 64), Move(at=NOON + 30 * DAY, before="b" * 64))
)


def entry(at: datetime = NOON, approach: str | None = "vig", pathway: str | None = None) -> Entry:
    """A cycle entered at that moment."""
    return Entry(
        id="e",
        seq=1,
        learner="sam",
        kind=EntryKind.CYCLE,
        on=date(2026, 5, 1),
        entered_on=at.date(),
        entered_at=at,
        entered_by="sam",
        approach=approach,
        facts={"pathway": pathway} if pathway else {},
    )


def test_a_pathway_that_never_changed_has_one_edition_for_all() -> None:
    assert under([PIN], entry()) == (Under(pathway="vig", title="Training", edition="c" * 64),)


def test_of_a_pathway_that_changed_the_edition_of_the_moment_is_told_and_until_when_it_held() -> None:
    (early,), (middle,), (late,) = (under([MOVED], entry(NOON + days * DAY)) for days in (-40, 0, 40))
    assert (early.edition[0], early.changed) == ("a", NOON - 30 * DAY)
    assert (middle.edition[0], middle.changed) == ("b", NOON + 30 * DAY)
    assert (late.edition[0], late.changed) == ("c", None)


def test_what_changed_in_the_very_moment_of_entering_holds_already() -> None:
    (found,) = under([replace(PIN, moves=(Move(at=NOON, before="a" * 64),))], entry())
    assert found.edition == "c" * 64


def test_before_a_pathway_was_assigned_and_after_it_ended_none_of_its_rules_held() -> None:
    ended = replace(PIN, until=NOON)
    assert under([PIN], entry(NOON - 91 * DAY)) == ()
    assert under([ended], entry()) == ()
    assert under([ended], entry(NOON - DAY))


def test_only_a_pathway_that_the_entry_can_count_for_is_told() -> None:
    other = replace(PIN, pathway="other", approach="other")
    assert [each.pathway for each in under([PIN, other], entry())] == ["vig"]
    assert [each.pathway for each in under([PIN, other], entry(approach=None))] == ["vig", "other"]
    assert [each.pathway for each in under([PIN, replace(PIN, pathway="b")], entry(pathway="b"))] == ["b"]
    assert under([replace(PIN, approach=None)], entry())
