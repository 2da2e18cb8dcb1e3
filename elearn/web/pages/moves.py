"""Without these pages a coordinator could neither see what a change of rules does to anybody, nor carry it out."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.services import moves
from elearn.services.moves import Comparison
from elearn.web.findings import titles
from elearn.web.forms.base import text
from elearn.web.forms.moves import Move
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words import moves as words

bp = Blueprint("moves", __name__, url_prefix="/moves")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allows(Action.RUN_PEOPLE)
def index() -> Answer:
    """Every pathway, with how many are on its present rules and how many on earlier ones."""
    return page("moves/index.html", pinned=moves.pinned(db(), actor(), catalogue().pathways))


@bp.get("/<pathway>")
@allows(Action.RUN_PEOPLE)
def affected(pathway: str) -> Answer:
    """Whom the present rules of a pathway would touch, and how, fifty a page."""
    found = moves.affected(
        db(),
        actor(),
        catalogue().pathways,
        pathway,
        after=request.args.get("after", "")[:32],
        today=today(),
        timezone=house().config.timezone,
    )
    shown = [(each, _changes(each)) for each in found.learners]
    return page("moves/affected.html", found=found, shown=shown)


@bp.route("/of/<assignment>", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def move(assignment: str) -> Answer:
    """Show what the present rules would change for one learner, and move her to them with a reason."""
    found = moves.comparison(
        db(), actor(), catalogue().pathways, assignment, today=today(), timezone=house().config.timezone
    )
    form = Move(data={"seen": found.old.edition, "to": found.new.edition})
    moved = form.submit(lambda: _move(assignment, form))
    if moved is None:
        # What she looks at now is what she sends next, also where somebody moved this learner meanwhile.
        form.seen.data, form.to.data = found.old.edition, found.new.edition
        return page("moves/move.html", form=form, found=found, **_told(found)), form.status
    flash(
        _("%(name)s is under the present rules now, and can read when and why.", name=found.name)
        if moved
        else _("%(name)s was under these rules already.", name=found.name)
    )
    return redirect(url_for("people.one", person=found.assignment.learner_id), 303)


def _move(assignment: str, form: Move) -> bool:
    return moves.move(
        db(),
        actor(),
        catalogue().pathways,
        assignment,
        seen=text(form.seen),
        to=text(form.to),
        reason=text(form.reason),
        kept=form.excused(),
        now=now(),
    )


def _told(found: Comparison) -> dict[str, object]:
    return {
        "rules": [words.rule(each, titles(catalogue()), _) for each in found.rules],
        "changes": _changes(found),
    }


def _changes(found: Comparison) -> list[tuple[str, list[str]]]:
    return [
        (words.stands(each, _), [words.counted(one, _) for one in each.requirements])
        for each in found.changes
    ]
