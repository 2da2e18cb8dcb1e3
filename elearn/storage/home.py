"""Without this question a learner's home would ask seven tables one by one what she is in the middle of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Date, String, bindparam, cast, null, select, union_all
from sqlalchemy.orm import Session

from elearn.storage.library import PlaceRow, ReadingRow
from elearn.storage.logbook import DraftRow
from elearn.storage.quizzes import AttemptRow
from elearn.storage.reviews import CardRow, PaceRow, ReviewRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Something a person is in the middle of; `kind` says what: read, place, draft, attempt, card, reviewed or pace.

    `ref` is the module, the form or the quiz, or the number of a pace; `lesson` that of a reading or a place, or the
    question of a card. `on` is the day of reading, or on which a card is due; `mark` and `made_on` belong to cards.
    """

    kind: str
    ref: str
    lesson: str
    on: date | None
    at: datetime
    mark: str = ""
    made_on: date | None = None


def begun(session: Session, person: str, today: date) -> list[Begun]:
    """Lessons read, places kept, forms and quizzes begun, and what bears on today's review; one statement."""
    found = [
        Begun(
            kind=row.kind,
            ref=row.ref,
            lesson=row.lesson or "",
            on=row.day,
            at=row.at,
            mark=row.mark or "",
            made_on=row.made_on,
        )
        for row in session.execute(_BEGUN, {"person": person, "today": today})
    ]
    return sorted(found, key=lambda each: (each.at, each.ref, each.lesson))


# Of tables, not classes: what is asked is no object, and the mapper would take it all apart once more.
_READ, _AT, _DRAFT, _TRIED = (each.__table__ for each in (ReadingRow, PlaceRow, DraftRow, AttemptRow))
_CARD, _REVIEWED, _PACE = (each.__table__ for each in (CardRow, ReviewRow, PaceRow))


def _statement() -> CompoundSelect[*tuple[Any, ...]]:
    bare = (null(), null())
    read = select(
        cast("read", String).label("kind"),
        _READ.c.module.label("ref"),
        _READ.c.lesson.label("lesson"),
        _READ.c.read_on.label("day"),
        _READ.c.read_at.label("at"),
        cast(null(), String).label("mark"),
        cast(null(), Date).label("made_on"),
    ).where(_READ.c.person_id == bindparam("person"))
    places = select(cast("place", String), _AT.c.module, _AT.c.lesson, null(), _AT.c.at, *bare).where(
        _AT.c.person_id == bindparam("person")
    )
    drafts = select(cast("draft", String), _DRAFT.c.form, null(), null(), _DRAFT.c.saved_at, *bare).where(
        _DRAFT.c.person_id == bindparam("person")
    )
    attempts = select(cast("attempt", String), _TRIED.c.quiz, null(), null(), _TRIED.c.begun_at, *bare).where(
        _TRIED.c.person_id == bindparam("person"), _TRIED.c.submitted_at.is_(None)
    )
    cards = select(
        cast("card", String),
        _CARD.c.quiz,
        _CARD.c.question,
        _CARD.c.due_on,
        _CARD.c.due_at,
        _CARD.c.question_hash,
        _CARD.c.made_on,
    ).where(_CARD.c.person_id == bindparam("person"))
    done = (
        select(
            cast("reviewed", String), _CARD.c.quiz, _CARD.c.question, _REVIEWED.c.on, _REVIEWED.c.at, *bare
        )
        .join_from(_REVIEWED, _CARD, _CARD.c.id == _REVIEWED.c.card_id)
        .where(_CARD.c.person_id == bindparam("person"), _REVIEWED.c.on == bindparam("today"))
    )
    pace = select(
        cast("pace", String), cast(_PACE.c.most, String), null(), null(), _PACE.c.set_at, *bare
    ).where(_PACE.c.person_id == bindparam("person"))
    return union_all(read, places, drafts, attempts, cards, done, pace)


# Built once: putting these seven together costs more than asking them.
_BEGUN = _statement()
