"""Without this file a line of the tracker would say what is asked for, and not by which rule it is counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.days import Span
from elearn.domain.findings import Window
from elearn.domain.pathways import (
    START,
    Anchor,
    Before,
    Closer,
    Count,
    Cover,
    Distinct,
    Requirement,
    Supervise,
    Total,
    Where,
)
from elearn.words import _
from elearn.words.kinds import called
from elearn.words.reasons import Translate, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What must be met for entries to count, as its own line calls it, and the day on which it was; None before."""

    what: str
    on: date | None = None


def _by_its_code(anchor: Anchor) -> Since:
    return Since(what=called(anchor.requirement or anchor.milestone or ""))


PRACTICE = (Count, Distinct, Total, Supervise, Cover, Before)
"""What is asked of practice, whose entries count by the days of their stage."""

WAIVERS: Mapping[Closer, str] = {
    Closer.SUPERVISOR: _("A supervisor may set it aside, with a reason."),
    Closer.ASSESSOR: _("An assessor may set it aside, with a reason."),
    Closer.COORDINATOR: _("A coordinator may set it aside, with a reason."),
}


def terms(
    asked: Requirement,
    window: Window | None,
    at: date,
    translate: Translate = str,
    since: Callable[[Anchor], Since] = _by_its_code,
) -> tuple[str, ...]:
    """The rule of a requirement beside what it asks for, as sentences: which entries count, from when, what is allowed.

    ``window`` holds the days of its milestone, if that is open; ``at`` is the day on which it is said. ``since`` knows
    what an anchor is called and when it was met.
    """
    return (
        *_when(asked, window, at, translate, since),
        *_which(asked, translate),
        *_besides(asked, translate),
    )


def _when(
    asked: Requirement,
    window: Window | None,
    at: date,
    translate: Translate,
    since: Callable[[Anchor], Since],
) -> Iterator[str]:
    if asked.from_ == START:
        yield translate(_("Entries count from the first day of the record."))
    elif asked.from_ is not None:
        yield _from(since(asked.from_), at, translate)
    elif window is not None and window.opens and isinstance(asked.verb, PRACTICE):
        days = {"from": spoken(window.opens, at), "to": spoken(window.closes, at) if window.closes else ""}
        said = (
            _("Entries count from %(from)s to %(to)s, both days included.")
            if window.closes
            else _("Entries count from %(from)s on.")
        )
        yield translate(said) % days


def _from(anchor: Since, at: date, translate: Translate) -> str:
    if anchor.on is None:
        return translate(_("Entries count from the day on which “%(what)s” is met.")) % {"what": anchor.what}
    said = translate(_("Entries count from %(day)s on, when “%(what)s” was met."))
    return said % {"what": anchor.what, "day": spoken(anchor.on, at)}


def _which(asked: Requirement, translate: Translate) -> Iterator[str]:
    if asked.where:
        yield translate(_("Only these entries count: %(which)s.")) % {
            "which": _wheres(asked.where, translate)
        }
    if asked.gap:
        yield translate(_("They lie at least %(span)s apart.")) % {"span": _span(asked.gap, translate)}
    if asked.instead:
        n = asked.instead.at_most
        said = (
            _("Something else may stand in, once at most.")
            if n == 1
            else _("Something else may stand in, %(n)s times at most.")
        )
        yield translate(said) % {"n": n}


def _besides(asked: Requirement, translate: Translate) -> Iterator[str]:
    if asked.lasts:
        yield translate(_("It is in date for %(span)s.")) % {"span": _span(asked.lasts, translate)}
    if asked.fresh:
        yield translate(_("When what is asked about has changed, it is asked for again."))
    if asked.waive:
        yield translate(WAIVERS[asked.waive])


def _wheres(wheres: Iterable[Where], translate: Translate) -> str:
    return ", ".join(_where(each, translate) for each in wheres)


def _where(where: Where, translate: Translate) -> str:
    name = translate(called(where.key))
    if where.values:
        return f"{name} {translate(_(' or ')).join(translate(called(each)) for each in where.values)}"
    least, most = where.at_least, where.at_most
    if least is not None and most is not None:
        return translate(_("%(name)s from %(least)s to %(most)s")) % {
            "name": name,
            "least": least,
            "most": most,
        }
    said = _("%(name)s %(n)s or more") if least is not None else _("%(name)s %(n)s at most")
    return translate(said) % {"name": name, "n": least if least is not None else most}


def _span(span: Span, translate: Translate) -> str:
    years, months = divmod(span.months, 12)
    parts = (
        (years, _("%(n)s year"), _("%(n)s years")),
        (months, _("%(n)s month"), _("%(n)s months")),
        (span.days, _("%(n)s day"), _("%(n)s days")),
    )
    return ", ".join(translate(one if n == 1 else many) % {"n": n} for n, one, many in parts if n)
