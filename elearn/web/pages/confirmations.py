"""Without these pages a session could not be confirmed in two taps, nor a paper be said to have been seen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action, may_enter
from elearn.domain.bringing import barrier
from elearn.domain.drafts import draft_address
from elearn.domain.errors import NotFound
from elearn.domain.logbook import Entry, EntryKind
from elearn.services import confirmations, corrections, drafts, entry_acts, logbook, logbook_sheet
from elearn.services.confirmations import Waiting
from elearn.services.entry_writing import Sending
from elearn.services.logbook_sheet import Sight
from elearn.web import cautions, entry_lines
from elearn.web.filling import Filling, draft_door, filling
from elearn.web.forms.base import text
from elearn.web.forms.confirmations import CorrectionForm, DisownForm, GroupForm
from elearn.web.forms.guarded import Guarded
from elearn.web.gate import actor, allows
from elearn.web.house import now, today
from elearn.web.kept import overtaken
from elearn.web.render import day, minutes, page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.logbook import BARRIERS

bp = Blueprint("confirmations", __name__, url_prefix="/confirm")
Answer = str | Response | tuple[str, int]
Barred = tuple[str, str]
"""A piece of work, and why it cannot be brought."""


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
            for form in ("group", "correct")
            for address, row in drafts.kept(db(), actor(), form)
        ],
    )


@bp.route("/group", methods=["GET", "POST"])
@allows(Action.RECORD_GROUP)
def group() -> Answer:
    """Enter one session for several trainees at once, or with the one whose agenda led here."""
    asked = list(dict.fromkeys(request.args.getlist("trainee")))
    begun = filling("group", asked[0] if len(asked) == 1 else "")
    if begun.later:
        return begun.kept()
    trainees = confirmations.trainees_of(db(), actor(), today())
    alone = begun.address.about if begun.address.about in trainees else ""
    form, barred = _session_of_one(begun, alone, trainees) if alone else _group_form(begun, asked, trainees)
    made = form.submit(lambda: confirmations.record_group(db(), actor(), form.held(), begun.sending(form)))
    if made is None:
        standing = page(
            "confirmations/group.html", form=form, trainees=trainees, barred=barred, one=trainees.get(alone)
        )
        return standing, form.status
    begun.done()
    flash(_("Entered and confirmed for %(names)s.", names=", ".join(trainees[each.learner] for each in made)))
    _caution(made, trainees)
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


@bp.route("/entries/<entry>/change", methods=["GET", "POST"])
@allows(Action.RECORD_GROUP)
def change(entry: str) -> Answer:
    """Correct a session that one entered oneself, with a reason; the earlier version stays to be read."""
    begun = filling("correct", entry)
    if begun.later:
        return begun.kept()
    try:
        sight = logbook_sheet.others_entry(db(), actor(), entry, today())
        form = _correction_form(begun, sight, entry)
    except NotFound:
        if begun.draft is None:
            raise
        return overtaken(begun)
    made = form.submit(
        lambda: corrections.correct(
            db(),
            actor(),
            entry,
            form.corrected(),
            text(form.reason),
            begun.sending(form),
            everyone=bool(form.everyone and form.everyone.data),
        )
    )
    if made is None:
        return page("confirmations/change.html", form=form, sight=sight, title=_title(sight)), form.status
    begun.done()
    flash(_("It is corrected, and the earlier version stays to be read."))
    _caution(made, confirmations.names_of(db(), made))
    return redirect(url_for("confirmations.entry", entry=made[0].id), 303)


def _caution(made: Collection[Entry], names: Mapping[str, str]) -> None:
    cautions.say_of(logbook.worth_knowing(db(), made), names)


def _correction_form(begun: Filling, sight: Sight, entry: str) -> CorrectionForm:
    old = next((each for each in sight.versions if each.id == entry), sight.entry)
    current = sight.entry.id == entry and "replace" in sight.may
    if old.kind is not EntryKind.SUPERVISION or (request.method == "GET" and not current):
        raise NotFound
    work = confirmations.work_of(db(), [old.learner])
    form = begun.open(
        CorrectionForm,
        on=old.on,
        minutes=old.facts.get("minutes"),
        mode=old.facts.get("mode"),
        presenter=old.facts.get("role") == "presenter",
        brought=list(logbook_sheet.as_they_stand(db(), old.learner, old.facts.get("brought", ()))),
        went_well=old.words.get("went_well", ""),
        next_step=old.words.get("next_step", ""),
        everyone=True,
    )
    group = old.facts.get("setting") == "group"
    brought = [(each.id, entry_lines.to_bring(each, group=group)) for each in work]
    form.offer(brought, alone=not corrections.others_there(db(), actor(), old))
    return form


def _group_form(
    begun: Filling, asked: Iterable[str], trainees: Mapping[str, str]
) -> tuple[GroupForm, list[Barred]]:
    """The form of a group, and the work of those chosen that no session may see, whenever it is held.

    Who was there is known only once it is sent, so what no group may see is offered too, after all that it may, and
    refused to more than one.
    """
    # What a family took back later may have been seen in a session before that day, so only its note stands beside it.
    known = [(each, barrier(each, date.min)) for each in confirmations.work_of(db(), trainees)]
    there = [each for each in asked if each in trainees]
    form = begun.open(GroupForm, on=today(), mode="in-person", trainees=there)
    shown = [each for each, bar in known if bar is None]
    shown.sort(key=lambda each: barrier(each, date.min, group=True) is not None)
    form.offer(
        list(trainees.items()),
        [(each.id, f"{trainees[each.learner]}: {entry_lines.to_bring(each)}") for each in shown],
    )
    chosen = set(form.trainees.data or ())
    barred = [
        (f"{trainees[each.learner]}: {entry_lines.named(each)}", _(BARRIERS[bar]))
        for each, bar in known
        if bar and each.learner in chosen
    ]
    return form, barred


def _session_of_one(
    begun: Filling, trainee: str, trainees: Mapping[str, str]
) -> tuple[GroupForm, list[Barred]]:
    """The form of a session one to one, with what was prepared for it, and the work that cannot be brought to one."""
    known = [(each, barrier(each, date.min)) for each in confirmations.work_of(db(), [trainee])]
    prepared = confirmations.prepared_for(db(), actor(), trainee, today())
    on = (prepared.preparation.day if prepared else None) or today()
    ids = prepared.preparation.brought if prepared else ()
    standing = logbook_sheet.as_they_stand(db(), trainee, ids)
    form = begun.open(
        GroupForm,
        on=on,
        mode="in-person",
        trainees=[trainee],
        brought=[each.id for each, _bar in known if each.id in standing and barrier(each, on) is None],
    )
    offered = [(each.id, entry_lines.to_bring(each, alone=True)) for each, bar in known if bar is None]
    form.offer_one((trainee, trainees[trainee]), offered)
    return form, [(entry_lines.named(each), _(BARRIERS[bar])) for each, bar in known if bar]


def _card(entry: Entry, waiting: Waiting) -> Card:
    return Card(
        entry=entry,
        learner=entry_lines.name(waiting.names, entry.learner),
        title=_told(entry, waiting),
        when=entry_lines.when(entry),
        about=_about(entry, waiting),
        why=entry_lines.objection(entry.disowned, waiting.names) if entry.disowned else "",
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
        said.append(str(_("Looked at %(clients)s", clients=rows[_("Looked at")])))
    return " · ".join(said)


def _title(sight: Sight) -> str:
    learner = entry_lines.name(sight.names, sight.entry.learner)
    return f"{learner}: {entry_lines.title(sight.entry, sight.names)}"


def _at_once(form: Guarded | None = None) -> Sending:
    return Sending(key="", now=now(), today=today(), kept=form.excused() if form else frozenset())
