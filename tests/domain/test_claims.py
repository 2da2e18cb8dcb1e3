"""Without these a search of the evidence might miss what it was asked for, or a claim grow old unseen."""

from datetime import date
from typing import Any

import pytest

from elearn.domain.claims import Wanted, chosen, due, programmes, taught, topics
from elearn.domain.library import Author, Catalogue, Claim, ClaimStatus, Lesson, Level, Module, Source


def a_claim(id_: str, **keys: Any) -> Claim:
    known: dict[str, Any] = {
        "topic": "sensitivity",
        "says": "Programmes raise sensitivity.",
        "source": "less-is-more",
        "design": "meta-analysis",
        "status": ClaimStatus.CHECKED,
        "checked": date(2026, 11, 22),
    }
    return Claim(id=id_, **(known | keys))


def a_lesson(id_: str, *claims: str) -> Lesson:
    return Lesson(
        id=id_,
        module="care",
        number=1,
        title=id_,
        minutes=1,
        objectives=(),
        html="",
        written="",
        words=1,
        claims=claims,
    )


ANN = a_claim("ann", effect="d = 0.33", about=("vipp", "vig"))
BEN = a_claim("ben", topic="attachment", says="Security rose.", status=ClaimStatus.CONTESTED, about=("vig",))
CAT = a_claim("cat", source="lost", checked=date(2024, 11, 22))
SOURCE = Source(
    id="less-is-more", kind="article", title="Less is more", authors=(Author(family="Juffer"),), issued="2003"
)
FIRST, SECOND = a_lesson("first", "ann", "ben"), a_lesson("second", "ann")
CATALOGUE = Catalogue(
    claims={each.id: each for each in (ANN, BEN, CAT)},
    sources={SOURCE.id: SOURCE},
    modules={
        "care": Module(
            id="care",
            title="Care",
            summary="",
            level=Level.PRACTITIONER,
            audience=(),
            revised=date(2026, 11, 22),
            objectives=(),
            lessons=(FIRST, SECOND),
            html="",
        )
    },
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [ANN, BEN, CAT]),
        (Wanted(words="SENSITIVITY"), [ANN, CAT]),
        (Wanted(words="juffer 2003"), [ANN, BEN]),
        (Wanted(words="0.33"), [ANN]),
        (Wanted(words="juffer nowhere"), []),
        (Wanted(topics=frozenset({"attachment"})), [BEN]),
        (Wanted(programme="vig"), [ANN, BEN]),
        (Wanted(programme="vig", status=ClaimStatus.CONTESTED), [BEN]),
    ],
)
def test_a_claim_is_found_by_all_that_is_asked_of_it(wanted: Wanted, found: list[Claim]) -> None:
    assert list(chosen(CATALOGUE, wanted)) == found


def test_topics_and_programmes_are_counted_once() -> None:
    assert topics(CATALOGUE) == ("sensitivity", "attachment")
    assert programmes(CATALOGUE) == {"vig": 2, "vipp": 1}


def test_a_claim_is_taught_where_lessons_cite_it() -> None:
    assert taught(CATALOGUE) == {"ann": (FIRST, SECOND), "ben": (FIRST,)}


def test_claims_are_due_from_the_day_on_and_the_oldest_come_first() -> None:
    assert due(CATALOGUE.claims.values(), date(2024, 11, 21)) == ()
    assert due(CATALOGUE.claims.values(), date(2024, 11, 22)) == (CAT,)
    assert due(CATALOGUE.claims.values(), date(2027, 1, 1)) == (CAT, ANN, BEN)
