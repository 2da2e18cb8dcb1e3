"""Without this question a learner's home would ask four tables one by one what she is in the middle of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, String, cast, null, select, union_all
from sqlalchemy.orm import Session

from elearn.storage.library import PlaceRow, ReadingRow
from elearn.storage.logbook import DraftRow
from elearn.storage.quizzes import AttemptRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Something a person is in the middle of; `kind` says which table: read, place, draft or attempt.

    `ref` is the module, the form or the quiz; `lesson` is empty but for readings and places.
    """

    kind: str
    ref: str
    lesson: str
    on: date | None
    at: datetime


def begun(session: Session, person: str) -> list[Begun]:
    """Lessons read, places kept, forms half filled in and quizzes not submitted, the oldest first; one statement."""
    found = [
        Begun(kind=row.kind, ref=row.ref, lesson=row.lesson or "", on=row.read_on, at=row.at)
        for row in session.execute(_begun(person))
    ]
    return sorted(found, key=lambda each: (each.at, each.ref, each.lesson))


def _begun(person: str) -> CompoundSelect[*tuple[Any, ...]]:
    read = select(
        cast("read", String).label("kind"),
        ReadingRow.module.label("ref"),
        ReadingRow.lesson.label("lesson"),
        ReadingRow.read_on.label("read_on"),
        ReadingRow.read_at.label("at"),
    ).where(ReadingRow.person_id == person)
    places = select(cast("place", String), PlaceRow.module, PlaceRow.lesson, null(), PlaceRow.at).where(
        PlaceRow.person_id == person
    )
    drafts = select(cast("draft", String), DraftRow.form, null(), null(), DraftRow.saved_at).where(
        DraftRow.person_id == person
    )
    attempts = select(cast("attempt", String), AttemptRow.quiz, null(), null(), AttemptRow.begun_at).where(
        AttemptRow.person_id == person, AttemptRow.submitted_at.is_(None)
    )
    return union_all(read, places, drafts, attempts)
