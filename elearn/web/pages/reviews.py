"""Without these pages nobody could be asked again what she had not known, a few questions a day."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.reviews import Card
from elearn.services import reviews
from elearn.services.reviews import Showing
from elearn.web.forms.base import did
from elearn.web.forms.quizzes import Question
from elearn.web.forms.reviews import Pace, recall_form
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.telling import telling
from elearn.web.tongue import gettext as _
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("reviews", __name__, url_prefix="/review")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allows(Action.STUDY)
def index() -> Answer:
    """How much comes up today, the way in, how many a day, and what is asked no more."""
    return _index()


@bp.post("/pace")
@allows(Action.STUDY)
def pace() -> Answer:
    """Set how many a day."""
    form = Pace()
    if form.submit(lambda: did(reviews.set_pace, db(), actor(), form.chosen(), now())):
        flash(_("It is set.") if form.chosen() else _("Nothing comes up until you set another number."))
        return redirect(url_for("reviews.index"), 303)
    return _index(form)


@bp.get("/<card>/<int:number>")
@allows(Action.STUDY)
def question(card: str, number: int) -> Answer:
    """One question; once it is answered, what there is to say to the answer."""
    found = _showing(card, number)
    return _question(found, recall_form(found)) if found else _back()


@bp.post("/<card>/<int:number>")
@allows(Action.STUDY)
def answer(card: str, number: int) -> Answer:
    """Answer once; again, or from another tab, the answer is the same page."""
    found = _showing(card, number)
    if found is None:
        return _moved_on(card, number)
    form = recall_form(found)
    hard = "hard" in request.form
    done = form.submit(
        lambda: did(
            reviews.answer,
            db(),
            actor(),
            catalogue(),
            card,
            number,
            form.sent(),
            hard=hard,
            now=now(),
            today=today(),
        )
    )
    if done:
        return redirect(url_for("reviews.question", card=card, number=number), 303)
    return _moved_on(card, number) if form.status == 409 else _question(found, form)


def _index(form: Pace | None = None) -> Answer:
    desk = reviews.desk(db(), actor(), catalogue(), now=now(), today=today())
    shown = page(
        "reviews/index.html",
        desk=desk,
        begin=_door(desk.today[0]) if desk.today else "",
        today=today(),
        form=form or Pace(formdata=None, data={"most": str(desk.most)}),
        plainly=vocabulary(actor().roles) is INDUCTION,
    )
    return shown, form.status if form else 200


def _showing(card: str, number: int) -> Showing | None:
    return reviews.showing(db(), actor(), catalogue(), card, number, now=now(), today=today())


def _question(found: Showing, form: Question) -> Answer:
    others = [each for each in found.left if each.id != found.card.id]
    shown = page(
        "reviews/question.html",
        showing=found,
        sheet=found.sheet,
        form=form,
        told=telling(found.said) if found.said else None,
        onward=_door(others[0]) if others else "",
        others=len(others),
    )
    return shown, form.status


def _moved_on(card: str, number: int) -> Answer:
    """What was chosen would be gone with its question: it is said once more."""
    sent = {name: tuple(request.form.getlist(name)) for name in request.form}
    said, kind = reviews.chosen(db(), actor(), catalogue(), card, number, sent, today())
    return page("reviews/moved_on.html", said=said, kind=kind), 409


def _door(card: Card) -> str:
    return url_for("reviews.question", card=card.id, number=card.next)


def _back() -> Response:
    return redirect(url_for("reviews.index"), 303)
