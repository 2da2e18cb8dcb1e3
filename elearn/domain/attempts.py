"""Without this nobody would know what one try at a quiz asks, where it stands and whether another may begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from elearn.domain.answers import Answer, is_whole
from elearn.domain.errors import NotFound, Refused
from elearn.domain.quizzes import Question, Quiz
from elearn.domain.sheets import Sheet, sheet
from elearn.domain.shuffling import shuffled

SECONDS_A_QUESTION = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer last given to a question, and when it was saved."""

    answer: Answer
    saved_at: datetime


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


def draw(quiz: Quiz, seed: str) -> tuple[Question, ...]:
    """The questions one attempt asks, in the order of the file, spread as evenly as may be over the objectives.

    Critical objectives are served first, so that none of them goes unasked while there is room.
    """
    drawn = set(_in_turn(quiz, seed)[: quiz.asked])
    return tuple(question for question in quiz.questions if question.id in drawn)


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


def _in_turn(quiz: Quiz, seed: str) -> list[str]:
    """Every question: one of each objective, then the second of each, and so on; critical objectives lead."""
    objectives = shuffled({question.objective for question in quiz.questions}, seed, "objectives")
    turns = [
        (turn, rank, question)
        for rank, objective in enumerate(sorted(objectives, key=lambda each: each not in quiz.critical))
        for turn, question in enumerate(
            shuffled((each.id for each in quiz.questions if each.objective == objective), seed, "draw")
        )
    ]
    return [question for _turn, _rank, question in sorted(turns)]
