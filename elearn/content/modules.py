"""Without this file a folder of pages would not become a module with its lessons in order."""

import itertools
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from elearn.content.clips import FILE as CLIP_FILE
from elearn.content.exercises import FILE as EXERCISE_FILE
from elearn.content.fields import Fields, Notes
from elearn.content.prose import compile_page, read_prose
from elearn.content.reader import Text, read_page
from elearn.content.references import Kind
from elearn.content.values import NotAValue, day, identifier, one_of, whole
from elearn.domain.library import Lesson, Level, Module, Objective
from elearn.domain.people import Role

FIRST_PAGE = "module.md"
_LESSON_FILE = re.compile(r"(?P<number>\d{2})-(?P<id>[^.]+)\.md")


def read_module(folder: Path, path: str, notes: Notes) -> Module | None:
    """The module in one folder (`path` is how complaints name it); None where its first page cannot be read."""
    module_id = _identified(folder.name, f"{path}/{FIRST_PAGE}", notes)
    lessons = _read_lessons(folder, path, notes)
    opening = f"{path}/{FIRST_PAGE}"
    notes.references.define(Kind.MODULE, module_id, opening, 1, notes.problems)
    page = read_page(folder / FIRST_PAGE, opening, notes.problems)
    if page is None:
        notes.references.unread(Kind.OBJECTIVE, f"{module_id}/")
        return None
    fields = Fields(page.front, thing="a module", path=opening, notes=notes, line=1)
    module = Module(
        id=module_id,
        title=fields.text("title"),
        summary=read_prose(fields, "summary"),
        level=fields.read("level", one_of(Level), Level.PRACTITIONER),
        audience=fields.listed("audience", one_of(Role), required=True),
        revised=fields.read("revised", day, date.min),
        objectives=_objectives(fields, module_id),
        lessons=lessons,
        html=compile_page(page.body, page.body_line, opening, notes, folder).html,
        quiz=fields.refer("quiz", Kind.QUIZ, required=False),
        prerequisites=fields.refer_all("prerequisites", Kind.MODULE),
        was=fields.read("was", identifier, "", required=False),
    )
    fields.close()
    if not lessons:
        notes.problems.error(
            opening, 1, "a module needs a lesson: a file such as 01-a-sensitive-moment.md beside it"
        )
    return module


def _identified(name: str, path: str, notes: Notes) -> str:
    try:
        return identifier(name)
    except NotAValue as error:
        notes.problems.error(path, 1, str(error))
        return name


def _objectives(fields: Fields, module_id: str) -> tuple[Objective, ...]:
    listed = fields.fields("objectives", "the objectives", required=True)
    if not listed:
        fields.notes.references.unread(Kind.OBJECTIVE, f"{module_id}/")
        return ()
    objectives = []
    for entry in listed.entries():
        place = f"{module_id}/{entry.key}"
        fields.notes.references.define(Kind.OBJECTIVE, place, fields.path, entry.line, fields.notes.problems)
        if isinstance(entry.value, Text):
            objectives.append(Objective(id=entry.key, text=read_prose(listed, entry.key)))
        elif detailed := listed.as_fields(entry.value, "an objective", entry.line):
            was = detailed.read("was", identifier, "", required=False)
            objectives.append(Objective(id=entry.key, text=read_prose(detailed, "text"), was=was))
            detailed.close()
    return tuple(objectives)


def _read_lessons(folder: Path, path: str, notes: Notes) -> tuple[Lesson, ...]:
    lessons: list[Lesson] = []
    for file in sorted(folder.iterdir()):
        named = _LESSON_FILE.fullmatch(file.name)
        shown = f"{path}/{file.name}"
        if named:
            lesson_id = _identified(named["id"], shown, notes)
            lessons.append(_read_lesson(file, shown, folder.name, lesson_id, int(named["number"]), notes))
        elif not _belongs(file):
            notes.problems.error(
                shown, 1, "this file has no place here: a lesson is called 01-a-sensitive-moment.md"
            )
    for first, second in itertools.pairwise(lessons):
        if first.number == second.number:
            shown = f"{path}/{second.number:02}-{second.id}.md"
            notes.problems.error(shown, 1, f'the lesson "{first.id}" has the number {first.number:02} too')
    return tuple(lessons)


def _belongs(file: Path) -> bool:
    """Whether a file that is no lesson has its place in a module's folder: first page, figure, clip, exercise."""
    known = CLIP_FILE.fullmatch(file.name) or EXERCISE_FILE.fullmatch(file.name)
    return bool(known) or file.name == FIRST_PAGE or file.suffix == ".svg" or file.name.startswith(".")


def _read_lesson(file: Path, path: str, module_id: str, lesson_id: str, number: int, notes: Notes) -> Lesson:
    """One lesson; a bare one where its page cannot be read, so that others may still point at it."""
    here = f"{module_id}/{lesson_id}"
    notes.references.define(Kind.LESSON, here, path, 1, notes.problems)
    lesson = Lesson(
        id=lesson_id,
        module=module_id,
        number=number,
        title="",
        minutes=0,
        objectives=(),
        html="",
        written="",
        words=0,
    )
    page = read_page(file, path, notes.problems)
    if page is None:
        notes.references.unread(Kind.HEADING, f"{here}#")
        return lesson
    fields = Fields(page.front, thing="a lesson", path=path, notes=notes, line=1)
    prose = compile_page(page.body, page.body_line, path, notes, file.parent, here)
    lesson = replace(
        lesson,
        title=fields.text("title"),
        minutes=fields.read("minutes", whole, 0),
        objectives=fields.refer_all("objectives", Kind.OBJECTIVE, required=True, within=f"{module_id}/"),
        html=prose.html,
        written=page.body.strip(),
        words=prose.words,
        headings=prose.headings,
        claims=prose.claims,
        terms=prose.terms,
        recalls=prose.recalls,
        was=fields.text("was", ""),
    )
    fields.close()
    return lesson
