"""Without this the forms of a session, of one learner, of a group or corrected, would each read it in their own way."""

from datetime import date
from typing import Protocol, TypedDict

from wtforms import RadioField

from elearn.web.forms.base import Prose, Ticks, text
from elearn.web.forms.guarded import Day, Whole, day_of


class SessionFields(Protocol):
    """What every form of a session asks for."""

    on: Day
    minutes: Whole
    mode: RadioField
    brought: Ticks
    went_well: Prose
    next_step: Prose


class Told(TypedDict):
    """What was filled in there."""

    on: date
    minutes: int
    mode: str
    brought: tuple[str, ...]
    went_well: str
    next_step: str


def told(form: SessionFields) -> Told:
    """What was filled in of what every form of a session asks for."""
    return Told(
        on=day_of(form.on),
        minutes=form.minutes.data or 0,
        mode=text(form.mode),
        brought=tuple(form.brought.data or ()),
        went_well=text(form.went_well),
        next_step=text(form.next_step),
    )
