"""Without this a supervisor would have to open every record to learn who needs her and what each still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.desks import Item, Matter, Wait, days_waited, queue
from elearn.domain.evidence import LeaveEvent
from elearn.domain.findings import MilestoneFinding
from elearn.domain.logbook import EntryKind, current
from elearn.domain.pathway_editions import pathway_from_canonical
from elearn.domain.people import Actor
from elearn.domain.reasons import Status
from elearn.services.evidence import Record, gather
from elearn.services.home import Asked, Awaited, asks, awaited, leaves, working
from elearn.services.milestones import MOST, Progress, progress
from elearn.storage import desks, editions, signoffs
from elearn.storage import people as known
from elearn.storage.desks import Trainee

SHOWN = 10
"""So many lines of "needs you now" stand on a desk; the rest is on the page of confirmations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One line of "needs you now", how many days it has waited without leave, and the milestone asked for, if any.

    ``own`` says that the learner is hers today, so that her milestones can be opened.
    """

    item: Item
    days: int
    own: bool
    milestone: str = ""


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
    """One trainee on a desk; ``supervised`` is the day of her last supervision, ``leave`` the leave she is on."""

    trainee: Trainee
    stages: tuple[Stage, ...]
    supervised: date | None
    leave: LeaveEvent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A supervisor's desk; ``after`` is the key of the next page of trainees, ``hidden`` counts needs left out."""

    needs: tuple[Need, ...]
    hidden: int
    rows: tuple[Row, ...]
    whole: int
    after: str | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A sign-off asked of an assessor: by whom, of which milestone of which pathway, since when."""

    request: str
    learner: str
    pathway: str
    milestone: str
    since: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What an assessor signed before; ``agreed`` is False for a "not yet"."""

    decision: str
    request: str
    learner: str
    pathway: str
    milestone: str
    agreed: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorDesk:
    """What is asked of an assessor, the longest wait first, and what she signed, the latest first."""

    asked: tuple[Bundle, ...]
    signed: tuple[Signed, ...]


def supervisor(session: Session, actor: Actor, *, after: str, today: date, timezone: ZoneInfo) -> Desk:
    """What needs her, and at most fifty of her trainees from a key on; eleven statements, however many she has."""
    access.require(actor, Action.SEE_TRAINEES)
    listed = desks.trainees(session, actor.id, today, after=after, most=MOST + 1)
    shown = listed[:MOST]
    waits = desks.waits(session, actor.id, today)
    items = queue(each for each in waits if each.matter is not Matter.SIGN_OFF or each.of == actor.id)
    learners = {*(each.id for each in shown), *(each.first.learner for each in items[:SHOWN])}
    records = gather(session, learners, timezone)
    return Desk(
        needs=tuple(_need(each, records[each.first.learner], actor.id, today) for each in items[:SHOWN]),
        hidden=max(0, len(items) - SHOWN),
        rows=tuple(_row(each, records[each.id], today) for each in shown),
        whole=listed[0].whole if listed else 0,
        after=f"{shown[-1].name}\n{shown[-1].id}" if len(listed) > MOST else None,
        names={actor.id: actor.name, **{each.of: each.of_name for each in waits if each.of}},
    )


def assessor(session: Session, actor: Actor, today: date) -> AssessorDesk:
    """The bundles asked of her and what she signed before."""
    access.require(actor, Action.SEE_TRAINEES)
    asked = desks.bundles(session, actor.id)
    signed = signoffs.signed_by(session, actor.id)
    names = known.names(session, {each.learner_id for each in signed})
    used = {*(each.edition for each in asked), *(each.edition for each in signed)}
    ladders = {
        edition: pathway_from_canonical(body) for edition, body in editions.bodies(session, used).items()
    }

    def titled(edition: str, milestone: str) -> dict[str, str]:
        found = ladders[edition].milestone(milestone)
        return {"pathway": ladders[edition].title, "milestone": found.title if found else milestone}

    return AssessorDesk(
        asked=tuple(
            Bundle(
                request=each.id,
                learner=each.name,
                since=each.since,
                days=(today - each.since).days,
                **titled(each.edition, each.kind),
            )
            for each in sorted(asked, key=lambda each: (each.since, each.id))
        ),
        signed=tuple(
            Signed(
                decision=each.id,
                request=each.request_id,
                learner=names[each.learner_id],
                agreed=each.decision == "agree",
                on=each.decided_on,
                **titled(each.edition, each.milestone),
            )
            for each in signed
        ),
    )


def _need(item: Item, record: Record, supervisor: str, today: date) -> Need:
    first = item.first
    return Need(
        item=item,
        days=days_waited(first.since, today, leaves(record)),
        own=any(each.supervisor == supervisor and each.holds(today) for each in record.relations),
        milestone=_title(first, record) if first.matter is Matter.SIGN_OFF else "",
    )


def _title(wait: Wait, record: Record) -> str:
    ladder = record.pathways.get(wait.edition)
    found = ladder.milestone(wait.kind) if ladder else None
    return found.title if found else wait.kind


def _row(trainee: Trainee, record: Record, today: date) -> Row:
    away = leaves(record)
    return Row(
        trainee=trainee,
        stages=tuple(_stage(each, record, away, today) for each in progress(record, today)),
        supervised=_last_supervision(record),
        leave=next((each for each in away if each.on <= today <= (each.to or today)), None),
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
