"""Without these shapes a question could not be asked in a browser: radios, ticks, lists to choose from, one number."""

from typing import Any, assert_never

from flask_babel import gettext as _
from wtforms import Field, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from elearn.domain.quizzes import Kind
from elearn.domain.sheets import ANSWER, FIRST, TRUTHS, Sent, Sheet, line_field
from elearn.web.forms.base import Form, Line
from elearn.web.render import inline_html, plain

LONGEST_NUMBER = 30


class Question(Form):
    """The answer to one question; whether a choice was offered is for the rules to say."""

    def sent(self) -> Sent:
        """Every value of every field as the browser sent it."""
        return {
            field.name: tuple(map(str, field.raw_data or ())) for field in self if field.name != "csrf_token"
        }

    def lines(self) -> list[Field]:
        """The fields beside the lines of a matching or ordering question, in their order on the page."""
        return [field for field in self if field.name.startswith(line_field(0)[:-1])]


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def question_form(sheet: Sheet, given: dict[str, str | list[str]]) -> Question:
    """The form for a question as its attempt shows it, with what was answered so far."""
    shape: type[Question] = type("Asked", (Question,), _fields(sheet))
    return shape(data=given)


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


def _offered(sheet: Sheet) -> list[tuple[str, str]]:
    return [(str(position), inline_html(line)) for position, line in enumerate(sheet.lines, FIRST)]


def _numbered(choices: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(str(position), plain(choice)) for position, choice in enumerate(choices, FIRST)]
