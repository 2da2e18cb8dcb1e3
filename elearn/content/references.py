"""Without this file a name that one author writes and another never defined would be found by a learner.

While a file is read, every name that points elsewhere is noted with its line, and every thing that is defined
with its place; when all files are read, the names are looked up.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.problems import Problems
from elearn.content.spelling import did_you_mean


class Kind(StrEnum):
    """What a name may point at; the value is the word used in complaints."""

    MODULE = "module"
    LESSON = "lesson"  # module/lesson
    HEADING = "heading"  # module/lesson#heading
    OBJECTIVE = "objective"  # module/objective
    CLAIM = "claim"
    SOURCE = "source"
    TERM = "glossary term"
    QUIZ = "quiz"
    QUESTION = "question"  # quiz/question
    PATHWAY = "pathway"
    CLIP = "clip"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A name written in one place that points at a thing defined in another; `within` stands before its full name."""

    kind: Kind
    name: str
    place: Place
    within: str = ""

    @property
    def full_name(self) -> str:
        return self.within + self.name


class References:
    """All names used and all things defined, gathered while reading."""

    def __init__(self) -> None:
        self.used: list[Reference] = []
        self.defined: dict[Kind, dict[str, Place]] = defaultdict(dict)
        self._unread: set[tuple[Kind, str]] = set()

    def use(self, kind: Kind, name: str, path: str, line: int, within: str = "") -> None:
        """Note that `within` + `name` must exist; it is looked up when all files are read."""
        self.used.append(Reference(kind, name, Place(path, line), within))

    def define(self, kind: Kind, name: str, path: str, line: int, problems: Problems) -> None:
        """Note that `name` exists; a second one of the same kind is a problem."""
        first = self.defined[kind].setdefault(name, Place(path, line))
        if first != Place(path, line):
            problems.error(path, line, f'the {kind} "{name}" stands already in {first.path}:{first.line}')

    def unread(self, kind: Kind, beginning: str = "") -> None:
        """Note that a file could not be read, so that nobody is scolded for naming what may well stand in it."""
        self._unread.add((kind, beginning))

    def check(self, problems: Problems) -> None:
        """Complain about every name that points at nothing."""
        for reference in map(self._nearest_missing, self.used):
            if reference.full_name not in self.defined[reference.kind] and not self._may_be_unread(reference):
                known = [name.removeprefix(reference.within) for name in self._near(reference)]
                sentence = f'no {reference.kind} "{reference.name}"{did_you_mean(reference.name, known)}'
                problems.error(reference.place.path, reference.place.line, sentence)

    def _nearest_missing(self, reference: Reference) -> Reference:
        """A heading of a lesson that does not exist is a complaint about the lesson."""
        lesson = reference.name.partition("#")[0]
        if reference.kind is Kind.HEADING and lesson not in self.defined[Kind.LESSON]:
            return Reference(Kind.LESSON, lesson, reference.place)
        return reference

    def _near(self, reference: Reference) -> list[str]:
        return [name for name in self.defined[reference.kind] if name.startswith(reference.within)]

    def _may_be_unread(self, reference: Reference) -> bool:
        name = reference.full_name
        return any(kind is reference.kind and name.startswith(beginning) for kind, beginning in self._unread)
