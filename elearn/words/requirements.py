"""Without this file a requirement would be shown as its key and a verb: here each reads as one plain line."""

from collections.abc import Mapping
from typing import assert_never

from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Closer,
    Closes,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Pass,
    Rate,
    Reach,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
)
from elearn.words import _
from elearn.words.kinds import called
from elearn.words.reasons import Translate
from elearn.words.roles import PRACTITIONER, Vocabulary

Titles = Mapping[str, str]
"""What modules and quizzes are called, by id."""

UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.CYCLE: (_("One cycle with film and shared review"), _("%(n)s cycles with film and shared review")),
    Unit.SESSION: (_("One session"), _("%(n)s sessions")),
    Unit.VISIT: (_("One visit"), _("%(n)s visits")),
    Unit.INTERVENTION: (_("One video intervention"), _("%(n)s video interventions")),
    Unit.SUPERVISION: (_("One supervision"), _("%(n)s supervisions")),
    Unit.MEETING: (_("One meeting"), _("%(n)s meetings")),
    Unit.ASSIGNMENT: (_("One assignment"), _("%(n)s assignments")),
    Unit.RATING: (_("One rating"), _("%(n)s ratings")),
    Unit.COURSE: (_("One course"), _("%(n)s courses")),
}

DIFFERENT: Mapping[Facet, tuple[str, str]] = {
    Facet.CLIENT: (_("One family"), _("%(n)s different families")),
    Facet.CASE: (_("One case"), _("%(n)s different cases")),
    Facet.SETTING: (_("One setting"), _("%(n)s different settings")),
    Facet.CYCLE: (_("One cycle"), _("%(n)s different cycles")),
}

CLOSERS: Mapping[Closer, str] = {
    Closer.SUPERVISOR: _("your supervisor"),
    Closer.ASSESSOR: _("an assessor"),
    Closer.COORDINATOR: _("a coordinator"),
}


def asked_for(
    requirement: Requirement,
    titles: Titles,
    translate: Translate = str,
    spoken_to: Vocabulary = PRACTITIONER,
) -> str:
    """A requirement as a line, in the learner's words: "6 cycles with film and shared review"."""
    said, params = _line(requirement, titles, translate)
    if isinstance(requirement.verb, Pass):
        quiz = translate(spoken_to.quiz)
        params["quiz"] = quiz[:1].upper() + quiz[1:]
    whole = translate(said) % params
    return translate(_("%(asked)s, new in this stage")) % {"asked": whole} if requirement.new else whole


def closed_by(closes: Closes, translate: Translate = str) -> str:
    """How a milestone closes, as a sentence."""
    params = {"who": translate(CLOSERS[closes.by]), "meeting": translate(called(closes.meeting))}
    if closes.meeting and closes.minutes:
        said = _("It is closed by %(who)s, at the %(meeting)s of at least %(minutes)s minutes.")
        return translate(said) % {**params, "minutes": closes.minutes}
    if closes.meeting:
        return translate(_("It is closed by %(who)s, at the %(meeting)s.")) % params
    return translate(_("It is closed by %(who)s.")) % params


def _line(asked: Requirement, titles: Titles, translate: Translate) -> tuple[str, dict[str, object]]:
    """The sentence of a requirement's verb, and what fills it."""
    verb, need = asked.verb, asked.need or asked.norm or 0
    match verb:
        case Read():
            return _("Read: %(title)s"), {"title": _title(verb.module, titles)}
        case Pass():
            return _("%(quiz)s: %(title)s"), {"title": _title(verb.quiz, titles)}
        case Attend():
            return _attend(verb, translate)
        case Document():
            return _("Seen: %(title)s"), {"title": translate(called(verb.document))}
        case Check():
            return _("In order: %(title)s"), {"title": translate(called(verb.check))}
        case Count():
            return UNITS[verb.unit][need != 1], {"n": need}
        case Distinct():
            return DIFFERENT[verb.facet][need != 1], {"n": need}
        case Total():
            return _("%(hours)s of %(unit)s"), {"hours": hours(need), "unit": called(verb.unit)}
        case Supervise():
            one = _("One supervision of %(minutes)s minutes or more")
            many = _("%(n)s supervisions of %(minutes)s minutes or more")
            ways = [
                translate(many if each.sessions != 1 else one) % {"n": each.sessions, "minutes": each.minutes}
                for each in verb.packings
            ]
            return "%(ways)s", {"ways": translate(_(", or ")).join(ways)}
        case Cover():
            return _("Every %(facet)s brought to supervision"), {"facet": verb.facet.value}
        case Before():
            return _("A supervision before every %(unit)s"), {"unit": called(verb.unit)}
        case Rate():
            return _("Level %(level)s on %(scale)s"), {"level": verb.level, "scale": called(verb.scale)}
        case Reach():
            one, many = (
                _("One of your own trainees reached %(milestone)s"),
                _("%(n)s of your own trainees reached %(milestone)s"),
            )
            title = called(verb.milestone.rpartition("/")[2])
            return many if need != 1 else one, {"n": need, "milestone": title}
        case AnyOf():
            return _("%(n)s of these") if need != 1 else _("One of these"), {"n": need}
        case AllOf():
            return _("All of these"), {}
        case _:
            assert_never(verb)


def _attend(verb: Attend, translate: Translate) -> tuple[str, dict[str, object]]:
    params: dict[str, object] = {"title": translate(called(verb.course)), "n": verb.days or verb.minutes}
    if verb.days:
        return (
            _("Attended: %(title)s, %(n)s days") if verb.days > 1 else _("Attended: %(title)s, a day")
        ), params
    return (_("Attended: %(title)s, %(n)s minutes") if verb.minutes else _("Attended: %(title)s")), params


def _title(id_: str, titles: Titles) -> str:
    return titles.get(id_) or called(id_)


def hours(minutes: int) -> str:
    """A sum of minutes in hours: 27 h, 2 h 15 min."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
