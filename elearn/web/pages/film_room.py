"""Without this page a learner could not look at her own film beside what she writes of it, and keep it to herself."""

from flask import Blueprint

from elearn.domain.access import Action
from elearn.web import film_room
from elearn.web.gate import allows
from elearn.web.headers import keep_to
from elearn.web.render import page
from elearn.words.clips import KINDS

bp = Blueprint("film_room", __name__)


@bp.get("/practise/film-room")
@allows(Action.PREPARE_SESSION)
def room() -> str:
    """The closed frame in which a film from this device is played and marked."""
    keep_to(film_room.ROOM)
    return page("film_room/room.html", kinds=KINDS)
