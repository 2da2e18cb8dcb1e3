"""Without this page nobody could look up how this works and who can see what."""

from flask import Blueprint

from elearn.web import gate
from elearn.web.gate import public
from elearn.web.render import page

bp = Blueprint("about", __name__)


@bp.get("/how-this-works")
@public
def how() -> str:
    """How this works and who can see what, for the roles of whoever reads it; for everyone when nobody is signed in."""
    return page("about/how.html", reader=gate.somebody())
