"""Without this file a mistake in the content would have no line to point at and no order to be printed in."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a release; a warning only asks the author to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One sentence about one line of one file; sorts by path, then line."""

    path: str
    line: int
    sentence: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.path}:{self.line}: {mark}{self.sentence}"


class Problems:
    """The mistakes found so far, in whatever order the files were read."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def error(self, path: str, line: int, sentence: str) -> None:
        self._found.add(Problem(path, line, sentence))

    def warning(self, path: str, line: int, sentence: str) -> None:
        self._found.add(Problem(path, line, sentence, Severity.WARNING))

    @property
    def sorted(self) -> tuple[Problem, ...]:
        """Each mistake once, in the order in which an author walks through the files."""
        return tuple(sorted(self._found))


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Only those problems that stop a release or a start."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
