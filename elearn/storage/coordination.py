"""Without these questions a coordinator's desk would count people one by one, and slow down with every intake."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from elearn.domain.desks import Wait
from elearn.domain.logbook import ActKind, EntryKind
from elearn.domain.replies import Reply
from elearn.storage import rollups
from elearn.storage.assessors import AssessorRow
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import Stamp
from elearn.storage.desks import as_wait, disowned, entries_of_waits, unanswered
from elearn.storage.evidence import AchievementRow
from elearn.storage.links import OPEN_INVITATION, LinkRow
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow
from elearn.storage.rollups import ALONE, WAITS, TurnRow
from elearn.storage.signing import ReplyRow, SigningLinkRow
from elearn.storage.signoffs import DecisionRow, RequestRow

ACTIVE = PersonRow.disabled_at.is_(None) & PersonRow.erased_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many there are of one thing; `group` says of what sort: role, pathway, signed, quiz, supervision."""

    group: str
    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person on a coordinator's desk, and since when she is there; `until` is the last good moment of her link.

    Of a request `id` is the request's, `name` the learner's, and `asked` the name of whoever has no link to it.
    """

    id: str
    name: str
    since: datetime
    until: datetime | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Who was invited and has not been here, whom nobody supervises, and which requests want a link handed on."""

    invited: list[Someone]
    alone: list[Someone]
    linkless: list[Someone]


def counts(session: Session) -> list[Count]:
    """People by role and pathway, as they are kept; one statement."""
    return [
        Count(group=group, key=key, count=number)
        for (group, _mark, key), number in (
            (thing.partition("/"), number) for thing, number in rollups.counts(session).items()
        )
    ]


def reached(session: Session, since: date) -> list[Count]:
    """What people reached, and supervisions confirmed since a day: counted anew, for a page that is seldom printed."""
    rows = session.execute(union_all(_signed(), _quizzes(), _supervisions(since)))
    return [Count(group=row[0], key=row[1], count=row[2]) for row in rows]


def lists(session: Session, coordinator: str, today: date, now: datetime, most: int) -> Lists:
    """Who was invited and has not been here, trainees whom nobody supervises today, and requests without a link.

    Of these requests none is the coordinator's own. The longest first of each; one statement.
    """
    told = {"coordinator": coordinator, "today": today, "now": now, "most": most}
    rows = session.execute(_LISTS, told).all()
    alone = sorted((row for row in rows if row.day is not None), key=lambda row: (row.day, row.id))
    others = sorted((row for row in rows if row.day is None), key=lambda row: (row.at, row.id))
    return Lists(
        invited=[_someone(row) for row in others if row.asked is None],
        alone=[_someone(row) for row in alone],
        linkless=[_someone(row) for row in others if row.asked is not None],
    )


def _someone(row: Any) -> Someone:
    return Someone(id=row.id, name=row.name, since=row.at, until=row.ends, asked=row.asked or "")


def waits(session: Session, coordinator: str, today: date, most: int) -> list[Wait]:
    """Sessions whose supervisor has left, papers of learners whom nobody supervises, and sessions that name her."""
    asked = {"coordinator": coordinator, "today": today, "most": most}
    # A learner's session with a coordinator who supervised her, and does so no more, is hers twice over.
    found = {row.id: as_wait(row) for row in session.execute(_WAITS, asked)}
    return list(found.values())


def _signed() -> Select[str, str, int]:
    amended = aliased(DecisionRow)
    address = AssignmentRow.pathway + "/" + DecisionRow.milestone
    return (
        select(cast("signed", String), address, func.count(DecisionRow.learner_id.distinct()))
        .join(AssignmentRow, AssignmentRow.id == DecisionRow.assignment_id)
        .where(DecisionRow.decision == "agree", ~exists().where(amended.amends == DecisionRow.id))
        .group_by(AssignmentRow.pathway, DecisionRow.milestone)
    )


def _quizzes() -> Select[str, str, int]:
    return (
        select(cast("quiz", String), AchievementRow.ref, func.count(AchievementRow.learner_id.distinct()))
        .where(AchievementRow.kind == "quiz", AchievementRow.passed.is_(True))
        .group_by(AchievementRow.ref)
    )


