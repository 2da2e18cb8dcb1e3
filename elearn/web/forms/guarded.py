"""Without this each form would ask in its own way about what may say who a family is, or forget to ask."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, IntegerField

from elearn.domain.errors import Refused
from elearn.domain.privacy import Found
from elearn.web.forms.base import Form, Outcome, Ticks
from elearn.web.tongue import gettext
from elearn.words import logbook as words

Choice = tuple[str, str]
DAY = _("Write the day, such as 22 November 2026.")


class Day(DateField):
    """A day of the calendar; one that cannot be read is asked for in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(DAY) from error


class Whole(IntegerField):
    """A whole number; anything else is asked for in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what no entry can mean is cut short here, before it reaches a rule."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Write a whole number, such as 60.")) from error
        if self.data is not None and not 0 <= self.data <= 100_000:
            self.data = None
            raise ValueError(_("Write a whole number, such as 60."))


class Pieces(Ticks):
    """Pieces of her own text of which she says that they identify nobody; offered only once they were found."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        """Nothing is offered at first, and any text may come back: it only ever excuses itself."""
        super().__init__(label, choices=[], validate_choice=False, **kwargs)


class Guarded(Form):
    """A form with free texts: what may say who a family is, is shown back and asked about.

    ``key`` is made when the form is opened and makes the entry's id, so that the same form sent twice is one entry.
    """

    key = HiddenField()
    nobody = Pieces(_("These identify nobody"))

    def submit(self, act: Callable[[], Outcome]) -> Outcome | None:
        """As any form; and ask at its field about every piece that was found."""

        found: list[tuple[str, Found]] = []

        def asking() -> Outcome:
            try:
                return act()
            except Refused as refusal:
                found.extend(cast(Iterable[tuple[str, Found]], refusal.params.get("found", ())))
                raise

        outcome = super().submit(asking)
        self._ask(found)
        return outcome

    def excused(self) -> frozenset[str]:
        """The pieces she keeps."""
        return frozenset(self.nobody.data or ())

    def _ask(self, found: Sequence[tuple[str, Found]]) -> None:
        asked: dict[str, list[str]] = {}
        for field, piece in found:
            looks = gettext(words.IDENTIFIERS[piece.kind])
            said = gettext("“%(piece)s” looks like %(looks)s.", piece=piece.text, looks=looks)
            asked.setdefault(field, []).append(said)
        onward = gettext("Change it, or say below that it identifies nobody.")
        for name in set(asked) & set(self._fields):
            self._fields[name].errors = [" ".join([*asked[name], onward])]
        pieces = dict.fromkeys([*self.excused(), *(piece.text for _field, piece in found)])
        self.nobody.choices = [(piece, f"“{piece}”") for piece in pieces]


def day_of(field: DateField) -> date:
    """The day of a field that is needed; the form's own check has said so before anybody asks."""
    if field.data is None:
        raise Refused("day-missing", field=field.name)
    return field.data


def choices(codes: Iterable[str], named: Mapping[str, str]) -> list[Choice]:
    """Codes with their words."""
    return [(code, gettext(named[code])) for code in codes]


def optional(codes: Iterable[str], named: Mapping[str, str]) -> list[Choice]:
    """Codes with their words, none of which need be chosen."""
    return [("", _("Not said")), *choices(codes, named)]
