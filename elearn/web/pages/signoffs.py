"""Without these pages nobody could ask for a sign-off, see what she signs, sign it, or set a requirement aside."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask import request as sent
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.evidence import Known, Verdict
from elearn.domain.milestones import may_ask
from elearn.domain.signed_findings import findings_of
from elearn.domain.signoffs import Change, difference
from elearn.services import accounts, decisions, signoffs, waivers
from elearn.services.bundles import Bundle
from elearn.services.decisions import Answer, Moment, Proof, Signed
from elearn.services.passphrases import Hasher
from elearn.services.signoffs import Asking, Request
from elearn.web import tries
from elearn.web.findings import Reader, about, titles
from elearn.web.forms.base import did, text
from elearn.web.forms.signoffs import Amend, Ask, Decide, Waive
from elearn.web.gate import actor, allows, here
from elearn.web.house import catalogue, house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.words.entries import told
from elearn.words.milestones import statuses
from elearn.words.reasons import why_not
from elearn.words.requirements import asked_for, closed_by
from elearn.words.signoffs import CHANGES, KNOWN_SINCE, VERDICTS

bp = Blueprint("signoffs", __name__)
Page = str | Response | tuple[str, int]


@bp.route("/sign-off/ask/<assignment>/<milestone>", methods=["GET", "POST"])
@allows(Action.ASK_SIGN_OFF)
def ask(assignment: str, milestone: str) -> Page:
    """Choose whom to ask to close a milestone; those who may not are named with why not."""
    found = signoffs.asking(
        db(), actor(), assignment, milestone, today=today(), timezone=house().config.timezone
    )
    form = Ask()
    form.offer((each.person, each.name) for each in found.candidates if each.refusal is None)
    row = form.submit(
        lambda: signoffs.ask(
            db(),
            actor(),
            assignment,
            milestone,
            text(form.of),
            text(form.note),
            kept=form.excused(),
            today=today(),
            now=now(),
            timezone=house().config.timezone,
        )
    )
    if row is None:
        return _ask_page(found, form), form.status
    flash(_("Asked. You see here when there is an answer."))
    return redirect(url_for("signoffs.request_", request=row.id), 303)


def _ask_page(found: Asking, form: Ask) -> str:
    bundle = found.bundle
    reader = _reader(bundle)
    return page(
        "signoffs/ask.html",
        form=form,
        bundle=bundle,
        requirements=reader.show(bundle.milestone, bundle.finding.requirements),
        called=statuses(own=True, plain=False),
        closes=closed_by(bundle.closes, _),
        refusal=why_not(found.refusal, today(), bundle.names, _) if found.refusal else "",
        waiting=bundle.finding.waiting,
        others=[
            why_not(each.refusal, today(), {**bundle.names, each.person: each.name}, _)
            for each in found.candidates
            if each.refusal and not found.refusal
        ],
    )


@bp.route("/sign-off/<request>", methods=["GET", "POST"])
@allows(Action.SEE_REQUEST)
def request_(request: str) -> Page:
    """What was asked, for the learner; the bundle and the answer to give, for her who was asked."""
    _count_try()
    found = signoffs.request(db(), actor(), request, today=today(), timezone=house().config.timezone)
    if not isinstance(found, Request):
        return _answered(request, found.id)
    form = Decide()
    if found.own and form.is_submitted():
        raise NotFound
    made = form.submit(
        lambda: decisions.decide(db(), actor(), request, _answer(form), _proof(form), _moment())
    )
    return _request_page(found, form) if made is None else _signed(made.id)


def _answered(request: str, decision: str) -> Page:
    """A request that has its answer leads there; the same answer sent once more is the same decision.

    Another answer finds the form for amending, with all that was typed.
    """
    form = Decide()
    made = form.submit(
        lambda: decisions.decide(db(), actor(), request, _answer(form), _proof(form), _moment())
    )
    if made is not None:
        return _signed(made.id)
    if not form.is_submitted():
        return redirect(url_for("signoffs.decision", decision=decision), 303)
    amending = Amend()
    amending.form_errors.extend(form.form_errors)
    return _amend_page(decisions.decision(db(), actor(), decision, _moment()), amending), form.status


def _count_try() -> None:
    """Count a passphrase that is about to be tried, before this request takes the writers' turn for itself."""
    if sent.method != "POST" or not _is_stale():
        return
    tries.count(*_buckets())


