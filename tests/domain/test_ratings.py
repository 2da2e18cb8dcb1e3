"""Whether a rating is whole, read by whom it may be, and never melted with another side's."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from elearn.domain.errors import Refused
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind
from elearn.domain.pathways import Rater
from elearn.domain.ratings import (
    Rating,
    as_event,
    check_levels,
    films,
    level_field,
    may_read,
    rateable,
    standing,
)
from elearn.domain.scale_editions import scale_edition, scale_from_canonical
from elearn.domain.scales import Item, Scale

ANCHORS = {1: "Not seen.", 2: "Seen."}
SCALE = Scale(
    id="small", title="Small", summary="Ours.", unit="one film", levels={1: "Not seen", 2: "Seen"},
    items=(
        Item(id="waits", name="Waits", looks_for="A pause.", anchors=ANCHORS),
        Item(id="nods", name="Nods", looks_for="A nod.", anchors=ANCHORS),
    ),
)  # fmt: skip
DAY = date(2026, 3, 2)
OWN = Rating(
    id="r1", learner="sam", cycle="c1", scale="small", edition="h", side=Rater.SELF, by="sam", on=DAY, entered=DAY,
    levels={"waits": 1, "nods": 2}, approach="vig",
)  # fmt: skip
HERS = replace(OWN, id="r2", side=Rater.SUPERVISOR, by="ruth", levels={"waits": 2, "nods": 2})


def cycle(*acts: ActKind, reviewed: str | None = "2026-03-01", kind: EntryKind = EntryKind.CYCLE) -> Entry:
    return Entry(
        id="c1", seq=1, learner="sam", kind=kind, on=DAY, entered_on=DAY, entered_by="sam",
        entered_at=datetime(2026, 3, 2, tzinfo=UTC), facts={"client": "C-7K2P", "reviewed": reviewed},
        acts=tuple(Act(kind=each, on=DAY, by="sam") for each in acts),
    )  # fmt: skip


def test_every_item_needs_a_level_that_the_scale_has() -> None:
    assert check_levels(SCALE, {"waits": 2, "nods": 1}) == {"waits": 2, "nods": 1}
    for levels, code, field in (
        ({"waits": 2}, "item-unrated", "nods"),
        ({"waits": 3, "nods": 1}, "option-not-offered", "waits"),
    ):
        with pytest.raises(Refused) as refusal:
            check_levels(SCALE, levels)
        assert (refusal.value.code, refusal.value.field) == (code, level_field(field))


def test_a_film_is_rated_after_its_shared_review_and_while_consent_stands() -> None:
    assert rateable(cycle())
    assert not rateable(cycle(reviewed=None))
    assert not rateable(cycle(ActKind.WITHDRAWN))
    assert not rateable(cycle(ActKind.CONSENT_WITHDRAWN))
    assert not rateable(cycle(kind=EntryKind.VISIT))


@pytest.mark.parametrize(
    ("rating", "person", "supervises", "may"),
    [
        (OWN, "sam", False, True),
        (OWN, "ruth", True, False),
        (replace(OWN, shared=True), "ruth", True, True),
        (replace(OWN, shared=True), "mina", False, False),
        (HERS, "sam", False, True),
        (HERS, "ruth", False, True),
        (HERS, "olu", True, True),
        (HERS, "olu", False, False),
    ],
)
def test_an_own_rating_is_ones_own_until_it_is_shared(
    rating: Rating, person: str, supervises: bool, may: bool
) -> None:
    assert may_read(rating, person, supervises=supervises) is may


def test_the_newest_version_stands_and_the_earlier_one_stays_known() -> None:
    again = replace(OWN, id="r3", replaces="r1", levels={"waits": 2, "nods": 2})
    assert standing([OWN, HERS, again]) == (HERS, again)


def test_films_come_in_the_order_of_their_reviews_with_their_sides_apart() -> None:
    later = replace(OWN, id="r4", cycle="c0")
    found = films([OWN, HERS, later], {"c1": date(2026, 3, 1), "c0": date(2026, 4, 1)})
    assert [(film.cycle, tuple(film.sides)) for film in found] == [
        ("c1", (Rater.SELF, Rater.SUPERVISOR)),
        ("c0", (Rater.SELF,)),
    ]
    assert films([OWN], {})[0].on == DAY


def test_the_rules_judge_a_rating_as_it_was_given() -> None:
    event = as_event(HERS)
    assert (event.id, event.on, event.by, event.as_, event.scale, event.cycle, event.approach) == (
        "r2", DAY, "ruth", Rater.SUPERVISOR, "small", "c1", "vig",
    )  # fmt: skip
    assert [(each.item, each.level) for each in event.items] == [("waits", 2), ("nods", 2)]


def test_a_scale_can_be_read_again_from_its_edition() -> None:
    assert scale_from_canonical(scale_edition(SCALE).body) == SCALE
    assert (SCALE.top, SCALE.item("nods"), SCALE.item("none")) == (2, SCALE.items[1], None)
