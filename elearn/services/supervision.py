"""Without this a coordinator would learn only from a complaint that somebody has had no supervision for months."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.people import Actor
from elearn.storage import supervision
from elearn.storage.supervision import Held, Learner, Under

MOST = 50
"""So many people stand on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person in training: who supervises her today, and the last supervision that stands."""

    learner: Learner
    under: tuple[Under, ...]
    held: Held | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A page of people in training; ``alone`` counts those in all whom nobody supervises, ``after`` is the next key."""

    lines: tuple[Line, ...]
    alone: int
    after: str | None


def overview(session: Session, actor: Actor, today: date, *, alone: bool, after: str) -> Overview:
    """Who supervises whom and when last, or only those whom nobody supervises; three statements a page."""
    access.require(actor, Action.RUN_PEOPLE)
    listed = supervision.learners(session, today, alone=alone, after=after, most=MOST + 1)
    shown = listed[:MOST]
    ids = [each.id for each in shown]
    relations = supervision.under(session, ids, today)
    held = {each.learner: each for each in supervision.last_held(session, ids)}
    return Overview(
        lines=tuple(
            Line(
                learner=each,
                under=tuple(one for one in relations if one.learner == each.id),
                held=held.get(each.id),
            )
            for each in shown
        ),
        alone=listed[0].alone if listed else 0,
        after=f"{shown[-1].name}\n{shown[-1].id}" if len(listed) > MOST else None,
    )
