"""Without this file a finding would show its codes: here every reason and refusal is one sentence a person can use."""

from collections.abc import Callable, Mapping
from datetime import date

from elearn.domain.findings import NotCounted, Param, Params, Refusal
from elearn.domain.reasons import Reason, RefusalCode, StepKind
from elearn.words import _
from elearn.words.kinds import called

Translate = Callable[[str], str]

LONGEST_SENTENCE = 120  # characters, whatever the names in it
_LONGEST_NAME = 30
_LONGEST_WANTED = 38
_LONGEST_LIST = 90

REASONS: Mapping[Reason, str] = {
    Reason.NO_SHARED_REVIEW: _("Filmed on %(filmed)s; it counts when the shared review has happened."),
    Reason.TOO_EARLY: _("On %(on)s; counts from your start on %(from)s."),
    Reason.LATE_ENTRY: _(
        "Entered on %(entered)s, after the closing on %(decided)s; kept, and the decision stands."
    ),
    Reason.TOO_SHORT: _("%(have)s minutes; the rule asks for %(need)s."),
    Reason.TOO_FEW_DAYS: _("Days attended: %(have)s; the rule asks for %(need)s."),
    Reason.TOO_FEW_EACH: _("%(label)s has %(have)s of the %(need)s that are asked for."),
    Reason.TOO_SOON_AFTER: _("On %(on)s; the next one counts from %(from)s."),
    Reason.NOT_CONFIRMED: _("Waiting for %(person)s since %(since)s."),
    Reason.NOT_SEEN: _("Waiting for %(person)s to see it, since %(since)s."),
    Reason.NOT_RECOGNISED: _(
        "%(person)s did not recognise this on %(since)s; it counts when you both agree."
    ),
    Reason.NOT_PASSED: _("Tried on %(on)s; another look at the lessons, and you can try again."),
    Reason.DIFFERENT: _("The %(key)s here: %(got)s; the rule asks for %(wanted)s."),
    Reason.NO_CLIENT: _("No %(key)s is named, so it cannot be told apart from the others."),
    Reason.KNOWN_CLIENT: _("%(client)s is not new: your work together counted in %(milestone)s."),
    Reason.NOT_COVERED: _("Not brought to supervision yet."),
    Reason.NOT_SUPERVISED_BEFORE: _("On %(on)s; no supervision about this family came before it."),
    Reason.BELOW_LEVEL: _("%(item)s is at %(have)s so far; the rule asks for %(need)s."),
    Reason.OUT_OF_DATE: _("In date until %(until)s; it is due again."),
    Reason.CHANGED_SINCE: _("Done on %(on)s; the content changed on %(changed)s, so it is asked once more."),
    Reason.STAND_IN_FULL: _("At most %(at_most)s may stand in, and that is already used."),
    Reason.MAY_NOT_WAIVE: _("%(person)s set this aside on %(on)s, and is not one who may."),
    Reason.MAY_NOT_SIGN: _("Signed by %(person)s for %(on)s, and not by one who may close it."),
}
"""One sentence a reason; where its parameters allow a better one, `_chosen` picks it."""

_LABELLED = {
    Reason.NO_SHARED_REVIEW: _("%(label)s counts with its first finished cycle."),
    Reason.NOT_COVERED: _("%(label)s has not been brought to supervision yet."),
}

REFUSALS: Mapping[RefusalCode, str] = {
    RefusalCode.NO_SUCH_MILESTONE: _("This pathway has no such milestone."),
    RefusalCode.CLOSES_BY_ITSELF: _("This one is met as soon as everything in it is; nobody signs it."),
    RefusalCode.ALREADY_MET: _("This one is met already."),
    RefusalCode.ALREADY_ASKED: _("This has been asked for already, and waits for an answer."),
    RefusalCode.NOT_YET_OPEN: _("This one has not opened yet."),
    RefusalCode.EARLIER_MILESTONES: _("First to be finished: %(after)s."),
    RefusalCode.STILL_MISSING: _("Still to come: %(missing)s."),
    RefusalCode.OWN_RECORD: _("Nobody signs their own record."),
    RefusalCode.NOT_ACCREDITED: _("%(person)s is not entered as an accredited supervisor."),
    RefusalCode.SUPERVISED_IN_WINDOW: _(
        "%(person)s supervised after %(from)s, when this stage opened; an assessor stands apart."
    ),
    RefusalCode.SESSION_IN_WINDOW: _(
        "%(person)s held a supervision on %(since)s, in this stage; an assessor stands apart."
    ),
    RefusalCode.NOT_OWN_SUPERVISOR: _("%(person)s was not the supervisor on that day."),
    RefusalCode.SUPERVISED_BY_LEARNER: _("%(person)s is supervised by this learner."),
    RefusalCode.MEETING_TOO_SHORT: _("%(have)s minutes; this meeting takes %(need)s."),
}

