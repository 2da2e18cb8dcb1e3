"""Without these pages a coordinator would not see who has not come yet and who has no supervisor."""

from flask import Blueprint, request

from elearn.domain.access import Action, may_enter
from elearn.domain.counts import FEWEST, told
from elearn.services import coordination
from elearn.services import supervision as overseeing
from elearn.web.findings import titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now, today
from elearn.web.phrases import listed
from elearn.web.render import page
from elearn.web.session import db
from elearn.words.roles import ROLE_WORDS

bp = Blueprint("coordination", __name__, url_prefix="/coordination")


@bp.get("/")
@allows(Action.RUN_PEOPLE)
def index() -> str:
    """What waits for the coordinator, and how many people there are."""
    desk = coordination.desk(db(), actor(), today(), now())
    return page(
        "coordination/index.html",
        desk=desk,
        supervises=may_enter(actor(), Action.SEE_TRAINEES),
        pathways=_pathways(),
        words=ROLE_WORDS,
        listed=listed,
        now=now(),
    )


@bp.get("/counts")
@allows(Action.RUN_PEOPLE)
def counts() -> str:
    """One page of counts to print for whoever pays: no names, no number below five, none that is exact."""
    return page(
        "coordination/counts.html",
        counts=coordination.counts(db(), actor(), today()),
        pathways=_pathways(),
        milestones=_milestones(),
        titles=titles(catalogue()),
        words=ROLE_WORDS,
        fewest=FEWEST,
        told=told,
        today=today(),
    )


@bp.get("/supervision")
@allows(Action.RUN_PEOPLE)
def supervision() -> str:
    """Who supervises whom and when last, or those whom nobody supervises, fifty a page, to read or print."""
    alone = request.args.get("alone") == "yes"
    after = request.args.get("after", "")[:200]
    found = overseeing.overview(db(), actor(), today(), alone=alone, after=after)
    return page("coordination/supervision.html", overview=found, alone=alone, today=today())


def _pathways() -> dict[str, str]:
    return {pathway.id: pathway.title for pathway in catalogue().pathways.values()}


def _milestones() -> dict[str, str]:
    return {
        f"{pathway.id}/{each.id}": f"{pathway.title}: {each.title}"
        for pathway in catalogue().pathways.values()
        for each in pathway.milestones
    }
