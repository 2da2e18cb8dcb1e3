"""Without this nobody would know what one try at a quiz asks, where it stands and whether another may begin."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType

from elearn.domain.answers import Answer, as_json, is_whole
from elearn.domain.confidence import Confidence
from elearn.domain.errors import NotFound, Refused
from elearn.domain.quizzes import Question, Quiz
from elearn.domain.sheets import Sheet, sheet
from elearn.domain.shuffling import shuffled

SECONDS_A_QUESTION = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer last given to a question, when it was saved, and how sure she said she was, once she has said."""

    answer: Answer
    saved_at: datetime
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at one edition of a quiz; `given` is by question id, questions are numbered from 1 as they are shown."""

    id: str
    quiz: Quiz
    number: int
    seed: str
    questions: tuple[Question, ...]
    given: Mapping[str, Given]
    begun_at: datetime
    submitted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still being answered."""
        return self.submitted_at is None

    @property
    def length(self) -> int:
        """How many questions it asks."""
        return len(self.questions)

    @property
    def answers(self) -> dict[str, Answer]:
        """Every answer by its question's id."""
        return {question: given.answer for question, given in self.given.items()}

    @property
    def open_numbers(self) -> tuple[int, ...]:
        """The questions that are still open, or answered only in part."""
        return tuple(
            number
            for number, question in enumerate(self.questions, 1)
            if not is_whole(question, self.answer(number))
        )

    @property
    def unsaid_numbers(self) -> tuple[int, ...]:
        """The questions that are answered without a word yet on how sure she is; none where that is not asked."""
        return tuple(
            number
            for number in range(1, self.length + 1)
            if self.is_answered(number) and self.asks_how_sure(number)
        )

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last saved."""
        return max((given.saved_at for given in self.given.values()), default=None)

    def question(self, number: int) -> Question:
        """The question with this number; raises ``NotFound`` where the attempt has none."""
        if not 1 <= number <= self.length:
            raise NotFound
        return self.questions[number - 1]

    def sheet(self, number: int) -> Sheet:
        """That question as this attempt shows it, without its key."""
        return sheet(self.question(number), self.seed)

    def answer(self, number: int) -> Answer | None:
        """What was answered to it so far."""
        given = self.given.get(self.question(number).id)
        return given.answer if given else None

    def confidence(self, number: int) -> Confidence | None:
        """How sure she said she is of her answer to it."""
        given = self.given.get(self.question(number).id)
        return given.confidence if given else None

    def asks_how_sure(self, number: int) -> bool:
        """Whether something was answered to it in an assessed quiz, and how sure she is has not been said."""
        return (
            not self.quiz.by_completion
            and self.answer(number) is not None
            and self.confidence(number) is None
        )

    def is_answered(self, number: int) -> bool:
        """Whether nothing of it is open any more."""
        return is_whole(self.question(number), self.answer(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try as its history tells it; `share` and `passed` are None until it is handed in."""

    id: str
    quiz: str
    edition: str
    number: int
    begun_at: datetime
    answered: int
    asked: int
    submitted_at: datetime | None = None
    passed: bool | None = None
    share: Fraction | None = None


def shown_as(answer: Answer | None, confidence: Confidence | None) -> str:
    """A short mark of an answer as a page showed it, by which a later look tells whether it was changed there."""
    kept = as_json(answer) if answer else None
    return sha256(json.dumps([kept, confidence], sort_keys=True).encode()).hexdigest()[:16]


def draw(quiz: Quiz, seed: str, seen: Mapping[str, int] = MappingProxyType({})) -> tuple[Question, ...]:
    """The questions one attempt asks, in the order of the file, spread as evenly as may be over the objectives.

    Critical objectives are served first, so that none of them goes unasked while there is room. Once each objective
    has a question, none that this person was asked before comes while any that she was not is left; of each objective
    those asked longest ago come first. `seen` gives the number of the attempt in which each was asked last, for a
    clock may jump and a number does not.
    """
    drawn = set(_in_turn(quiz, seed, seen)[: quiz.asked])
    return tuple(question for question in quiz.questions if question.id in drawn)


def last_asked(asked: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """The number of the attempt in which each question was asked last, from every attempt's number and questions."""
    found: dict[str, int] = {}
    for number, questions in asked:
        for question in questions:
            found[question] = max(number, found.get(question, number))
    return found


def tries_left(quiz: Quiz, tries: int) -> int | None:
    """How many more attempts may be begun after so many; None where there is no limit."""
    return None if quiz.attempts is None else max(0, quiz.attempts - tries)


def require_another(quiz: Quiz, tries: int) -> None:
    """Pass in silence, or raise ``Refused`` where every attempt that the quiz allows has been used."""
    if tries_left(quiz, tries) == 0:
        raise Refused("attempts-used", most=quiz.attempts)


def about_minutes(questions: int) -> int:
    """About how many minutes so many questions take: three quarters of a minute each, rounded up."""
    return -(-questions * SECONDS_A_QUESTION // 60)


def _in_turn(quiz: Quiz, seed: str, seen: Mapping[str, int]) -> list[str]:
    """Every question: one of each objective, then the second of each, and so on; critical objectives lead.

    After the first of each, all that was never asked comes before all that was.
    """
    never = 0
    objectives = shuffled({question.objective for question in quiz.questions}, seed, "objectives")
    turns = [
        (bool(turn), bool(turn) and question in seen, turn, rank, question)
        for rank, objective in enumerate(sorted(objectives, key=lambda each: each not in quiz.critical))
        for turn, question in enumerate(
            sorted(
                shuffled((each.id for each in quiz.questions if each.objective == objective), seed, "draw"),
                key=lambda each: seen.get(each, never),
            )
        )
    ]
    return [question for *_place, question in sorted(turns)]
