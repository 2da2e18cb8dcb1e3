"""What entries and the acts upon them come to when they are read together."""

from datetime import date, timedelta

import pytest

from elearn.domain.evidence import (
    Agreed,
    CheckEvent,
    CycleEvent,
    Event,
    Evidence,
    PriorEvent,
    SupervisionEvent,
)
from elearn.domain.logbook import Act, current, kept_day, superseded, versions, with_lasting
from elearn.domain.logbook_events import as_events
from elearn.domain.milestones import judge
from elearn.domain.pathways import Check, Milestone, Pathway, Requirement
from elearn.domain.reasons import Reason
from tests.domain.entries import DAY, act, entry

LATER = DAY + timedelta(days=9)


@pytest.mark.parametrize(
    ("acts", "confirmed", "disowned"),
    [
        ((), None, None),
        ((act("confirmed", "ruth"),), "ruth", None),
        ((act("not-recognised", "ruth"),), None, "ruth"),
        ((act("not-recognised", "ruth"), act("recognised", "ruth")), None, None),
        ((act("not-recognised", "ruth"), act("confirmed", "ruth")), "ruth", None),
        ((act("confirmed", "ruth"), act("not-recognised", "sam")), None, "sam"),
        ((act("confirmed", "ruth"), act("not-recognised", "sam"), act("confirmed", "ruth")), None, "sam"),
        ((act("confirmed", "ruth"), act("not-recognised", "sam"), act("recognised", "sam")), "ruth", None),
        ((act("seen", "cora"),), "cora", None),
        ((act("shared"),), None, None),
    ],
)
def test_a_session_counts_when_it_is_confirmed_and_neither_of_the_two_disowns_it(
    acts: tuple[Act, ...], confirmed: str | None, disowned: str | None
) -> None:
    found = entry("e1", "supervision", *acts)
    assert (found.confirmed.by if found.confirmed else None) == confirmed
    assert (found.disowned.by if found.disowned else None) == disowned


@pytest.mark.parametrize(
    ("words", "acts", "shared"),
    [
        ({}, (), False),
        ({"share": True}, (), True),
        ({"share": True}, (act("unshared"),), False),
        ({"share": False}, (act("unshared"), act("shared")), True),
    ],
)
def test_words_are_shared_as_was_said_last(
    words: dict[str, bool], acts: tuple[Act, ...], shared: bool
) -> None:
    assert entry("e1", "cycle", *acts, words=words).shared is shared


def test_an_entry_is_shown_under_its_review_else_its_day_else_the_day_it_was_entered() -> None:
    reviewed = entry(facts={"client": "C-7K2P", "reviewed": "2026-04-13"})
    assert reviewed.day == date(2026, 4, 13)
    assert entry(on=LATER).day == LATER
    assert entry(on=None).day == DAY
    assert kept_day(None) is None


def test_of_each_entry_the_newest_version_stands() -> None:
    known = [entry("e1"), entry("e2", "visit"), entry("e3", replaces="e1"), entry("e4", replaces="e3")]
    assert [each.id for each in current(known)] == ["e2", "e4"]
    assert superseded(known) == {"e1", "e3"}
    assert versions(known)["e1"] == versions(known)["e4"] == ("e1", "e3", "e4")


def test_what_was_done_to_the_thing_itself_holds_for_every_later_version() -> None:
    first = entry("e1", "cycle", act("consent-withdrawn"), act("film-erased"), act("shared"))
    stands = current([first, entry("e2", "cycle", replaces="e1")])[0]
    assert stands.consent_gone
    assert stands.erased
    assert stands.shared


def test_a_confirmation_is_of_one_wording_only() -> None:
    first = entry("e1", "supervision", act("confirmed", "ruth"))
    assert current([first, entry("e2", "supervision", replaces="e1")])[0].confirmed is None


@pytest.mark.parametrize(
    ("acts", "named", "disowned"),
    [
        ((act("not-recognised", "sam"),), "ruth", True),
        ((act("not-recognised", "sam"), act("recognised", "sam")), "ruth", False),
        ((act("not-recognised", "ruth"), act("confirmed", "ruth")), "ruth", False),
        ((act("not-recognised", "ruth"),), "mina", False),
    ],
)
def test_a_new_wording_alone_does_not_make_the_two_agree(
    acts: tuple[Act, ...], named: str, disowned: bool
) -> None:
    chain = [entry("e1", "supervision", *acts), entry("e2", "supervision", replaces="e1", named=named)]
    assert bool(current(chain)[0].disowned) is disowned