def _supervisions(since: date) -> Select[str, str, int]:
    one = func.coalesce(EntryRow.session_id, EntryRow.id)
    newer, gone = aliased(EntryRow), aliased(ActRow)
    return (
        select(cast("supervision", String), literal(""), func.count(one.distinct()))
        .join(ActRow, ActRow.entry_id == EntryRow.id)
        .where(
            EntryRow.kind == EntryKind.SUPERVISION,
            ActRow.kind == ActKind.CONFIRMED,
            EntryRow.on >= since,
            # Corrected and confirmed anew it is one session still, and taken back it is none.
            ~exists().where(newer.replaces == EntryRow.id),
            ~exists().where(gone.entry_id == EntryRow.id, gone.kind == ActKind.WITHDRAWN),
        )
    )


# Built once, below what they are made of.
_INVITED = (
    select(
        PersonRow.id,
        PersonRow.name,
        LinkRow.made_at.label("at"),
        LinkRow.expires_at.label("ends"),
        cast(null(), Date).label("day"),
        cast(null(), String).label("asked"),
    )
    # A link made later revokes the earlier ones, so that the open one is the last.
    .join(PersonRow, PersonRow.id == LinkRow.person_id)
    .where(OPEN_INVITATION, ACTIVE, PersonRow.passphrase_hash.is_(None))
    .order_by(LinkRow.made_at, LinkRow.person_id)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_TURN = rollups.current(ALONE).subquery()
_ALONE = select(
    PersonRow.id,
    PersonRow.name,
    PersonRow.created_at.label("at"),
    cast(null(), Stamp).label("ends"),
    _TURN.c.since.label("day"),
    cast(null(), String).label("asked"),
).join(_TURN, _TURN.c.learner_id == PersonRow.id)
_SIGNER, _QUESTION, _LATER = aliased(PersonRow), aliased(ReplyRow), aliased(ReplyRow)
_LINKLESS = (
    select(
        RequestRow.id,
        PersonRow.name,
        RequestRow.asked_at.label("at"),
        cast(null(), Stamp).label("ends"),
        cast(null(), Date).label("day"),
        _SIGNER.name.label("asked"),
    )
    .join(PersonRow, PersonRow.id == RequestRow.learner_id)
    .join(_SIGNER, _SIGNER.id == RequestRow.asked_of)
    .where(
        # Few are entered from outside, however many learn here: from their side requests are found by index.
        RequestRow.asked_of.in_(select(AssessorRow.person_id)),
        RequestRow.closed_at.is_(None),
        RequestRow.learner_id != bindparam("coordinator", type_=String),
        _SIGNER.passphrase_hash.is_(None),
        _SIGNER.disabled_at.is_(None),
        _SIGNER.erased_at.is_(None),
        ~exists().where(
            SigningLinkRow.request_id == RequestRow.id,
            SigningLinkRow.used_at.is_(None),
            SigningLinkRow.revoked_at.is_(None),
            SigningLinkRow.expires_at > bindparam("now", type_=Stamp),
        ),
        # While a question waits for the learner, a link would bring nothing new.
        ~exists().where(
            _QUESTION.request_id == RequestRow.id,
            _QUESTION.kind == Reply.QUESTION,
            _QUESTION.by == RequestRow.asked_of,
            ~exists().where(_LATER.request_id == _QUESTION.request_id, _LATER.seq > _QUESTION.seq),
        ),
    )
    .order_by(RequestRow.asked_at, RequestRow.id)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_LISTS = union_all(select(_INVITED), _ALONE, select(_LINKLESS))
_WAIT = rollups.current(WAITS, TurnRow.learner_id != bindparam("coordinator", type_=String)).subquery()
_HER = bindparam("coordinator", type_=String)
_WITH_HER = (
    (EntryRow.named == _HER) & (EntryRow.kind == EntryKind.SUPERVISION) & (EntryRow.learner_id != _HER)
)
_WAITS = union_all(
    entries_of_waits().join(_WAIT, _WAIT.c.entry_id == EntryRow.id),
    unanswered(_WITH_HER),
    disowned(_WITH_HER),
)
