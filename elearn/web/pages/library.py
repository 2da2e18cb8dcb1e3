"""Without these pages nobody could find a module, read a lesson, look a word up or see what a statement rests on."""

from collections.abc import Mapping
from itertools import groupby

from flask import Blueprint, current_app, flash, redirect, url_for
from flask_babel import get_locale
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.library import Lesson, Module
from elearn.domain.progress import Progress
from elearn.services import library
from elearn.web.citations import cited
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.web.tongue import ngettext
from elearn.web.whole import apart
from elearn.words.library import LEVELS
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("library", __name__)
Answer = str | Response


@bp.get("/learn")
@allows(Action.STUDY)
def shelf() -> Answer:
    """Every module: where to carry on, what was written for this reader, and the rest."""
    return page(
        "library/shelf.html", shelf=library.shelf(db(), actor(), catalogue()), levels=LEVELS, **_spoken()
    )


@bp.get("/learn/<module>")
@allows(Action.STUDY)
def module(module: str) -> Answer:
    """What a module is for, its lessons and how far one is, its quiz, and what changed."""
    if moved := _moved(module):
        return redirect(url_for("library.module", module=moved), 308)
    found = library.module_of(catalogue(), module)
    known = library.progress(db(), actor().id, [found])[found.id]
    return page(
        "library/module.html",
        module=found,
        progress=known,
        first=[catalogue().modules[each] for each in found.prerequisites],
        news=library.news(catalogue(), known),
        quiz=_quiz(found),
        passed=library.passed(db(), actor(), catalogue(), known),
        clips=sum(each.module == found.id for each in catalogue().clips.values()),
        **_spoken(),
    )


@bp.get("/learn/<module>/<lesson>")
@allows(Action.STUDY)
def lesson(module: str, lesson: str) -> Answer:
    """One lesson to read; looking at it marks nothing."""
    if moved := _moved(f"{module}/{lesson}"):
        return _to_lesson(moved)
    found, home = library.lesson_of(catalogue(), module, lesson), catalogue().modules[module]
    known = library.progress(db(), actor().id, [home])[module]
    before, after = home.beside(found)
    return page(
        "library/lesson.html",
        lesson=found,
        module=home,
        progress=known,
        contents=_contents(known, found),
        before=before,
        after=after,
        news=[each for each in library.news(catalogue(), known) if each.lesson is found and each.unread],
        sources=_sources(found),
        quiz=_quiz(home),
        **_spoken(),
    )


@bp.get("/print/<module>")
@allows(Action.STUDY)
def whole(module: str) -> Answer:
    """Every lesson of a module on one page with its sources, to print or to read in one go; it marks nothing."""
    found = library.module_of(catalogue(), module)
    lessons = [(each, apart(each.html, each.id), apart(_sources(each), each.id)) for each in found.lessons]
    return page("library/whole.html", module=found, lessons=lessons)


@bp.post("/learn/<module>/<lesson>")
@allows(Action.STUDY)
def read(module: str, lesson: str) -> Answer:
    """Mark a lesson as read and go on: to the next one, and from the last to the quiz or back to the module."""
    if moved := _moved(f"{module}/{lesson}"):
        return _to_lesson(moved)
    known = library.mark_read(db(), actor(), catalogue(), module, lesson, now=now(), today=today())
    after = known.module.beside(library.lesson_of(catalogue(), module, lesson))[1]
    if after:
        return redirect(url_for("library.lesson", module=module, lesson=after.id), 303)
    if known.finished:
        flash(_("You have read all of “%(module)s”.", module=known.module.title))
        return redirect(_quiz(known.module) or url_for("library.module", module=module), 303)
    left = len(known.unread)
    flash(ngettext("Marked as read. One lesson is left.", "Marked as read. %(num)s lessons are left.", left))
    return redirect(url_for("library.module", module=module), 303)


@bp.get("/claims/<claim>")
@allows(Action.STUDY)
def claim(claim: str) -> Answer:
    """One statement of fact: what it rests on, how well it stands, how to say it, where it is taught."""
    if moved := _moved(f"claims/{claim}"):
        return redirect(url_for("library.claim", claim=moved.removeprefix("claims/")), 308)
    if claim not in catalogue().claims:
        raise NotFound
    taught = [(each, catalogue().modules[each.module]) for each in catalogue().taught(claim)]
    return page("library/claim.html", cited=cited(catalogue(), claim), taught=taught)


@bp.get("/glossary")
@allows(Action.STUDY)
def glossary() -> Answer:
    """The words of the field, each with an anchor that lessons lead to."""
    terms = sorted(catalogue().glossary.values(), key=lambda each: each.name.casefold())
    letters = [(letter, list(group)) for letter, group in groupby(terms, lambda each: each.name[0].upper())]
    return page("library/glossary.html", letters=letters, met=_met())


def _contents(known: Progress, here: Lesson) -> list[dict[str, object]]:
    """The lessons of a module as its contents list them."""
    return [
        {
            "title": each.title,
            "href": url_for("library.lesson", module=each.module, lesson=each.id),
            "minutes": each.minutes,
            "done": each.id in known.read_on,
            "current": each is here,
        }
        for each in known.module.lessons
    ]


def _sources(lesson: Lesson) -> Markup:
    """What a lesson rests on; it is the same for every reader of a language, so it is filled in once."""
    kept: dict[str, Markup] = current_app.extensions.setdefault("elearn sources", {})
    key = f"{get_locale()} {lesson.address.path}"
    if key not in kept:
        rests_on = [cited(catalogue(), each, number) for number, each in enumerate(lesson.claims, 1)]
        kept[key] = Markup(page("library/sources.html", rests_on=rests_on))  # noqa: S704 (our own template)
    return kept[key]


def _met() -> Mapping[str, list[tuple[Lesson, Module]]]:
    """Where each word of the glossary is used."""
    met: dict[str, list[tuple[Lesson, Module]]] = {}
    for home in catalogue().modules.values():
        for each in home.lessons:
            for term in each.terms:
                met.setdefault(term, []).append((each, home))
    return met


def _moved(place: str) -> str:
    """The present address of something that was renamed, or nothing."""
    return catalogue().moved_modules.get(place, "")


def _to_lesson(place: str) -> Response:
    # 308 and not 301: what an old page posts must arrive as a post.
    module, _slash, lesson = place.partition("/")
    return redirect(url_for("library.lesson", module=module, lesson=lesson), 308)


def _quiz(module: Module) -> str:
    """Where the module's quiz begins, or nothing."""
    return url_for("quizzes.front", quiz=module.quiz) if module.quiz else ""


def _spoken() -> dict[str, object]:
    """The words this reader is spoken to in; plainly, where she is here for an induction alone."""
    words = vocabulary(actor().roles)
    return {"words": words, "plainly": words is INDUCTION}
