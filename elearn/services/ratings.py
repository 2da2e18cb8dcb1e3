"""Without these nobody could rate a film of a shared review, nor see side by side what each side saw in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.library import Catalogue
from elearn.domain.logbook import Entry, current, versions
from elearn.domain.pathways import Rater
from elearn.domain.people import Actor, Role
from elearn.domain.ratings import Film, Rating, check_levels, films, may_read, rateable, standing
from elearn.domain.scale_editions import scale_edition, scale_from_canonical
from elearn.domain.scales import Scale
from elearn.services import people
from elearn.services.entry_writing import Sending, entry_id
from elearn.services.privacy import guard
from elearn.storage import editions, logbook, ratings, signoffs
from elearn.storage import people as known_people

SIDES: Mapping[Standing, Rater] = {
    Standing.SELF: Rater.SELF,
    Standing.SUPERVISOR: Rater.SUPERVISOR,
    Standing.ASSESSOR: Rater.EXTERNAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One edition of a scale with the films rated by it, the earliest first."""

    scale: Scale
    films: tuple[Film, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one reader sees of a learner's ratings: scale by scale, and the films she may still rate, newest first."""

    learner: str
    name: str
    side: Rater
    rated: tuple[Rated, ...]
    to_rate: tuple[Entry, ...]
    offered: tuple[Scale, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One film ready to be rated by one scale from one side; ``last`` is what this side said before."""

    learner: str
    name: str
    film: Entry
    scale: Scale
    side: Rater
    last: Rating | None


def sheet(session: Session, actor: Actor, catalogue: Catalogue, learner: str, today: date) -> Sheet:
    """A learner's ratings as she, whoever supervises her today, or an assessor whom she has asked may read them."""
    held = _held(session, actor, learner, today)
    access.require(actor, Action.SEE_RATINGS, held)
    entries = logbook.entries_of(session, [learner]).get(learner, [])
    supervises = Standing.SUPERVISOR in held
    readable = [
        each
        for each in ratings.ratings_of(session, [learner]).get(learner, [])
        if may_read(each, actor.id, supervises=supervises)
    ]
    kept = {hash_: scale_from_canonical(body) for hash_, body in _bodies(session, readable).items()}
    days = {id_: entry.day for entry in current(entries) for id_ in versions(entries)[entry.id]}
    return Sheet(
        learner=learner,
        name=known_people.names(session, {learner})[learner],
        side=_side(held),
        rated=tuple(
            Rated(scale=scale, films=films([each for each in readable if each.edition == hash_], days))
            for hash_, scale in kept.items()
        ),
        to_rate=tuple(sorted(filter(rateable, current(entries)), key=lambda each: each.day, reverse=True)),
        offered=tuple(catalogue.scales.values()),
        names=known_people.names(session, {each.by for each in readable}),
    )


def film(
    session: Session, actor: Actor, catalogue: Catalogue, cycle: str, scale_id: str, today: date
) -> Rate:
    """A film ready to be rated; raises ``NotFound`` for whoever may not, ``Refused`` for a film that cannot be."""
    found, scale = logbook.entry(session, cycle), catalogue.scales.get(scale_id)
    if found is None or scale is None:
        raise NotFound
    held = _held(session, actor, found.learner, today)
    access.require(actor, Action.RATE, held)
    known = logbook.entries_of(session, [found.learner])[found.learner]
    newest = next((each for each in current(known) if cycle in versions(known)[each.id]), None)
    if newest is None or not rateable(newest):
        raise NotFound
    root = versions(known)[cycle][0]
    said = standing(ratings.ratings_of(session, [found.learner]).get(found.learner, []))
    mine = (each for each in said if (each.cycle, each.scale, each.by) == (root, scale_id, actor.id))
    return Rate(
        learner=found.learner,
        name=known_people.names(session, {found.learner})[found.learner],
        film=newest,
        scale=scale,
        side=_side(held),
        last=next(mine, None),
    )


def rate(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    cycle: str,
    scale_id: str,
    levels: Mapping[str, int | None],
    *,
    note: str,
    shared: bool,
    seen: str,
    sent: Sending,
) -> str:
    """Rate a film, or put another rating in the place of one's own last; the same sent twice is one.

    ``seen`` is the rating that stood when the page was opened, empty for none. Raises ``Conflict`` when another
    stands by now, ``Refused`` at an item without a level. Returns the learner's id.
    """
    asked = film(session, actor, catalogue, cycle, scale_id, sent.today)
    chosen = check_levels(asked.scale, levels)
    if len(note) > NOTE_MOST:
        raise Refused("text-too-long", field="note", most=NOTE_MOST)
    shared = shared and asked.side is Rater.SELF
    if asked.last is not None and asked.last.id != seen:
        if _same(asked.last, chosen, note, shared=shared, replaces=seen or None):
            return asked.learner
        raise Conflict("rating-moved")
    known = logbook.entries_of(session, [asked.learner])[asked.learner]
    id_ = entry_id(actor, f"{versions(known)[cycle][0]}:{scale_id}", seen or "first")
    guard(session, actor, {"note": note}, sent.kept, about=asked.learner, entry=id_, now=sent.now)
    added = ratings.add(
        session,
        id=id_,
        learner_id=asked.learner,
        cycle=versions(known)[cycle][0],
        scale=scale_id,
        edition=editions.remember(session, scale_edition(asked.scale), sent.now),
        side=asked.side,
        by=actor.id,
        on=sent.today,
        levels=chosen,
        note=note,
        shared=shared,
        replaces=seen or None,
        approach=asked.film.approach,
        entered_at=sent.now,
        entered_on=sent.today,
    )
    if not added:
        raise Conflict("rating-moved")
    return asked.learner


NOTE_MOST = 2000
"""Characters of what was seen."""


def _held(session: Session, actor: Actor, learner: str, today: date) -> frozenset[Standing]:
    """What the actor is to this learner's films."""
    held = people.standings(session, actor, learner, today)
    asked = Role.ASSESSOR in actor.roles and _was_asked(session, actor, learner)
    return held | {Standing.ASSESSOR} if asked else held


def _side(held: frozenset[Standing]) -> Rater:
    """From which side somebody rates who stands so: a supervisor is never outside."""
    return next(side for each, side in SIDES.items() if each in held)


def _was_asked(session: Session, actor: Actor, learner: str) -> bool:
    """Whether the learner has asked this assessor, and still waits for her answer."""
    return any(
        each.learner_id == learner and each.closed_at is None for each in signoffs.asked_of(session, actor.id)
    )


def _bodies(session: Session, found: list[Rating]) -> dict[str, str]:
    bodies = editions.bodies(session, {each.edition for each in found})
    return {each.edition: bodies[each.edition] for each in sorted(found, key=lambda each: each.scale)}


def _same(last: Rating, levels: Mapping[str, int], note: str, *, shared: bool, replaces: str | None) -> bool:
    return (last.levels, last.note, last.shared, last.replaces) == (levels, note, shared, replaces)
