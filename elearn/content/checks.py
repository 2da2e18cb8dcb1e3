"""Without this file each file would be right by itself, and the whole of them would contradict one another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.content.checks_coverage import check_coverage
from elearn.content.checks_prose import check_prose
from elearn.content.exercises import check_exercises
from elearn.content.fields import Notes
from elearn.content.references import Kind, Place
from elearn.content.release import (
    Released,
    module_hashes,
    module_hashes_before,
    quiz_hashes,
    quiz_hashes_before,
)
from elearn.content.spelling import did_you_mean
from elearn.domain.clips import Use
from elearn.domain.library import Catalogue, ChangeKind, ClaimStatus

PLACES = {
    "claims/": Kind.CLAIM,
    "pathways/": Kind.PATHWAY,
    "clips/": Kind.CLIP,
    "exercises/": Kind.QUIZ,
}


def check(catalogue: Catalogue, released: tuple[Released, Released], notes: Notes) -> None:
    """Everything that can only be said when all files are read."""
    notes.references.check(notes.problems)
    _check_quizzes(catalogue, notes)
    check_exercises(catalogue.exercises, catalogue.clips, notes)
    _check_prerequisites(catalogue, notes)
    _check_twins(catalogue, notes)
    of_modules, of_quizzes = released
    _check_release(
        _Tree(
            of_modules,
            module_hashes(catalogue),
            catalogue.moved_modules,
            module_hashes_before(catalogue),
            _MODULES,
        ),
        notes,
    )
    _check_release(
        _Tree(
            of_quizzes,
            quiz_hashes(catalogue),
            catalogue.moved_quizzes,
            quiz_hashes_before(catalogue),
            _QUIZZES,
        ),
        notes,
    )
    check_coverage(catalogue, notes)
    check_prose(catalogue, notes)


def _check_quizzes(catalogue: Catalogue, notes: Notes) -> None:
    """A module and its quiz name each other, and no question rests on what only the 2011 review says."""
    for module in catalogue.modules.values():
        quiz = catalogue.quizzes.get(module.quiz)
        if quiz and quiz.module != module.id:
            place = notes.references.defined[Kind.MODULE][module.id]
            notes.problems.error(*_at(place), f'its quiz "{quiz.id}" belongs to the module "{quiz.module}"')
    for used in notes.references.used:
        claim = catalogue.claims.get(used.name) if used.kind is Kind.CLAIM else None
        if claim and claim.status is ClaimStatus.REVIEW_ONLY and used.place.path.startswith("quizzes/"):
            sentence = f'"{claim.id}" is said by the 2011 review only: a question cannot rest on it'
            notes.problems.error(*_at(used.place), sentence)


def _check_prerequisites(catalogue: Catalogue, notes: Notes) -> None:
    """No module has to be read before itself, by however long a way round."""
    for module in catalogue.modules.values():
        before, todo = set[str](), list(module.prerequisites)
        while todo:
            name = todo.pop()
            if name in catalogue.modules and name not in before:
                before.add(name)
                todo += catalogue.modules[name].prerequisites
        if module.id in before:
            place = notes.references.defined[Kind.MODULE][module.id]
            notes.problems.error(*_at(place), f'"{module.id}" comes, by its prerequisites, before itself')


def _check_twins(catalogue: Catalogue, notes: Notes) -> None:
    """No clip that is kept for a check is shown beside one that is practised on."""
    for clip in catalogue.clips.values():
        twin = catalogue.clips.get(clip.contrast.clip) if clip.contrast else None
        if twin and Use.CHECK in {clip.use, twin.use} and clip.use is not twin.use:
            sentence = f'"{twin.id}" is its twin, and only one of the two is kept for a check: it would be met before'
            notes.problems.error(*_at(notes.references.defined[Kind.CLIP][clip.id]), sentence)


@dataclass(frozen=True, slots=True)
class _Tree:
    """What was released of one folder, beside what stands there now."""

    released: Released
    now: Mapping[str, str]
    moved: Mapping[str, str]
    before: Mapping[str, frozenset[str]]
    kinds: tuple[Kind, ...]


_MODULES = (Kind.LESSON, Kind.MODULE)
_QUIZZES = (Kind.QUESTION, Kind.QUIZ)


def _check_release(tree: _Tree, notes: Notes) -> None:
    released = tree.released
    for address in released.hashes:
        if address not in tree.now and address not in tree.moved and address not in released.retired:
            sentence = (
                f'"{address}" was released and is gone: say "was:" where it went, or list it under "retired"'
            )
            notes.problems.error(released.path, released.lines[address], sentence)
    for address, sentence in _changed(tree):
        notes.problems.error(*_at(_place_of(address, tree, notes)), sentence)
    for old, new in tree.moved.items():
        if old in tree.now:
            notes.problems.error(
                *_at(_place_of(new, tree, notes)), f'"{old}" is still there, so nothing "was" it'
            )
    known = {*released.hashes, *released.retired, *tree.moved, *tree.moved.values()}
    for address in released.changes:
        if address not in known:
            sentence = f'"{address}" was never released{did_you_mean(address, released.hashes)}'
            notes.problems.error(released.path, released.lines[address], sentence)


def _changed(tree: _Tree) -> Iterator[tuple[str, str]]:
    """Each thing of now that may not be as it is, and why."""
    for address, hash_now in tree.now.items():
        if address in tree.released.retired:
            yield address, f'"{address}" is retired, and a retired id never returns'
        before = tree.released.hashes.get(address, hash_now)
        if before != hash_now and not tree.released.says(address, hash_now):
            kinds = ", ".join(kind.value for kind in ChangeKind)
            yield (
                address,
                f'"{address}" has changed since its release: say how in {tree.released.path}: {kinds}',
            )
    yield from _changed_with_its_name(tree)


def _changed_with_its_name(tree: _Tree) -> Iterator[tuple[str, str]]:
    """Each renamed thing that, under its old name, would not be what was released."""
    kinds = ", ".join(kind.value for kind in ChangeKind)
    for old, hashes in tree.before.items():
        new = tree.moved[old]
        released = tree.released.hashes.get(old)
        if released is None or released in hashes or new in tree.released.hashes:
            continue
        if not any(tree.released.says(each, tree.now[new]) for each in (old, new)):
            yield (
                new,
                f'"{new}" has changed since its release as "{old}": say how in {tree.released.path}: {kinds}',
            )


def _place_of(address: str, tree: _Tree, notes: Notes) -> Place:
    for beginning, kind in PLACES.items():
        found = notes.references.defined[kind].get(address.removeprefix(beginning))
        if address.startswith(beginning) and found:
            return found
    for kind in tree.kinds:
        if found := notes.references.defined[kind].get(address):
            return found
    return Place(tree.released.path, 1)


def _at(place: Place) -> tuple[str, int]:
    return place.path, place.line
