"""Without this no author or supervisor could see which questions of a quiz mislead, and how sure one may be of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from elearn.domain import access, answers
from elearn.domain.access import Action
from elearn.domain.editions import quiz_from_canonical
from elearn.domain.errors import NotFound
from elearn.domain.feedback import may_see_keys
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor
from elearn.domain.quizzes import Question, Quiz
from elearn.domain.statistics.analysis import Analysis, analyse, too_few
from elearn.domain.statistics.choices import Choice, Third, tally, thirds
from elearn.domain.statistics.items import ItemStatistics
from elearn.domain.statistics.matrix import Item, Matrix
from elearn.domain.statistics.signs import Noticed, signs
from elearn.services.attempts import names, present, present_name
from elearn.storage import editions, quizzes, statistics
from elearn.storage.statistics import Counted, Marked

Kept = TypeVar("Kept")
MOST_KEPT = 40

_KEPT: WeakKeyDictionary[Any, dict[object, Any]] = WeakKeyDictionary()
"""What was worked out, by database and by edition, number of attempts and last mark: new marks make it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A quiz that is offered, and how many first attempts there are on its present edition."""

    quiz: Quiz
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One wording of a quiz that was used: since when, how many first attempts, and whether it is in use now."""

    hash: str
    used_from: datetime | None
    n: int
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One question with its numbers and what stands out; `choices` is empty for whoever may not know the key."""

    number: int
    question: Question
    item: ItemStatistics
    noticed: tuple[Noticed, ...]
    choices: tuple[Choice, ...]
    sizes: Mapping[Third, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one edition of a quiz did; `analysis` is None, and there are no questions, below the least number."""

    quiz: Quiz
    edition: Edition
    others: tuple[Edition, ...]
    keys: bool
    analysis: Analysis | None
    questions: tuple[Looked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worked:
    """What was worked out of one edition's marks; `asked` holds the attempts that were asked each question."""

    analysis: Analysis
    thirds: Mapping[str, Third]
    asked: Mapping[str, tuple[str, ...]]


def tallies(session: Session, actor: Actor, catalogue: Catalogue) -> tuple[Tally, ...]:
    """Every quiz that is offered, by title; one statement."""
    access.require(actor, Action.SEE_STATISTICS)
    counts = {each.edition: each.n for each in statistics.counted(session)}
    offered = sorted(catalogue.quizzes.values(), key=lambda quiz: quiz.title.casefold())
    return tuple(Tally(quiz=quiz, n=counts.get(present(quiz).hash, 0)) for quiz in offered)


def look(
    session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, edition: str | None = None
) -> Look:
    """How a quiz did, on its present edition or on one named; raises ``NotFound`` for one that nobody ever tried.

    The options stay shut for whoever has not passed that edition of an assessed quiz: how many chose each of them
    tells which is the key, with or without a mark on it.
    """
    access.require(actor, Action.SEE_STATISTICS)
    found, counted = _editions(session, catalogue, quiz_id)
    chosen = next((each for each in found if each.hash == edition or (not edition and each.present)), None)
    if chosen is None:
        raise NotFound
    quiz = _quiz(session, catalogue, quiz_id, chosen)
    keys = may_see_keys(quiz, passed=_passed(session, actor, catalogue, quiz_id, chosen.hash))
    worked = None if too_few(chosen.n) else _worked(session, quiz, counted[chosen.hash])
    return Look(
        quiz=quiz,
        edition=chosen,
        others=tuple(each for each in found if each is not chosen),
        keys=keys,
        analysis=worked.analysis if worked else None,
        questions=_looked(session, quiz, counted[chosen.hash], worked, keys=keys) if worked else (),
    )


def analysis(session: Session, catalogue: Catalogue, quiz_id: str, edition: str = "") -> Analysis:
    """How a quiz did on its present edition, or on the one that begins so, however few tried it.

    Raises ``NotFound`` for a quiz that is not offered, and for an edition that is none, or not told from another.
    """
    found, counted = _editions(session, catalogue, quiz_id)
    meant = [each for each in found if (each.hash.startswith(edition) if edition else each.present)]
    if len(meant) != 1:
        raise NotFound
    (chosen,) = meant
    quiz = _quiz(session, catalogue, quiz_id, chosen)
    if chosen.hash not in counted:
        return analyse(_matrix(quiz, []))
    return _worked(session, quiz, counted[chosen.hash]).analysis


def editions_of(session: Session, catalogue: Catalogue, quiz_id: str) -> tuple[Edition, ...]:
    """Every wording of a quiz that was used, the present one first; raises ``NotFound`` for one not offered."""
    return tuple(_editions(session, catalogue, quiz_id)[0])


def _editions(
    session: Session, catalogue: Catalogue, quiz_id: str
) -> tuple[list[Edition], dict[str, Counted]]:
    """The editions of a quiz, the present one first, and what was counted of those that were tried."""
    quiz = catalogue.quizzes.get(present_name(catalogue, quiz_id))
    if quiz is None:
        raise NotFound
    called, now = names(catalogue, quiz_id), present(quiz).hash
    counted = {each.edition: each for each in statistics.counted(session) if each.quiz in called}
    fresh = Edition(hash=now, used_from=None, n=0, present=True)
    used = {
        each.edition: Edition(
            hash=each.edition, used_from=each.used_from, n=each.n, present=each.edition == now
        )
        for each in counted.values()
    }
    return [used.pop(now, fresh), *used.values()], counted


def _quiz(session: Session, catalogue: Catalogue, quiz_id: str, edition: Edition) -> Quiz:
    if edition.present:
        return catalogue.quizzes[present_name(catalogue, quiz_id)]
    return quiz_from_canonical(editions.bodies(session, [edition.hash])[edition.hash])


def _passed(session: Session, actor: Actor, catalogue: Catalogue, quiz_id: str, edition: str) -> bool:
    tried = quizzes.tries(session, actor.id, names(catalogue, quiz_id))
    return any(
        each.attempt.edition == edition and each.mark is not None and each.mark.passed for each in tried
    )


def _worked(session: Session, quiz: Quiz, counted: Counted) -> _Worked:
    return _kept(
        session, ("marks", counted), lambda: _work_out(quiz, statistics.marked(session, counted.edition))
    )


def _work_out(quiz: Quiz, marked: list[Marked]) -> _Worked:
    matrix = _matrix(quiz, marked)
    placed = zip((each.attempt for each in marked), thirds(matrix), strict=True)
    return _Worked(
        analysis=analyse(matrix),
        thirds={attempt: third for attempt, third in placed if third},
        asked={
            question.id: tuple(each.attempt for each in marked if question.id in each.marks)
            for question in quiz.questions
        },
    )


def _matrix(quiz: Quiz, marked: list[Marked]) -> Matrix:
    """Who earned how much of what; a question that was not drawn for somebody is not asked of her."""
    ids = [question.id for question in quiz.questions]
    return Matrix(
        items=tuple(Item(id=each) for each in ids),
        rows=tuple(
            tuple(_fraction(each.marks[one]["earned"]) if one in each.marks else None for one in ids)
            for each in marked
        ),
    )


def _looked(
    session: Session, quiz: Quiz, counted: Counted, worked: _Worked, *, keys: bool
) -> tuple[Looked, ...]:
    choices = (
        _kept(session, ("choices", counted), lambda: _choices(session, quiz, counted, worked)) if keys else {}
    )
    found = []
    for number, (question, item) in enumerate(zip(quiz.questions, worked.analysis.items, strict=True), 1):
        shown = () if too_few(item.n) else choices.get(question.id, ())
        placed = [worked.thirds.get(attempt) for attempt in worked.asked[question.id]]
        found.append(
            Looked(
                number=number,
                question=question,
                item=item,
                noticed=signs(item, shown),
                choices=shown,
                sizes={third: placed.count(third) for third in Third},
            )
        )
    return tuple(found)


def _choices(
    session: Session, quiz: Quiz, counted: Counted, worked: _Worked
) -> dict[str, tuple[Choice, ...]]:
    given = {(each.attempt, each.question): each.given for each in statistics.given(session, counted.edition)}

    def of(question: Question) -> tuple[Choice, ...]:
        asked = [
            (worked.thirds[attempt], given.get((attempt, question.id)))
            for attempt in worked.asked[question.id]
            if attempt in worked.thirds
        ]
        return tally(question, [(third, answers.from_json(said) if said else None) for third, said in asked])

    return {question.id: of(question) for question in quiz.questions}


def _kept(session: Session, key: object, work: Callable[[], Kept]) -> Kept:
    """What was worked out before, or now; a few are kept, apart for each database."""
    kept = _KEPT.setdefault(session.get_bind(), {})
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = work()
    found: Kept = kept[key]
    return found


@lru_cache(maxsize=4096)
def _fraction(kept: str) -> Fraction:
    return Fraction(kept)
