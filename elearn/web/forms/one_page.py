"""Without this shape the questions of an attempt could not stand on one page, each with fields of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from wtforms import Field

from elearn.domain.attempts import Attempt
from elearn.domain.confidence import CONFIDENCE
from elearn.domain.errors import NotFound, Refused
from elearn.domain.sheets import Sent
from elearn.services.one_page import SHOWN, shown
from elearn.web.forms.account import Empty
from elearn.web.forms.quizzes import Question, asked_form
from elearn.web.tongue import gettext
from elearn.words.refusals import sentence

FIELD = re.compile(r"q([0-9]{1,6})-.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """The forms of many questions by number, under one button; ``shown`` is what each answer was on the page.

    ``stand`` are the questions whose first answer stands: they were answered since, perhaps in another tab.
    """

    button: Empty
    each: Mapping[int, Question]
    shown: Mapping[int, str]
    stand: frozenset[int]

    def __iter__(self) -> Iterator[Field]:
        """Every field, so that what needs another look can be listed above them all."""
        return (field for form in self.each.values() for field in form)

    @property
    def form_errors(self) -> Sequence[str]:
        """What belongs to no field."""
        return [*self.button.form_errors, *(said for form in self.each.values() for said in form.form_errors)]

    def validate(self) -> bool:
        """Whether every field has the shape it should; all of them are looked at."""
        found = [form.validate() for form in self.each.values()]
        return all(found)

    def sent(self) -> dict[int, Sent]:
        """What was sent for each question that stood on the page; raises ``NotFound`` for one that could not."""
        numbers = {int(found[1]) for name in request.form if (found := FIELD.fullmatch(name))}
        if numbers - self.each.keys() - self.stand:
            raise NotFound
        return {
            number: {**self.each[number].sent(), SHOWN: [self.shown[number]]}
            for number in sorted(numbers - self.stand)
        }

    def refuse(self, refused: Mapping[int, Refused]) -> None:
        """Put each sentence at its field."""
        for number, refusal in refused.items():
            self.each[number].refuse(gettext(sentence(refusal.code, refusal.params)), refusal.field)


def one_page(attempt: Attempt) -> OnePage:
    """The page of an attempt: by completion what is still open, otherwise every question with its answer so far."""
    numbers = attempt.open_numbers if attempt.quiz.by_completion else range(1, attempt.length + 1)
    return OnePage(
        button=Empty(),
        each={number: asked_form(attempt, number, prefix=f"q{number}-") for number in numbers},
        shown={
            number: request.form.get(
                f"q{number}-{SHOWN}", shown(attempt.given.get(attempt.question(number).id))
            )
            for number in numbers
        },
        stand=frozenset(range(1, attempt.length + 1)) - frozenset(numbers),
    )


def ask_how_sure(form: OnePage, attempt: Attempt) -> None:
    """Say at its field where it has not been said yet how sure she is."""
    for number in attempt.unsaid_numbers:
        form.each[number].refuse(gettext(sentence("confidence-missing")), CONFIDENCE)
