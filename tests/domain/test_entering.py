"""What may be entered in the logbook, and the field at which anything else is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.entering import Cycle, Other, Prior, Supervision, Visit
from elearn.domain.errors import Refused
from elearn.domain.logbook import EntryKind
from tests.domain.entries import DAY

TODAY = date(2026, 5, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def a_cycle(**given_: Any) -> Cycle:
    return Cycle(**{"client": "C-7K2P", "filmed": DAY, **given_})


def a_visit(**given_: Any) -> Visit:
    return Visit(**{"kind": EntryKind.VISIT, "client": "C-7K2P", "on": DAY, **given_})


def a_session(**given_: Any) -> Supervision:
    return Supervision(**{"on": DAY, "with_": "ruth", "minutes": 60, **given_})


def a_paper(**given_: Any) -> Other:
    return Other(**{"kind": EntryKind.COURSE, "name": "initial-training-course", "on": DAY, **given_})


def a_prior(**given_: Any) -> Prior:
    return Prior(
        **{"pathway": "vig", "milestone": "stage-1", "met_on": DAY, "evidence": "A letter", **given_}
    )


@pytest.mark.parametrize(
    ("entering", "code", "field"),
    [
        (a_cycle(filmed=TODAY + timedelta(days=1)), "not-happened-yet", "filmed"),
        (a_cycle(filmed=date(1989, 12, 31)), "too-long-ago", "filmed"),
        (a_cycle(reviewed=BEFORE), "review-before-film", "reviewed"),
        (a_cycle(reviewed=TODAY + timedelta(days=1)), "not-happened-yet", "reviewed"),
        (a_cycle(erase_by=BEFORE), "erased-before-film", "erase_by"),
        (a_cycle(minutes=0), "minutes-unlikely", "minutes"),
        (a_visit(minutes=601), "minutes-unlikely", "minutes"),
        (a_visit(on=TODAY + timedelta(days=1)), "not-happened-yet", "on"),
        (a_session(minutes=0), "minutes-unlikely", "minutes"),
        (a_session(on=TODAY + timedelta(days=1)), "not-happened-yet", "on"),
        (a_paper(days=0), "days-unlikely", "days"),
        (a_paper(days=61), "days-unlikely", "days"),
        (a_paper(minutes=601), "minutes-unlikely", "minutes"),
        (a_paper(until=BEFORE), "until-before-on", "until"),
        (a_paper(name=""), "title-missing", "title"),
        (a_prior(met_on=TODAY + timedelta(days=1)), "not-happened-yet", "met_on"),
        (a_prior(evidence=""), "evidence-missing", "evidence"),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(entering: Any, code: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        entering.check(TODAY)
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    "entering",
    [
        a_cycle(),
        a_cycle(filmed=TODAY, reviewed=TODAY, erase_by=TODAY, minutes=600),
        a_visit(minutes=1),
        a_session(on=TODAY),
        a_paper(days=60, until=DAY),
        a_paper(name="", title="A day on feeding"),
        a_prior(),
    ],
)
def test_what_can_have_been_is_taken(entering: Any) -> None:
    entering.check(TODAY)


@given(st.integers(min_value=-30, max_value=30), st.integers(min_value=-30, max_value=30))
def test_a_cycle_is_taken_exactly_when_film_review_and_today_come_in_this_order(
    film: int, review: int
) -> None:
    cycle = a_cycle(filmed=TODAY + timedelta(days=film), reviewed=TODAY + timedelta(days=review))
    try:
        cycle.check(TODAY)
        taken = True
    except Refused:
        taken = False
    assert taken is (film <= review <= 0)


def test_the_facts_of_a_cycle_leave_out_what_was_not_said_and_say_when_the_film_is_erased() -> None:
    assert a_cycle().facts() == {"client": "C-7K2P", "erase_by": "2026-06-04"}
    full = a_cycle(reviewed=AFTER, consent=("training", "supervision"), principle="guiding", setting="home")
    assert full.facts() == {
        "client": "C-7K2P",
        "reviewed": "2026-04-05",
        "consent": ["supervision", "training"],
        "principle": "guiding",
        "setting": "home",
        "erase_by": "2026-06-05",
    }
    assert a_cycle(reflection="We laughed", share=True).words() == {"reflection": "We laughed", "share": True}


def test_the_facts_of_the_others_are_in_the_keys_of_their_events() -> None:
    assert a_visit(minutes=40).facts() == {"client": "C-7K2P", "minutes": 40}
    assert a_visit(reflection="They danced").words() == {"reflection": "They danced", "share": False}
    assert a_session().facts() == {"minutes": 60, "setting": "individual", "role": "presenter"}
    group = a_session(setting="group", presenter=False, brought=("e1",), mode="video")
    assert group.facts()["role"] == "participant"
    assert group.facts()["brought"] == ["e1"]
    assert group.words() == {}
    assert a_session(prepared="p1").facts()["prepared"] == "p1"
    assert a_paper(days=2, kept="In my folder").facts() == {
        "course": "initial-training-course",
        "days": 2,
        "kept": "In my folder",
    }
    assert a_paper(name="", title="Feeding").facts() == {"course": "other", "title": "Feeding"}
    assert a_prior(signed_by="Mina").facts() == {
        "pathway": "vig",
        "milestone": "stage-1",
        "met_on": "2026-04-04",
        "evidence": "A letter",
        "signed_by": "Mina",
    }
    assert a_paper().words() == a_prior().words() == {}


@pytest.mark.parametrize(
    ("entering", "named", "texts"),
    [
        (a_cycle(), None, {"helping_question", "reflection"}),
        (a_visit(), None, {"reflection"}),
        (a_session(), "ruth", {"question", "went_well", "next_step"}),
        (a_paper(), None, {"title", "kept"}),
        (a_prior(), None, {"evidence", "signed_by"}),
    ],
)
def test_each_names_who_confirms_it_its_day_and_every_text_for_the_guard(
    entering: Any, named: str | None, texts: set[str]
) -> None:
    assert (entering.named, entering.on, set(entering.texts())) == (named, DAY, texts)
