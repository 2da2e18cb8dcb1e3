"""Without these nobody could see in one place which films are to be erased, hers or those of her trainees."""

from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.films import Film, films, near
from elearn.domain.logbook import current
from elearn.domain.people import Actor
from elearn.services.confirmations import trainees_of
from elearn.services.entry_writing import entered, require_own
from elearn.storage import logbook


def own(session: Session, actor: Actor) -> tuple[Film, ...]:
    """The actor's films that are not erased yet, what is due first."""
    require_own(actor, actor.id)
    return films(entered(session, actor.id))


def of_trainees(session: Session, actor: Actor, today: date) -> tuple[tuple[str, Film], ...]:
    """The films of those whom she supervises today that are due or nearly so, with their names; four statements."""
    access.require(actor, Action.SEE_TRAINEES)
    trainees = trainees_of(session, actor, today)
    kept = logbook.entries_of(session, trainees)
    found = [
        (name, film) for id_, name in trainees.items() for film in near(current(kept.get(id_, ())), today)
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].due, pair[0])))
