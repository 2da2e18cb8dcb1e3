"""Without this file a pathway could ask for a pass of clips, and nobody would have said how much of them is enough."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from elearn.content.fields import Fields, Notes
from elearn.content.reader import Entries, read_yaml
from elearn.content.references import Kind
from elearn.content.values import NotAValue, identifier, share
from elearn.domain.clips import Clip, Form, Use
from elearn.domain.exercises import Exercise

FILE = re.compile(r"(?P<id>[^.]+)\.exercise\.yaml")
CLIPS = 2
"""How many clips make one form of a check."""
RIGHT = Decimal("0.5")
"""The share of what is marked that the key has to hold where an exercise says none."""


def read_exercises(folder: Path, path: str, notes: Notes) -> tuple[Exercise, ...]:
    """The exercise of one module's folder; a second one is a mistake."""
    files = [file for file in sorted(folder.iterdir()) if FILE.fullmatch(file.name)]
    for file in files[1:]:
        notes.problems.error(
            f"{path}/{file.name}", 1, f"a module has one exercise: here it is {files[0].name}"
        )
    found = (_read(file, f"{path}/{file.name}", folder.name, notes) for file in files[:1])
    return tuple(each for each in found if each)


def _read(file: Path, path: str, module: str, notes: Notes) -> Exercise | None:
    exercise_id = file.name.partition(".")[0]
    try:
        identifier(exercise_id)
    except NotAValue as error:
        notes.problems.error(path, 1, str(error))
    # One name for all that can be passed: a pathway says "pass:" of a quiz and of an exercise alike.
    notes.references.define(Kind.QUIZ, exercise_id, path, 1, notes.problems)
    node = read_yaml(file, path, notes.problems)
    if not isinstance(node, Entries):
        if node:
            notes.problems.error(path, node.line, "an exercise is a mapping of keys: title, found, right")
        return None
    fields = Fields(node, thing="an exercise", path=path, notes=notes, line=1)
    exercise = Exercise(
        id=exercise_id,
        module=module,
        title=fields.text("title"),
        found=fields.read("found", share, Decimal(1)),
        right=fields.read("right", share, RIGHT, required=False),
        was=fields.read("was", identifier, "", required=False),
    )
    fields.close()
    return exercise


def check_exercises(exercises: Mapping[str, Exercise], clips: Mapping[str, Clip], notes: Notes) -> None:
    """Both forms of a check have their two clips, and no module takes an exercise for its quiz."""
    for exercise in exercises.values():
        place = notes.references.defined[Kind.QUIZ][exercise.id]
        for form in Form:
            held = [each for each in clips.values() if each.module == exercise.module and each.form is form]
            count = sum(each.use is Use.CHECK for each in held)
            if count != CLIPS:
                sentence = f"an exercise needs {CLIPS} clips of form {form} in its module: here {count}"
                notes.problems.error(place.path, place.line, sentence)
    for used in notes.references.used:
        if used.kind is Kind.QUIZ and used.name in exercises and not used.place.path.startswith(PATHWAYS):
            sentence = f'"{used.name}" is an exercise with clips, and no quiz'
            notes.problems.error(used.place.path, used.place.line, sentence)


PATHWAYS = "modules/pathways/"
