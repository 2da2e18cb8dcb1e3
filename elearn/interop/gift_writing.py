"""Without this file no question of ours could be taken to another system that reads GIFT.

What GIFT has no place for, such as the objective, stands in comments, which other systems pass over and our own
reader takes back, so that a quiz comes home as it left.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never

from elearn.domain.quizzes import (
    Credit,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Quiz,
    Single,
    TrueFalse,
)
from elearn.interop.drafts import Loss
from elearn.interop.gift_marks import OURS, escaped, guarded, one_line


def write_gift(quiz: Quiz, lines: Mapping[str, int]) -> tuple[str, tuple[Loss, ...]]:
    """A quiz as GIFT, and what of it GIFT cannot say; `lines` says where each question stands in its file."""
    blocks = ["\n".join(_about(quiz))]
    losses: list[Loss] = []
    for question in quiz.questions:
        unsaid = list(_unsaid(question))
        losses += [Loss(lines.get(question.id, 1), f'"{question.id}": {each}') for each in unsaid]
        if sayable(question):
            blocks.append("\n".join(_question(question)))
    return "\n\n".join(blocks) + "\n", tuple(losses)


def sayable(question: Question) -> bool:
    """Whether GIFT has any way to ask this question."""
    if isinstance(question, Matching):
        return not any("->" in pair.text for pair in question.pairs)
    return not isinstance(question, Ordering)


def _unsaid(question: Question) -> Iterator[str]:
    match question:
        case Ordering():
            yield "GIFT has no questions of this kind (ordering): it is left out"
        case Multiple(credit=Credit.ALL_OR_NOTHING):
            yield "GIFT gives a part of the answer a part of the credit: all-or-nothing stands in a comment"
        case Matching() if not sayable(question):
            yield 'GIFT cannot say a pair whose text holds "->": the question is left out'
        case Matching():
            yield 'GIFT has no place for "wrong" of a matching question: it stands in a comment'
        case Numeric() if question.unit:
            yield f'GIFT has no place for the unit "{question.unit}": it stands in a comment'
        case _:
            return


def _about(quiz: Quiz) -> Iterator[str]:
    passed = "completion" if quiz.pass_mark is None else f"{quiz.pass_mark:.0%}"
    said = {
        "title": quiz.title,
        "module": quiz.module,
        "pass": passed,
        "attempts": "" if quiz.attempts is None else str(quiz.attempts),
        "draw": "" if quiz.draw is None else str(quiz.draw),
        "critical": " ".join(quiz.critical),
        "was": quiz.was,
    }
    yield from (f"{OURS}quiz {key}: {one_line(value)}" for key, value in said.items() if value)


def _question(question: Question) -> Iterator[str]:
    notes = {
        "objective": question.objective,
        "claims": " ".join(question.claims),
        "read": str(question.read),
        "was": question.was,
    }
    for key, value in (notes | _kept(question)).items():
        if value:
            yield f"{OURS}{key}: {one_line(value)}"
    yield f"::{question.id}::[markdown]{escaped(question.ask)}{{{_opening(question)}"
    yield from _answers(question)
    yield f"####{guarded(question.why)}"
    yield "}"


def _kept(question: Question) -> dict[str, str]:
    """What this kind has and GIFT has not; a default is left out."""
    match question:
        case Single():
            return {"options": _ids(question), "shuffle": "" if question.shuffle else "false"}
        case Multiple():
            return {
                "options": _ids(question),
                "answer": "" if _in_order(question) else " ".join(question.answer),
                "credit": question.credit.value,
                "shuffle": "" if question.shuffle else "false",
            }
        case Matching():
            return {
                "pairs": " ".join(pair.id for pair in question.pairs),
                "wrong": question.wrong,
                "credit": question.credit.value if question.credit is Credit.EACH else "",
                "shuffle": "" if question.shuffle else "false",
            }
        case Numeric():
            return {"unit": question.unit}
        case TrueFalse() | Ordering():
            return {}
        case _:
            assert_never(question)


def _ids(question: Single | Multiple) -> str:
    return " ".join(option.id for option in question.options)


def _in_order(question: Multiple) -> bool:
    return question.answer == tuple(each.id for each in question.options if each.id in question.answer)


def _opening(question: Question) -> str:
    match question:
        case TrueFalse():
            return f"{'TRUE' if question.answer else 'FALSE'}#{guarded(question.wrong)}"
        case Numeric():
            return "#"
        case _:
            return ""


def _answers(question: Question) -> Iterator[str]:
    match question:
        case Single():
            for option in question.options:
                mark = "=" if option.id == question.answer else "~"
                yield f"{mark}{guarded(option.text)}{_feedback(option.wrong)}"
        case Multiple():
            right, wrong = _weights(question)
            for option in question.options:
                weight = right if option.id in question.answer else wrong
                yield f"~%{weight}%{guarded(option.text)}{_feedback(option.wrong)}"
        case Matching():
            for pair in question.pairs:
                yield f"={guarded(pair.text)} -> {guarded(pair.match)}"
            yield from (f"= -> {guarded(choice)}" for choice in question.extra)
        case Numeric():
            yield f"={question.answer:f}:{question.within:f}"
            for slip in question.slips:
                yield f"=%0%{slip.number:f}:0{_feedback(slip.wrong)}"
            yield f"~{_feedback(question.otherwise)}"
        case TrueFalse() | Ordering():
            return
        case _:
            assert_never(question)


def _feedback(text: str) -> str:
    return f"#{guarded(text)}" if text else ""


def _weights(question: Multiple) -> tuple[str, str]:
    """The percentages of a right and of a wrong option: each right one a share, each wrong one as much off, or all."""
    share = f"{(Decimal(100) / len(question.answer)).quantize(Decimal('0.00001')).normalize():f}"
    return share, f"-{share}" if question.credit is Credit.EACH else "-100"