def test_taking_back_the_newest_version_takes_back_all_of_them() -> None:
    known = [entry("e1"), entry("e2", "cycle", act("withdrawn"), replaces="e1")]
    assert all(each.withdrawn for each in with_lasting(known))
    assert [each.withdrawn for each in as_events(known)] == [DAY, DAY]


@pytest.mark.parametrize(
    "kind",
    [
        "cycle",
        "visit",
        "session",
        "supervision",
        "meeting",
        "course",
        "document",
        "check",
        "prior",
        "waiver",
        "leave",
    ],
)
def test_every_kind_of_entry_becomes_the_event_of_its_kind(kind: str) -> None:
    (event,) = as_events([entry("e1", kind, approach="vig")])
    assert isinstance(event, Event)
    assert (event.id, event.kind, event.on, event.approach) == ("e1", kind, DAY, "vig")


def test_a_cycle_tells_the_rules_its_review_and_its_consent() -> None:
    facts = {"client": "C-7K2P", "reviewed": "2026-04-13", "minutes": 12, "consent": ["supervision"]}
    (event,) = as_events([entry("e1", "cycle", act("consent-withdrawn", on=LATER), facts=facts)])
    assert isinstance(event, CycleEvent)
    assert (event.reviewed, event.minutes, event.consent_withdrawn) == (date(2026, 4, 13), 12, LATER)


def test_a_session_tells_the_rules_who_confirmed_it_and_every_version_of_what_was_brought() -> None:
    held = entry(
        "e3", "supervision", act("confirmed", "cora", LATER), facts={"minutes": 60, "brought": ["e1", "x"]}
    )
    known = [entry("e1"), entry("e2", replaces="e1"), held]
    event = as_events(known)[2]
    assert isinstance(event, SupervisionEvent)
    assert (event.with_, event.confirmed, event.confirmed_by) == ("ruth", LATER, "cora")
    assert event.brought == ("e1", "e2", "x")


def test_a_disowned_session_is_told_as_disowned_and_not_as_confirmed() -> None:
    acts = (act("confirmed", "ruth"), act("not-recognised", "sam", LATER))
    (event,) = as_events([entry("e1", "supervision", *acts)])
    assert isinstance(event, SupervisionEvent)
    assert (event.confirmed, event.disowned) == (None, LATER)


def test_what_was_reached_before_closes_nothing_on_ones_own_word() -> None:
    (own,) = as_events([entry("e1", "prior")])
    (seen,) = as_events([entry("e1", "prior", act("seen", "cora"))])
    assert isinstance(own, PriorEvent)
    assert isinstance(seen, PriorEvent)
    assert (own.by, seen.by) == ("sam", "cora")
    assert seen.met_on == date(2025, 12, 1)


def test_a_check_is_not_in_order_on_ones_own_word() -> None:
    wanted = Requirement(id="background", verb=Check(check="background-check"))
    pathway = Pathway(
        id="induction", title="", milestones=(Milestone(id="done", title="", requires=(wanted,)),)
    )
    facts = {"check": "background-check"}
    unseen = as_events([entry("e1", "check", facts=facts)])
    seen = as_events([entry("e1", "check", act("seen", "cora"), facts=facts)])
    assert isinstance(unseen[0], CheckEvent)
    for events, reasons in ((unseen, [Reason.NOT_SEEN]), (seen, [])):
        judgement = judge(pathway, Evidence(learner="sam", began=DAY, events=events), LATER)
        (found,) = judgement.milestones[0].requirements
        assert found.met is (not reasons)
        assert [each.reason for each in found.not_counted] == reasons


def test_what_others_said_of_an_entry_is_told_as_it_stood_day_by_day() -> None:
    acts = (
        act("confirmed", "ruth", on=DAY),
        act("not-recognised", "sam", on=LATER),
        act("recognised", "sam", on=LATER + timedelta(days=1)),
    )
    first = Agreed(on=DAY, confirmed=DAY, by="ruth")
    (event,) = as_events([entry("e1", "supervision", *acts)])
    assert event.agreed == (
        first,
        Agreed(on=LATER, disowned=LATER),
        Agreed(on=LATER + timedelta(days=1), confirmed=DAY, by="ruth"),
    )
    (once,) = as_events([entry("e1", "supervision", *acts[:1])])
    (paper,) = as_events(
        [entry("e1", "document", act("seen", "ruth", on=DAY), facts={"document": "licence"})]
    )
    assert (once.agreed, paper.agreed) == ((), (first,))


def test_a_later_version_knows_when_the_entry_was_first_entered_and_a_first_one_does_not() -> None:
    known = current([entry("e1"), entry("e3", replaces="e1", entered_on=LATER), entry("e4", "visit")])
    assert {each.id: each.first_entered for each in known} == {"e3": DAY, "e4": None}
