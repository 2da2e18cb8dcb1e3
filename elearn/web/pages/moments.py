"""Without these pages no clip could be watched, marked or looked at again: a course, a door, a clip, a result."""

import secrets
from collections.abc import Sequence
from http.client import CONFLICT

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.clips import Clip, Form, Use
from elearn.domain.errors import NotFound
from elearn.domain.moment_marks import Sheet, once
from elearn.domain.moments import Mark
from elearn.services import moment_sharing, moments
from elearn.services.moments import Front
from elearn.services.sittings import Sitting, module_of, present_clip
from elearn.web.forms.account import Empty
from elearn.web.forms.base import did
from elearn.web.forms.moments import MarksForm
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.phrases import listed
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.sightings import numbers, sightings
from elearn.web.sizes import at_most
from elearn.web.tongue import gettext as _
from elearn.words import moments as words

bp = Blueprint("moments", __name__)
Answer = str | Response | tuple[str, int]
LIMIT = 64 * 1024
"""The largest request in bytes that marks may be: every box of the longest sheet, and a hundred full notes."""


@bp.get("/moments/<module>")
@allows(Action.STUDY)
def course(module: str) -> Answer:
    """The clips of a module: two with their key, those to practise on, and two by two those of the check."""
    if name := catalogue().moved_modules.get(module):
        return redirect(url_for("moments.course", module=name), 308)
    found = moments.shelf(db(), actor(), catalogue(), module)
    return page(
        "moments/course.html",
        shelf=found,
        course=found.course,
        module=catalogue().modules.get(module),
        uses=words.USES,
        forms=words.FORMS,
        use=Use,
        form=Form,
        rounds={form: found.course.rounds(form) for form in Form},
        range_of=words.range_of,
        enough=_enough(module),
    )


@bp.get("/clips/<clip>")
@allows(Action.STUDY)
def front(clip: str) -> Answer:
    """The door of a clip: the scene in words, what was marked before, and the way in."""
    if (name := present_clip(catalogue(), clip)) != clip:
        return redirect(url_for("moments.front", clip=name), 308)
    return _front(clip)


@bp.post("/clips/<clip>/begin")
@allows(Action.STUDY)
def begin(clip: str) -> Answer:
    """Begin, or carry on where it was left."""
    form = Empty()
    attempt = form.submit(lambda: moments.begin(db(), actor(), catalogue(), clip, now()))
    if attempt is None:
        return _front(clip, form)
    return redirect(url_for("moments.marking", clip=present_clip(catalogue(), clip), attempt=attempt), 303)


@bp.get("/clips/<clip>/<attempt>")
@allows(Action.STUDY)
def marking(clip: str, attempt: str) -> Answer:
    """The clip, to watch and to mark."""
    found = _of(moments.sitting(db(), actor(), catalogue(), attempt), clip)
    return _marking(found, found.marks, MarksForm(formdata=None)) if found.is_open else _to_result(found)


@bp.post("/clips/<clip>/<attempt>")
@allows(Action.STUDY)
@at_most(LIMIT)
def mark(clip: str, attempt: str) -> Answer:
    """Keep the marks; hand them in, unless they are only to be kept. Sent again, the answer is the same result."""
    with house().database.reading() as reading:
        found = _of(moments.sitting(reading, actor(), catalogue(), attempt), clip)
    form = MarksForm()
    marks = form.submit(lambda: form.marks(found.clip))
    if not found.is_open:
        return _handed_in_before(found, marks)
    if marks is None:
        return _marking(found, form.readable(found.clip), form, form.sheet())
    kept = form.submit(lambda: _keep(attempt, marks, form.sheet()))
    if kept is None and form.status == CONFLICT:
        return _to_result(found)
    if kept is None:
        return _marking(found, marks, form, form.sheet())
    if "later" in request.form:
        return _kept(found)
    done = form.submit(
        lambda: did(
            moments.submit,
            db(),
            actor(),
            catalogue(),
            attempt,
            marks,
            excused=form.excused(),
            now=now(),
            today=today(),
            kept=kept,
        )
    )
    return _to_result(found) if done else _as_kept(found, marks, form)


def _keep(attempt: str, marks: Sequence[Mark], sheet: Sheet) -> moments.Keeping:
    """Keep marks in a transaction that ends before the request's own begins, so that no refusal takes them along."""
    with house().database.writing() as writing:
        return moments.keep(writing, actor(), attempt, marks, now(), sheet)


def _as_kept(found: Sitting, marks: Sequence[Mark], form: MarksForm) -> Answer:
    """The page once more, with all that is kept by now, from wherever it came."""
    with house().database.reading() as reading:
        held = moments.sitting(reading, actor(), catalogue(), found.id)
    return _marking(held, once([*marks, *held.marks]), form)


