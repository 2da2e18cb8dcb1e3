"""Without this page nobody would know what to do next."""

from flask import Blueprint

from elearn.domain.access import Action
from elearn.web.gate import allows
from elearn.web.render import page

bp = Blueprint("home", __name__)


@bp.get("/")
@allows(Action.BE_HERE)
def index() -> str:
    """The first page after signing in."""
    return page("home/index.html")
