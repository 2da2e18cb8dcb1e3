"""Without this a template could not say a date, a wait or an address, and would pass over a missing word in silence."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, render_template, request, url_for
from flask_babel import Babel, format_date, gettext, ngettext
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from elearn.content.prose import inline
from elearn.domain.access import Action, may_enter
from elearn.domain.people import Role
from elearn.web.house import house, today
from elearn.words.roles import vocabulary

PLACES = (
    ("home.index", "Home", Action.BE_HERE),
    ("library.shelf", "Learn", Action.STUDY),
    ("logbook.index", "", Action.KEEP_LOGBOOK),
    ("milestones.index", "", Action.KEEP_LOGBOOK),
    ("desks.supervisor", "Trainees", Action.SEE_TRAINEES),
    ("desks.assessor", "Sign-offs", Action.SEE_TRAINEES),
    ("people.index", "People", Action.RUN_PEOPLE),
)
"""The places of the bar; those without a label are called in the reader's own words."""
DESKS = {"desks.supervisor": Role.SUPERVISOR, "desks.assessor": Role.ASSESSOR}
"""Each desk is shown to whom it belongs; both open for whoever has either role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the bar at the top."""

    label: str
    href: str
    current: bool


def install(app: Flask) -> None:
    """Teach Jinja our words; a name that is missing is a fault, never an empty gap."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    Babel(app, default_locale="en_GB", default_timezone=str(house_zone(app)))
    app.jinja_env.globals.update(
        _=gettext, ngettext=ngettext, day=day, day_short=day_short, ago=ago, minutes=minutes, clock=clock
    )
    app.jinja_env.globals["static"] = static
    app.jinja_env.filters.update(inline=inline_html, plain=plain)
    app.context_processor(_around)


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
    me = current_user.actor if current_user and current_user.is_authenticated else None
    spoken = vocabulary(me.roles if me else frozenset())
    words = {"logbook.index": spoken.practise, "milestones.index": spoken.milestones}
    return {
        "me": me,
        "nav": [
            Place(
                label=gettext(label or words[endpoint]), href=url_for(endpoint), current=_is_current(endpoint)
            )
            for endpoint, label, action in PLACES
            if me and may_enter(me, action) and DESKS.get(endpoint) in (None, *me.roles)
        ],
        "save_data": request.headers.get("Save-Data") == "on",
    }


def _is_current(endpoint: str) -> bool:
    here = request.endpoint or ""
    return here == endpoint or (
        endpoint not in DESKS and here.partition(".")[0] == endpoint.partition(".")[0]
    )
