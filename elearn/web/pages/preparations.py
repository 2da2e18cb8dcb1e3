"""Without these pages a learner could not prepare her next session, nor read later what it was prepared by."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.bringing import Piece
from elearn.domain.preparations import Prepared
from elearn.services import preparations
from elearn.services.entry_writing import Sending
from elearn.web import entry_lines, film_room
from elearn.web.filling import filling
from elearn.web.forms.guarded import Choice
from elearn.web.forms.preparations import PreparationForm, filled
from elearn.web.gate import actor, allows
from elearn.web.headers import keep_to
from elearn.web.house import now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.sizes import at_most
from elearn.web.tongue import gettext as _
from elearn.words.clips import KINDS
from elearn.words.logbook import BARRIERS

bp = Blueprint("preparations", __name__)
Answer = str | Response | tuple[str, int]
LIMIT = 64 * 1024
"""The longest question and three notes fit in so many bytes; a film does not."""


@bp.route("/practise/next-session", methods=["GET", "POST"])
@allows(Action.PREPARE_SESSION)
@at_most(LIMIT)
def prepare() -> Answer:
    """Prepare the next session: what I bring, my question, moments of a film that stays where it is."""
    begun = filling("preparation")
    if begun.later:
        return begun.kept()
    table = preparations.table(db(), actor(), today())
    known = table.prepared
    kept = (
        {**filled(known), "brought": [each.entry.id for each in _brought(known, table.work)]} if known else {}
    )
    form = begun.open(PreparationForm, **kept)
    form.offer([_choice(each) for each in table.work if each.barrier is None])
    wanted = form.submit(
        lambda: preparations.prepare(
            db(), actor(), form.preparation(), str(form.seen.data or ""), begun.sending(form)
        )
    )
    if wanted is None:
        moved = form.status == 409
        if moved:
            # She reads what another window kept, and may then put what she typed in its place.
            table = preparations.table(db(), actor(), today())
            known = table.prepared
            form.seen.data = known.id if known else ""
            if (
                form.refused == "saved-already"
            ):  # gone back to after it was saved: what follows is another version
                begun.anew(form)
        keep_to(film_room.with_door())
        standing = page(
            "preparations/prepare.html",
            form=form,
            known=known,
            moved=moved,
            brought=_brought(known, table.work) if known else [],
            tell=entry_lines,
            kinds=KINDS,
            barriers=BARRIERS,
            barred=[(_choice(each)[1], _(BARRIERS[each.barrier])) for each in table.work if each.barrier],
            reads=entry_lines.unshared_reads(table.supervisors, signed=False),
            supervisors=table.supervisors,
            mailed=table.mailed,
        )
        return standing, form.status
    begun.done()
    if wanted.shared and table.supervisors:
        flash(_("It is shown to %(person)s.", person=_(" and ").join(table.supervisors)))
    else:
        flash(_("It is kept, and only you can see it."))
    return redirect(url_for("agenda.own"), 303)


@bp.post("/practise/next-session/throw-away")
@allows(Action.PREPARE_SESSION)
def throw_away() -> Answer:
    """Throw away what was prepared."""
    sent = Sending(key="", now=now(), today=today())
    preparations.throw_away(db(), actor(), request.form.get("seen", ""), sent)
    flash(_("It is thrown away."))
    return redirect(url_for("agenda.own"), 303)


@bp.get("/prepared/<preparation>")
@allows(Action.READ_SHARED)
def one(preparation: str) -> Answer:
    """What a session was prepared by, to read."""
    found = preparations.shown(db(), actor(), preparation, today())
    return page("preparations/one.html", shown=found, tell=entry_lines, kinds=KINDS, barriers=BARRIERS)


def _choice(piece: Piece) -> Choice:
    # Why a piece is barred stands beside it in a list of its own.
    told = entry_lines.to_bring if piece.barrier is None else entry_lines.named
    said = told(piece.entry)
    return piece.entry.id, said if piece.seen else _("%(work)s (not yet brought)", work=said)


def _brought(known: Prepared, work: tuple[Piece, ...]) -> list[Piece]:
    """What is brought already, as it stands today where entries were corrected since."""
    return [each for each in work if {each.entry.id, *each.earlier} & set(known.preparation.brought)]
