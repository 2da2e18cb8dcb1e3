"""Without this each form would trim, limit and refuse in its own way, and lose what was typed when a rule says no."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from elearn.domain.errors import Conflict, Refused
from elearn.web.tongue import gettext, ngettext
from elearn.words.refusals import sentence

Outcome = TypeVar("Outcome")
_NO_CHOICE = "Not a valid choice."
_NO_CHOICES = "'%(value)s' is not a valid choice for this field."
SHORT = 200
LONG = 10_000


class Words:
    """What WTForms says by itself, in our words: it reaches somebody only when a list changed meanwhile."""

    def gettext(self, said: str) -> str:
        """A sentence of ours instead of one of WTForms."""
        return gettext("This is not on the list now. Choose again.") if said == _NO_CHOICE else said

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same where several things were ticked."""
        if one == _NO_CHOICES:
            return ngettext(
                "One thing that was ticked is not on the list now. Choose again.",
                "%(num)s things that were ticked are not on the list now. Choose again.",
                number,
            )
        return one if number == 1 else many


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that stands in the page again, with what was typed, when a rule refuses it."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """What WTForms is told of every form."""

        def get_translations(self, _form: FlaskForm) -> Words:
            """Our own words."""
            return Words()

    status = 200
    refused = ""

    def submit(self, act: Callable[[], Outcome]) -> Outcome | None:
        """Do the act if the shape is right; a refusal becomes a sentence at its field and the answer None.

        ``status`` is then what the page answers with: 422, or 409 when the record had moved on; ``refused`` is the
        code of the refusal.
        """
        if not self.validate_on_submit():
            self.status = 422 if self.is_submitted() else 200
            return None
        try:
            return act()
        except (Refused, Conflict) as refusal:
            self.status = 409 if isinstance(refusal, Conflict) else 422
            self.refused = refusal.code
            for each in (refusal, *refusal.also):
                # A lazy text counts as markup, and these sentences hold names that people typed.
                self.refuse(gettext(sentence(each.code, each.params)), each.field)
            return None

    def refuse(self, said: str, field: str | None = None) -> None:
        """Put a sentence at a field, or above the form when it belongs to none."""
        at: Field | None = self._fields.get(field) if field else None
        if at is None:
            self.form_errors.append(said)
        else:
            at.errors = [*at.errors, said]


class Ticks(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Needed(InputRequired):
    """The field is needed, said in its own words."""

    def __init__(self, said: str) -> None:
        """Take the sentence that says what to write."""
        super().__init__(message=said)
        self.said = said

    def __call__(self, form: Any, field: Field) -> None:
        """Stop at an empty field, or one of blanks only."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(self.said)


class AtMost(Length):
    """At most so many characters, said so."""

    def __init__(self, most: int) -> None:
        """Take the number of characters."""
        super().__init__(max=most, message=lazy_gettext("Use at most %(most)s characters.", most=f"{most:,}"))


def did(act: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Do an act that answers nothing, and answer True, so that ``Form.submit`` can tell it from a refusal."""
    act(*args, **kwargs)
    return True


def text(field: Field) -> str:
    """What was typed into a field, or nothing."""
    return str(field.data or "")


def trimmed(value: str | None) -> str | None:
    """The text without blanks at its ends; line ends as one newline, so that a browser's CRLF counts once."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def on_one_line(value: str | None) -> str | None:
    """The text with every run of blanks and line ends as one blank: a name may one day stand in a letter's head."""
    return " ".join(value.split()) if isinstance(value, str) else value


class Line(StringField):
    """One line of text, trimmed and on one line, at most ``most`` characters (200 unless told)."""

    def __init__(
        self, label: str, validators: tuple[Any, ...] = (), *, most: int = SHORT, **kwargs: Any
    ) -> None:
        """Add the limit after the field's own validators."""
        super().__init__(label, [*validators, AtMost(most)], filters=[on_one_line], **kwargs)


class Prose(TextAreaField):
    """A longer text, trimmed, at most ``most`` characters (10,000 unless told)."""

    def __init__(
        self, label: str, validators: tuple[Any, ...] = (), *, most: int = LONG, **kwargs: Any
    ) -> None:
        """Add the limit after the field's own validators."""
        super().__init__(label, [*validators, AtMost(most)], filters=[trimmed], **kwargs)
