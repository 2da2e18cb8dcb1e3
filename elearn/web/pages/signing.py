"""Without these pages whoever has no account could not sign: a link opens the one thing she was asked about."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.evidence import Verdict
from elearn.domain.replies import Reply as Kind
from elearn.services import signing
from elearn.services.decisions import Moment
from elearn.services.signing import Browser, Opened, Signer, State
from elearn.web import gate
from elearn.web.findings import Reader
from elearn.web.forms.account import Empty
from elearn.web.forms.base import did, text
from elearn.web.forms.signing import AnswerQuestion, Reply, Sign, SignAnew
from elearn.web.forms.signoffs import Chosen
from elearn.web.gate import actor, allows, public
from elearn.web.house import house, now, today
from elearn.web.render import day, page
from elearn.web.session import db
from elearn.web.signed import around, as_answered, blocked, changed, differing, moved, reader, then
from elearn.web.tongue import gettext as _
from elearn.words.signoffs import VERDICTS

bp = Blueprint("signing", __name__)
SIGNED = ("registration", "decision", "met_on", "minutes", "known", "note", "talk_on", "reason")
SAID = ("kind", "words", "instead")
"""What is typed into the two forms of a link and would be missed, in the order of their fields."""
Page = str | Response | tuple[str, int]


@bp.route("/sign/<token>", methods=["GET", "POST"])
@public
def sign(token: str) -> Page:
    """The one bundle and the form to answer, straight from the link; looking never spends it."""
    found = signing.opened(db(), token, _browser(), _moment())
    form = _form(found)
    if found.state not in (State.OPEN, State.ANEW, State.ANSWERED) or (
        found.state is State.ANSWERED and not form.is_submitted()
    ):
        return _closed(token, found, form)
    made = form.submit(
        lambda: (
            signing.decide(
                db(), token, form.answer(), _signer(form), _browser(), _moment(), text(form.reason)
            )
            if isinstance(form, SignAnew)
            else signing.decide(db(), token, form.answer(), _signer(form), _browser(), _moment())
        )
    )
    if made is not None:
        return redirect(url_for("signing.sign", token=token), 303)
    return _form_page(token, found, form) if found.bundle else _closed(token, found, form)


@bp.route("/sign/<token>/reply", methods=["GET", "POST"])
@public
def reply(token: str) -> Page:
    """Ask back, say no, or say who else could."""
    found = signing.opened(db(), token, _browser(), _moment())
    form = Reply()
    if found.state is not State.OPEN:
        # A no that was sent twice is one no; anything else that was typed is given back.
        if form.is_submitted() and found.state not in (State.DECLINED, State.ANEW):
            return _closed(token, found, form)
        return redirect(url_for("signing.sign", token=token), 303)
    done = form.submit(
        lambda: did(
            signing.reply,
            db(),
            token,
            Kind(text(form.kind)),
            text(form.words),
            text(form.instead),
            _browser(),
            _moment(),
            kept=form.excused(),
        )
    )
    if not done:
        assert found.bundle is not None  # an open link has one
        return page(
            "signing/reply.html",
            title=found.bundle.finding.title,
            back=url_for("signing.sign", token=token),
            name=found.learner,
            form=form,
        ), form.status
    flash(_("Sent. Thank you."))
    return redirect(url_for("signing.sign", token=token), 303)


@bp.post("/sign/<token>/fresh")
@public
def fresh(token: str) -> Page:
    """A fresh link, to the address that was entered and to no other; asked for again within minutes, still one."""
    sent = signing.fresh(db(), token, _browser(), _moment())
    return page("signing/fresh.html", sent=sent)


@bp.route("/sign-off/<request>/answer", methods=["GET", "POST"])
@allows(Action.ASK_SIGN_OFF)
def answer(request: str) -> Page:
    """The learner answers a question that was asked before the signature."""
    form = AnswerQuestion()
    sent = form.submit(
        lambda: signing.answer_question(
            db(), actor(), request, text(form.words), _moment(), kept=form.excused()
        )
    )
    question = signing.question(db(), actor(), request)
    if sent is None:
        return page("signing/answer.html", form=form, question=question, request_id=request), form.status
    flash(
        _("Sent. A letter tells whoever asked.")
        if sent
        else _("Kept. No letter goes from here: tell whoever asked, or ask your coordinator to.")
    )
    return redirect(url_for("signoffs.request_", request=request), 303)


def _form(found: Opened) -> Sign:
    """The form for a first answer, or for one given anew, which says why; sent once more, it is the same form."""
    if found.state is State.ANEW and found.decision:
        return SignAnew(data={**as_answered(found.decision), **_known(found)})
    anew = found.state is State.ANSWERED and "reason" in request.form
    return SignAnew() if anew else Sign(data=_known(found))


def _form_page(token: str, found: Opened, form: Sign) -> Page:
    bundle = found.bundle
    assert bundle is not None  # an open link has one
    read = reader(bundle)
    differs = changed(form, bundle, read)
    shown = then(found.asked, form)
    form.seen.data = bundle.text
    return page(
        "signing/sign.html",
        token=token,
        found=found,
        form=form,
        changed=differs,
        moved=moved(found.asked, bundle, read),
        then=shown is not None,
        earlier_by=read.name(found.earlier.by) if found.earlier else "",
        blocked=blocked(bundle),
        differs=_differs(found, read),
        **around(bundle, read, own=False, asked=shown),
    ), form.status


def _differs(found: Opened, read: Reader) -> list[str]:
    """What differs from what she signed before, where she signs anew."""
    if found.decision is None or found.bundle is None:
        return []
    return differing(found.decision.finding, {"bundle": found.bundle.plain}, found.bundle, read)


def _closed(token: str, found: Opened, form: Sign | Reply) -> Page:
    made = found.decision
    if form.is_submitted() and form.status == 200:
        form.status = 409
    return page(
        "signing/closed.html",
        token=token,
        found=found,
        form=form,
        button=Empty(),
        verdict=_(VERDICTS[Verdict(made.decision)]) if made else "",
        sent=_sent(form) if form.is_submitted() else [],
        verify=f"{house().config.url}{url_for('receipts.verify')}",
    ), form.status


def _sent(form: Sign | Reply) -> list[tuple[str, str]]:
    """What she typed that is not kept, by the names of its fields: she may want to tell somebody, or send it anew."""
    found = []
    for field in (form[name] for name in (*SIGNED, *SAID) if name in form):
        held = field.data
        if isinstance(field, Chosen):
            held = next((label for value, label, *_rest in field.iter_choices() if value == held), "")
        if held:
            found.append((field.label.text, day(held) if isinstance(held, date) else str(held)))
    return found


def _known(found: Opened) -> dict[str, str]:
    signed = found.signature
    if signed is not None:
        return {"name": signed.name, "part": signed.part, "registration": signed.registration}
    entry = found.entry
    told = {"part": entry.part, "registration": entry.registration} if entry else {}
    return {"name": found.person.name, **told}


def _signer(form: Sign) -> Signer:
    return Signer(name=text(form.name), part=text(form.part), registration=text(form.registration))


def _browser() -> Browser:
    person = gate.somebody()
    return Browser(person=person.id if person else None, device=gate.device())


def _moment() -> Moment:
    return Moment(now=now(), today=today(), timezone=house().config.timezone)
