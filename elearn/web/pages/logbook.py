"""Without these pages a learner could not enter her practice, see how each entry stands, or put one right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action, may_enter
from elearn.domain.drafts import draft_address
from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.errors import NotFound
from elearn.domain.library import Module
from elearn.domain.logbook import Entry, EntryKind
from elearn.services import drafts, entry_acts, leave, logbook_sheet
from elearn.services.entry_writing import Sending
from elearn.services.logbook import Logged
from elearn.web import cautions, entry_lines
from elearn.web.entry_forms import PAPERS, Prepared, prepare
from elearn.web.entry_versions import changing, finishing
from elearn.web.filling import Filling, draft_door, filling
from elearn.web.forms.base import text
from elearn.web.forms.confirmations import DisownForm
from elearn.web.forms.guarded import Guarded, day_of
from elearn.web.forms.logbook import BackForm, DayForm
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.kept import overtaken
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words import logbook as words
from elearn.words.kinds import called
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("logbook", __name__, url_prefix="/practise")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allows(Action.KEEP_LOGBOOK)
def index() -> Answer:
    """What is begun, what waits for its shared review, films to erase, and every entry with how it stands."""
    sheet = logbook_sheet.sheet(db(), actor(), today(), house().config.timezone)
    lines = {
        each.id: entry_lines.line(
            each, sheet.stands[each.id], sheet.names, today(), _door(each), plain=_plainly()
        )
        for each in sheet.entries
    }
    return _page(
        "logbook/index.html",
        lines=list(lines.values()),
        unfinished=[(each, lines[each.id]) for each in sheet.unfinished],
        films=[(each, lines[each.cycle.id]) for each in sheet.films],
        begun=[(address, draft_door(address), row.saved_at) for address, row in sheet.drafts],
        kinds={each.kind.value for each in sheet.works},
        prepares=may_enter(actor(), Action.PREPARE_SESSION),
        clips=_clips() if may_enter(actor(), Action.STUDY) else (),
        practised=any(each.kind in WORK_KINDS for each in sheet.entries),
    )


def _clips() -> list[Module]:
    """The modules that have drawn clips, in the order in which they are taught."""
    held = {each.module for each in catalogue().clips.values()}
    return [each for each in catalogue().modules.values() if each.id in held]


@bp.post("/drafts/throw-away")
@allows(Action.KEEP_LOGBOOK)
def throw_away() -> Answer:
    """Forget a draft."""
    address = draft_address(request.form.get("draft", ""))
    if address is None:
        raise NotFound
    drafts.throw_away(db(), actor(), address)
    flash(_("It is thrown away."))
    return redirect(url_for("logbook.index"), 303)


@bp.route("/cycle", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def cycle() -> Answer:
    """Enter a film, with its shared review if that has happened."""
    return _fill(filling("cycle"), lambda begun: prepare(EntryKind.CYCLE, begun))


@bp.route("/visit", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def visit() -> Answer:
    """Enter a visit to, or a session with, a family."""
    return _fill(filling("visit"), lambda begun: prepare(EntryKind.VISIT, begun))


@bp.route("/supervision", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def supervision() -> Answer:
    """Enter a supervision session; the person named in it is asked to confirm."""
    return _fill(filling("supervision"), lambda begun: prepare(EntryKind.SUPERVISION, begun))


@bp.route("/prior", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def prior() -> Answer:
    """Enter a milestone that was reached before this record began."""
    return _fill(filling("prior"), lambda begun: prepare(EntryKind.PRIOR, begun))


@bp.route("/other", defaults={"what": ""}, methods=["GET"])
@bp.route("/other/<what>", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def other(what: str) -> Answer:
    """Choose what else was done, or enter it: ``what`` is a kind, with the name a pathway asks for it by."""
    if not what:
        offer = logbook_sheet.offer(db(), actor(), today())
        return _page(
            "logbook/what.html",
            called=_asked_name,
            asked=offer.asked,
            papers=[(each, words.PAPERS[each]) for each in PAPERS],
        )
    kind, _dot, name = what.partition(".")
    if kind not in PAPERS:
        raise NotFound
    return _fill(filling("other", what), lambda begun: prepare(EntryKind(kind), begun, name=name))


@bp.route("/leave", methods=["GET", "POST"], endpoint="leave")
@allows(Action.KEEP_LOGBOOK)
def time_away() -> Answer:
    """Enter a leave: from when, and until when if that is known."""
    return _fill(filling("leave"), lambda begun: prepare(EntryKind.LEAVE, begun))


@bp.get("/entries/<entry>")
@allows(Action.KEEP_LOGBOOK)
def entry(entry: str) -> Answer:
    """One entry with all its versions, what was done to it, who can read what, and what may be done now."""
    sight = logbook_sheet.own_entry(db(), actor(), entry, today(), house().config.timezone)
    stands = sight.stands
    supervisors = logbook_sheet.supervisor_names(db(), actor().id, today())
    return _page(
        "logbook/entry.html",
        sight=sight,
        title=entry_lines.title(sight.entry, sight.names, plain=_plainly()),
        line=entry_lines.line(sight.entry, stands, sight.names, today(), "") if stands else None,
        reads=entry_lines.reads(sight.entry, sight.names, supervisors),
        question_reads=entry_lines.reads(sight.entry, sight.names, supervisors, signed=False),
        tell=entry_lines,
    )


@bp.route("/entries/<entry>/finish", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def finish(entry: str) -> Answer:
    """Add the shared review to a cycle."""
    return _fill(filling("finish", entry), lambda begun: finishing(begun, entry))


@bp.route("/entries/<entry>/change", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def change(entry: str) -> Answer:
    """Correct an entry with a reason; the earlier version stays to be read."""
    return _fill(filling("change", entry), lambda begun: changing(begun, entry))


@bp.post("/entries/<entry>/withdraw")
@allows(Action.KEEP_LOGBOOK)
def withdraw(entry: str) -> Answer:
    """Take back an entry that nobody else has confirmed."""
    entry_acts.withdraw(db(), actor(), entry, _at_once())
    flash(_("It is taken back. It stays in your logbook, struck through."))
    return redirect(url_for("logbook.entry", entry=entry), 303)


@bp.post("/entries/<entry>/share")
@allows(Action.KEEP_LOGBOOK)
def share(entry: str) -> Answer:
    """Let the own supervisor read what is written in an entry, or no longer."""
    shared = request.form.get("share") == "1"
    entry_acts.share(db(), actor(), entry, _at_once(), shared=shared)
    flash(_("It is shared with your supervisor.") if shared else _("Only you can read it now."))
    return redirect(url_for("logbook.entry", entry=entry), 303)


@bp.route("/entries/<entry>/erased", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def erased(entry: str) -> Answer:
    """Attest that the film of a cycle was erased."""
    return _on_a_day(
        entry, entry_acts.attest_erased, "logbook/erased.html", _("That the film is erased is noted.")
    )


@bp.route("/entries/<entry>/consent", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def consent(entry: str) -> Answer:
    """Record that a family took its consent back."""
    said = _("It is noted. The work counts all the same; please erase the film.")
    return _on_a_day(entry, entry_acts.take_consent_back, "logbook/consent.html", said)


@bp.route("/entries/<entry>/back", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def back(entry: str) -> Answer:
    """Say that a leave is over."""
    sight = logbook_sheet.own_entry(db(), actor(), entry, today(), house().config.timezone)
    form = BackForm(data={"to": max(sight.entry.day, today() - timedelta(days=1))})
    ended = form.submit(lambda: leave.end_leave(db(), actor(), entry, day_of(form.to), _at_once(form)))
    if ended is None:
        if form.status == 200 and (sight.entry.id != entry or "come-back" not in sight.may):
            raise NotFound
        return _page("logbook/back.html", form=form, sight=sight, tell=entry_lines), form.status
    flash(_("Welcome back. Everything is where you left it."))
    return redirect(_door(ended), 303)


@bp.route("/entries/<entry>/disown", methods=["GET", "POST"])
@allows(Action.KEEP_LOGBOOK)
def disown(entry: str) -> Answer:
    """Say that one does not know a session that somebody else entered."""
    form = DisownForm()
    done = form.submit(lambda: entry_acts.disown(db(), actor(), entry, text(form.why), _at_once(form)))
    if done is None:
        sight = logbook_sheet.own_entry(db(), actor(), entry, today(), house().config.timezone)
        if request.method == "GET" and "disown" not in sight.may:
            raise NotFound
        title = entry_lines.title(sight.entry, sight.names, plain=_plainly())
        return _page("logbook/disown.html", form=form, sight=sight, title=title), form.status
    flash(_("It does not count until the two of you agree."))
    return redirect(url_for("logbook.entry", entry=entry), 303)


@bp.post("/entries/<entry>/recognise")
@allows(Action.KEEP_LOGBOOK)
def recognise(entry: str) -> Answer:
    """Take back that one does not know a session."""
    entry_acts.recognise(db(), actor(), entry, _at_once())
    flash(_("Thank you. The session counts again."))
    return redirect(url_for("logbook.entry", entry=entry), 303)


def _fill(begun: Filling, ready: Callable[[Filling], Prepared]) -> Answer:
    """Show a form, keep it for later, or do what it is for."""
    if begun.later:
        return begun.kept()
    try:
        prepared = ready(begun)
    except NotFound:
        if begun.draft is None:
            raise
        return overtaken(begun)
    logged = prepared.form.submit(prepared.act)
    if logged is None:
        standing = _page(prepared.template, form=prepared.form, begun=begun, **prepared.context)
        return standing, prepared.form.status
    begun.done()
    _say(logged)
    return redirect(_door(logged.entry), 303)


def _on_a_day(entry: str, act: Callable[..., Entry], template: str, said: str) -> Answer:
    form = DayForm(data={"on": today()})
    done = form.submit(lambda: act(db(), actor(), entry, day_of(form.on), _at_once(form)))
    if done is None:
        sight = logbook_sheet.own_entry(db(), actor(), entry, today(), house().config.timezone)
        if sight.entry.kind is not EntryKind.CYCLE:
            raise NotFound
        return _page(template, form=form, sight=sight, tell=entry_lines), form.status
    flash(said)
    return redirect(url_for("logbook.entry", entry=entry), 303)


def _say(logged: Logged) -> None:
    flash(_("It is in your logbook."))
    if logged.client:
        flash(
            _(
                "The new code is %(client)s. Write it beside the family’s name in your own notes, not here.",
                client=logged.client,
            )
        )
    cautions.say(logged)


def _at_once(form: Guarded | None = None) -> Sending:
    """How a button was sent: nothing is made by it that a key would have to tell apart."""
    return Sending(key="", now=now(), today=today(), kept=form.excused() if form else frozenset())


def _door(entry: Entry) -> str:
    return url_for("logbook.entry", entry=entry.id)


def _asked_name(name: str) -> str:
    said = str(_(called(name)))
    return said[:1].upper() + said[1:]


def _page(template: str, **context: Any) -> str:
    """A page in the words of whoever reads it."""
    said = vocabulary(actor().roles)
    return page(template, practise=_(said.practise), plain=_plainly(), **context)


def _plainly() -> bool:
    return vocabulary(actor().roles) is INDUCTION
