"""Without these questions what somebody read, answered and marked would be missing from everything about her."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from elearn.storage.evidence import AchievementRow
from elearn.storage.library import PlaceRow, ReadingRow
from elearn.storage.moments import ClipAttemptRow, ClipSharingRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow
from elearn.storage.reviews import CardRow, PaceRow, ReviewRow
from elearn.storage.sharing import SharingRow

Columns = tuple[InstrumentedAttribute[Any], ...]
Asked = tuple[Columns, ColumnElement[bool], tuple[Any, ...]]
"""What is shown of a part of the record, of which rows, in which order."""


def study(person: str) -> dict[str, Asked]:
    """The parts of a record that tell of study."""
    return {
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
            (
                AnswerRow.attempt_id,
                AnswerRow.question,
                AnswerRow.given,
                AnswerRow.confidence,
                AnswerRow.saved_at,
            ),
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
        "sharings": (
            (SharingRow.attempt_id, SharingRow.shared, SharingRow.at),
            SharingRow.attempt_id.in_(select(AttemptRow.id).where(AttemptRow.person_id == person)),
            (SharingRow.seq,),
        ),
        "clip_attempts": (
            (
                ClipAttemptRow.id,
                ClipAttemptRow.clip,
                ClipAttemptRow.edition,
                ClipAttemptRow.number,
                ClipAttemptRow.marks,
                ClipAttemptRow.tolerance,
                ClipAttemptRow.result,
                ClipAttemptRow.begun_at,
                ClipAttemptRow.saved_at,
                ClipAttemptRow.submitted_at,
            ),
            ClipAttemptRow.person_id == person,
            (ClipAttemptRow.begun_at, ClipAttemptRow.id),
        ),
        "clip_sharings": (
            (ClipSharingRow.attempt_id, ClipSharingRow.shared, ClipSharingRow.at),
            ClipSharingRow.attempt_id.in_(
                select(ClipAttemptRow.id).where(ClipAttemptRow.person_id == person)
            ),
            (ClipSharingRow.seq,),
        ),
        "review_cards": (
            (
                CardRow.id,
                CardRow.quiz,
                CardRow.question,
                CardRow.made_on,
                CardRow.showings,
                CardRow.stability,
                CardRow.difficulty,
                CardRow.due_on,
            ),
            CardRow.person_id == person,
            (CardRow.made_on, CardRow.id),
        ),
        "reviews": (
            (
                ReviewRow.card_id,
                ReviewRow.showing,
                ReviewRow.given,
                ReviewRow.recall,
                ReviewRow.on,
                ReviewRow.at,
            ),
            ReviewRow.card_id.in_(select(CardRow.id).where(CardRow.person_id == person)),
            (ReviewRow.seq,),
        ),
        "review_pace": ((PaceRow.most, PaceRow.set_at), PaceRow.person_id == person, (PaceRow.person_id,)),
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
    }
