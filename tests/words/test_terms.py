"""By which rule a line of the tracker is counted, said in sentences."""

from datetime import date

import pytest

from elearn.domain.days import Span
from elearn.domain.findings import Window
from elearn.domain.pathways import (
    START,
    Anchor,
    Attend,
    Closer,
    Count,
    Instead,
    Packing,
    Requirement,
    Supervise,
    Unit,
    Where,
    WhereKey,
)
from elearn.words.terms import Since, terms

AT = date(2026, 11, 22)
OPEN = Window(opens=date(2026, 3, 2), closes=None)
CLOSED = Window(opens=date(2026, 3, 2), closes=date(2026, 9, 4))
CYCLES = Count(unit=Unit.CYCLE)


def asked(**given: object) -> Requirement:
    """Six cycles, with these modifiers."""
    return Requirement(**{"id": "cycles", "verb": CYCLES, "at_least": 6, **given})


def said(requirement: Requirement, window: Window | None = None) -> str:
    """The rule as one text."""
    return " ".join(terms(requirement, window, AT))


@pytest.mark.parametrize(
    ("requirement", "window", "sentence"),
    [
        (asked(), OPEN, "Entries count from 2 March on."),
        (asked(), CLOSED, "Entries count from 2 March to 4 September, both days included."),
        (asked(from_=START), OPEN, "Entries count from the first day of the record."),
        (
            asked(from_=Anchor(milestone="ready", requirement="registered")),
            OPEN,
            "Entries count from the day on which “registered” is met.",
        ),
        (Requirement(id="course", verb=Attend(course="a-day")), OPEN, ""),
        (
            asked(where=(Where(key=WhereKey.SETTING, values=("home", "clinic")),)),
            None,
            "Only these entries count: setting home or clinic.",
        ),
        (
            asked(where=(Where(key=WhereKey.MINUTES, at_least=45),)),
            None,
            "Only these entries count: minutes 45 or more.",
        ),
        (
            asked(where=(Where(key=WhereKey.MINUTES, at_most=90),)),
            None,
            "Only these entries count: minutes 90 at most.",
        ),
        (
            asked(where=(Where(key=WhereKey.MINUTES, at_least=45, at_most=90),)),
            None,
            "Only these entries count: minutes from 45 to 90.",
        ),
        (
            asked(
                where=(
                    Where(key=WhereKey.SETTING, values=("group",)),
                    Where(key=WhereKey.MINUTES, at_least=60),
                )
            ),
            None,
            "Only these entries count: setting group, minutes 60 or more.",
        ),
        (
            asked(instead=Instead(verb=CYCLES, at_most=1)),
            None,
            "Something else may stand in, once at most.",
        ),
        (asked(gap=Span(days=1)), None, "They lie at least 1 day apart."),
        (asked(gap=Span(months=14)), None, "They lie at least 1 year, 2 months apart."),
        (
            asked(instead=Instead(verb=CYCLES, at_most=2)),
            None,
            "Something else may stand in, 2 times at most.",
        ),
        (asked(lasts=Span(months=24)), None, "It is in date for 2 years."),
        (asked(fresh=True), None, "When what is asked about has changed, it is asked for again."),
        (asked(waive=Closer.COORDINATOR), None, "A coordinator may set it aside, with a reason."),
    ],
)
def test_each_modifier_is_a_sentence_of_its_own(
    requirement: Requirement, window: Window | None, sentence: str
) -> None:
    assert said(requirement, window) == sentence


def test_a_supervision_counts_by_the_days_of_its_stage() -> None:
    talks = Supervise(packings=(Packing(sessions=7, minutes=60),))
    assert said(Requirement(id="talks", verb=talks), OPEN) == "Entries count from 2 March on."


def test_a_rule_names_what_its_entries_count_from_as_its_own_line_does_and_the_day() -> None:
    counted = asked(from_=Anchor(milestone="ready", requirement="registered"))
    met = Since(what="Seen: registration", on=date(2026, 1, 16))
    assert terms(counted, OPEN, AT, since=lambda _anchor: met) == (
        "Entries count from 16 January on, when “Seen: registration” was met.",
    )
