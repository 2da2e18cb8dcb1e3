"""Without this file two editions would differ in codes: here each difference is one line a person can read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from elearn.domain.findings import Finding, MilestoneFinding
from elearn.domain.moves import MilestoneChange, RequirementChange, RuleChange, RuleChangeKind
from elearn.domain.pathways import Milestone, Requirement
from elearn.words import _
from elearn.words.kinds import called
from elearn.words.milestones import TO_OTHERS
from elearn.words.reasons import Translate, spoken
from elearn.words.requirements import Titles, asked_for, hours

ASPECTS: Mapping[str, str] = {
    "approach": _("which work it takes"),
    "shares": _("whether its work counts elsewhere"),
    "apart": _("how far back an assessor must have stood apart"),
    "title": _("what it is called"),
    "closes": _("who closes it, and at what meeting"),
    "carry": _("whether work beyond the need goes on to the next"),
    "after": _("after what it may be closed"),
    "from": _("from when work counts"),
    "from_": _("from when work counts"),
    "lasts": _("how long it stays met"),
    "renew": _("when it is renewed"),
    "verb": _("what is asked for"),
    "at_least": _("how many"),
    "where": _("which entries count"),
    "new": _("whether only new families count"),
    "gap": _("how far apart"),
    "norm": _("what is usual"),
    "instead": _("what may stand in"),
    "waive": _("who may set it aside"),
    "fresh": _("whether a change asks for it again"),
    "note": _("the note beside it"),
}
"""What may differ in a rule."""

RULES: Mapping[RuleChangeKind, str] = {
    RuleChangeKind.ADDED: _("%(where)s is new: %(after)s."),
    RuleChangeKind.DROPPED: _("%(where)s is asked for no more: %(before)s."),
    RuleChangeKind.CHANGED: _("%(where)s: %(aspects)s."),
}
"""What became of a rule; where a requirement itself reads otherwise, `_INTO` says how."""

_INTO = _("%(where)s: from “%(before)s” to “%(after)s”.")
_WHOLE = _("The whole pathway")
_RENEWAL = _("%(milestone)s, to renew it, %(requirement)s")
_PART = _("%(milestone)s, %(requirement)s")
_NO_SUCH = _("not asked for")
_OUT_OF_SIGHT = _(
    "%(title)s: what was met and decided stays in the record, and the other rules do not ask for it."
)
_STAYS = _("%(title)s: %(status)s, as before.")
_ENDS = _("%(title)s: in date %(after)s, not %(before)s.")
_UNTIL = _("until %(day)s")
_FOR_GOOD = _("for good")
_STANDS = _("%(title)s: from “%(before)s” to “%(after)s”.")


def rule(change: RuleChange, titles: Titles, translate: Translate = str) -> str:
    """One rule that differs, as a sentence."""
    before, after = _asked(change.before, titles, translate), _asked(change.after, titles, translate)
    template = RULES[change.kind]
    if change.kind is RuleChangeKind.CHANGED and before != after:
        template = _INTO
    return translate(template) % {
        "where": _where(change, translate),
        "before": before,
        "after": after,
        "aspects": ", ".join(dict.fromkeys(translate(ASPECTS[each]) for each in change.aspects)),
    }


def stands(change: MilestoneChange, translate: Translate = str) -> str:
    """How one milestone would stand otherwise, as a sentence."""
    if change.out_of_sight:
        return translate(_OUT_OF_SIGHT) % {"title": change.title}
    before, after = _status(change.before, translate), _status(change.after, translate)
    ends = _ends(change.before, translate), _ends(change.after, translate)
    if before == after and ends[0] != ends[1]:
        return translate(_ENDS) % {"title": change.title, "before": ends[0], "after": ends[1]}
    if before == after:
        return translate(_STAYS) % {"title": change.title, "status": after}
    return translate(_STANDS) % {"title": change.title, "before": before, "after": after}


def counted(change: RequirementChange, translate: Translate = str) -> str:
    """How one requirement would stand otherwise, as a line."""
    before, after = _amount(change.before, translate), _amount(change.after, translate)
    return translate(_STANDS) % {"title": translate(called(change.id)), "before": before, "after": after}


def lines(changes: Iterable[MilestoneChange]) -> Iterator[str]:
    """What would stand otherwise, as plain text: each milestone, and below it its requirements."""
    for change in changes:
        yield stands(change)
        yield from (f"  {counted(each)}" for each in change.requirements)


def _where(change: RuleChange, translate: Translate) -> str:
    if not change.milestone:
        return translate(_WHOLE)
    milestone = translate(called(change.milestone))
    if not change.requirement:
        return milestone
    template = _RENEWAL if change.renewal else _PART
    return translate(template) % {
        "milestone": milestone,
        "requirement": translate(called(change.requirement)),
    }


def _asked(asked: Requirement | Milestone | None, titles: Titles, translate: Translate) -> str:
    if isinstance(asked, Requirement):
        return asked_for(asked, titles, translate)
    if isinstance(asked, Milestone):
        return asked.title
    return ""


def _status(finding: MilestoneFinding | None, translate: Translate) -> str:
    return translate(TO_OTHERS[finding.status]) if finding else translate(_NO_SUCH)


def _ends(finding: MilestoneFinding | None, translate: Translate) -> str:
    due = finding.due if finding else None
    return translate(_UNTIL) % {"day": spoken(due, date.min)} if due else translate(_FOR_GOOD)


def _amount(finding: Finding | None, translate: Translate) -> str:
    if finding is None:
        return translate(_NO_SUCH)
    status = translate(TO_OTHERS[finding.status])
    packing = f" ({finding.packing})" if finding.packing else ""
    said = hours if finding.minutes else str
    known = {"have": said(finding.have), "need": said(finding.need)}
    # Where nothing has to be reached a bare number would stand before the status and say of nothing how many.
    have = translate(_("%(have)s of %(need)s") if finding.need else _("%(have)s counted")) % known
    return f"{have}{packing}, {status}"
