"""Without this a template could not say a date, a wait or an address, and would pass over a missing word in silence."""

import hashlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from flask.templating import Environment
from flask_babel import Babel, format_date
from flask_login import current_user
from jinja2 import StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from elearn.content.prose import inline
from elearn.domain.access import Action, may_enter
from elearn.domain.people import Actor, Role
from elearn.web import tongue
from elearn.web.house import house, today
from elearn.web.tongue import gettext, ngettext
from elearn.words.roles import vocabulary

PLACES = (
    ("home.index", "Home", Action.BE_HERE),
    ("library.shelf", "Learn", Action.STUDY),
    ("logbook.index", "", Action.KEEP_LOGBOOK),
    ("milestones.index", "", Action.KEEP_LOGBOOK),
    ("desks.supervisor", "Caseload", Action.SEE_TRAINEES),
    ("desks.assessor", "Sign-offs", Action.SEE_TRAINEES),
    ("people.index", "People", Action.RUN_PEOPLE),
)
"""The places of the bar; those without a label are called in the reader's own words."""
DESKS = {"desks.supervisor": Role.SUPERVISOR, "desks.assessor": Role.ASSESSOR}
"""Each desk is shown to whom it belongs; both open for whoever has either role."""
WITHIN = {
    **dict.fromkeys(("quizzes", "one_page", "moments", "claims"), "library.shelf"),
    **dict.fromkeys(("preparations", "agenda.own", "films.own"), "logbook.index"),
    **dict.fromkeys(("confirmations", "agenda.of", "films.of_trainees"), "desks.supervisor"),
    **dict.fromkeys(("moves", "assessors"), "people.index"),
}
"""Pages, or all pages of a blueprint, that one reaches from a place of the bar and finds again there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the bar at the top."""

    label: str
    href: str
    current: bool


class Filling(Context):
    """What a template is filled in with; it calls a plain function or a macro of ours without looking twice."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (as Jinja has it)
        """What a function says to the template that calls it."""
        # Jinja asks of each of hundreds of calls a page whether it wants the context, at more than most calls take.
        sort = type(__obj)
        marked = sort is not Macro and (sort not in (FunctionType, MethodType) or bool(__obj.__dict__))
        if marked:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(__self.eval_ctx, *args, **kwargs) if sort is Macro else __obj(*args, **kwargs)


class Templates(Environment):
    """Flask's templates with globals that are theirs together."""

    context_class = Filling

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, which never has any of its own here."""
        # A chain of maps for each template lets it change its own; a page looks into it hundreds of times.
        return super().make_globals(d) if d else self.globals


def install(app: Flask) -> None:
    """Teach Jinja our words, in the service's time, and what stands around every page."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    Babel(app, default_locale="en_GB", default_timezone=str(house_zone(app)))
    tongue.install(app)
    teach(app)
    app.context_processor(_around)


def teach(app: Flask) -> None:
    """Teach Jinja our words; a name that is missing is a fault, never an empty gap."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        _=gettext, ngettext=ngettext, day=day, day_short=day_short, ago=ago, minutes=minutes, clock=clock
    )
    app.jinja_env.globals["static"] = static
    app.jinja_env.filters.update(inline=inline_html, plain=plain)


def house_zone(app: Flask) -> str:
    """The name of the service's time zone."""
    return str(app.extensions["elearn"].config.timezone)


def page(template: str, **context: Any) -> str:
    """A template filled in."""
    return render_template(template, **context)


def day(when: date | datetime) -> str:
    """A day in full: 22 November 2026."""
    return str(format_date(_as_day(when), "d MMMM y", rebase=False))


def day_short(when: date | datetime) -> str:
    """A day where room is scarce: 22 Nov, with its year when that is not this one."""
    wanted = "d MMM" if _as_day(when).year == today().year else "d MMM y"
    return str(format_date(_as_day(when), wanted, rebase=False))


def ago(when: date | datetime) -> str:
    """How long ago a day was, in days counted by ourselves (Babel would call six days a week)."""
    days = (today() - _as_day(when)).days
    if days == 0:
        return str(gettext("today"))
    if days == 1:
        return str(gettext("yesterday"))
    if days < 0:
        return day(when)
    return str(ngettext("%(num)s day ago", "%(num)s days ago", days))


def minutes(count: int) -> str:
    """A length in minutes and hours: 45 minutes, 2 h 15 min."""
    if count < 120:
        return str(ngettext("%(num)s minute", "%(num)s minutes", count))
    hours, rest = divmod(count, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def clock(when: datetime) -> str:
    """The time of day at the service: 10:42."""
    return when.astimezone(house().config.timezone).strftime("%H:%M")


def inline_html(written: str) -> Markup:
    """A paragraph that an author wrote, as HTML; compiled the first time it is shown."""
    return Markup(inline(written))  # noqa: S704 (the compiler escapes whatever is not its own markup)


def plain(written: str) -> str:
    """The same paragraph where no markup may stand: in a title, or in a list to choose from."""
    return inline_html(written).striptags()


def static(name: str) -> str:
    """The address of a file of ours, with a hash of what it holds, so that it may be kept for ever."""
    return url_for("static", filename=name, v=_fingerprint(current_app.static_folder or "", name))


@cache
def _fingerprint(folder: str, name: str) -> str:
    return hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()[:10]


def _as_day(when: date | datetime) -> date:
    if isinstance(when, datetime):
        return when.astimezone(house().config.timezone).date()
    return when


def _around() -> dict[str, Any]:
    me = _somebody()
    here = request.endpoint or ""
    return {
        "me": me,
        "nav": [
            Place(label=gettext(label), href=url_for(endpoint), current=_is_current(endpoint, here))
            for endpoint, label in (_places(me.roles) if me else ())
        ],
        "save_data": request.headers.get("Save-Data") == "on",
    }


def _somebody() -> Actor | None:
    visitor = current_user._get_current_object()
    return visitor.actor if visitor and visitor.is_authenticated else None


@cache
def _places(roles: frozenset[Role]) -> tuple[tuple[str, str], ...]:
    """The places that these roles have in the bar, each with what it is called."""
    me, spoken = Actor(id="", name="", roles=roles), vocabulary(roles)
    words = {"logbook.index": spoken.practise, "milestones.index": spoken.milestones}
    return tuple(
        (endpoint, label or words[endpoint])
        for endpoint, label, action in PLACES
        if may_enter(me, action) and DESKS.get(endpoint) in (None, *roles)
    )


def _is_current(endpoint: str, here: str) -> bool:
    room = here.partition(".")[0]
    if endpoint in (here, WITHIN.get(here), WITHIN.get(room)):
        return True
    return endpoint not in DESKS and room == endpoint.partition(".")[0]
