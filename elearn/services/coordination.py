"""Without this a coordinator would not see who is stuck at a door that only she can open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, may_enter
from elearn.domain.days import Span, before
from elearn.domain.desks import Item, queue
from elearn.domain.people import Actor
from elearn.storage import coordination
from elearn.storage.coordination import Count, Someone

SHOWN = 10
"""So many of each list stand on the desk."""

READ_AHEAD = 200
"""So many waiting entries are looked at before they are gathered into lines."""

YEAR = Span(months=12)

Tally = Mapping[str, int]
"""A number for each key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people there are by role, pathway and what they reached; supervisions are those of twelve months.

    A desk leaves out what was reached: that is counted anew, for the page that is printed.
    """

    roles: Tally
    pathways: Tally
    signed: Tally
    quizzes: Tally
    supervisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A coordinator's desk: what waits for her, who has not come yet, who has no supervisor, and the counts.

    ``linkless`` are the requests to somebody without an account for which there is no link that opens.
    """

    needs: tuple[Item, ...]
    linkless: tuple[Someone, ...]
    more_linkless: bool
    invited: tuple[Someone, ...]
    more_invited: bool
    unsupervised: tuple[Someone, ...]
    more_unsupervised: bool
    counts: Counts


def desk(session: Session, actor: Actor, today: date, now: datetime) -> Desk:
    """A coordinator's desk; three statements that read as much for many people as for few."""
    access.require(actor, Action.RUN_PEOPLE)
    lists = coordination.lists(session, actor.id, today, now, SHOWN + 1)
    waits = coordination.waits(session, actor.id, today, READ_AHEAD)
    if may_enter(actor, Action.SEE_TRAINEES):  # what names her stands on her desk as a supervisor
        waits = [each for each in waits if each.of != actor.id]
    return Desk(
        needs=queue(waits)[:SHOWN],
        linkless=tuple(lists.linkless[:SHOWN]),
        more_linkless=len(lists.linkless) > SHOWN,
        invited=tuple(lists.invited[:SHOWN]),
        more_invited=len(lists.invited) > SHOWN,
        unsupervised=tuple(lists.alone[:SHOWN]),
        more_unsupervised=len(lists.alone) > SHOWN,
        counts=_counts(coordination.counts(session)),
    )


def counts(session: Session, actor: Actor, today: date) -> Counts:
    """The counts alone, for whoever pays; two statements and no names."""
    access.require(actor, Action.RUN_PEOPLE)
    return _counts([*coordination.counts(session), *coordination.reached(session, before(today, YEAR))])


def _counts(found: Sequence[Count]) -> Counts:
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
    )
