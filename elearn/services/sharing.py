"""Without this a learner could not let her supervisor see her answers, nor take that back, nor anybody read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.attempts import Attempt, Try
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor, Role
from elearn.domain.sharing import Sight, asks_to_pass, sight
from elearn.services.attempts import attempt_of, hold, names, present_name, recall, try_of
from elearn.services.evidence import pathways_of
from elearn.services.marks import Judged, judged
from elearn.services.people import require
from elearn.storage import people, quizzes, sharing
from elearn.storage.sharing import SharingRow

MOST = 100
"""How many tries of one person are listed, the last first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Whether the answers of an attempt are shared, and who reads them then: whoever supervises her today."""

    shared: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One try as a supervisor sees it: the quiz, the date, the result, and whether the answers were shared."""

    title: str
    by_completion: bool
    each: Try
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Every try of one learner that was handed in, the last first."""

    learner: str
    name: str
    each: tuple[Tried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The answers of an attempt as one supervisor may see them."""

    learner: str
    name: str
    attempt: Attempt
    judged: Judged
    sight: Sight


def readers(session: Session, actor: Actor, attempt: Attempt, today: date) -> Readers | None:
    """Who reads the answers of one's own attempt if they are shared; None where there is nothing to share."""
    if attempt.quiz.by_completion or not access.may(actor, Action.SHARE_ANSWERS, frozenset({Standing.SELF})):
        return None
    shared, found = sharing.readers(session, attempt.id, today)
    return Readers(shared=shared, names=found)


def share(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    quiz_id: str,
    attempt_id: str,
    *,
    shared: bool,
    now: datetime,
) -> None:
    """Share the answers of one's own attempt with whoever supervises one, or take that back; twice is once.

    Raises ``NotFound`` for an attempt that is still open, one by completion, and anybody else's.
    """
    access.require(actor, Action.SHARE_ANSWERS, frozenset({Standing.SELF}))
    row = hold(session, actor, catalogue, quiz_id, attempt_id)
    if row.submitted_at is None or attempt_of(session, catalogue, row, ()).quiz.by_completion:
        raise NotFound
    if (row.id in sharing.shared_of(session, [row.id])) is not shared:
        sharing.add(session, SharingRow(attempt_id=row.id, shared=shared, at=now))


def tries(session: Session, actor: Actor, catalogue: Catalogue, learner: str, today: date) -> Tries:
    """The tries of a learner for her own supervisor: the day, the result, and which answers were shared.

    Raises ``NotFound`` for anybody else, also once the supervision has ended.
    """
    require(session, actor, Action.SEE_TRIES, learner, today)
    # Of a volunteer nobody reads when or how often she tried.
    if Role.TRAINEE not in people.roles_of(session, learner):
        raise NotFound
    listed = _listed(session, catalogue, learner)
    return Tries(learner=learner, name=people.names(session, {learner})[learner], each=listed)


def shared_tries(session: Session, catalogue: Catalogue, learner: str) -> tuple[Tried, ...]:
    """The tries whose answers a learner shares, the last first; whoever calls has asked who may see them."""
    return tuple(each for each in _listed(session, catalogue, learner) if each.shared)


def _listed(session: Session, catalogue: Catalogue, learner: str) -> tuple[Tried, ...]:
    found = quizzes.handed_in(session, learner, MOST)
    recall(session, catalogue, [each.attempt for each in found])
    shared = sharing.shared_of(session, [each.attempt.id for each in found])
    listed = []
    for each in found:
        quiz = catalogue.quizzes.get(present_name(catalogue, each.attempt.quiz))
        quiz = quiz or attempt_of(session, catalogue, each.attempt, ()).quiz
        listed.append(
            Tried(
                title=quiz.title,
                by_completion=quiz.by_completion,
                each=try_of(each),
                shared=each.attempt.id in shared,
            )
        )
    return tuple(listed)


def answers(
    session: Session, actor: Actor, catalogue: Catalogue, learner: str, attempt_id: str, today: date
) -> Shared:
    """The answers a learner shares, as far as they would not tell the reader a key she has yet to earn.

    Raises ``NotFound`` for anybody who does not supervise her today, and for what is not, or no longer, shared.
    """
    require(session, actor, Action.SEE_ANSWERS, learner, today)
    found = quizzes.attempt_of_person(session, learner, attempt_id)
    if found is None or attempt_id not in sharing.shared_of(session, [attempt_id]):
        raise NotFound
    attempt = attempt_of(session, catalogue, *found)
    seen = _sight(session, actor, catalogue, found[0].quiz, found[0].edition)
    return Shared(
        learner=learner,
        name=people.names(session, {learner})[learner],
        attempt=attempt,
        judged=judged(session, catalogue, attempt, passed=seen is Sight.KEYS),
        sight=seen,
    )


def _sight(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, edition: str) -> Sight:
    called = names(catalogue, quiz_id)
    own = [try_of(each) for each in quizzes.tries(session, actor.id, called)]
    passed = any(each.passed for each in own if each.edition == edition)
    return sight(passed=passed, learning=bool(own) or learns(session, actor, called))


def learns(session: Session, actor: Actor, quiz: Sequence[str]) -> bool:
    """Whether she may still have to pass a quiz, under any of its names: a learner, or by a pathway as she began it."""
    return actor.learns or asks_to_pass(pathways_of(session, actor.id), quiz)
