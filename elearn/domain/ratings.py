"""Without these rules a rating could be half a one, of a film nobody looked at together, or three views made one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.errors import Refused
from elearn.domain.evidence import ItemLevel, RatingEvent
from elearn.domain.logbook import Entry, EntryKind
from elearn.domain.pathways import Rater
from elearn.domain.scales import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One film of a shared review, rated from one side on every item of one edition of a scale.

    A rating of one's own is read by oneself alone until it is ``shared``; anybody else's is read by its learner too.
    """

    id: str
    learner: str
    cycle: str
    scale: str
    edition: str
    side: Rater
    by: str
    on: date
    entered: date
    levels: Mapping[str, int]
    note: str = ""
    shared: bool = False
    replaces: str | None = None
    approach: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One film with what each side made of it last; sides stand beside each other and are never added up."""

    cycle: str
    on: date
    sides: Mapping[Rater, Rating]


def check_levels(scale: Scale, levels: Mapping[str, int | None]) -> dict[str, int]:
    """The level of every item; raises ``Refused`` at the first that has none, or an unknown one."""
    found: dict[str, int] = {}
    for item in scale.items:
        level = levels.get(item.id)
        if level is None:
            raise Refused("item-unrated", field=level_field(item.id), item=item.name)
        if level not in scale.levels:
            raise Refused("option-not-offered", field=level_field(item.id))
        found[item.id] = level
    return found


def level_field(item: str) -> str:
    """The name of the field beside an item of a scale."""
    return f"level-{item}"


def rateable(cycle: Entry) -> bool:
    """Whether a film can be rated: it was looked at together, the entry stands, and the family's consent does too."""
    return (
        cycle.kind is EntryKind.CYCLE
        and cycle.reviewed is not None
        and not cycle.withdrawn
        and not cycle.consent_gone
    )


def standing(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """The newest version of each rating, in the order they were given."""
    known = tuple(ratings)
    gone = {each.replaces for each in known if each.replaces}
    return tuple(each for each in known if each.id not in gone)


def may_read(rating: Rating, person: str, *, supervises: bool) -> bool:
    """Whether she may read a rating: its learner and giver may, the own supervisor too but for an unshared own one."""
    if person in (rating.learner, rating.by):
        return True
    return supervises and (rating.shared or rating.side is not Rater.SELF)


def films(ratings: Sequence[Rating], days: Mapping[str, date]) -> tuple[Film, ...]:
    """The ratings film by film in the order of the shared reviews; of each side the last one given stands."""
    found: dict[str, dict[Rater, Rating]] = {}
    for each in standing(ratings):
        found.setdefault(each.cycle, {})[each.side] = each
    rated = (
        Film(cycle=cycle, on=days.get(cycle, next(iter(sides.values())).on), sides=sides)
        for cycle, sides in found.items()
    )
    return tuple(sorted(rated, key=lambda film: (film.on, film.cycle)))


def as_event(rating: Rating) -> RatingEvent:
    """The rating as the rules judge it, in every version, for judging at a past day."""
    return RatingEvent(
        id=rating.id,
        on=rating.on,
        entered=rating.entered,
        replaces=rating.replaces,
        approach=rating.approach,
        scale=rating.scale,
        cycle=rating.cycle,
        by=rating.by,
        as_=rating.side,
        items=tuple(ItemLevel(item=item, level=level) for item, level in rating.levels.items()),
    )
