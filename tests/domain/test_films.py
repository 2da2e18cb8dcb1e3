"""Which films are to be erased, by when, and when there is something new to say of them."""

from datetime import date, timedelta

from elearn.domain.films import due, fell_due, films, near
from tests.domain.entries import act, entry

DUE = date(2026, 6, 4)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)


def test_a_film_is_due_on_the_day_agreed_or_when_the_family_took_its_consent_back() -> None:
    assert due(entry()) == DUE
    assert due(entry("e1", "cycle", act("consent-withdrawn", on=BEFORE))) == BEFORE
    assert due(entry("e1", "cycle", act("consent-withdrawn", on=AFTER))) == DUE
    assert due(entry(facts={"client": "C-7K2P"})) == date.max


def test_what_is_due_comes_first_and_what_is_gone_is_not_there() -> None:
    late = entry("e1", facts={"client": "C-7K2P", "erase_by": "2026-06-09"})
    gone, taken = entry("e3", "cycle", act("film-erased")), entry("e4", "cycle", act("withdrawn"))
    kept = films([late, entry("e2"), gone, taken, entry("e5", "visit")])
    assert [each.cycle.id for each in kept] == ["e2", "e1"]
    assert [each.is_due(DUE) for each in kept] == [True, False]
    assert [each.cycle.id for each in near([late, entry("e2")], DUE - timedelta(days=12))] == ["e2"]


def test_there_is_something_new_to_say_only_when_another_film_falls_due() -> None:
    assert fell_due([entry()], BEFORE) == ()
    told = fell_due([entry()], DUE)
    assert told == ("e1",)
    assert fell_due([entry("e1", "cycle", act("film-erased", on=AFTER))], AFTER) == told
    assert fell_due([entry(), entry("e2", replaces="e1")], AFTER) == told
    assert fell_due([entry("e1", "cycle", act("film-erased", on=DUE))], AFTER) == ()
    assert fell_due([entry(), entry("e3")], AFTER) == ("e1", "e3")
