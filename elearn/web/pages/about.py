"""Without this page nobody could look up how this works and who can see what."""

from flask import Blueprint

from elearn.domain.people import Role
from elearn.web import gate
from elearn.web.gate import public
from elearn.web.house import house
from elearn.web.render import page
from elearn.words.about import HELPER, NAMED, TRAINEE, own_first

bp = Blueprint("about", __name__)


@bp.get("/how-this-works")
@public
def how() -> str:
    """How this works and who can see what, for the roles of whoever reads it; for everyone when nobody is signed in."""
    reader = gate.somebody()
    roles = reader.roles if reader else frozenset()
    helper = Role.PARAPROFESSIONAL in roles and Role.TRAINEE not in roles
    settings = house().config
    return page(
        "about/how.html",
        roles=roles,
        records=[("helper", HELPER), ("trainee", TRAINEE)]
        if helper
        else [("trainee", TRAINEE), ("helper", HELPER)],
        plainly=helper,
        learns=bool(reader and reader.learns),
        sights=[each for each in own_first(roles) if not helper or each.role in roles],
        named=NAMED,
        idle=int(settings.session_idle.total_seconds() // 3600),
        longest=settings.session_absolute.days,
    )
