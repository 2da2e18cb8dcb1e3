"""Without these pages nobody could ask for a sign-off, see what she signs, sign it, or set a requirement aside."""

from flask import Blueprint, flash, redirect, url_for
from flask import request as sent
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.evidence import Known, Verdict
from elearn.domain.signed_findings import findings_of, is_withheld
from elearn.services import accounts, decisions, signoffs, waivers
from elearn.services.decisions import Moment, Proof, Signed
from elearn.services.passphrases import Hasher
from elearn.services.signoffs import Asking, Candidate, Request
from elearn.web import tries
from elearn.web.findings import Reader, Shown, titles
from elearn.web.forms.base import did, text
from elearn.web.forms.signoffs import Amend, Ask, Decide, Waive
from elearn.web.gate import actor, allows, here
from elearn.web.house import catalogue, house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.signed import (
    around,
    as_answered,
    back_again,
    blocked,
    changed,
    differing,
    moved,
    reader,
    reflected,
    then,
    why_back,
)
from elearn.web.tongue import gettext as _
from elearn.words.entries import told
from elearn.words.milestones import statuses
from elearn.words.reasons import why_not
from elearn.words.requirements import asked_for, closed_by
from elearn.words.signoffs import KNOWN_SINCE, VERDICTS

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
    form.offer((each.person, _named(each)) for each in found.candidates if each.refusal is None)
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


def _named(candidate: Candidate) -> str:
    return (
        str(_("%(name)s, who signs by a link", name=candidate.name)) if candidate.by_link else candidate.name
    )


def _ask_page(found: Asking, form: Ask) -> str:
    bundle = found.bundle
    read = reader(bundle)
    return page(
        "signoffs/ask.html",
        form=form,
        bundle=bundle,
        requirements=read.show(bundle.milestone, bundle.finding.requirements),
        reflections=reflected(bundle.reflections, read),
        called=statuses(own=True, plain=False),
        closes=closed_by(bundle.closes, _),
        came_back=back_again(found.came_back, read.name) if found.came_back else "",
        declined=found.declined,
        asked_before=read.name(found.came_back.asked_of) if found.came_back else "",
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
    if sent.method == "POST":
        decisions.still_asked(db(), actor(), request)
    found = signoffs.request(db(), actor(), request, today=today(), timezone=house().config.timezone)
    if not isinstance(found, Request):
        return _answered(request, found.id)
    form = Decide()
    if form.is_submitted() and (found.own or found.over):
        raise NotFound
    made = form.submit(
        lambda: decisions.decide(db(), actor(), request, form.answer(), _proof(form), _moment())
    )
    return _request_page(found, form) if made is None else _signed(made.id)


def _answered(request: str, decision: str) -> Page:
    """A request that has its answer leads there; the same answer sent once more is the same decision.

    Another answer finds the form for amending, with all that was typed.
    """
    form = Decide()
    made = form.submit(
        lambda: decisions.decide(db(), actor(), request, form.answer(), _proof(form), _moment())
    )
    if made is not None:
        return _signed(made.id)
    if not form.is_submitted():
        return redirect(url_for("signoffs.decision", decision=decision), 303)
    found = decisions.decision(db(), actor(), decision, _moment())
    if not found.may_amend:
        return redirect(url_for("signoffs.decision", decision=decision), 303)
    amending = Amend()
    amending.form_errors.extend(form.form_errors)
    return _amend_page(found, amending), form.status


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
    read = reader(bundle)
    differs = changed(form, bundle, read)
    shown = then(found.asked, form)
    form.seen.data = bundle.text
    return page(
        "signoffs/request.html",
        found=found,
        form=form,
        moved=moved(found.asked, bundle, read),
        then=shown is not None,
        earlier_by=read.name(found.earlier.by) if found.earlier else "",
        changed=differs,
        stale=_is_stale(),
        blocked=blocked(bundle),
        ran_out=found.link is not None and found.link.expires_at <= now(),
        lapsed=why_back(found.row, read.name) if found.lapsed else "",
        **{**around(bundle, read, own=found.own, asked=shown), "signer": read.name(found.row.asked_of)},
    ), form.status


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
        name=kept.name(found.bundle.learner),
        signer=kept.name(found.row.by),
        handed_on_by=found.handed_on_by,
        verdict=_(VERDICTS[Verdict(found.row.decision)]),
        known=_(KNOWN_SINCE[Known(found.row.known)]) if found.row.known else "",
        lag=(found.row.decided_on - found.row.met_on).days,
        verify=f"{house().config.url}{url_for('receipts.verify')}",
        called=statuses(own=True, plain=False) if found.own else statuses(own=False, plain=False),
        requirements=_as_signed(found, kept),
        reflections=reflected(found.reflections, kept),
        differs=differing(found.before.finding, found.row.finding, found.bundle, kept)
        if found.before
        else [],
        moved=differing(found.asked, found.row.finding, found.bundle, kept) if found.asked else [],
        corrected=[told(kept.entries[each], today(), kept.titles, _) for each in found.corrected],
    )


@bp.route("/sign-off/decision/<decision>/amend", methods=["GET", "POST"])
@allows(Action.DECIDE)
def amend(decision: str) -> Page:
    """Sign anew, with a reason; what was signed before stays to be read."""
    _count_try()
    found = decisions.decision(db(), actor(), decision, _moment())
    form = Amend(data=as_answered(found.row))
    made = form.submit(
        lambda: decisions.amend(
            db(), actor(), decision, form.answer(), text(form.reason), _proof(form), _moment()
        )
    )
    if made is not None:
        return _signed(made.id)
    if form.is_submitted() and found.amended_by:
        found = _standing(found)  # what was typed in a second tab is kept on the form for what stands now
    if not found.may_amend:
        return redirect(url_for("signoffs.decision", decision=decision), 303)
    return _amend_page(found, form), form.status


def _standing(found: Signed) -> Signed:
    """The last of a decision's amendments."""
    while found.amended_by:
        found = decisions.decision(db(), actor(), found.amended_by, _moment())
    return found


def _amend_page(found: Signed, form: Amend) -> str:
    read = reader(found.bundle)
    differs = changed(form, found.bundle, read)
    form.seen.data = found.bundle.text
    return page(
        "signoffs/amend.html",
        found=found,
        form=form,
        changed=differs,
        differs=differing(found.row.finding, {"bundle": found.bundle.plain}, found.bundle, read),
        stale=_is_stale(),
        **around(found.bundle, read, own=False),
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
    flash(_("Set aside, with your reason. The learner can read it."))
    return redirect(url_for("milestones.of", learner=found.progress.assignment.learner_id), 303)


def _proof(form: Decide) -> Proof:
    settings = house().config
    return Proof(
        signed_in_at=here().signed_in_at,
        passphrase=text(form.passphrase),
        hasher=Hasher(settings.argon2_memory, settings.argon2_rounds),
    )


def _moment() -> Moment:
    return Moment(now=now(), today=today(), timezone=house().config.timezone)


def _kept_reader(found: Signed) -> Reader:
    """A reader of what a decision keeps: the entries as they stood, the names of today."""
    return Reader(
        at=today(),
        names=found.bundle.names,
        titles=titles(catalogue()),
        entries=found.row.finding.get("entries", {}),
    )


def _as_signed(found: Signed, kept: Reader) -> tuple[Shown, ...]:
    """What was looked at, as it stood; nothing where its body was withheld."""
    if is_withheld(found.row.finding):
        return ()
    return kept.show(found.bundle.milestone, findings_of(found.row.finding["bundle"]))
