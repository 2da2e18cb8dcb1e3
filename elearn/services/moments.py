"""Without this nobody could mark a clip, keep her marks for later, hand them in once, or read what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.clips import Clip, Use
from elearn.domain.comparisons import comparison_as_json, score_from_json
from elearn.domain.editions import EditionKind, edition_of
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.exercises import Course, Exercise, Round, clips_of
from elearn.domain.library import Catalogue
from elearn.domain.marking import as_decimal
from elearn.domain.moment_marks import Sheet, marks_as_json, marks_from_json, once, together
from elearn.domain.moments import TOLERANCE, Mark, Score, compare
from elearn.domain.people import Actor
from elearn.services.privacy import guard, words_of
from elearn.services.sittings import (
    Sitting,
    edition_at,
    module_of,
    names,
    present,
    present_clip,
    sittings_of,
    state_at,
)
from elearn.storage import editions, evidence, moments
from elearn.storage.base import new_id
from elearn.storage.evidence import AchievementRow
from elearn.storage.moments import ClipAttemptRow

NOBODYS = Sheet()
"""A page that says nothing of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The door of a clip: whether it can be begun now, and every go at it so far, the first first."""

    clip: Clip
    course: Course
    sittings: tuple[Sitting, ...]

    @property
    def offered(self) -> bool:
        """Whether a new go may be begun."""
        return self.course.offers(self.clip)

    @property
    def open(self) -> Sitting | None:
        """The go she can carry on with."""
        return next((each for each in self.sittings if each.is_open), None)

    @property
    def done(self) -> tuple[Sitting, ...]:
        """Those handed in, the last first."""
        return tuple(each for each in reversed(self.sittings) if not each.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The clips of a module, how somebody stands to each, and the exercise that a pathway may ask for."""

    module: str
    course: Course
    exercise: Exercise | None
    open: frozenset[str]
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How a clip of a check stands after it was handed in: what is left of its form, or how the form came out.

    ``passed`` says whether the exercise was ever passed, which stands whatever comes; ``others_open`` whether both
    clips of the other form can be begun by now.
    """

    exercise: Exercise | None
    left: tuple[Clip, ...]
    round: Round | None
    passed: bool
    others_open: bool


def shelf(session: Session, actor: Actor, catalogue: Catalogue, module: str) -> Shelf:
    """The clips of a module; raises ``NotFound`` where it has none."""
    access.require(actor, Action.STUDY)
    clips = clips_of(catalogue.clips.values(), module)
    if not clips:
        raise NotFound
    rows = moments.of_person(session, actor.id, names(catalogue, clips))
    exercise = exercise_of(catalogue, module)
    return Shelf(
        module=module,
        course=_course(catalogue, clips, rows),
        exercise=exercise,
        open=frozenset(present_clip(catalogue, each.clip) for each in rows if each.submitted_at is None),
        passed=exercise is not None and _has_passed(session, actor, catalogue, exercise),
    )


def _has_passed(session: Session, actor: Actor, catalogue: Catalogue, exercise: Exercise) -> bool:
    """Whether she ever passed this exercise, under whatever name."""
    before = (old for old, new in catalogue.moved_exercises.items() if new == exercise.id)
    return evidence.has_passed(session, actor.id, {exercise.id, *before})


def exercise_of(catalogue: Catalogue, module: str) -> Exercise | None:
    """The exercise of a module, if it has one."""
    return next((each for each in catalogue.exercises.values() if each.module == module), None)


def front(session: Session, actor: Actor, catalogue: Catalogue, clip_id: str) -> Front:
    """The door of a clip; raises ``NotFound`` for one that is not offered."""
    access.require(actor, Action.STUDY)
    clip = catalogue.clips.get(present_clip(catalogue, clip_id))
    if clip is None:
        raise NotFound
    beside = clips_of(catalogue.clips.values(), clip.module)
    rows = moments.of_person(session, actor.id, names(catalogue, beside))
    own = [each for each in rows if present_clip(catalogue, each.clip) == clip.id]
    return Front(
        clip=clip, course=_course(catalogue, beside, rows), sittings=sittings_of(session, catalogue, own)
    )


def checked(
    session: Session, actor: Actor, catalogue: Catalogue, sitting: Sitting, door: Front
) -> Checked | None:
    """How the check stands to which this go belongs; None for a clip that belongs to none."""
    clip, course = door.clip, door.course
    if clip.use is not Use.CHECK or clip.form is None:
        return None
    exercise = exercise_of(catalogue, clip.module)
    before = [each for each in reversed(door.done) if each.number <= sitting.number]
    rounds = course.rounds(clip.form)
    form = course.of(Use.CHECK, clip.form)
    others = [each for each in course.clips if each.use is Use.CHECK and each.form is not clip.form]
    return Checked(
        exercise=exercise,
        left=tuple(each for each in form if course.times(each.id) < len(before)),
        round=rounds[len(before) - 1] if len(before) <= len(rounds) else None,
        passed=exercise is not None and _has_passed(session, actor, catalogue, exercise),
        others_open=bool(others) and all(map(course.offers, others)),
    )


def begin(session: Session, actor: Actor, catalogue: Catalogue, clip_id: str, now: datetime) -> str:
    """Begin to mark the present edition of a clip, or carry on; returns the go's id.

    Raises ``Refused`` for a clip of a check whose turn has not come.
    """
    # A neighbour may begin, or hand in, in the very moment between asking and adding: then ask once more.
    for _ in range(3):
        found = front(session, actor, catalogue, clip_id)
        if found.open:
            return found.open.id
        if not found.offered:
            raise Refused("check-not-open")
        row = {
            "id": new_id(),
            "person_id": actor.id,
            "clip": found.clip.id,
            "edition": editions.remember(session, present(found.clip), now),
            "number": len(found.sittings) + 1,
            "marks": [],
            "tolerance": str(TOLERANCE),
            "begun_at": now,
        }
        if moments.begin(session, row):
            return str(row["id"])
    raise Conflict("attempt-moved")


def sitting(session: Session, actor: Actor, catalogue: Catalogue, attempt_id: str) -> Sitting:
    """One's own go at a clip as it stands; raises ``NotFound`` for anybody else's."""
    access.require(actor, Action.STUDY)
    row = moments.one(session, actor.id, attempt_id)
    if row is None:
        raise NotFound
    return sittings_of(session, catalogue, [row])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """The state that was kept, and whether it holds marks of another page beside those that were sent."""

    state: str
    others: bool


def keep(
    session: Session,
    actor: Actor,
    attempt_id: str,
    marks: Sequence[Mark],
    now: datetime,
    sheet: Sheet = NOBODYS,
) -> Keeping:
    """Keep what was marked so far, in place of what was kept before where the page knew all of that, else beside it.

    Raises ``Conflict`` once it is handed in, ``Refused`` where both together are too many.
    """
    access.require(actor, Action.STUDY)
    row = moments.one(session, actor.id, attempt_id)
    if row is None:
        raise NotFound
    held = next(each for each in moments.hold(session, actor.id, [row.clip]) if each.id == attempt_id)
    if held.submitted_at is not None:
        raise Conflict("marks-handed-in")
    sent = both = once(marks)
    if sheet.may_replace(state_at(held.saved_at), held.page):
        held.page = sheet.page
    else:
        # From now on neither page takes anything of the other's away.
        both, held.page = together(sent, marks_from_json(held.marks)), None
    held.marks, held.saved_at = marks_as_json(both), now
    session.flush()
    return Keeping(state=state_at(held.saved_at), others=both != sent)


def submit(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    attempt_id: str,
    marks: Sequence[Mark],
    *,
    excused: frozenset[str],
    now: datetime,
    today: date,
    kept: Keeping | None = None,
) -> None:
    """Hand in what was marked: compare it, keep what came of it, and add what that earns. It happens once.

    ``kept`` is how these marks were kept just before. Raises ``Conflict`` where others were kept beside them or since,
    ``Refused`` where a note may say who a family is.
    """
    access.require(actor, Action.STUDY)
    found = moments.one(session, actor.id, attempt_id)
    if found is None:
        raise NotFound
    beside = clips_of(catalogue.clips.values(), module_of(catalogue, edition_at(session, catalogue, found)))
    # All of them at once, for two clips of one form may be handed in at one moment, each without the other.
    rows = moments.hold(session, actor.id, {found.clip, *names(catalogue, beside)})
    row = next(each for each in rows if each.id == attempt_id)
    if row.submitted_at is not None:
        return
    if kept and (kept.others or kept.state != state_at(row.saved_at)):
        raise Conflict("marks-kept-elsewhere")
    clip = edition_at(session, catalogue, row)
    people, marks = words_of([clip.baby.name, clip.adult.name]), once(marks)
    notes = {"notes": "\n".join(mark.note for mark in marks if mark.note)}
    guard(session, actor, notes, excused, about=actor.id, entry=row.id, now=now, known=people)
    row.marks = marks_as_json(marks)
    row.result = comparison_as_json(compare(clip, marks, Decimal(row.tolerance)), marks)
    row.saved_at = row.submitted_at = now
    session.flush()
    _earn(session, actor, catalogue, row, _course(catalogue, beside, rows), now, today)


def _course(catalogue: Catalogue, clips: Sequence[Clip], rows: Sequence[ClipAttemptRow]) -> Course:
    handed: dict[str, list[Score]] = {}
    for row in rows:
        if row.result is not None:
            score = score_from_json(row.result["together"])
            handed.setdefault(present_clip(catalogue, row.clip), []).append(score)
    return Course(clips=tuple(clips), handed=handed)


def _earn(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    row: ClipAttemptRow,
    course: Course,
    now: datetime,
    today: date,
) -> None:
    """Add the achievement of an exercise, if this was the clip that made a form of its check whole."""
    clip = catalogue.clips.get(present_clip(catalogue, row.clip))
    exercise = exercise_of(catalogue, clip.module) if clip and clip.use is Use.CHECK else None
    rounds = course.rounds(clip.form) if exercise and clip and clip.form else ()
    if exercise is None or clip is None or not rounds or course.times(clip.id) != len(rounds):
        return
    score = rounds[-1].score
    share = score.recall.value
    edition = edition_of(EditionKind.EXERCISE, exercise.id, exercise)
    achieved = AchievementRow(
        id=new_id(),
        learner_id=actor.id,
        kind="quiz",
        ref=exercise.id,
        edition=editions.remember(session, edition, now),
        attempt=row.id,
        on=today,
        passed=exercise.enough(score),
        score=None if share is None else as_decimal(share),
        recorded_at=now,
    )
    evidence.achieve(session, achieved)
