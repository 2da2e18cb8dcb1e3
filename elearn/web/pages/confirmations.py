"""Without these pages a session could not be confirmed in two taps, nor a paper be said to have been seen."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elearn.domain.access import Action, may_enter
from elearn.domain.drafts import draft_address
from elearn.domain.errors import NotFound
from elearn.domain.logbook import Entry, EntryKind
from elearn.services import confirmations, drafts, entry_acts, logbook_sheet
from elearn.services.confirmations import Waiting
from elearn.services.entry_writing import Sending
from elearn.services.logbook_sheet import Sight
from elearn.web import entry_lines
from elearn.web.filling import Filling, draft_door, filling
from elearn.web.forms.base import text
from elearn.web.forms.confirmations import DisownForm, GroupForm
from elearn.web.forms.guarded import Choice, Guarded
from elearn.web.gate import actor, allows
from elearn.web.house import now, today
from elearn.web.render import day, minutes, page
from elearn.web.session import db

bp = Blueprint("confirmations", __name__, url_prefix="/confirm")
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing that waits: whose it is, what, when, and what belongs to it."""

    entry: Entry
    learner: str
    title: str
    when: str
    about: str
    why: str = ""


@bp.get("/")
@allows(Action.CONFIRM_SEEN)
def index() -> Answer:
    """What waits to be confirmed or seen, the oldest first."""
    waiting = confirmations.waiting(db(), actor(), today())
    cards = {
        name: [_card(each, waiting) for each in getattr(waiting, name)]
        for name in ("sessions", "disagreed", "papers", "left")
    }
    return page(
        "confirmations/index.html",
        cards=cards,
        count=sum(len(each) for each in cards.values()),
        supervises=may_enter(actor(), Action.RECORD_GROUP),
        begun=[
            (address, draft_door(address), row.saved_at)
            for address, row in drafts.kept(db(), actor(), "group")
        ],
    )


@bp.route("/group", methods=["GET", "POST"])
@allows(Action.RECORD_GROUP)
def group() -> Answer:
    """Enter one session for several trainees at once."""
    begun = filling("group")
    if begun.later:
        flash(_("It is kept as it is, and nobody else sees it."))
        return redirect(draft_door(begun.address), 303)
    form, trainees = _group_form(begun)
    made = form.submit(lambda: confirmations.record_group(db(), actor(), form.held(), begun.sending(form)))
    if made is None:
        return page("confirmations/group.html", form=form, trainees=trainees), form.status
    begun.done()
    flash(_("Entered and confirmed for %(names)s.", names=", ".join(trainees[each.learner] for each in made)))
    return redirect(url_for("confirmations.index"), 303)


@bp.post("/drafts/throw-away")
@allows(Action.RECORD_GROUP)
def throw_away() -> Answer:
    """Forget a group session half filled in."""
    address = draft_address(request.form.get("draft", ""))
    if address is None:
        raise NotFound
    drafts.throw_away(db(), actor(), address)
    flash(_("It is thrown away."))
    return redirect(url_for("confirmations.index"), 303)


@bp.get("/entries/<entry>")
@allows(Action.CONFIRM_SEEN)
def entry(entry: str) -> Answer:
    """One entry as this reader may see it, with what she may do."""
    sight = logbook_sheet.others_entry(db(), actor(), entry, today())
    return page("confirmations/entry.html", sight=sight, tell=entry_lines, title=_title(sight))


@bp.post("/entries/<entry>/confirm")
@allows(Action.CONFIRM_SESSION)
def confirm(entry: str) -> Answer:
    """Confirm a session."""
    done = confirmations.confirm(db(), actor(), entry, _at_once())
    flash(_("Confirmed: the session of %(day)s.", day=day(done.day)))
    return redirect(url_for("confirmations.index"), 303)


@bp.post("/entries/<entry>/seen")
@allows(Action.CONFIRM_SEEN)
def seen(entry: str) -> Answer:
    """Confirm having seen a paper."""
    confirmations.confirm_seen(db(), actor(), entry, _at_once())
    flash(_("Noted: you have seen it."))
    return redirect(url_for("confirmations.index"), 303)


