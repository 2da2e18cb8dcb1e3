"""Without this the people of the demo could answer no quiz, rightly or with a slip that tempts."""

from typing import assert_never

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.quizzes import Matching, Multiple, Numeric, Ordering, Question, Single, TrueFalse
from elearn.domain.sheets import filled


def as_sent(question: Question, seed: str, answer: Answer) -> dict[str, list[str]]:
    """The form of a question as a browser sends it."""
    fields = filled(question, seed, answer)
    return {name: [value] if isinstance(value, str) else list(value) for name, value in fields.items()}


def slip(question: Question) -> Answer:
    """An answer that tempts, where a question of its kind has one; else the right one."""
    match question:
        case Single():
            return Chosen(options=(next(each.id for each in question.options if each.wrong),))
        case TrueFalse():
            return Held(holds=not question.answer)
        case _:
            return right_answer(question)


def right_answer(question: Question) -> Answer:
    """The answer that earns everything a question offers."""
    match question:
        case Single():
            return Chosen(options=(question.answer,))
        case Multiple():
            return Chosen(options=question.answer)
        case TrueFalse():
            return Held(holds=question.answer)
        case Matching():
            return Matched(choices={pair.id: pair.match for pair in question.pairs})
        case Ordering():
            return Placed(places={step.id: place for place, step in enumerate(question.order, 1)})
        case Numeric():
            return Written(number=question.answer)
        case _:
            assert_never(question)
