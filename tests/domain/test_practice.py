"""What a pathway asks for of practice, said before anything is entered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Closer,
    Closes,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Instead,
    Milestone,
    Packing,
    Pass,
    Pathway,
    Rate,
    Reach,
    Renew,
    Requirement,
    Supervise,
    Total,
    Unit,
    Where,
    WhereKey,
)
from elearn.domain.practice import (
    Asked,
    Caution,
    Work,
    asked,
    asks_cover,
    asks_for_ratings,
    asks_of_trainees,
    cautions,
    goes_as,
    least_minutes,
    lengths,
    talks,
    unentered,
    works,
)


def pathway(*verbs: Any, approach: str | None = "vig", shares: bool = True, **milestone: Any) -> Pathway:
    """A pathway of one milestone that requires these."""
    requires = tuple(
        each if isinstance(each, Requirement) else Requirement(id=f"r{n}", verb=each)
        for n, each in enumerate(verbs)
    )
    one = Milestone(id="one", title="One", requires=requires, **milestone)
    return Pathway(id="way", title="Way", approach=approach, shares=shares, milestones=(one,))


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (pathway(Count(unit=Unit.CYCLE)), ["cycle"]),
        (pathway(Count(unit=Unit.VISIT), Total(unit=Unit.SESSION)), ["visit", "session"]),
        (pathway(Distinct(facet=Facet.CLIENT, of=Unit.SESSION)), ["session"]),
        (pathway(Cover(facet=Facet.CLIENT, of=Unit.VISIT)), ["visit"]),
        (pathway(Before(unit=Unit.VISIT)), ["visit"]),
        (pathway(AllOf(requirements=(Requirement(id="a", verb=Count(unit=Unit.VISIT)),))), ["visit"]),
        (pathway(renew=Renew(requires=(Requirement(id="a", verb=Count(unit=Unit.SESSION)),))), ["session"]),
        (pathway(Count(unit=Unit.SUPERVISION), Pass(quiz="q")), ["cycle"]),
        (pathway(approach="induction"), ["visit"]),
        (pathway(approach="www"), ["session", "visit"]),
        (pathway(approach=None), ["session", "visit"]),
    ],
)
def test_the_work_that_fits_is_what_the_pathway_counts_else_what_is_usual(
    given: Pathway, kinds: list[str]
) -> None:
    assert [each.kind for each in works([given])] == kinds


def test_without_a_pathway_cycles_may_be_entered() -> None:
    (one,) = works([])
    assert (one.kind, one.approach, one.code) == (EntryKind.CYCLE, "vig", "cycle.vig.")


def test_a_pathway_that_shares_nothing_keeps_its_work_to_itself() -> None:
    closed = pathway(Count(unit=Unit.CYCLE), shares=False)
    assert works([closed, pathway(Count(unit=Unit.CYCLE))]) == (
        Work(kind=EntryKind.CYCLE, approach="vig", pathway="way"),
        Work(kind=EntryKind.CYCLE, approach="vig"),
    )


def test_a_talk_is_about_each_approach_once() -> None:
    both = [pathway(approach="www"), pathway(), pathway()]
    assert [(each.kind, each.approach) for each in talks(both)] == [
        (EntryKind.SUPERVISION, "www"),
        (EntryKind.SUPERVISION, "vig"),
    ]


def test_before_there_is_any_pathway_a_talk_is_about_none_in_particular() -> None:
    assert [(each.kind, each.approach) for each in talks(())] == [(EntryKind.SUPERVISION, None)]


def test_courses_documents_and_checks_are_offered_by_the_names_they_are_asked_for() -> None:
    day = Instead(verb=Attend(course="half-day"))
    given = pathway(
        Attend(course="course"),
        Document(document="registration"),
        Check(check="background-check"),
        Pass(quiz="q"),
        Requirement(id="s", verb=Count(unit=Unit.SUPERVISION), instead=day),
        AnyOf(requirements=(Requirement(id="a", verb=Attend(course="course")),)),
        closes=Closes(by=Closer.ASSESSOR, reads=("reflection",)),
    )
    assert asked([given, pathway()]) == (
        Asked(kind=EntryKind.COURSE, name="course"),
        Asked(kind=EntryKind.DOCUMENT, name="registration"),
        Asked(kind=EntryKind.CHECK, name="background-check"),
        Asked(kind=EntryKind.COURSE, name="half-day"),
        Asked(kind=EntryKind.DOCUMENT, name="reflection"),
    )


def packed(*minutes: int) -> Supervise:
    """Packings of eight sessions of these lengths."""
    return Supervise(packings=tuple(Packing(sessions=8, minutes=each) for each in minutes))


@pytest.mark.parametrize(
    ("given", "least"),
    [
        ([pathway(packed(60))], 60),
        ([pathway(packed(90, 60))], 60),
        ([pathway(packed(60)), pathway(packed(45))], 45),
        ([pathway(packed(60)), pathway(packed(45), approach="www")], 60),
        ([pathway(packed(60)), pathway(Total(unit=Unit.SUPERVISION))], None),
        (
            [
                pathway(
                    Requirement(
                        id="s",
                        verb=Count(unit=Unit.SUPERVISION),
                        where=(
                            Where(key=WhereKey.MINUTES, at_least=50),
                            Where(key=WhereKey.MODE, values=("video",)),
                        ),
                    )
                )
            ],
            50,
        ),
        ([pathway(Count(unit=Unit.CYCLE))], None),
        ([], None),
    ],
)
def test_how_long_a_session_must_be_is_the_least_that_counts_anywhere(
    given: list[Pathway], least: int | None
) -> None:
    assert least_minutes(given, "vig") == least


def test_an_entry_of_no_approach_is_held_against_every_pathway() -> None:
    assert least_minutes([pathway(packed(60)), pathway(packed(45), approach="www")], None) == 45


def test_each_pathway_says_how_long_a_session_must_be_and_which_takes_any_says_nothing() -> None:
    long, short = pathway(packed(60)), replace(pathway(packed(45)), title="Short")
    asked = lengths([long, short, long, pathway()], "vig")
    assert [(each.pathway, each.least) for each in asked] == [(long.title, 60), ("Short", 45)]
    assert lengths([long], "www") == ()


def test_whether_work_is_to_be_brought_is_asked_of_the_pathways_of_that_approach() -> None:
    covering = pathway(Requirement(id="brought", verb=Cover(of=Unit.CYCLE, facet=Facet.CYCLE)))
    assert asks_cover([covering], "vig")
    assert asks_cover([covering], None)
    assert not asks_cover([covering], "www")
    assert not asks_cover([pathway(packed(60))], "vig")


@pytest.mark.parametrize(
    ("short", "covers", "unseen", "said"),
    [
        (True, True, False, (Caution.TOO_SHORT,)),
        (False, True, False, ()),
        (False, False, False, (Caution.COVERS_NOTHING,)),
        (True, False, True, (Caution.TOO_SHORT, Caution.COVERS_NOTHING, Caution.NEVER_BROUGHT)),
    ],
)
def test_a_session_that_will_not_count_is_said_and_never_refused(
    short: bool, covers: bool, unseen: bool, said: tuple[Caution, ...]
) -> None:
    assert cautions(short=short, covers=covers, unseen=unseen) == said


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        (pathway(Count(unit=Unit.CYCLE)), False),
        (pathway(Reach(milestone="stage-1")), True),
        (pathway(AnyOf(requirements=(Requirement(id="in", verb=Reach(milestone="stage-1")),))), True),
    ],
)
def test_it_is_known_whether_a_pathway_asks_what_ones_own_trainees_reached(
    given: Pathway, asks: bool
) -> None:
    assert asks_of_trainees(given) is asks


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        (pathway(Count(unit=Unit.CYCLE), Rate(scale="attuned-interaction", level=3)), True),
        (pathway(AnyOf(requirements=(Requirement(id="r", verb=Rate(scale="own", level=2)),))), True),
        (pathway(Count(unit=Unit.CYCLE)), False),
    ],
)
def test_it_is_known_whether_a_pathway_asks_for_a_level_on_a_scale(given: Pathway, asks: bool) -> None:
    assert asks_for_ratings(given) is asks


@pytest.mark.parametrize(
    ("asked_for", "where", "said"),
    [
        (Count(unit=Unit.CYCLE), (Where(key=WhereKey.SETTING, values=("home",)),), ()),
        (
            Count(unit=Unit.ASSIGNMENT),
            (Where(key=WhereKey.RESULT, values=("successful",)),),
            ["assignment", "result"],
        ),
        (Distinct(facet=Facet.CASE, of=Unit.INTERVENTION), (), ["intervention", "case"]),
        (Cover(facet=Facet.CLIENT, of=Unit.VISIT), (), ()),
        (Pass(quiz="parental-sensitivity"), (), ()),
    ],
)
def test_it_is_known_what_of_a_requirement_no_page_enters(
    asked_for: Any, where: tuple[Where, ...], said: Sequence[str]
) -> None:
    assert list(unentered(Requirement(id="r", verb=asked_for, where=where))) == list(said)


@pytest.mark.parametrize(
    ("begun", "offered", "may"),
    [
        ("", "supervision.vig.", True),
        ("supervision.vig.", "supervision.vig.", True),
        ("supervision.vig.", "supervision..", True),
        ("supervision..", "supervision.www.", True),
        ("supervision.vig.", "supervision.www.", False),
        ("session.vig.", "visit.vig.", False),
        ("supervision.vig.vig-18", "supervision.vig.", False),
    ],
)
def test_what_was_begun_for_an_approach_goes_as_work_for_none_in_particular_and_never_for_another(
    begun: str, offered: str, may: bool
) -> None:
    assert goes_as(begun, offered) is may
