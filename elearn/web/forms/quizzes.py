"""Without these shapes a question could not be asked in a browser: radios, ticks, lists to choose from, one number."""

from typing import Any, assert_never

from wtforms import Field, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.attempts import Attempt
from elearn.domain.confidence import CONFIDENCE, Confidence
from elearn.domain.quizzes import Kind
from elearn.domain.sheets import ANSWER, FIRST, TRUTHS, Sent, Sheet, filled, line_field
from elearn.web.forms.base import Form, Line
from elearn.web.gate import actor
from elearn.web.render import inline_html, plain
from elearn.web.tongue import gettext as _
from elearn.words.quizzes import HOW_SURE

LONGEST_NUMBER = 60


class Question(Form):
    """The answer to one question; whether a choice was offered is for the rules to say."""

    def sent(self) -> Sent:
        """Every value of every field as the browser sent it."""
        return {
            field.short_name: tuple(map(str, field.raw_data or ()))
            for field in self
            if field.short_name != "csrf_token"
        }

    def lines(self) -> list[Field]:
        """The fields beside the lines of a matching or ordering question, in their order on the page."""
        return [field for field in self if field.short_name.startswith(line_field(0)[:-1])]


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def asked_form(attempt: Attempt, number: int, prefix: str = "") -> Question:
    """The form for a question as its attempt shows it, with what was answered so far and how sure she was.

    With a prefix it stands among others on a page, whose button carries the token for all of them.
    """
    given = filled(attempt.question(number), attempt.seed, attempt.answer(number))
    if sure := attempt.confidence(number):
        given[CONFIDENCE] = str(sure)
    asks = {} if attempt.quiz.by_completion else {CONFIDENCE: _sure()}
    shape: type[Question] = type("Asked", (Question,), {**_fields(attempt.sheet(number)), **asks})
    return shape(data=given, prefix=prefix, meta={"csrf": False}) if prefix else shape(data=given)


def may_share() -> bool:
    """Whether whoever is here can let a supervisor see her answers at all."""
    return access.may(actor(), Action.SHARE_ANSWERS, frozenset({Standing.SELF}))


def blank_form(sheet: Sheet, base: type[Question] = Question) -> Question:
    """The form for a question outside any attempt; `base` may ask for something besides."""
    shape: type[Question] = type("Asked", (base,), _fields(sheet))
    return shape()


def _fields(sheet: Sheet) -> dict[str, Any]:
    asked = inline_html(sheet.ask)
    match sheet.kind:
        case Kind.SINGLE:
            return {ANSWER: RadioField(asked, choices=_offered(sheet), validate_choice=False)}
        case Kind.MULTIPLE:
            hint = _("Choose all that fit.")
            return {ANSWER: _Ticks(asked, choices=_offered(sheet), validate_choice=False, description=hint)}
        case Kind.TRUE_FALSE:
            words = {True: _("True"), False: _("Not true")}
            choices = [(str(position), words[truth]) for position, truth in enumerate(TRUTHS, FIRST)]
            return {ANSWER: RadioField(asked, choices=choices, validate_choice=False)}
        case Kind.NUMERIC:
            label = _("Your answer, in %(unit)s", unit=sheet.unit) if sheet.unit else _("Your answer")
            return {ANSWER: Line(label, most=LONGEST_NUMBER)}
        case Kind.MATCHING | Kind.ORDERING:
            choices = [("", _("Choose")), *_numbered(sheet.choices)]
            return {
                line_field(position): SelectField(inline_html(line), choices=choices, validate_choice=False)
                for position, line in enumerate(sheet.lines)
            }
        case _:
            assert_never(sheet.kind)


def _sure() -> RadioField:
    hint = (
        _("It never changes your score, and nobody else sees it unless you share it.")
        if may_share()
        else _("It never changes your score, and nobody else sees it.")
    )
    choices = [(str(level), _(HOW_SURE[level])) for level in Confidence]
    return RadioField(_("How sure are you?"), choices=choices, validate_choice=False, description=hint)


def _offered(sheet: Sheet) -> list[tuple[str, str]]:
    return [(str(position), inline_html(line)) for position, line in enumerate(sheet.lines, FIRST)]


def _numbered(choices: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(str(position), plain(choice)) for position, choice in enumerate(choices, FIRST)]
