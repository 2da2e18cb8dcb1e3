"""Without this a question page could only be kept from showing the key by luck; here it is never handed the key.

A sheet holds texts in the order of the attempt's seed, and no id: what a browser sends back are positions on it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar, assert_never

from elearn.domain.answers import Answer, Chosen, Held, Matched, Placed, Written
from elearn.domain.errors import Refused
from elearn.domain.quizzes import (
    Credit,
    Kind,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Single,
    TrueFalse,
    kind_of,
)
from elearn.domain.shuffling import shuffled

T = TypeVar("T")
Sent: TypeAlias = Mapping[str, Sequence[str]]
"""What a form sent: every value of every field. `answer` holds positions or a number, `line-0` … one choice each."""

ANSWER = "answer"
TRUTHS = (True, False)
FIRST = 1
"""Positions count from 1, so that the place of a step is written as it is read."""
_NUMBER = re.compile(r"[+−-]?(?:[0-9]{1,12}(?:[.,][0-9]{1,12})?|[.,][0-9]{1,12})")
_THOUSANDS = re.compile(r"[+−-]?[1-9][0-9]*,[0-9]{3}")
"""What one person writes for a thousand and another for one: neither is guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A question as it may be shown to somebody who does not know its key.

    `lines` are options, pairs or steps; `choices` are what each line may be given. `by_parts` says that part of
    the answer earns part of the credit.
    """

    kind: Kind
    ask: str
    lines: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    unit: str = ""
    by_parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    lines: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def sheet(question: Question, seed: str) -> Sheet:
    """The question as one attempt shows it."""
    layout = _layout(question, seed)
    texts = _texts(question)
    return Sheet(
        kind=kind_of(question),
        ask=question.ask,
        lines=tuple(texts[line] for line in layout.lines),
        choices=layout.choices,
        unit=question.unit if isinstance(question, Numeric) else "",
        by_parts=isinstance(question, Multiple | Matching) and question.credit is Credit.EACH,
    )


def read_answer(question: Question, seed: str, sent: Sent) -> Answer | None:
    """What a form sent, as an answer; None where all was left open.

    Raises ``Refused`` for an option that was not offered, two answers where one is asked, a place given twice and
    what is no number; its field is that of the form.
    """
    layout = _layout(question, seed)
    match question:
        case Single():
            picked = _one(sent, ANSWER, layout.lines)
            return None if picked is None else Chosen(options=(picked,))
        case Multiple():
            ticked = {_offered(value, ANSWER, layout.lines) for value in sent.get(ANSWER, ()) if value}
            options = tuple(option.id for option in question.options if option.id in ticked)
            return Chosen(options=options) if options else None
        case TrueFalse():
            said = _one(sent, ANSWER, TRUTHS)
            return None if said is None else Held(holds=said)
        case Matching():
            choices = _given(sent, layout)
            return Matched(choices=choices) if choices else None
        case Ordering():
            places = {step: int(place) for step, place in _given(sent, layout).items()}
            _refuse_twice(places, layout.lines)
            return Placed(places=places) if places else None
        case Numeric():
            return _number(sent, question.unit)
        case _:
            assert_never(question)


def filled(question: Question, seed: str, answer: Answer | None) -> dict[str, str | list[str]]:
    """The fields of the form as they were when this answer was given: `read_answer` the other way round."""
    layout = _layout(question, seed)
    match answer:
        case None:
            return {}
        case Chosen():
            ticked = [_position(option, layout.lines) for option in answer.options]
            return {ANSWER: ticked if isinstance(question, Multiple) else ticked[0]}
        case Held():
            return {ANSWER: _position(answer.holds, TRUTHS)}
        case Matched():
            return _fields(layout, answer.choices)
        case Placed():
            return _fields(layout, {step: str(place) for step, place in answer.places.items()})
        case Written():
            return {ANSWER: format(answer.number, "f")}
        case _:
            assert_never(answer)


def line_field(position: int) -> str:
    """The name of the field beside a line of a matching or ordering question."""
    return f"line-{position}"


def _layout(question: Question, seed: str) -> _Layout:
    match question:
        case Single() | Multiple():
            options = tuple(option.id for option in question.options)
            return _Layout(lines=shuffled(options, seed, question.id) if question.shuffle else options)
        case TrueFalse() | Numeric():
            return _Layout()
        case Matching():
            pairs = tuple(pair.id for pair in question.pairs)
            # The author writes choices in the order of their pairs: unshuffled they would be the key.
            choices = shuffled(question.choices, seed, f"{question.id}/choices")
            return _Layout(
                lines=shuffled(pairs, seed, question.id) if question.shuffle else pairs, choices=choices
            )
        case Ordering():
            steps = tuple(step.id for step in question.order)
            places = tuple(str(place) for place in range(1, len(steps) + 1))
            return _Layout(lines=shuffled(steps, seed, question.id), choices=places)
        case _:
            assert_never(question)


def _texts(question: Question) -> dict[str, str]:
    match question:
        case Single() | Multiple():
            return {option.id: option.text for option in question.options}
        case Matching():
            return {pair.id: pair.text for pair in question.pairs}
        case Ordering():
            return {step.id: step.text for step in question.order}
        case _:
            return {}


def _one(sent: Sent, field: str, offered: Sequence[T]) -> T | None:
    values = [value for value in sent.get(field, ()) if value]
    if len(values) > 1:
        raise Refused("one-answer-only", field=field)
    return _offered(values[0], field, offered) if values else None


def _offered(value: str, field: str, offered: Sequence[T]) -> T:
    positions = {str(position): thing for position, thing in enumerate(offered, FIRST)}
    if value not in positions:
        raise Refused("option-not-offered", field=field)
    return positions[value]


def _position(thing: T, offered: Sequence[T]) -> str:
    return str(offered.index(thing) + FIRST)


def _given(sent: Sent, layout: _Layout) -> dict[str, str]:
    picked = {
        line: _one(sent, line_field(position), layout.choices) for position, line in enumerate(layout.lines)
    }
    return {line: choice for line, choice in picked.items() if choice is not None}


def _refuse_twice(places: Mapping[str, int], lines: Sequence[str]) -> None:
    seen: set[int] = set()
    for position, step in enumerate(lines):
        if step in places and places[step] in seen:
            raise Refused("place-twice", field=line_field(position), place=places[step])
        seen |= {places[step]} if step in places else set()


def _number(sent: Sent, unit: str) -> Written | None:
    values = [value.strip() for value in sent.get(ANSWER, ()) if value.strip()]
    if len(values) > 1:
        raise Refused("one-answer-only", field=ANSWER)
    if not values:
        return None
    figures = _without_unit(values[0], unit)
    if not _NUMBER.fullmatch(figures):
        raise Refused("number-unread", field=ANSWER)
    if _THOUSANDS.fullmatch(figures):
        raise Refused("number-thousands", field=ANSWER)
    return Written(number=Decimal(figures.replace(",", ".").replace("−", "-")))


def _without_unit(typed: str, unit: str) -> str:
    """What was typed without the unit that was asked for, in capitals or not; another unit would be another number."""
    if unit and typed.casefold().endswith(unit.casefold()):
        return typed[: -len(unit)].strip()
    return typed


def _fields(layout: _Layout, given: Mapping[str, str]) -> dict[str, str | list[str]]:
    return {
        line_field(position): _position(given[line], layout.choices)
        for position, line in enumerate(layout.lines)
        if line in given
    }
