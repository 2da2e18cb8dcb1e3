"""Without this each page would answer a refusal in its own way; here every refusal becomes one calm page, once."""

import logging
from typing import cast

from flask import Flask, Response, make_response, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from elearn.domain.errors import Conflict, DomainError, NotFound, Refused, TooMany
from elearn.web.gate import know_nobody
from elearn.web.kept import send_again
from elearn.web.render import page
from elearn.web.tongue import gettext
from elearn.words.refusals import sentence, title

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    Conflict: 409,
    Refused: 422,
    TooMany: 429,
}
RETRY_SECONDS = 10
LOG = logging.getLogger("elearn")


def install(app: Flask) -> None:
    """Answer every refusal with a sentence, a status and a way on."""
    app.register_error_handler(DomainError, _refusal)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(OperationalError, _trouble)
    app.register_error_handler(IntegrityError, _raced)
    app.register_error_handler(InternalServerError, _fault)
    app.register_error_handler(HTTPException, _http)


def status_of(refusal: DomainError) -> int:
    """The HTTP status of a refusal, by its class."""
    return STATUS[type(refusal)]


def _refusal(refusal: DomainError) -> Response:
    code = "not-found" if status_of(refusal) == 404 else refusal.code
    response = _problem(sentence(code, refusal.params), status_of(refusal))
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(60 * int(str(refusal.params.get("minutes", 1))))
    return response


def _stale(_error: CSRFError) -> Response:
    """The token is missing or stale: what was typed is shown and can be sent again, by the person who typed it."""
    if not current_user.is_authenticated:
        return _problem(sentence("form-stale"), 400)
    fields = {
        name: request.form.getlist(name)
        for name in request.form
        if name not in {"csrf_token", "passphrase", "again", "old"}
    }
    return make_response(send_again(request.full_path.rstrip("?"), fields, stale=True), 400)


def _trouble(error: OperationalError) -> Response:
    LOG.error("database trouble", exc_info=error)
    # The bar at the top asks who is here, and the database that cannot answer that is often the trouble itself.
    know_nobody()
    response = _problem(sentence("trouble"), 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _raced(error: IntegrityError) -> Response:
    """Two did the same at one moment, which a rule of the database let only the first do."""
    LOG.warning("done twice at once", exc_info=error)
    return _problem(sentence("done-at-once"), 409)


def _fault(error: InternalServerError) -> Response:
    cause = error.original_exception
    know_nobody()
    if isinstance(cause, DBAPIError | OSError):
        response = _problem(sentence("trouble"), 503)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        LOG.error("storage trouble", exc_info=cause)
        return response
    LOG.error("fault", exc_info=cause or error)
    return _problem(sentence("fault"), 500)


def _http(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return cast(Response, error.get_response())
    known = {404: "not-found", 405: "wrong-method", 413: "too-large", 429: "too-many-tries"}
    response = _problem(sentence(known.get(code, "not-understood")), code)
    if code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]  # MethodNotAllowed
    return response


def _problem(said: str, status: int) -> Response:
    onward = (gettext("Go to your first page"), url_for("home.index"))
    problem = {"title": gettext(title(status)), "sentence": gettext(said), "next": onward}
    return make_response(page("errors/problem.html", problem=problem), status)
