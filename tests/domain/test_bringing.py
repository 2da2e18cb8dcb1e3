"""What may be brought to a session, what has been, and in which order it is offered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.bringing import barrier, check_brought, supervised, to_bring
from elearn.domain.errors import Refused
from elearn.domain.logbook import Entry
from tests.domain.entries import DAY, act, entry

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
BOTH = {"client": "C-7K2P", "consent": ["supervision", "intervision"]}


@pytest.mark.parametrize(
    ("work", "on", "code"),
    [
        ([], DAY, "brought-unknown"),
        ([entry("e1", "cycle", act("withdrawn"))], DAY, "brought-unknown"),
        ([entry("e1", "cycle", act("consent-withdrawn", on=DAY))], AFTER, "consent-withdrawn"),
        ([entry("e1", "cycle", act("consent-withdrawn", on=DAY))], DAY, None),
        ([entry("e1", "cycle", act("consent-withdrawn", on=DAY))], BEFORE, None),
        ([entry("e1", facts={"client": "C-7K2P", "consent": ["training"]})], DAY, "consent-does-not-reach"),
        ([entry("e1", "visit")], DAY, None),
        ([entry("e1")], DAY, None),
    ],
)
def test_only_what_may_be_shown_on_that_day_is_brought_to_a_session(
    work: list[Entry], on: date, code: str | None
) -> None:
    if code is None:
        check_brought(work, ["e1"], on)
        return
    with pytest.raises(Refused) as refusal:
        check_brought(work, ["e1"], on)
    assert (refusal.value.code, refusal.value.field) == (code, "brought")


def test_a_group_sees_only_what_may_be_shown_to_other_trainees() -> None:
    assert barrier(entry(), DAY, group=True) == "consent-not-for-group"
    assert barrier(entry(facts=BOTH), DAY, group=True) is None
    assert barrier(entry("e1", "visit"), DAY, group=True) is None
    with pytest.raises(Refused, match="consent-not-for-group"):
        check_brought([entry()], ["e1"], DAY, group=True)


def test_what_a_session_was_about_is_seen_in_every_version_unless_the_session_stands_no_more() -> None:
    work = [entry("e1"), entry("e2", replaces="e1"), entry("e3")]
    about = {"minutes": 60, "brought": ["e1"]}
    assert supervised([*work, entry("e4", "supervision", facts=about)]) == {"e1", "e2"}
    for gone in (act("withdrawn"), act("not-recognised", by="ruth")):
        assert supervised([*work, entry("e4", "supervision", gone, facts=about)]) == frozenset()
    corrected = entry("e5", "supervision", replaces="e4", facts={"minutes": 60})
    assert supervised([*work, entry("e4", "supervision", facts=about), corrected]) == frozenset()
    assert supervised([entry("e4", "supervision", facts=about)]) == {"e1"}


def test_what_no_session_was_about_is_offered_first_and_what_was_seen_last_first() -> None:
    days = [DAY + timedelta(days=number) for number in range(4)]
    work = [entry(f"e{number}", on=day) for number, day in enumerate(days, 1)]
    held = entry("e9", "supervision", facts={"minutes": 60, "brought": ["e1", "e3"]})
    offered = to_bring([*work, held, entry("e8", "cycle", act("withdrawn"))], DAY)
    assert [(each.entry.id, each.seen) for each in offered] == [
        ("e2", False),
        ("e4", False),
        ("e3", True),
        ("e1", True),
    ]
    (one,) = to_bring([entry("e1"), entry("e2", replaces="e1")], DAY)
    assert (one.entry.id, one.earlier) == ("e2", ("e1",))


@given(st.sets(st.sampled_from(["supervision", "intervision", "training"])), st.booleans())
def test_a_wider_consent_never_bars_what_a_narrower_one_let_through(purposes: set[str], group: bool) -> None:
    narrow = entry(facts={"client": "C-7K2P", "consent": sorted(purposes)})
    for more in ("supervision", "intervision", "training"):
        wide = entry(facts={"client": "C-7K2P", "consent": sorted({*purposes, more})})
        assert not (barrier(narrow, DAY, group=group) is None and barrier(wide, DAY, group=group))
