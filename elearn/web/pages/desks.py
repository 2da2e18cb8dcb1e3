"""Without these pages a supervisor or an assessor would not see who needs her now, and what for."""

from flask import Blueprint, request

from elearn.domain.access import Action
from elearn.domain.reasons import Move
from elearn.services import assessor_desk, desks
from elearn.web.findings import titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, today
from elearn.web.phrases import lacks, listed, waited
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext
from elearn.words.milestones import TO_OTHERS

bp = Blueprint("desks", __name__, url_prefix="/desk")


@bp.get("/")
@allows(Action.SEE_TRAINEES)
def supervisor() -> str:
    """What needs her now, then each trainee, fifty a page."""
    after = request.args.get("after", "")[:200]
    desk = desks.supervisor(db(), actor(), after=after, today=today(), timezone=house().config.timezone)
    named = titles(catalogue())
    return page(
        "desks/supervisor.html",
        desk=desk,
        lacks=lambda stage: lacks(stage.lacks, named),
        called=TO_OTHERS,
        with_role=_with_role(),
        first_page=not after,
        waited=waited,
        listed=listed,
    )


@bp.get("/sign-offs")
@allows(Action.SEE_TRAINEES)
def assessor() -> str:
    """The sign-offs asked of her, and what she signed before."""
    desk = assessor_desk.assessor(db(), actor(), today(), house().config.timezone)
    return page("desks/assessor.html", desk=desk, waited=waited, listed=listed)


def _with_role() -> dict[Move, str]:
    return {
        Move.SUPERVISOR: gettext("With another supervisor"),
        Move.ASSESSOR: gettext("With the assessor"),
        Move.COORDINATOR: gettext("With the coordinator"),
    }
