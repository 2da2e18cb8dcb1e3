"""Without this a supervisor would have to open every record to learn who needs her and what each still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.desks import (
    Item,
    Matter,
    Measure,
    Wait,
    days_waited,
    longest_first,
    measure,
    queue,
    waits_for,
)
from elearn.domain.evidence import LeaveEvent
from elearn.domain.findings import MilestoneFinding
from elearn.domain.leave import on_leave
from elearn.domain.logbook import EntryKind, current
from elearn.domain.people import Actor
from elearn.domain.reasons import Status
from elearn.services.due import Due, soonest
from elearn.services.evidence import Record, gather
from elearn.services.home import Asked, Awaited, asks, awaited, leaves, working
from elearn.services.milestones import MOST, Progress, progress
from elearn.storage import desks
from elearn.storage.desks import Trainee

SHOWN = 10
"""So many lines of "needs you now" stand on a desk; the rest is on the page of confirmations."""
WEIGHED = 3 * SHOWN
"""So many of the oldest lines are weighed against leave before the longest waits are chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One line of "needs you now", how many days it has waited without leave, and the milestone asked for, if any.

    ``own`` says that the learner is hers today, so that her milestones can be opened and ``measure`` be told.
    """

    item: Item
    days: int
    own: bool
    milestone: str = ""
    measure: Measure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a trainee stands on one pathway: the milestone she works towards, what it lacks, what others have.

    ``milestone`` is None when all are met.
    """

    progress: Progress
    milestone: MilestoneFinding | None
    lacks: tuple[Asked, ...]
    awaited: tuple[Awaited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One trainee on a desk; ``supervised`` is the day of her last supervision, ``leave`` the leave she is on.

    ``waits`` is for how many days something of hers has waited that has no line of its own on this page, ``due``
    what falls due for her in two weeks.
    """

    trainee: Trainee
    stages: tuple[Stage, ...]
    supervised: date | None
    leave: LeaveEvent | None
    measure: Measure | None
    due: Due | None
    waits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A supervisor's desk: who needs her, what falls due, and the ``rows`` of the others, each trainee once.

    ``after`` is the key of the next page of trainees, ``hidden`` counts needs left out, ``whole`` all her trainees.
    """

    needs: tuple[Need, ...]
    hidden: int
    due: tuple[Row, ...]
    rows: tuple[Row, ...]
    whole: int
    after: str | None
    names: Mapping[str, str]


def supervisor(session: Session, actor: Actor, *, after: str, today: date, timezone: ZoneInfo) -> Desk:
    """What needs her, and at most fifty of her trainees from a key on; eleven statements, however many she has.

    Who needs her stands on the first page only; on every page each other trainee stands once.
    """
    access.require(actor, Action.SEE_TRAINEES)
    listed = desks.trainees(session, actor.id, today, after=after, most=MOST + 1)
    shown = listed[:MOST]
    waits = desks.waits(session, actor.id, today, timezone)
    items = queue(waits_for(actor.id, waits))
    weighed = items[:WEIGHED]
    learners = {*(each.id for each in shown), *(each.first.learner for each in weighed)}
    records = gather(session, learners, timezone)
    away = {learner: leaves(record) for learner, record in records.items()}
    items = (*longest_first(weighed, away, today), *items[WEIGHED:])
    told = () if after else items[:SHOWN]
    rows = _rows(shown, records, told, items, actor.id, today)
    return Desk(
        needs=tuple(_need(each, records[each.first.learner], actor.id, today) for each in told),
        hidden=max(0, len(items) - SHOWN),
        due=tuple(sorted((each for each in rows if each.due), key=_soonest)),
        rows=tuple(each for each in rows if not each.due),
        whole=listed[0].whole if listed else 0,
        after=f"{shown[-1].name}\n{shown[-1].id}" if len(listed) > MOST else None,
        names={actor.id: actor.name, **{each.of: each.of_name for each in waits if each.of}},
    )


def _soonest(row: Row) -> date:
    return row.due.on if row.due else date.max


def _rows(
    shown: Sequence[Trainee],
    records: Mapping[str, Record],
    told: Sequence[Item],
    items: Sequence[Item],
    supervisor: str,
    today: date,
) -> list[Row]:
    """The trainees of a page who have no line of their own under "needs you now"."""
    lined = {learner for each in told for learner in each.learners}
    first = {learner: each.since for each in reversed(items) for learner in each.learners}
    return [
        _row(each, records[each.id], first.get(each.id), supervisor, today)
        for each in shown
        if each.id not in lined
    ]


def _need(item: Item, record: Record, supervisor: str, today: date) -> Need:
    first = item.first
    own = any(each.supervisor == supervisor and each.holds(today) for each in record.relations)
    return Need(
        item=item,
        days=days_waited(first.since, today, leaves(record)),
        own=own,
        milestone=_title(first, record) if first.matter is Matter.SIGN_OFF else "",
        measure=_measure(progress(record, today)) if own and len(item.learners) == 1 else None,
    )


def _measure(found: Sequence[Progress]) -> Measure | None:
    """How far the milestone has come that a learner works towards; None where all are met."""
    for each in found:
        for milestone in reversed(working(each)):
            asked = each.pathway.milestone(milestone.id)
            return measure(asked, milestone) if asked else None
    return None


def _title(wait: Wait, record: Record) -> str:
    ladder = record.pathways.get(wait.edition)
    found = ladder.milestone(wait.kind) if ladder else None
    return found.title if found else wait.kind


def _row(trainee: Trainee, record: Record, since: date | None, supervisor: str, today: date) -> Row:
    away = leaves(record)
    found = progress(record, today)
    return Row(
        trainee=trainee,
        stages=tuple(_stage(each, record, away, today) for each in found),
        supervised=_last_supervision(record),
        leave=on_leave(away, today),
        measure=_measure(found),
        due=soonest(trainee, record, found, away, supervisor, today) if since is None else None,
        waits=days_waited(since, today, away) if since is not None else None,
    )


def _stage(found: Progress, record: Record, away: Sequence[LeaveEvent], today: date) -> Stage:
    open_ones = working(found)
    return Stage(
        progress=found,
        milestone=open_ones[-1] if open_ones else None,
        lacks=tuple(
            asked
            for each in open_ones
            for asked in asks(found, each)
            if asked.finding.status in (Status.TO_DO, Status.DUE_AGAIN)
        ),
        awaited=awaited(found, record, away, today),
    )


def _last_supervision(record: Record) -> date | None:
    held = [
        each.day
        for each in current(record.entries)
        if each.kind is EntryKind.SUPERVISION and not each.withdrawn and not each.disowned
    ]
    return max(held, default=None)
