"""Without these pages nobody could come in, leave, accept an invitation or change a passphrase."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action, may_enter
from elearn.services import accounts, passphrases, weekly
from elearn.services.passphrases import Hasher
from elearn.web import gate, tries
from elearn.web.forms.account import ChangePassphrase, ChoosePassphrase, Empty, SignIn
from elearn.web.forms.base import text
from elearn.web.gate import allows, public
from elearn.web.house import house, now
from elearn.web.kept import send_again
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.refusals import sentence

bp = Blueprint("account", __name__)
Answer = str | Response | tuple[str, int]


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Ask who is there; the answer to a wrong address and to a wrong passphrase is the same."""
    form = SignIn()
    if form.validate_on_submit():
        person = _recognise(text(form.email), text(form.passphrase))
        if person is not None:
            return gate.let_in(person)
        form.refuse(_(sentence("sign-in-wrong")))
    return page("account/sign_in.html", form=form), 422 if form.is_submitted() else 200


def _recognise(email: str, passphrase: str) -> str | None:
    """Check a passphrase outside every transaction: a slow hash must not hold up the writers."""
    with house().database.reading() as reading:
        found = accounts.credentials(reading, email, gate.device())
    buckets = _buckets(email, known=found.device_known)
    tries.count(*buckets)
    if not _hasher().agrees(found.kept, passphrase):
        return None
    accounts.forgive_tries(db(), buckets)
    return found.person_id


def _buckets(email: str, *, known: bool) -> tuple[str, ...]:
    if known:  # a device she signed in on before has its own count, so that strangers cannot lock her out
        return (accounts.device_bucket(gate.device()),)
    return (accounts.account_bucket(email), f"{accounts.SHARED}{_network()}")


def _network() -> str:
    return accounts.network(request.remote_addr or "unknown")


def _hasher() -> Hasher:
    settings = house().config
    return Hasher(settings.argon2_memory, settings.argon2_rounds)


@bp.post("/sign-out")
@allows(Action.BE_HERE)
def sign_out() -> Answer:
    """End this session."""
    gate.let_out()
    flash(_("You are signed out."))
    return redirect(url_for("account.sign_in"), 303)


@bp.route("/welcome/<token>", methods=["GET", "POST"])
@public
def follow(token: str) -> Answer:
    """Open an invitation or a reset and choose a passphrase; looking at the page spends nothing."""
    link = accounts.open_link(db(), token, now())
    form = ChoosePassphrase()
    person = form.submit(
        lambda: accounts.follow_link(db(), token, text(form.passphrase), text(form.again), _hasher(), now())
    )
    if person is not None:
        return gate.let_in(person)
    offered = passphrases.offer()
    return page(
        "account/follow.html", form=form, invited=link.purpose == "invitation", offered=offered
    ), form.status


@bp.get("/me")
@allows(Action.BE_HERE)
def me() -> Answer:
    """Who one is here, and the ways to one's own record and passphrase."""
    return page("account/me.html", weekly=_weekly())


def _weekly() -> str:
    """Whether the weekly letter comes ("on"), was stopped ("off"), or is not for her (nothing)."""
    settings, me = house().config, gate.actor()
    if not settings.smtp or not may_enter(me, Action.SEE_TRAINEES):
        return ""
    return "off" if weekly.is_silent(db(), me) else "on"


@bp.route("/me/passphrase", methods=["GET", "POST"])
@allows(Action.BE_HERE)
def passphrase() -> Answer:
    """Change one's own passphrase; every other session ends."""
    form = ChangePassphrase()
    if form.submit(lambda: _change(form)):
        flash(_("Your passphrase is changed. Every other browser has been signed out."))
        return redirect(url_for("account.me"), 303)
    return page("account/passphrase.html", form=form, offered=passphrases.offer()), form.status


def _change(form: ChangePassphrase) -> bool:
    bucket = f"change:{gate.actor().id}"
    tries.count(bucket)
    accounts.forgive_tries(db(), (bucket,))
    accounts.change_passphrase(
        db(),
        gate.actor().id,
        text(form.old),
        text(form.passphrase),
        text(form.again),
        _hasher(),
        now(),
        keep=gate.here().session_id,
    )
    return True


@bp.route("/kept", methods=["GET", "POST"])
@allows(Action.BE_HERE)
def kept() -> Answer:
    """Offer back what was typed when the session ran out; POST throws it away."""
    form = Empty()
    found = accounts.kept_form(db(), gate.actor().id, now())
    if form.validate_on_submit() or found is None:
        if request.method == "POST":
            accounts.forget_form(db(), gate.actor().id)
        return redirect(url_for("home.index"), 303)
    return send_again(found.path, found.fields, stale=False)