def _buckets() -> tuple[str, ...]:
    return (f"sign:{actor().id}",)


def _is_stale() -> bool:
    return decisions.asks_passphrase(here().signed_in_at, now())


def _signed(decision: str) -> Response:
    if _is_stale():
        accounts.forgive_tries(db(), _buckets())
    flash(_("Kept. The two of you can read it here."))
    return redirect(url_for("signoffs.decision", decision=decision), 303)


def _request_page(found: Request, form: Decide) -> Page:
    bundle = found.bundle
    reader = _reader(bundle)
    changed = _changed(form, bundle, reader)
    form.seen.data = bundle.text
    return page(
        "signoffs/request.html",
        found=found,
        form=form,
        earlier_by=reader.name(found.earlier.by) if found.earlier else "",
        changed=changed,
        stale=_is_stale(),
        blocked=_blocked(bundle),
        **_around(bundle, reader, own=found.own),
    ), form.status


def _blocked(bundle: Bundle) -> str:
    """Why nobody could agree just now, if the record fell below what is asked since she asked."""
    if bundle.finding.missing or bundle.finding.after:
        refusal = may_ask(bundle.progress.judgement, bundle.milestone.id)
        return bundle.missing or bundle.after if refusal else ""
    return ""


@bp.post("/sign-off/<request>/withdraw")
@allows(Action.ASK_SIGN_OFF)
def withdraw(request: str) -> Page:
    """Take a request back before it is answered."""
    row = signoffs.withdraw(db(), actor(), request, now())
    flash(_("Taken back. You can ask somebody else, or ask again."))
    return redirect(url_for("signoffs.ask", assignment=row.assignment_id, milestone=row.milestone), 303)


@bp.get("/sign-off/decision/<decision>")
@allows(Action.SEE_REQUEST)
def decision(decision: str) -> Page:
    """What was signed, as it stood; and what was mended in the record since."""
    found = decisions.decision(db(), actor(), decision, _moment())
    kept = _kept_reader(found)
    return page(
        "signoffs/decision.html",
        found=found,
        row=found.row,
        bundle=found.bundle,
        name=kept.names.get(found.bundle.learner, ""),
        signer=kept.name(found.row.by),
        verdict=_(VERDICTS[Verdict(found.row.decision)]),
        known=_(KNOWN_SINCE[Known(found.row.known)]) if found.row.known else "",
        called=statuses(own=True, plain=False) if found.own else statuses(own=False, plain=False),
        requirements=kept.show(found.bundle.milestone, findings_of(found.row.finding["bundle"])),
        corrected=[told(kept.entries[each], today(), kept.titles, _) for each in found.corrected],
    )


@bp.route("/sign-off/decision/<decision>/amend", methods=["GET", "POST"])
@allows(Action.DECIDE)
def amend(decision: str) -> Page:
    """Sign anew, with a reason; what was signed before stays to be read."""
    _count_try()
    found = decisions.decision(db(), actor(), decision, _moment())
    form = Amend(data=_as_it_was(found))
    made = form.submit(
        lambda: decisions.amend(
            db(), actor(), decision, _answer(form), text(form.reason), _proof(form), _moment()
        )
    )
    if made is not None:
        return _signed(made.id)
    if not found.may_amend:
        return redirect(url_for("signoffs.decision", decision=decision), 303)
    return _amend_page(found, form), form.status


