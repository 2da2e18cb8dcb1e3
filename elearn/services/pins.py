"""Without this an entry could not be read beside the rules that held when it was entered."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from elearn.domain.logbook import Entry
from elearn.domain.pins import Move, Pin, Under, under
from elearn.services.evidence import pathways_in
from elearn.storage import moves


def under_which(session: Session, learner: str, entries: Iterable[Entry]) -> Mapping[str, tuple[Under, ...]]:
    """The rules each of these entries of a learner was entered under, by the entry's id; two statements."""
    pins = _pins(session, learner)
    return {each.id: under(pins, each) for each in entries}


def _pins(session: Session, learner: str) -> tuple[Pin, ...]:
    rows = moves.of_learner(session, learner)
    pinned = pathways_in(session, {row.edition for row in rows})
    return tuple(
        Pin(
            pathway=row.pathway,
            title=pinned[row.edition].title,
            approach=pinned[row.edition].approach,
            edition=row.edition,
            since=row.assigned_at,
            until=row.ended_at,
            moves=tuple(Move(at=each.moved_at, before=each.from_edition) for each in moved),
        )
        for row, moved in rows.items()
    )
