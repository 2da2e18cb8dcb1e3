"""Without these pages a supervisor or an assessor would not see who needs her now, and what for."""

from collections.abc import Mapping

from flask import Blueprint, request
from flask_babel import gettext, ngettext

from elearn.domain.access import Action
from elearn.domain.home import leaf
from elearn.domain.reasons import Move
from elearn.services import desks
from elearn.services.desks import Stage
from elearn.web.findings import titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, today
from elearn.web.phrases import listed, sentence_case, waited
from elearn.web.render import page
from elearn.web.session import db
from elearn.words.desks import missing
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
        lacks=lambda stage: _lacks(stage, named),
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
    return page("desks/assessor.html", desk=desks.assessor(db(), actor(), today()), waited=waited)


def _with_role() -> dict[Move, str]:
    return {
        Move.SUPERVISOR: gettext("With another supervisor"),
        Move.ASSESSOR: gettext("With the assessor"),
        Move.COORDINATOR: gettext("With the coordinator"),
    }


def _lacks(stage: Stage, named: Mapping[str, str]) -> str:
    """What a trainee still lacks, as one list in a sentence."""
    said = []
    for each in stage.lacks:
        phrase = missing(*leaf(each.requirement, each.finding), named)
        said.append(ngettext(phrase.one, phrase.many, phrase.count, **phrase.params))
    return sentence_case(listed(said))