def _amend_page(found: Signed, form: Amend) -> str:
    reader = _reader(found.bundle)
    changed = _changed(form, found.bundle, reader)
    form.seen.data = found.bundle.text
    return page(
        "signoffs/amend.html",
        found=found,
        form=form,
        changed=changed,
        stale=_is_stale(),
        **_around(found.bundle, reader, own=False),
    )


@bp.route("/waive/<assignment>/<path:address>", methods=["GET", "POST"])
@allows(Action.WAIVE)
def waive(assignment: str, address: str) -> Page:
    """Set one requirement aside for one learner, with a reason."""
    moment = _moment()
    found = waivers.waiving(db(), actor(), assignment, address, today=moment.today, timezone=moment.timezone)
    form = Waive()
    done = form.submit(
        lambda: did(
            waivers.waive,
            db(),
            actor(),
            assignment,
            address,
            text(form.reason),
            kept=form.excused(),
            today=moment.today,
            now=moment.now,
            timezone=moment.timezone,
        )
    )
    if not done:
        title = asked_for(found.requirement, titles(catalogue()), _)
        return page("signoffs/waive.html", form=form, found=found, title=title), form.status
    flash(_("Set aside, with your reason. She can read it."))
    return redirect(url_for("milestones.of", learner=found.progress.assignment.learner_id), 303)


def _answer(form: Decide) -> Answer:
    return Answer(
        decision=Verdict(text(form.decision)),
        seen=text(form.seen),
        met_on=form.met_on.data,
        minutes=form.minutes.data,
        known=Known(form.known.data) if form.known.data else None,
        note=text(form.note),
        talk_on=form.talk_on.data,
        kept=form.excused(),
    )


def _proof(form: Decide) -> Proof:
    settings = house().config
    return Proof(
        signed_in_at=here().signed_in_at,
        passphrase=text(form.passphrase),
        hasher=Hasher(settings.argon2_memory, settings.argon2_rounds),
    )


def _moment() -> Moment:
    return Moment(now=now(), today=today(), timezone=house().config.timezone)


def _as_it_was(found: Signed) -> dict[str, Any]:
    row = found.row
    return {
        "decision": row.decision,
        "met_on": row.met_on,
        "minutes": row.minutes,
        "known": row.known,
        "note": row.note,
        "talk_on": row.talk_on,
    }


def _reader(bundle: Bundle) -> Reader:
    return Reader(at=today(), names=bundle.names, titles=titles(catalogue()), entries=bundle.progress.entries)


def _kept_reader(found: Signed) -> Reader:
    """A reader of what a decision keeps: the entries as they stood, the names of today."""
    return Reader(
        at=today(),
        names=found.bundle.names,
        titles=titles(catalogue()),
        entries=found.row.finding["entries"],
    )


def _around(bundle: Bundle, reader: Reader, *, own: bool) -> Mapping[str, Any]:
    return {
        "bundle": bundle,
        "name": reader.name(bundle.learner),
        "signer": reader.name(bundle.finding.waiting.person if bundle.finding.waiting else None),
        "requirements": reader.show(bundle.milestone, bundle.finding.requirements),
        "called": statuses(own=own, plain=False),
        "closes": closed_by(bundle.closes, _),
        "about": about(bundle.progress.pathway),
    }


def _changed(form: Decide, bundle: Bundle, reader: Reader) -> list[str]:
    """What became different since the page that was sent had been opened."""
    seen = text(form.seen)
    if not form.is_submitted() or seen == bundle.text:
        return []
    told_ = [_change(each, bundle, reader) for each in difference(seen, bundle.plain)]
    return told_ or [str(_("Something in the record is written otherwise than before."))]


def _change(change: Change, bundle: Bundle, reader: Reader) -> str:
    asked = next((each for each in bundle.milestone.requires if each.id == change.requirement), None)
    entry = reader.entries.get(change.event or "")
    said = {
        "requirement": asked_for(asked, reader.titles, _) if asked else change.requirement,
        "entry": told(entry, today(), reader.titles, _) if entry else str(_("an entry that is gone")),
    }
    return str(_(CHANGES[change.kind])) % said
