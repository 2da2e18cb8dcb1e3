"""Without this rule a learner's answers would be open to anybody, or tell their key to somebody who has yet to pass."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.pathways import AllOf, AnyOf, Pass, Pathway, Requirement, Verb
from elearn.domain.quizzes import Matching, Multiple, Numeric, Ordering, Question, Single


class Sight(StrEnum):
    """How much of what was shared with her a supervisor may see, the most first."""

    KEYS = "keys"
    ANSWERS = "answers"
    FIGURES = "figures"


def sight(*, passed: bool, learning: bool) -> Sight:
    """What a supervisor may see of shared answers, by how she herself stands to the quiz.

    Who passed this edition has its keys already. Who is learning it herself (has begun it, is on a pathway that asks
    for it, or is a learner here) may see no answer, since a right one is the key. Anybody else sees the answers, and no
    key beside them.
    """
    if passed:
        return Sight.KEYS
    return Sight.FIGURES if learning else Sight.ANSWERS


def asks_to_pass(pathways: Iterable[Pathway], quizzes: Collection[str]) -> bool:
    """Whether one of these pathways asks for a pass of the quiz, under any of its names; also to renew, or instead."""
    return any(
        isinstance(verb, Pass) and verb.quiz in quizzes
        for pathway in pathways
        for milestone in pathway.milestones
        for verb in _verbs((*milestone.requires, *(milestone.renew.requires if milestone.renew else ())))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer in the words of its question, as inline Markdown; `holds` is what was said of a statement."""

    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    holds: bool | None = None


def said(question: Question, answer: Answer | None) -> Said:
    """An answer as it can be read by somebody who does not see the form."""
    match answer:
        case None:
            return Said()
        case Chosen():
            options = question.options if isinstance(question, Single | Multiple) else ()
            return Said(lines=tuple(each.text for each in options if each.id in answer.options))
        case Held():
            return Said(holds=answer.holds)
        case Matched():
            pairs = question.pairs if isinstance(question, Matching) else ()
            return Said(
                pairs=tuple(
                    (each.text, answer.choices[each.id]) for each in pairs if each.id in answer.choices
                )
            )
        case Placed():
            steps = question.order if isinstance(question, Ordering) else ()
            placed = sorted((answer.places[each.id], each.text) for each in steps if each.id in answer.places)
            return Said(pairs=tuple((str(place), text) for place, text in placed))
        case Written():
            unit = question.unit if isinstance(question, Numeric) else ""
            return Said(lines=(f"{answer.number:f} {unit}".strip(),))
        case _:
            assert_never(answer)


def _verbs(requirements: Iterable[Requirement]) -> Iterator[Verb]:
    for each in requirements:
        for verb in (each.verb, *((each.instead.verb,) if each.instead else ())):
            if isinstance(verb, AnyOf | AllOf):
                yield from _verbs(verb.requirements)
            else:
                yield verb