@bp.get("/clips/<clip>/<attempt>/result")
@allows(Action.STUDY)
def result(clip: str, attempt: str) -> Answer:
    """What came of the marks: what was found first, and every line leads back to its time in the clip."""
    found = _of(moments.sitting(db(), actor(), catalogue(), attempt), clip)
    if found.comparison is None:
        return redirect(url_for("moments.marking", clip=clip, attempt=attempt), 303)
    door = _door(found.clip.id)
    check = _check(found, door)
    home = module_of(catalogue(), found.clip)
    return page(
        "moments/result.html",
        sitting=found,
        told=sightings(found),
        numbers=numbers(found.comparison),
        agreed=words.agreed(found.clip.agreed, _),
        cannot=words.CANNOT,
        twin=catalogue().clips.get(found.clip.contrast.clip) if found.clip.contrast else None,
        check=check,
        between=words.range_of(check.round.score.recall) if check and check.round else None,
        enough=_enough(home),
        readers=moment_sharing.readers(db(), actor(), found.id, today()),
        listed=listed,
        home=home,
        there=door is not None,
        offered=door is not None and door.offered,
    )


@bp.post("/clips/<clip>/<attempt>/share")
@allows(Action.SHARE_ANSWERS)
def share(clip: str, attempt: str) -> Response:
    """Share a result with whoever supervises her, or take that back."""
    wanted = request.form.get("shared") == "yes"
    moment_sharing.share(db(), actor(), attempt, shared=wanted, now=now())
    return redirect(url_for("moments.result", clip=clip, attempt=attempt, _anchor="share"), 303)


@bp.get("/trainees/<learner>/clips")
@allows(Action.SEE_ANSWERS)
def shared_results(learner: str) -> str:
    """What a trainee shares of her clips."""
    found = moment_sharing.shared_results(db(), actor(), catalogue(), learner, today())
    return page("moments/shared_results.html", found=found)


@bp.get("/trainees/<learner>/clips/<attempt>")
@allows(Action.SEE_ANSWERS)
def shared_result(learner: str, attempt: str) -> str:
    """One result that a trainee shares, to look at together."""
    found = moment_sharing.shared_result(db(), actor(), catalogue(), learner, attempt, today())
    held = found.sitting
    return page(
        "moments/shared_result.html",
        shared=found,
        sitting=held,
        told=sightings(held) if found.keys else None,
        numbers=numbers(held.comparison) if held.comparison else (),
        agreed=words.agreed(held.clip.agreed, _),
        cannot=words.CANNOT,
    )


def _of(found: Sitting, clip: str) -> Sitting:
    """The go, if it is one at this clip, under any of its names."""
    if present_clip(catalogue(), found.clip.id) != present_clip(catalogue(), clip):
        raise NotFound
    return found


def _door(clip: str) -> Front | None:
    """The door of a clip that is still offered."""
    offered = present_clip(catalogue(), clip) in catalogue().clips
    return moments.front(db(), actor(), catalogue(), clip) if offered else None


def _check(found: Sitting, door: Front | None) -> moments.Checked | None:
    return moments.checked(db(), actor(), catalogue(), found, door) if door else None


def _enough(module: str) -> str:
    """What passes the exercise of a module, if it has one."""
    exercise = moments.exercise_of(catalogue(), module)
    return words.enough(exercise, _) if exercise else ""


def _told_before(clip: Clip) -> str:
    """Who stands behind a key, where it is told before anything is marked."""
    return words.agreed(clip.agreed, _) if clip.use is Use.WORKED else ""


def _front(clip: str, form: Empty | None = None) -> Answer:
    found = moments.front(db(), actor(), catalogue(), clip)
    shown = page(
        "moments/front.html",
        front=found,
        clip=found.clip,
        module=catalogue().modules.get(found.clip.module),
        form=form or Empty(formdata=None),
        enough=_enough(found.clip.module) if found.clip.use is Use.CHECK else "",
        agreed=_told_before(found.clip),
    )
    return shown, form.status if form else 200


def _marking(found: Sitting, marks: tuple[Mark, ...], form: MarksForm, sheet: Sheet | None = None) -> Answer:
    """The page to mark on; one that shows what is kept says so by a name of its own, any other stays who it was."""
    shown = page(
        "moments/marking.html",
        sitting=found,
        clip=found.clip,
        marks=marks,
        form=form,
        home=module_of(catalogue(), found.clip),
        there=present_clip(catalogue(), found.clip.id) in catalogue().clips,
        sheet=sheet or Sheet(page=secrets.token_hex(8), seen=found.state),
        worked=found.clip.use is Use.WORKED,
        agreed=_told_before(found.clip),
    )
    return shown, form.status


def _kept(found: Sitting) -> Answer:
    # The page keeps them by itself while it is open; sent from what was kept over a sign-in, somebody waits for a page.
    if request.form["later"] == "quietly" and "from_kept" not in request.form:
        return Response(status=204)
    flash(_("Your marks are kept. Carry on whenever you like."))
    return redirect(url_for("moments.front", clip=present_clip(catalogue(), found.clip.id)), 303)


def _handed_in_before(found: Sitting, marks: tuple[Mark, ...] | None) -> Response:
    if marks is not None and marks != found.marks:
        flash(
            _("This was handed in before, so nothing was added to it. You see what came of it then."), "wait"
        )
    return _to_result(found)


def _to_result(found: Sitting) -> Response:
    clip = present_clip(catalogue(), found.clip.id)
    return redirect(url_for("moments.result", clip=clip, attempt=found.id), 303)