@bp.route("/entries/<entry>/disown", methods=["GET", "POST"])
@allows(Action.CONFIRM_SESSION)
def disown(entry: str) -> Answer:
    """Say that one does not know a session, with a word why."""
    form = DisownForm()
    done = form.submit(lambda: entry_acts.disown(db(), actor(), entry, text(form.why), _at_once(form)))
    if done is None:
        sight = logbook_sheet.others_entry(db(), actor(), entry, today())
        # An empty form must not tell a reader who may not act from one who may; a record that moved on may be told.
        if "disown" not in sight.may and form.status != 409:
            raise NotFound
        return page("confirmations/disown.html", form=form, sight=sight, title=_title(sight)), form.status
    flash(_("It does not count until the two of you agree."))
    return redirect(url_for("confirmations.index"), 303)


@bp.post("/entries/<entry>/recognise")
@allows(Action.CONFIRM_SESSION)
def recognise(entry: str) -> Answer:
    """Take back that one does not know a session."""
    entry_acts.recognise(db(), actor(), entry, _at_once())
    flash(_("Taken back. You can confirm the session now."))
    return redirect(url_for("confirmations.entry", entry=entry), 303)


@bp.post("/entries/<entry>/withdraw")
@allows(Action.RECORD_GROUP)
def withdraw(entry: str) -> Answer:
    """Take back a session that one entered for somebody else, while she has not said that she knows it."""
    entry_acts.withdraw(db(), actor(), entry, _at_once())
    flash(_("It is taken back. It stays in the record, struck through."))
    return redirect(url_for("confirmations.entry", entry=entry), 303)


def _group_form(begun: Filling) -> tuple[GroupForm, dict[str, str]]:
    trainees = confirmations.trainees_of(db(), actor(), today())
    work = confirmations.work_of(db(), trainees)
    form = begun.open(GroupForm, on=today(), mode="in-person")
    form.offer(list(trainees.items()), [_brought(each, trainees) for each in work])
    return form, trainees


def _brought(entry: Entry, names: dict[str, str]) -> Choice:
    return entry.id, f"{names[entry.learner]}: {entry_lines.title(entry, {})}, {entry_lines.when(entry)}"


def _card(entry: Entry, waiting: Waiting) -> Card:
    act = entry.disowned
    why = ""
    if act is not None:
        said = _("%(person)s does not know it, said on %(day)s")
        why = said % {"person": entry_lines.name(waiting.names, act.by), "day": day(act.on)}
        why = f"{why}: “{act.note}”" if act.note else why
    return Card(
        entry=entry,
        learner=entry_lines.name(waiting.names, entry.learner),
        title=_told(entry, waiting),
        when=entry_lines.when(entry),
        about=_about(entry, waiting),
        why=why,
    )


def _told(entry: Entry, waiting: Waiting) -> str:
    if entry.named == actor().id:
        return str(_("Supervision, %(length)s", length=minutes(entry.facts["minutes"])))
    return entry_lines.title(entry, waiting.names)


def _about(entry: Entry, waiting: Waiting) -> str:
    if entry.kind is not EntryKind.SUPERVISION:
        kept = [entry.facts.get("evidence"), entry.facts.get("signed_by"), entry.facts.get("kept")]
        return ", ".join(str(each) for each in kept if each)
    rows = dict(entry_lines.facts_of(entry, waiting.names, waiting.clients))
    said = [rows[label] for label in (_("How"), _("Who was there")) if label in rows]
    if _("Looked at") in rows:
        said.append(str(_("looked at %(clients)s", clients=rows[_("Looked at")])))
    return "; ".join(said)


def _title(sight: Sight) -> str:
    learner = entry_lines.name(sight.names, sight.entry.learner)
    return f"{learner}: {entry_lines.title(sight.entry, sight.names)}"


def _at_once(form: Guarded | None = None) -> Sending:
    return Sending(key="", now=now(), today=today(), kept=form.excused() if form else frozenset())
