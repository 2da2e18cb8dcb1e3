"""Without this page nobody would know what to do next."""

from flask import Blueprint

from elearn.domain.access import Action, may_enter
from elearn.domain.people import Role
from elearn.services import home
from elearn.services.home import asks
from elearn.web.findings import own_page, titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.pages import coordination, desks
from elearn.web.phrases import waited
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.steps import Teller
from elearn.words.milestones import statuses
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("home", __name__)

NOON, EVENING = 12, 18


@bp.get("/")
@allows(Action.BE_HERE)
def index() -> str:
    """The first page after signing in: a learner's next step, or the desk of whoever learns nothing here."""
    if actor().learns:
        return learner()
    if may_enter(actor(), Action.SEE_TRAINEES):
        return desks.supervisor() if Role.SUPERVISOR in actor().roles else desks.assessor()
    return coordination.index()


def learner() -> str:
    """A learner's home."""
    me = actor()
    found = home.learner(db(), me, catalogue(), today(), house().config.timezone)
    plain = vocabulary(me.roles) is INDUCTION
    names = titles(catalogue())
    teller = Teller(home=found, titles=names, at=today(), plain=plain)
    return page(
        "home/induction.html" if plain else "home/learner.html",
        home=found,
        told=teller.tell(found.step),
        teller=teller,
        part=_part_of_day(),
        titles=names,
        ways={each.quiz: own_page(each.id, {"kind": "quiz", "quiz": each.quiz}) for each in found.results},
        asks=asks,
        waited=waited,
        called=statuses(own=True, plain=plain),
        other_desks=_other_desks(),
    )


def _part_of_day() -> str:
    hour = now().astimezone(house().config.timezone).hour
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"


def _other_desks() -> list[str]:
    """The desks a learner has besides."""
    roles = actor().roles
    desk_of = {
        "desks.supervisor": Role.SUPERVISOR,
        "desks.assessor": Role.ASSESSOR,
        "coordination.index": Role.COORDINATOR,
    }
    return [endpoint for endpoint, role in desk_of.items() if role in roles]
