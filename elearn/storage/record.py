"""Without these questions nobody could take along, or read on one page, everything that is kept about her."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from elearn.storage.assignments import AssignmentRow
from elearn.storage.audit import AuditRow
from elearn.storage.evidence import AchievementRow
from elearn.storage.library import PlaceRow, ReadingRow
from elearn.storage.links import LinkRow
from elearn.storage.logbook import ActRow, ClientRow, DraftRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow
from elearn.storage.sessions import DeviceRow, KeptFormRow, SessionRow
from elearn.storage.signoffs import DecisionRow, RequestRow

Columns = tuple[InstrumentedAttribute[Any], ...]
Kept = list[Mapping[str, Any]]
"""Rows by the names of their columns."""


def everything(session: Session, person: str) -> dict[str, Kept]:
    """Every row about a person, table by table and in order; no secret, and nothing about anybody else."""
    return {
        name: _rows(session, columns, where, order)
        for name, (columns, where, order) in _asked(person).items()
    }


def _asked(person: str) -> dict[str, tuple[Columns, ColumnElement[bool], tuple[Any, ...]]]:
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
        "drafts": (
            (DraftRow.form, DraftRow.fields, DraftRow.saved_at),
            DraftRow.person_id == person,
            (DraftRow.saved_at,),
        ),
        "attempts": (
            (
                AttemptRow.id,
                AttemptRow.quiz,
                AttemptRow.edition,
                AttemptRow.number,
                AttemptRow.begun_at,
                AttemptRow.submitted_at,
            ),
            AttemptRow.person_id == person,
            (AttemptRow.begun_at, AttemptRow.id),
        ),
        "answers": (
            (AnswerRow.attempt_id, AnswerRow.question, AnswerRow.given, AnswerRow.saved_at),
            AnswerRow.attempt_id.in_(select(AttemptRow.id).where(AttemptRow.person_id == person)),
            (AnswerRow.saved_at, AnswerRow.question),
        ),
        # What each single answer earned stays out: together with the answers it would give away the key.
        "marks": (
            (
                MarkRow.attempt_id,
                MarkRow.why,
                MarkRow.earned,
                MarkRow.possible,
                MarkRow.passed,
                MarkRow.marked_at,
            ),
            MarkRow.attempt_id.in_(select(AttemptRow.id).where(AttemptRow.person_id == person)),
            (MarkRow.seq,),
        ),
        "lessons_read": (
            (
                ReadingRow.module,
                ReadingRow.lesson,
                ReadingRow.edition,
                ReadingRow.read_on,
                ReadingRow.read_at,
            ),
            ReadingRow.person_id == person,
            (ReadingRow.read_at,),
        ),
        "places": (
            (PlaceRow.module, PlaceRow.lesson, PlaceRow.at),
            PlaceRow.person_id == person,
            (PlaceRow.at,),
        ),
        "achievements": (
            (
                AchievementRow.kind,
                AchievementRow.ref,
                AchievementRow.edition,
                AchievementRow.on,
                AchievementRow.passed,
                AchievementRow.score,
                AchievementRow.recorded_at,
            ),
            AchievementRow.learner_id == person,
            (AchievementRow.seq,),
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
