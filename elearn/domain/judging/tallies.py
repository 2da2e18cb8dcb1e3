"""Without this file entries that count would not add up: each tally says what they come to, piece by piece.

A piece is what one or more entries are worth, from a day on. How many are had, since when and until when is then
the same sum for every verb.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TypeAlias

from elearn.domain.evidence import AnyEvent, RatingEvent, SupervisionEvent
from elearn.domain.findings import NotCounted
from elearn.domain.judging.entries import concerned, label, minutes
from elearn.domain.judging.record import Record
from elearn.domain.pathways import Facet, Rate
from elearn.domain.reasons import Move, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What `events` are worth from `day` on, shown as `label`."""

    day: date
    worth: int
    label: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The pieces by day, what was left out and why, and how many are asked for where the entries decide it."""

    pieces: tuple[Piece, ...]
    left: tuple[NotCounted, ...] = ()
    need: int = 0

    @property
    def have(self) -> int:
        """What all pieces come to."""
        return sum(each.worth for each in self.pieces)

    def reached(self, need: int) -> date | None:
        """The day on which the pieces first came to `need`."""
        sums = accumulate(each.worth for each in self.pieces)
        return next((piece.day for piece, have in zip(self.pieces, sums, strict=True) if have >= need), None)


Count: TypeAlias = Callable[[Sequence[AnyEvent], bool], Tally]
"""Entries, and whether supervisions that wait to be confirmed are taken for confirmed, to a tally."""


def by_day(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces in the order of their days."""
    return tuple(sorted(pieces, key=lambda each: each.day))


