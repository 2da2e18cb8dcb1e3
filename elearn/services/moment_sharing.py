"""Without this a learner could not show her supervisor what she saw in a clip, nor take that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.clips import Use
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor
from elearn.services.moments import exercise_of
from elearn.services.people import require
from elearn.services.sharing import Readers, learns
from elearn.services.sittings import Sitting, module_of, present_clip, sittings_of
from elearn.storage import moments, people
from elearn.storage.moments import ClipAttemptRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedResults:
    """What one learner shares of her clips, the last first."""

    learner: str
    name: str
    each: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedResult:
    """One result as a supervisor may see it; without the key where she has the same check before her herself."""

    learner: str
    name: str
    sitting: Sitting
    keys: bool


def readers(session: Session, actor: Actor, attempt_id: str, today: date) -> Readers | None:
    """Who reads one's own result if it is shared; None for somebody who shares nothing."""
    if not access.may(actor, Action.SHARE_ANSWERS, frozenset({Standing.SELF})):
        return None
    shared = attempt_id in moments.shared_of(session, [attempt_id])
    return Readers(shared=shared, names=tuple(moments.readers(session, actor.id, today)))


def share(session: Session, actor: Actor, attempt_id: str, *, shared: bool, now: datetime) -> None:
    """Share one's own result with whoever supervises one, or take that back; twice is once.

    Raises ``NotFound`` for one that is not handed in, and anybody else's.
    """
    access.require(actor, Action.SHARE_ANSWERS, frozenset({Standing.SELF}))
    row = moments.one(session, actor.id, attempt_id)
    if row is None:
        raise NotFound
    moments.hold(session, actor.id, [row.clip])  # two buttons pressed at once are one row
    if row.submitted_at is None:
        raise NotFound
    if (row.id in moments.shared_of(session, [row.id])) is not shared:
        moments.share(session, row.id, now, shared=shared)


def shared_results(
    session: Session, actor: Actor, catalogue: Catalogue, learner: str, today: date
) -> SharedResults:
    """What a learner shares of her clips, for her own supervisor; raises ``NotFound`` for anybody else."""
    require(session, actor, Action.SEE_ANSWERS, learner, today)
    rows = moments.shared_by(session, learner)
    return SharedResults(
        learner=learner,
        name=people.names(session, {learner})[learner],
        each=sittings_of(session, catalogue, rows),
    )


def shared_result(
    session: Session, actor: Actor, catalogue: Catalogue, learner: str, attempt_id: str, today: date
) -> SharedResult:
    """One result that a learner shares; raises ``NotFound`` for what is not, or no longer, shared."""
    require(session, actor, Action.SEE_ANSWERS, learner, today)
    row = moments.one(session, learner, attempt_id)
    if row is None or row.id not in moments.shared_of(session, [row.id]):
        raise NotFound
    (found,) = sittings_of(session, catalogue, [row])
    return SharedResult(
        learner=learner,
        name=people.names(session, {learner})[learner],
        sitting=found,
        keys=_may_see_key(session, actor, catalogue, row, found),
    )


def _may_see_key(
    session: Session, actor: Actor, catalogue: Catalogue, row: ClipAttemptRow, found: Sitting
) -> bool:
    """A clip of a check that she is to mark herself, and has not yet, is told to nobody by way of another's result."""
    if found.clip.use is not Use.CHECK:
        return True
    name = present_clip(catalogue, row.clip)
    own = moments.of_person(session, actor.id, {row.clip, name})
    if any(each.submitted_at is not None for each in own):
        return True
    exercise = exercise_of(catalogue, module_of(catalogue, found.clip))
    asked: Sequence[str] = (exercise.id,) if exercise else ()
    return not own and not learns(session, actor, asked)
