"""Without this file nobody would find all that authors wrote, read it, check it and hand it over as one catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.content.checks import check
from elearn.content.claims import ERRATA, GLOSSARY, read_claims, read_errata, read_glossary
from elearn.content.clips import read_clips
from elearn.content.exercises import read_exercises
from elearn.content.fields import Notes
from elearn.content.modules import read_module
from elearn.content.pathways import read_pathways
from elearn.content.places import folder
from elearn.content.problems import Problem, Problems, errors
from elearn.content.quizzes import read_quiz
from elearn.content.reader import Node, read_yaml
from elearn.content.references import Kind, References
from elearn.content.release import FILE, Released, module_hashes, quiz_hashes, read_released, write_release
from elearn.content.scales import FOLDER as SCALES
from elearn.content.scales import read_scales
from elearn.content.sources import PATH as SOURCES
from elearn.content.sources import read_sources
from elearn.domain.clips import Clip
from elearn.domain.exercises import Exercise
from elearn.domain.library import Catalogue, Change, Claim, Module
from elearn.domain.quizzes import Quiz

NOT_MODULES = frozenset({"claims", "pathways", SCALES})
TOP_FILES = frozenset({Path(SOURCES).name, Path(GLOSSARY).name, Path(ERRATA).name, FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class OneQuiz:
    """A quiz for its author: `lines` are those of its questions, `quiz` is None where nothing of it can be read."""

    path: str
    catalogue: Catalogue
    quiz: Quiz | None
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]


class BrokenContent(Exception):
    """The content has errors, so nothing may be served from it; its text is what the check would print."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def open_library(modules: Path | None = None, quizzes: Path | None = None) -> Catalogue:
    """All content, from the folders named or from where it ships; raises BrokenContent where it has errors."""
    catalogue, problems = load(folder("modules", modules), folder("quizzes", quizzes))
    if broken := errors(problems):
        raise BrokenContent(broken)
    return catalogue


