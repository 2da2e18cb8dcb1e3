"""Without this file an author would see her quiz only as a learner does: a question at a time, and nothing unasked.

A program of its own, never part of the service: it knows no people and no database, and it answers nobody but this
machine. Everything is read afresh on each request, so that what is saved is what is shown.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request
from flask_babel import Babel

from elearn.config import is_loopback
from elearn.content.library import OneQuiz, one_quiz
from elearn.domain.feedback import Key, key_of
from elearn.domain.library import Claim
from elearn.domain.quizzes import Numeric, Question, kind_of
from elearn.web.headers import ALWAYS
from elearn.web.render import page, teach


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question with all that is ever said about it; `remarks` are what was chosen and what is said to that."""

    number: int
    line: int
    kind: str
    question: Question
    key: Key
    remarks: tuple[tuple[str, str], ...]
    objective: str
    lesson: str
    claims: tuple[Claim, ...]
    problems: tuple[str, ...]


def create_preview(modules: Path, quizzes: Path, quiz_id: str) -> Flask:
    """The preview of one quiz as a WSGI application."""
    app = Flask("elearn.web", static_folder="static", static_url_path="/static")
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    Babel(app, default_locale="en_GB")
    teach(app)
    app.before_request(_refuse_strangers)
    app.after_request(_dress)

    @app.get("/")
    def quiz() -> str:
        digest = digest_of(
            modules, quizzes
        )  # before reading: what is saved meanwhile is shown by the next look
        found = one_quiz(modules, quizzes, quiz_id)
        if found is None:
            abort(404)
        shown = tuple(_shown(found)) if found.quiz else ()
        return page("preview/quiz.html", found=found, shown=shown, digest=digest)

    @app.get("/digest")
    def digest() -> Response:
        return Response(digest_of(modules, quizzes), mimetype="text/plain")

    return app


def digest_of(*folders: Path) -> str:
    """A word that changes whenever any file of the content is saved."""
    stamps = hashlib.sha256()
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        try:
            stat = file.stat()
        except OSError:
            continue  # an editor has just put another in its place
        stamps.update(f"{file}:{stat.st_mtime_ns}:{stat.st_size}\n".encode())
    return stamps.hexdigest()[:16]


def _refuse_strangers() -> None:
    """A page elsewhere can lead its own name to this machine; it may not read what stands here under it."""
    host = request.host
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if not is_loopback(name):
        abort(404)


def _dress(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _shown(found: OneQuiz) -> Iterator[Shown]:
    assert found.quiz is not None
    module = found.catalogue.modules.get(found.quiz.module)
    objectives = {each.id: each.text for each in module.objectives} if module else {}
    starts = sorted(found.lines.values())
    for number, question in enumerate(found.quiz.questions, 1):
        line = found.lines[question.id]
        ends = next((each for each in starts if each > line), None)
        lesson = found.catalogue.lesson(question.read.module, question.read.lesson)
        yield Shown(
            number=number,
            line=line,
            kind=kind_of(question).value,
            question=question,
            key=key_of(question),
            remarks=_remarks(question),
            objective=objectives.get(question.objective, ""),
            lesson=lesson.title if lesson else "",
            claims=tuple(
                found.catalogue.claims[each] for each in question.claims if each in found.catalogue.claims
            ),
            problems=tuple(
                f"{each.line}: {each.sentence}"
                for each in found.problems
                if line <= each.line and (ends is None or each.line < ends)
            ),
        )


def _remarks(question: Question) -> tuple[tuple[str, str], ...]:
    """Each wrong thing that can be chosen, and what is said to it; nothing where it is said of any other."""
    if isinstance(question, Numeric):
        slips = ((f"{slip.number:f} {question.unit}".strip(), slip.wrong) for slip in question.slips)
        return (*slips, ("", question.otherwise))
    options = getattr(question, "options", None)
    if options is not None:
        return tuple((option.text, option.wrong) for option in options if option.wrong)
    return (("", getattr(question, "wrong", "")),)