def each_once(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
    """Every entry is worth one."""
    return Tally(
        pieces=tuple(Piece(day=each.placed, worth=1, label=each.id, events=(each.id,)) for each in entries)
    )


def first_only(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
    """The first entry is worth one, and any other nothing: a quiz cannot be passed twice."""
    return each_once(entries[:1], hopeful)


def in_minutes(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
    """Every entry is worth its minutes."""
    pieces = [
        Piece(day=each.placed, worth=minutes(each), label=each.id, events=(each.id,)) for each in entries
    ]
    return Tally(pieces=tuple(pieces))


def different(facet: Facet, each: int) -> Count:
    """Every client (case, setting) with at least `each` entries is worth one, from the day of the last of these."""

    def count(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
        pieces, left = [], []
        for name, found in _grouped(entries, facet).items():
            ids = tuple(event.id for event in found)
            if len(found) >= each:
                pieces.append(Piece(day=found[each - 1].placed, worth=1, label=name, events=ids))
            else:
                params = (("label", name), ("have", len(found)), ("need", each))
                left.append(_left(ids[-1], Reason.TOO_FEW_EACH, params))
        return Tally(pieces=by_day(pieces), left=tuple(left))

    return count


def different_people(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
    """Every trainee who reached it is worth one, however often that was recorded."""
    first: dict[str, AnyEvent] = {}
    for each in entries:
        first.setdefault(getattr(each, "person", each.id), each)
    return each_once(tuple(first.values()), hopeful)


def covered(facet: Facet, sessions: Sequence[SupervisionEvent], record: Record) -> Count:
    """Every client (case, cycle) that was brought to a confirmed supervision is worth one; all are needed."""

    def count(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
        pieces, left = [], []
        groups = _grouped(entries, facet)
        for name, found in groups.items():
            about = [each for each in sessions if name in concerned(each, facet, record)]
            counted = [each for each in about if hopeful or each.confirmed]
            if counted:
                last = max(found[0].placed, counted[0].on)
                ids = (*(each.id for each in found), counted[0].id)
                pieces.append(Piece(day=last, worth=1, label=name, events=ids))
            elif about:
                left.append(unconfirmed(about[0], label=name))
            else:
                named = () if facet is Facet.CYCLE else (("label", name),)
                left.append(_left(found[-1].id, Reason.NOT_COVERED, named, Move.LEARNER))
        return Tally(pieces=by_day(pieces), left=tuple(left), need=len(groups))

    return count


def preceded(sessions: Sequence[SupervisionEvent], record: Record) -> Count:
    """Every entry is worth one that a supervision about the same client went before, since the one before it.

    Each supervision goes before one entry only.
    """

    def count(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
        pieces, left = [], []
        unused = sorted(sessions, key=lambda each: (each.confirmed is None and not hopeful, each.on, each.id))
        previous: dict[str, date] = {}
        for each in entries:
            on, client = each.placed, label(each, Facet.CLIENT)
            since = previous.get(client, date.min)
            previous[client] = on
            between = (session for session in unused if since <= session.on <= on)
            about = (one for one in between if client in concerned(one, Facet.CLIENT, record))
            session = next(about, None)
            if session is None:
                left.append(_left(each.id, Reason.NOT_SUPERVISED_BEFORE, (("on", on),)))
                continue
            unused.remove(session)
            if hopeful or session.confirmed:
                pieces.append(Piece(day=on, worth=1, label=each.id, events=(each.id, session.id)))
            else:
                left.append(unconfirmed(session))
        return Tally(pieces=tuple(pieces), left=tuple(left), need=len(entries))

    return count


def last_rated(rate: Rate) -> Count:
    """Each of the last films is worth one whose rating reached the level on every item asked for.

    A film that was rated more than once stands by its last rating: the unit is one film of a shared review.
    """

    def count(entries: Sequence[AnyEvent], hopeful: bool) -> Tally:
        reached: list[AnyEvent] = []
        left: list[NotCounted] = []
        for each in _last_of_each_film(entries)[-rate.last :]:
            low = _lowest(each, rate) if isinstance(each, RatingEvent) else None
            if low is None:
                reached.append(each)
            else:
                params = (("item", low[0]), ("have", low[1]), ("need", rate.level))
                left.append(_left(each.id, Reason.BELOW_LEVEL, params, Move.LEARNER))
        return Tally(pieces=each_once(reached, hopeful).pieces, left=tuple(left), need=rate.last)

    return count


def _last_of_each_film(entries: Iterable[AnyEvent]) -> list[AnyEvent]:
    films: dict[str, AnyEvent] = {}
    for each in entries:
        film = each.cycle if isinstance(each, RatingEvent) else each.id
        films.pop(film, None)  # rated again, it comes last
        films[film] = each
    return list(films.values())


def unconfirmed(session: SupervisionEvent, **params: str) -> NotCounted:
    """A supervision that waits for the person named in it, or for a coordinator once that person has left."""
    left = session.left
    gone = (("left", left),) if left else ()
    since = max(session.recorded, left or session.recorded)
    return NotCounted(
        event=session.id,
        reason=Reason.NOT_CONFIRMED,
        move=Move.COORDINATOR if left else Move.SUPERVISOR,
        person=None if left else session.with_,
        params=(("person", session.with_), ("since", since), *gone, *params.items()),
    )


def _lowest(rating: RatingEvent, rate: Rate) -> tuple[str, int] | None:
    """The first item asked for that stayed below the level, with its level; an item not rated has 0."""
    levels = {each.item: each.level for each in rating.items}
    asked = rate.items or tuple(levels)
    low = ((item, levels.get(item, 0)) for item in asked if levels.get(item, 0) < rate.level)
    return next(low, None)


def _grouped(entries: Sequence[AnyEvent], facet: Facet) -> dict[str, list[AnyEvent]]:
    groups: dict[str, list[AnyEvent]] = defaultdict(list)
    for each in entries:
        groups[label(each, facet)].append(each)
    return groups


def _left(
    event: str, reason: Reason, params: tuple[tuple[str, str | int | date], ...], move: Move = Move.NOBODY
) -> NotCounted:
    return NotCounted(event=event, reason=reason, move=move, params=params)
