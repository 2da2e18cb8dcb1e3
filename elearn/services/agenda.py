"""Without this two people would meet and first have to find out what there is to talk about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access, entry_rights
from elearn.domain.access import Action, Standing
from elearn.domain.bringing import Piece
from elearn.domain.errors import NotFound
from elearn.domain.evidence import LeaveEvent
from elearn.domain.findings import MilestoneFinding
from elearn.domain.follow_ups import FollowUp
from elearn.domain.leave import leaves, on_leave
from elearn.domain.library import Catalogue
from elearn.domain.logbook import Entry, EntryKind, current
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Prepared, may_read, open_one
from elearn.domain.reasons import Status
from elearn.services.evidence import Record, record_of
from elearn.services.home import Asked, asks, working
from elearn.services.milestones import progress
from elearn.services.people import require
from elearn.services.preparations import DAY, brought, held_by, pieces
from elearn.services.sharing import Tried, shared_tries
from elearn.storage import follow_ups, people, preparations


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of the milestone she works towards on one pathway; None where all are met."""

    pathway: str
    milestone: MilestoneFinding | None
    lacks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What there is to talk about: the new work, the preparation as far as the reader may see it, and all that is open.

    ``last`` is the last session whose words the reader may read.
    """

    learner: str
    name: str
    own: bool
    prepared: Prepared | None
    brought: tuple[Piece, ...]
    new: tuple[Piece, ...]
    tries: tuple[Tried, ...]
    open: tuple[FollowUp, ...]
    done: tuple[FollowUp, ...]
    left: tuple[Left, ...]
    last: Entry | None
    leave: LeaveEvent | None
    names: Mapping[str, str]


def own(session: Session, actor: Actor, catalogue: Catalogue, today: date, timezone: ZoneInfo) -> Agenda:
    """The agenda of the actor's own next session."""
    access.require(actor, Action.PREPARE_SESSION, frozenset({Standing.SELF}))
    return _agenda(session, actor, catalogue, actor.id, frozenset({Standing.SELF}), today, timezone)


def of(
    session: Session, actor: Actor, catalogue: Catalogue, learner: str, today: date, timezone: ZoneInfo
) -> Agenda:
    """The agenda of the next session with a trainee, for whoever supervises her today; at most twenty statements.

    Raises ``NotFound`` for everybody else, and for a volunteer: her talks need no agenda.
    """
    held = require(session, actor, Action.SEE_AGENDA, learner, today)
    if Role.TRAINEE not in people.roles_of(session, learner):
        raise NotFound
    return _agenda(session, actor, catalogue, learner, held, today, timezone)


def _agenda(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    learner: str,
    standings: frozenset[Standing],
    today: date,
    timezone: ZoneInfo,
) -> Agenda:
    record = record_of(session, learner, timezone)
    entries = record.entries
    prepared = open_one(preparations.of_learner(session, learner), held_by(entries))
    if prepared is not None and not may_read(prepared, actor.id, standings):
        prepared = None
    last = _last_session(entries, actor.id, standings)
    agreed = follow_ups.of_learners(session, [learner], timezone)
    since = last.day if last else date.min
    names = people.names(session, {learner, *(each.whose for each in agreed), *_named(last)})
    return Agenda(
        learner=learner,
        name=names[learner],
        own=learner == actor.id,
        prepared=prepared,
        brought=brought(entries, prepared, today + DAY) if prepared else (),
        new=tuple(each for each in pieces(entries, today) if not each.seen),
        tries=shared_tries(session, catalogue, learner),
        open=tuple(each for each in agreed if each.done is None),
        done=tuple(each for each in agreed if each.done is not None and each.done >= since),
        left=tuple(_left(record, today)),
        last=last,
        leave=on_leave(leaves(entries), today),
        names=names,
    )


def _last_session(entries: Iterable[Entry], person: str, standings: frozenset[Standing]) -> Entry | None:
    held = [
        each
        for each in current(entries)
        if each.kind is EntryKind.SUPERVISION
        and not each.withdrawn
        and not each.disowned
        and entry_rights.may_read(each, person, standings)
    ]
    return max(held, key=lambda each: (each.day, each.seq), default=None)


def _left(record: Record, today: date) -> Iterable[Left]:
    for found in progress(record, today):
        open_ones = working(found)
        yield Left(
            pathway=found.pathway.title,
            milestone=open_ones[0] if open_ones else None,
            lacks=tuple(
                each
                for one in open_ones[:1]
                for each in asks(found, one)
                if each.finding.status in (Status.TO_DO, Status.DUE_AGAIN)
            ),
        )


def _named(last: Entry | None) -> set[str]:
    return {last.named} if last and last.named else set()
