"""Without these questions nobody could take along, or read on one page, everything that is kept about her."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from elearn.storage.assessors import AssessorRow
from elearn.storage.assignments import AssignmentRow
from elearn.storage.audit import AuditRow
from elearn.storage.follow_ups import FollowUpRow, TickRow
from elearn.storage.links import LinkRow
from elearn.storage.logbook import ActRow, ClientRow, DraftRow, EntryRow
from elearn.storage.moves import MoveRow
from elearn.storage.outbox import LetterRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.preparations import PreparationRow
from elearn.storage.ratings import RatingRow
from elearn.storage.record_of_study import Asked, Columns, study
from elearn.storage.sessions import DeviceRow, KeptFormRow, SessionRow
from elearn.storage.signing import ReplyRow, SignatureRow, SigningLinkRow
from elearn.storage.signoffs import DecisionRow, RequestRow

Kept = list[Mapping[str, Any]]
"""Rows by the names of their columns."""


def everything(session: Session, person: str) -> dict[str, Kept]:
    """Every row about a person, table by table and in order; no secret, and nothing about anybody else."""
    return {
        name: _rows(session, columns, where, order)
        for name, (columns, where, order) in _asked(person).items()
    }


def shown() -> dict[str, frozenset[str]]:
    """The columns that each part of a record shows, as `table.column`."""
    return {
        part: frozenset(f"{column.class_.__tablename__}.{column.key}" for column in columns)
        for part, (columns, _where, _order) in _asked("").items()
    }


def _asked(person: str) -> dict[str, Asked]:
    mine = EntryRow.learner_id == person
    return {
        "account": (
            (PersonRow.name, PersonRow.email, PersonRow.created_at, PersonRow.disabled_at),
            PersonRow.id == person,
            (PersonRow.id,),
        ),
        "roles": (
            (RoleRow.role, RoleRow.since, RoleRow.until),
            RoleRow.person_id == person,
            (RoleRow.since, RoleRow.role),
        ),
        "relations": (
            (
                RelationRow.learner_id,
                RelationRow.supervisor_id,
                RelationRow.covering,
                RelationRow.since,
                RelationRow.until,
                RelationRow.recorded_at,
                RelationRow.endings,
            ),
            or_(RelationRow.learner_id == person, RelationRow.supervisor_id == person),
            (RelationRow.since, RelationRow.id),
        ),
        "pathways": (
            (
                AssignmentRow.id,
                AssignmentRow.pathway,
                AssignmentRow.edition,
                AssignmentRow.began_on,
                AssignmentRow.assigned_at,
                AssignmentRow.ended_at,
                AssignmentRow.ended_why,
            ),
            AssignmentRow.learner_id == person,
            (AssignmentRow.assigned_at, AssignmentRow.id),
        ),
        "moves": (
            (
                MoveRow.assignment_id,
                MoveRow.from_edition,
                MoveRow.to_edition,
                MoveRow.reason,
                MoveRow.moved_at,
                MoveRow.moved_by,
            ),
            MoveRow.learner_id == person,
            (MoveRow.seq,),
        ),
        "client_codes": (
            (ClientRow.code, ClientRow.issued_at),
            ClientRow.learner_id == person,
            (ClientRow.issued_at, ClientRow.code),
        ),
        "entries": (
            (
                EntryRow.id,
                EntryRow.kind,
                EntryRow.on,
                EntryRow.approach,
                EntryRow.facts,
                EntryRow.words,
                EntryRow.named,
                EntryRow.replaces,
                EntryRow.reason,
                EntryRow.entered_on,
                EntryRow.entered_at,
                EntryRow.entered_by,
            ),
            mine,
            (EntryRow.seq,),
        ),
        "acts": (
            (ActRow.entry_id, ActRow.kind, ActRow.on, ActRow.by, ActRow.note, ActRow.at),
            ActRow.entry_id.in_(select(EntryRow.id).where(mine)),
            (ActRow.seq,),
        ),
        "preparations": (
            (
                PreparationRow.id,
                PreparationRow.state,
                PreparationRow.brought,
                PreparationRow.words,
                PreparationRow.replaces,
                PreparationRow.kept_on,
                PreparationRow.kept_at,
            ),
            PreparationRow.learner_id == person,
            (PreparationRow.seq,),
        ),
        "follow_ups": (
            (
                FollowUpRow.id,
                FollowUpRow.entry_id,
                FollowUpRow.whose,
                FollowUpRow.what,
                FollowUpRow.by,
                FollowUpRow.at,
            ),
            FollowUpRow.learner_id == person,
            (FollowUpRow.seq,),
        ),
        "ticks": (
            (TickRow.follow_up_id, TickRow.done, TickRow.by, TickRow.at),
            TickRow.follow_up_id.in_(select(FollowUpRow.id).where(FollowUpRow.learner_id == person)),
            (TickRow.seq,),
        ),
        "drafts": (
            (DraftRow.form, DraftRow.fields, DraftRow.saved_at),
            DraftRow.person_id == person,
            (DraftRow.saved_at,),
        ),
        **study(person),
        "ratings": (
            (
                RatingRow.id,
                RatingRow.learner_id,
                RatingRow.cycle,
                RatingRow.scale,
                RatingRow.side,
                RatingRow.by,
                RatingRow.on,
                RatingRow.levels,
                RatingRow.note,
                RatingRow.shared,
                RatingRow.replaces,
                RatingRow.approach,
                RatingRow.entered_at,
            ),
            or_(RatingRow.learner_id == person, RatingRow.by == person),
            (RatingRow.seq,),
        ),
        "requests": (
            (
                RequestRow.id,
                RequestRow.milestone,
                RequestRow.asked_of,
                RequestRow.note,
                RequestRow.asked_on,
                RequestRow.closed_at,
                RequestRow.closed_how,
                RequestRow.body_hash,
                RequestRow.body,
            ),
            RequestRow.learner_id == person,
            (RequestRow.asked_at, RequestRow.id),
        ),
        "decisions": (
            (
                DecisionRow.id,
                DecisionRow.request_id,
                DecisionRow.milestone,
                DecisionRow.decision,
                DecisionRow.by,
                DecisionRow.role,
                DecisionRow.known,
                DecisionRow.met_on,
                DecisionRow.minutes,
                DecisionRow.note,
                DecisionRow.talk_on,
                DecisionRow.amends,
                DecisionRow.reason,
                DecisionRow.decided_on,
                DecisionRow.finding,
            ),
            DecisionRow.learner_id == person,
            (DecisionRow.seq,),
        ),
        # What she signed about others is told without them: it is their record, and her signature.
        "signed_for_others": (
            (DecisionRow.milestone, DecisionRow.decision, DecisionRow.role, DecisionRow.decided_on),
            DecisionRow.by == person,
            (DecisionRow.seq,),
        ),
        "done_for_others": (
            (ActRow.kind, ActRow.on),
            (ActRow.by == person) & ActRow.entry_id.not_in(select(EntryRow.id).where(mine)),
            (ActRow.seq,),
        ),
        "links": (
            (LinkRow.purpose, LinkRow.made_at, LinkRow.expires_at, LinkRow.used_at, LinkRow.revoked_at),
            LinkRow.person_id == person,
            (LinkRow.made_at,),
        ),
        "assessor": (
            (AssessorRow.part, AssessorRow.registration, AssessorRow.entered_at),
            AssessorRow.person_id == person,
            (AssessorRow.entered_at, AssessorRow.id),
        ),
        "signing_links": (
            (
                SigningLinkRow.made_at,
                SigningLinkRow.expires_at,
                SigningLinkRow.used_at,
                SigningLinkRow.revoked_at,
            ),
            SigningLinkRow.person_id == person,
            (SigningLinkRow.made_at, SigningLinkRow.id),
        ),
        "signatures": (
            (
                SignatureRow.name,
                SignatureRow.part,
                SignatureRow.registration,
                SignatureRow.link_made_at,
            ),
            SignatureRow.by == person,
            (SignatureRow.link_made_at, SignatureRow.decision_id),
        ),
        "replies": (
            (ReplyRow.request_id, ReplyRow.by, ReplyRow.kind, ReplyRow.words, ReplyRow.instead, ReplyRow.at),
            or_(ReplyRow.learner_id == person, ReplyRow.by == person),
            (ReplyRow.seq,),
        ),
        "letters": (
            (LetterRow.kind, LetterRow.queued_at, LetterRow.closed_at, LetterRow.closed_how),
            LetterRow.person_id == person,
            (LetterRow.queued_at, LetterRow.id),
        ),
        "sign_ins": (
            (
                SessionRow.signed_in_at,
                SessionRow.last_seen_at,
                SessionRow.ended_at,
                SessionRow.ended_why,
            ),
            SessionRow.person_id == person,
            (SessionRow.signed_in_at,),
        ),
        "browsers": ((DeviceRow.known_since,), DeviceRow.person_id == person, (DeviceRow.known_since,)),
        "kept_forms": (
            (KeptFormRow.path, KeptFormRow.fields, KeptFormRow.kept_at),
            KeptFormRow.person_id == person,
            (KeptFormRow.kept_at,),
        ),
        "audit": (
            (AuditRow.seq, AuditRow.at, AuditRow.action, AuditRow.actor_id),
            AuditRow.subject_id == person,
            (AuditRow.seq,),
        ),
    }


def _rows(
    session: Session, columns: Columns, where: ColumnElement[bool], order: Iterable[Any]
) -> list[Mapping[str, Any]]:
    return [dict(row._mapping) for row in session.execute(select(*columns).where(where).order_by(*order))]
