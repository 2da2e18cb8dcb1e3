"""Without this gate every page would be open: who is here, may she come in, what becomes of what she typed."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, TypeVar, cast

from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, validate_csrf
from werkzeug.exceptions import NotFound
from wtforms.validators import ValidationError

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import Refused
from elearn.domain.people import Actor
from elearn.services import accounts
from elearn.storage.sessions import Visit
from elearn.web.house import house, now
from elearn.web.program import Seal
from elearn.web.session import SAFE, db

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
DEVICE_COOKIE = "device"
SECRET_FIELDS = frozenset({"passphrase", "again", "old", "csrf_token", "from_kept"})
KEPT_LETTERS = 64 * 1024
KEPT_PATH = 300
TOKENS = 1024
"""The tokens of so many browsers are kept sealed."""
login = LoginManager()
csrf = CSRFProtect()


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The person at the door as Flask-Login carries her: her id there is the token of her session."""

    def __init__(self, token: str, visit: Visit) -> None:
        """Carry the token and what was found under it."""
        self.id = token
        self.visit = visit
        self.actor = Actor(id=visit.person_id, name=visit.name, roles=visit.roles)


def allows(action: Action) -> Callable[[View], View]:
    """Declare what a page is for; a page that declares nothing is refused, and a test lists it."""

    def declare(view: View) -> View:
        view.__allows__ = action  # type: ignore[attr-defined]  # a mark on the function, read by the gate
        return view

    return declare


def public(view: View) -> View:
    """Declare that a page is for people who have not signed in."""
    view.__allows__ = PUBLIC  # type: ignore[attr-defined]  # a mark on the function, read by the gate
    return view


def meant_by_address(view: View) -> View:
    """Declare that the sealed token in a page's address shows by itself that what is sent there is meant."""
    view.__meant__ = True  # type: ignore[attr-defined]  # a mark on the function, read by the gate
    return view


def declared(app: Flask, endpoint: str) -> Action | str | None:
    """What the page behind an endpoint declared, or None."""
    return getattr(app.view_functions[endpoint], "__allows__", None)


def actor() -> Actor:
    """The person at the door; only pages that are not public may ask."""
    return cast(Visitor, current_user).actor


def here() -> Visit:
    """The session the person at the door sits at."""
    return cast(Visitor, current_user).visit


def somebody() -> Actor | None:
    """The person at the door, or None on a public page that nobody has signed in to."""
    return current_user.actor if current_user.is_authenticated else None


def install(app: Flask) -> None:
    """Stand before every page: Flask-Login for who, our table for what, Flask-WTF for whether she meant it."""
    secure = house_is_secure(app)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-elearn" if secure else "elearn",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=app.extensions["elearn"].config.session_absolute,
    )
    login.init_app(app)
    # "strong" would bind a session to an address and a browser; home visitors change network all day.
    login.session_protection = None
    login.user_loader(_load)
    app.before_request(_check_shape)
    app.before_request(_stand)
    app.before_request(partial(_lay_out_token, lru_cache(TOKENS)(_sealing(app).dumps)))
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    app.before_request(_check_meant)
    app.after_request(_note_seen)


def house_is_secure(app: Flask) -> bool:
    """Whether this service is reached by https."""
    return bool(app.extensions["elearn"].config.secure)


def let_in(person_id: str) -> Response:
    """Begin a session for this person and send her to where she belongs."""
    held = request.cookies.get(_device_cookie(), "")
    token, device = accounts.sign_in(db(), person_id, held, now())
    visit = accounts.visit(db(), token)
    session.clear()
    session.permanent = True
    login_user(Visitor(token, cast(Visit, visit)))
    kept = accounts.kept_form(db(), person_id, now())
    response = cast(Response, redirect(url_for("account.kept" if kept else "home.index"), 303))
    response.set_cookie(
        _device_cookie(),
        device,
        max_age=365 * 86400,
        secure=house().config.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def know_nobody() -> None:
    """Take the person at the door for a stranger, where looking her up once more would only fail once more."""
    g._login_user = login.anonymous_user()


def let_out() -> None:
    """End this session, here and in the table."""
    accounts.sign_out(db(), here().session_id, now())
    logout_user()
    session.clear()


def device() -> str:
    """The token of this browser, if a person ever signed in on it."""
    return request.cookies.get(_device_cookie(), "")


def network() -> str:
    """The network a request comes from, as tries are counted."""
    return accounts.network(request.remote_addr or "unknown")


def _device_cookie() -> str:
    return f"__Host-{DEVICE_COOKIE}" if house().config.secure else DEVICE_COOKIE


def _load(token: str) -> Visitor | None:
    visit = _visit(token)
    if visit is None:
        return None
    g.visit = visit
    settings = house().config
    lasting = accounts.holds(visit, now(), idle=settings.session_idle, absolute=settings.session_absolute)
    return Visitor(token, visit) if lasting else None


def _visit(token: str) -> Visit | None:
    # On an unsafe request the writers' turn is taken only when a service begins to write, not while asking who it is.
    if request.method in SAFE:
        return accounts.visit(db(), token)
    with house().database.reading() as reading:
        return accounts.visit(reading, token)


def _check_shape() -> None:
    # PostgreSQL keeps no NUL in a text: one that came through would be answered as trouble with the database.
    if any("\x00" in str(value) for value in (request.view_args or {}).values()):
        raise NotFound
    if request.method in SAFE and not request.query_string:
        return
    pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\x00" in text for pair in pairs for text in pair):
        raise Refused("text-with-nul")


def _stand() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    action = declared(current_app, request.endpoint)
    if action == PUBLIC:
        return None
    if action is None:
        raise NotFound
    if not current_user.is_authenticated:
        return _send_to_sign_in()
    if not access.may_enter(actor(), Action(action)):
        raise NotFound
    return None


def _sealing(app: Flask) -> Seal:
    return Seal(app.secret_key or "", salt="wtf-csrf-token")


def _lay_out_token(sealed: Callable[[str], str | bytes]) -> None:
    # Flask-WTF would seal the token of a browser anew for every page; one that is here it takes as it is.
    if request.endpoint != "static" and isinstance(raw := session.get("csrf_token"), str):
        g.csrf_token = sealed(raw)


def _check_meant() -> None:
    if request.endpoint is None or getattr(current_app.view_functions[request.endpoint], "__meant__", False):
        return
    csrf.protect()


def _send_to_sign_in() -> Response:
    visit: Visit | None = g.get("visit")
    if request.method not in SAFE and visit is not None and _is_meant():
        fields = {name: request.form.getlist(name) for name in request.form if name not in SECRET_FIELDS}
        path = request.full_path.rstrip("?")
        letters = sum(len(value) for values in fields.values() for value in values)
        if letters <= KEPT_LETTERS and len(path) <= KEPT_PATH:
            with house().database.writing() as writing:
                accounts.keep_form(writing, visit.person_id, path, fields, now())
    return cast(Response, redirect(url_for("account.sign_in"), 303))


def _is_meant() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except (ValidationError, CSRFError):
        return False
    return True


def _note_seen(response: Response) -> Response:
    visit: Visit | None = g.get("visit")
    if visit is None or not current_user.is_authenticated or response.status_code >= 400:
        return response
    if request.method in SAFE and accounts.wants_touch(visit, now()):
        with house().database.writing() as writing:
            accounts.touch(writing, visit.session_id, now())
    elif request.method not in SAFE and ("db" in g or "from_kept" in request.form):
        accounts.touch(db(), visit.session_id, now())
        if "from_kept" in request.form:  # what was kept has been sent, and would be offered again
            accounts.forget_form(db(), visit.person_id)
    return response
