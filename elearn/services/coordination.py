"""Without this a coordinator would not see who is stuck at a door that only she can open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.days import Span, before
from elearn.domain.desks import Item, queue
from elearn.domain.people import Actor
from elearn.storage import coordination
from elearn.storage.coordination import Someone

SHOWN = 10
"""So many of each list stand on the desk."""

READ_AHEAD = 200
"""So many waiting entries are looked at before they are gathered into lines."""

YEAR = Span(months=12)

Tally = Mapping[str, int]
"""A number for each key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people there are by role, pathway and what they reached; supervisions are those of twelve months."""

    roles: Tally
    pathways: Tally
    signed: Tally
    quizzes: Tally
    supervisions: int
    invited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A coordinator's desk: what waits for her, who has not come yet, who has no supervisor, and the counts."""

    needs: tuple[Item, ...]
    invited: tuple[Someone, ...]
    unsupervised: tuple[Someone, ...]
    more_unsupervised: bool
    counts: Counts


def desk(session: Session, actor: Actor, today: date) -> Desk:
    """A coordinator's desk; six statements, however many people there are."""
    access.require(actor, Action.RUN_PEOPLE)
    alone = coordination.unsupervised(session, today, SHOWN + 1)
    return Desk(
        needs=queue(coordination.waits(session, actor.id, today, READ_AHEAD))[:SHOWN],
        invited=tuple(coordination.invitations(session, SHOWN)),
        unsupervised=tuple(alone[:SHOWN]),
        more_unsupervised=len(alone) > SHOWN,
        counts=_counts(session, today),
    )


def counts(session: Session, actor: Actor, today: date) -> Counts:
    """The counts alone, for whoever pays; one statement and no names."""
    access.require(actor, Action.RUN_PEOPLE)
    return _counts(session, today)


def _counts(session: Session, today: date) -> Counts:
    found = coordination.counts(session, before(today, YEAR))

    def tally(group: str) -> Tally:
        return {
            each.key: each.count for each in sorted(found, key=lambda one: one.key) if each.group == group
        }

    return Counts(
        roles=tally("role"),
        pathways=tally("pathway"),
        signed=tally("signed"),
        quizzes=tally("quiz"),
        supervisions=tally("supervision").get("", 0),
        invited=tally("invited").get("", 0),
    )