STEPS: Mapping[StepKind, str] = {
    StepKind.QUESTION: _("Somebody you asked has a question first."),
    StepKind.RETURNED: _("Something came back to you."),
    StepKind.DRAFT: _("Finish what you began."),
    StepKind.UNFINISHED: _("One of your entries is nearly there."),
    StepKind.ASK: _("Everything is there: ask for it to be signed."),
    StepKind.NEAREST: _("This is nearest to being met."),
    StepKind.BEGIN: _("Begin here."),
    StepKind.WAIT: _("It is with somebody else now."),
    StepKind.DONE: _("Everything is met."),
}


def why(
    left: NotCounted, at: date, names: Mapping[str, str] | None = None, translate: Translate = str
) -> str:
    """Why an entry does not count, in at most 120 characters; `names` gives a person's name for her id."""
    return _filled(translate(_chosen(left)), left.params, at, names or {}, translate)


def why_not(
    refusal: Refusal, at: date, names: Mapping[str, str] | None = None, translate: Translate = str
) -> str:
    """Why something may not be asked for or closed, in at most 120 characters."""
    return _filled(translate(REFUSALS[refusal.code]), refusal.params, at, names or {}, translate)


def spoken(day: date, at: date) -> str:
    """A day as one says it: "16 January", with the year where that is another than that of `at`."""
    months = "January February March April May June July August September October November December"
    year = "" if day.year == at.year else f" {day.year}"
    return f"{day.day} {months.split()[day.month - 1]}{year}"


def _chosen(left: NotCounted) -> str:
    """The sentence that fits the parameters best."""
    given = dict(left.params)
    match left.reason:
        case Reason.NO_SHARED_REVIEW | Reason.NOT_COVERED if "label" in given:
            return _LABELLED[left.reason]
        case Reason.TOO_EARLY:
            return _too_early(given)
        case Reason.NOT_CONFIRMED if "left" in given:
            return _("%(person)s has left, so a coordinator looks at this now.")
        case Reason.NOT_SEEN if "person" not in given:
            return _("Waiting for a coordinator to see it, since %(since)s.")
        case Reason.DIFFERENT if given["key"] == "approved":
            return _("Waiting to be approved.")
        case Reason.DIFFERENT if not given["got"]:
            return _("No %(key)s is given; the rule asks for %(wanted)s.")
        case Reason.KNOWN_CLIENT if given["late"]:
            return _("%(client)s is not new: a late entry belongs to %(milestone)s.")
        case _:
            return REASONS[left.reason]


def _too_early(given: Mapping[str, Param]) -> str:
    if "thing" in given and "from" in given:
        return _("On %(on)s; counts from your %(thing)s on %(from)s.")
    if "thing" in given:
        return _("On %(on)s; counts from your %(thing)s, which is still to come.")
    if "milestone" in given and "from" in given:
        return _("On %(on)s; counts from %(from)s, when “%(milestone)s” was met.")
    if "milestone" in given:
        return _("On %(on)s; counts once “%(milestone)s” is met.")
    return REASONS[Reason.TOO_EARLY]


def _filled(template: str, params: Params, at: date, names: Mapping[str, str], translate: Translate) -> str:
    return template % {key: _shown(key, value, at, names, translate) for key, value in params}


def _shown(key: str, value: Param, at: date, names: Mapping[str, str], translate: Translate) -> str:
    if isinstance(value, date):
        return spoken(value, at)
    if isinstance(value, tuple):
        longest = _LONGEST_LIST if key in ("missing", "after") else _LONGEST_WANTED
        return _cut(", ".join(translate(called(each)) for each in value), longest)
    if key == "person":
        return _cut(names.get(str(value)) or str(value).capitalize(), _LONGEST_NAME)
    if key in ("label", "client"):
        return _cut(str(value), _LONGEST_NAME)
    return _cut(translate(called(str(value))), _LONGEST_NAME)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