def load(modules: Path, quizzes: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Everything in two folders, and every mistake in it; the catalogue may be served only where there is no error."""
    tree = _read(modules, quizzes)
    return tree.catalogue, tree.notes.problems.sorted


def one_quiz(modules: Path, quizzes: Path, quiz_id: str) -> OneQuiz | None:
    """One quiz as it stands now, however broken, with what the check says of its file; None where there is no file."""
    tree = _read(modules, quizzes)
    path = f"quizzes/{quiz_id}.yaml"
    if quiz_id not in tree.notes.references.defined[Kind.QUIZ]:
        return None
    questions = tree.notes.references.defined[Kind.QUESTION]
    return OneQuiz(
        path=path,
        catalogue=tree.catalogue,
        quiz=tree.catalogue.quizzes.get(quiz_id),
        lines={
            address.removeprefix(f"{quiz_id}/"): place.line
            for address, place in questions.items()
            if address.startswith(f"{quiz_id}/")
        },
        problems=tuple(each for each in tree.notes.problems.sorted if each.path == path),
    )


def release(modules: Path, quizzes: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write released.json in both folders; the paths that changed, or nothing and the errors that forbid it."""
    tree = _read(modules, quizzes)
    if broken := errors(tree.notes.problems.sorted):
        return (), broken
    of_modules, of_quizzes = tree.released
    parts = (
        (modules, of_modules, module_hashes(tree.catalogue), tree.catalogue.moved_modules),
        (quizzes, of_quizzes, quiz_hashes(tree.catalogue), tree.catalogue.moved_quizzes),
    )
    return tuple(part[1].path for part in parts if write_release(*part)), ()


@dataclass(frozen=True, slots=True)
class _Tree:
    catalogue: Catalogue
    released: tuple[Released, Released]
    notes: Notes


def _read(modules: Path, quizzes: Path) -> _Tree:
    notes = Notes(Problems(), References())
    found, asked = _read_modules(modules, notes), _read_quizzes(quizzes, notes)
    clips, exercises = _read_clips(modules, notes), _read_exercises(modules, notes)
    claims = _read_claims(modules / "claims", notes)
    released = (
        read_released(modules, "modules", notes.problems),
        read_released(quizzes, "quizzes", notes.problems),
    )
    catalogue = Catalogue(
        modules={module.id: module for module in found},
        quizzes={quiz.id: quiz for quiz in asked},
        claims=claims,
        sources=read_sources(_top(modules, SOURCES, notes), notes),
        glossary=read_glossary(_top(modules, GLOSSARY, notes), notes),
        errata=read_errata(_top(modules, ERRATA, notes), notes),
        pathways=read_pathways(modules / "pathways", notes),
        clips={clip.id: clip for clip in clips},
        scales={scale.id: scale for scale in read_scales(modules / SCALES, notes)},
        exercises={each.id: each for each in exercises},
        moved_modules=dict(_moved_modules(found, claims, clips, exercises)),
        moved_quizzes=dict(_moved_quizzes(asked)),
        module_changes=_changes(released[0]),
        quiz_changes=_changes(released[1]),
    )
    check(catalogue, released, notes)
    return _Tree(catalogue, released, notes)


def _top(modules: Path, path: str, notes: Notes) -> Node | None:
    file = modules / Path(path).name
    return read_yaml(file, path, notes.problems) if file.exists() else None


def _files(folder_: Path, name: str, notes: Notes) -> Iterator[tuple[Path, str]]:
    """The YAML files of a folder in the order of their names, with the path by which complaints name them."""
    for file in sorted(folder_.iterdir()) if folder_.is_dir() else ():
        path = f"{name}/{file.name}"
        if file.suffix == ".yaml" and file.is_file():
            yield file, path
        elif file.name != FILE and not file.name.startswith("."):
            notes.problems.error(path, 1, "this file has no place here: it would be called something.yaml")


def _read_claims(claims: Path, notes: Notes) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for file, path in _files(claims, "modules/claims", notes):
        found |= read_claims(read_yaml(file, path, notes.problems), file.stem, path, notes)
    return found


def _read_quizzes(quizzes: Path, notes: Notes) -> tuple[Quiz, ...]:
    if not quizzes.is_dir():
        notes.problems.error("quizzes", 1, f"there is no folder {quizzes}")
    found = [
        read_quiz(read_yaml(file, path, notes.problems), file.stem, path, notes)
        for file, path in _files(quizzes, "quizzes", notes)
    ]
    return tuple(quiz for quiz in found if quiz)


def _read_modules(modules: Path, notes: Notes) -> tuple[Module, ...]:
    found = []
    if not modules.is_dir():
        notes.problems.error("modules", 1, f"there is no folder {modules}")
    for place in sorted(modules.iterdir()) if modules.is_dir() else ():
        path = f"modules/{place.name}"
        if place.name.startswith(".") or place.name in NOT_MODULES:
            continue
        if place.is_file() and place.name not in TOP_FILES:
            notes.problems.error(path, 1, "this file has no place here: a module is a folder of its own")
        elif place.is_dir() and (module := read_module(place, path, notes)):
            found.append(module)
    return tuple(found)


def _read_clips(modules: Path, notes: Notes) -> tuple[Clip, ...]:
    """Every clip, in the order of its module and of its file's name."""
    return tuple(
        clip
        for place in _module_folders(modules)
        for clip in read_clips(place, f"modules/{place.name}", notes)
    )


def _read_exercises(modules: Path, notes: Notes) -> tuple[Exercise, ...]:
    """Every exercise, in the order of its module."""
    return tuple(
        exercise
        for place in _module_folders(modules)
        for exercise in read_exercises(place, f"modules/{place.name}", notes)
    )


def _module_folders(modules: Path) -> list[Path]:
    places = sorted(each for each in modules.iterdir() if each.is_dir()) if modules.is_dir() else []
    return [each for each in places if not each.name.startswith(".") and each.name not in NOT_MODULES]


def _moved_modules(
    modules: tuple[Module, ...],
    claims: dict[str, Claim],
    clips: tuple[Clip, ...],
    exercises: tuple[Exercise, ...],
) -> Iterator[tuple[str, str]]:
    for module in modules:
        if module.was:
            yield module.was, module.id
            yield from ((f"{module.was}/{lesson.id}", lesson.address.path) for lesson in module.lessons)
        for lesson in module.lessons:
            if lesson.was:
                yield (lesson.was if "/" in lesson.was else f"{module.id}/{lesson.was}"), lesson.address.path
    for claim in claims.values():
        if claim.was:
            yield f"claims/{claim.was}", f"claims/{claim.id}"
    for clip in clips:
        if clip.was:
            yield f"clips/{clip.was}", f"clips/{clip.id}"
    for exercise in exercises:
        if exercise.was:
            yield f"exercises/{exercise.was}", f"exercises/{exercise.id}"


def _moved_quizzes(quizzes: tuple[Quiz, ...]) -> Iterator[tuple[str, str]]:
    for quiz in quizzes:
        if quiz.was:
            yield quiz.was, quiz.id
            yield from (
                (f"{quiz.was}/{question.id}", f"{quiz.id}/{question.id}") for question in quiz.questions
            )
        for question in quiz.questions:
            if question.was:
                yield f"{quiz.id}/{question.was}", f"{quiz.id}/{question.id}"


def _changes(released: Released) -> dict[str, tuple[Change, ...]]:
    return {address: tuple(said.change for said in lines) for address, lines in released.changes.items()}
