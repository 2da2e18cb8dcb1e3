"""Without this file a desk would say "cycles 2/6": here what is missing is said as one would say it to a colleague."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.domain.findings import Finding
from elearn.domain.home import Task, task
from elearn.domain.pathways import (
    Attend,
    Check,
    Count,
    Distinct,
    Document,
    Facet,
    Pass,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
)
from elearn.words import _
from elearn.words.kinds import called


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase for one and for many; the door translates it and picks the form for `count`."""

    one: str
    many: str
    count: int
    params: Mapping[str, object]


MORE = {
    Unit.CYCLE: (_("%(num)s more cycle"), _("%(num)s more cycles")),
    Unit.SESSION: (_("%(num)s more session"), _("%(num)s more sessions")),
    Unit.VISIT: (_("%(num)s more visit"), _("%(num)s more visits")),
    Unit.INTERVENTION: (_("%(num)s more intervention"), _("%(num)s more interventions")),
    Unit.SUPERVISION: (_("%(num)s more supervision"), _("%(num)s more supervisions")),
    Unit.MEETING: (_("%(num)s more meeting"), _("%(num)s more meetings")),
    Unit.ASSIGNMENT: (_("%(num)s more assignment"), _("%(num)s more assignments")),
    Unit.RATING: (_("%(num)s more rating"), _("%(num)s more ratings")),
    Unit.COURSE: (_("%(num)s more course"), _("%(num)s more courses")),
}
"""How many of a unit are still to come."""

DIFFERENT = {
    Facet.CLIENT: (_("%(num)s more family"), _("%(num)s more families")),
    Facet.CASE: (_("%(num)s more case"), _("%(num)s more cases")),
    Facet.SETTING: (_("%(num)s more setting"), _("%(num)s more settings")),
    Facet.CYCLE: (_("%(num)s more cycle"), _("%(num)s more cycles")),
}
"""How many different ones are still to come."""


def missing(requirement: Requirement, finding: Finding, titles: Mapping[str, str]) -> Phrase:
    """What is still to come of one requirement; `titles` are those of modules and quizzes by id."""
    count = finding.missing
    match requirement.verb:
        case Read(module=ref):
            return _single(_("reading “%(title)s”"), title=titles.get(ref) or called(ref))
        case Pass(quiz=ref):
            return _single(_("the questions on “%(title)s”"), title=titles.get(ref) or called(ref))
        case Attend(course=ref) | Document(document=ref) | Check(check=ref):
            return _single(_("the %(thing)s"), thing=called(ref))
        case Total(unit=unit):
            one, many = _("%(num)s more minute of %(thing)s"), _("%(num)s more minutes of %(thing)s")
            return Phrase(one=one, many=many, count=count, params={"thing": called(unit)})
        case Count(unit=unit):
            one, many = MORE[unit]
            return Phrase(one=one, many=many, count=count, params={})
        case Distinct(facet=Facet.CLIENT) if requirement.new:
            one, many = _("%(num)s more new family"), _("%(num)s more new families")
            return Phrase(one=one, many=many, count=count, params={})
        case Distinct(facet=facet):
            one, many = DIFFERENT[facet]
            return Phrase(one=one, many=many, count=count, params={})
        case Supervise(packings=packings):
            length = next(
                (each.minutes for each in packings if str(each) == finding.packing), packings[0].minutes
            )
            one = _("%(num)s more supervision of %(minutes)s minutes")
            many = _("%(num)s more supervisions of %(minutes)s minutes")
            return Phrase(one=one, many=many, count=count, params={"minutes": length})
        case verb if task(verb) is Task.BRING:
            return _single(_("bringing to supervision what has not been brought"))
        case _:
            return _single(_("%(thing)s"), thing=called(finding.id))


def _single(text: str, **params: object) -> Phrase:
    return Phrase(one=text, many=text, count=1, params=params)
