"""Without this file nobody would find her place in a module again, nor know what is left to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from elearn.domain.library import Change, ChangeKind, Lesson, Module


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one person is in a module: each lesson she has read, with the last day on which she marked it.

    `place` is the lesson she last went on to, `at` when she did; lessons the module no longer has are not in
    `read_on`.
    """

    module: Module
    read_on: Mapping[str, date] = field(default_factory=dict)
    place: str = ""
    at: datetime | None = None

    @property
    def have(self) -> int:
        """How many of the module's lessons are read."""
        return len(self.read_on)

    @property
    def unread(self) -> tuple[Lesson, ...]:
        """The lessons still to read, in order."""
        return tuple(lesson for lesson in self.module.lessons if lesson.id not in self.read_on)

    @property
    def minutes_left(self) -> int:
        """Minutes of reading left: the sum of the unread lessons'."""
        return sum(lesson.minutes for lesson in self.unread)

    @property
    def begun(self) -> bool:
        """Whether any lesson of the module is read."""
        return bool(self.read_on)

    @property
    def finished(self) -> bool:
        """Whether every lesson of the module is read."""
        return not self.unread

    @property
    def carry_on(self) -> Lesson:
        """Where to read next: her place, or the first unread lesson after it, or before it; at last the beginning."""
        here = next((n for n, lesson in enumerate(self.module.lessons) if lesson.id == self.place), 0)
        onward = (*self.module.lessons[here:], *self.module.lessons[:here])
        return next((each for each in onward if each.id not in self.read_on), self.module.lessons[0])


def moved_from(module: Module) -> dict[tuple[str, str], str]:
    """The present id of each lesson by every address, module and lesson, under which it may have been read."""
    homes = [each for each in (module.id, module.was) if each]
    found = {(home, lesson.id): lesson.id for lesson in module.lessons for home in homes}
    for lesson in module.lessons:
        if lesson.was:
            old_home, _, old_id = lesson.was.rpartition("/")
            found |= {(home, old_id): lesson.id for home in ([old_home] if old_home else homes)}
    return found


def changed_since(changes: Iterable[Change], read_on: date | None) -> tuple[Change, ...]:
    """The changes of meaning that came after the day of reading; none for somebody who has not read."""
    return tuple(
        each
        for each in changes
        if each.kind is ChangeKind.MATERIAL and read_on is not None and each.on > read_on
    )


def to_read_next(mine: Iterable[Progress]) -> Progress | None:
    """Of these modules the unfinished one she was in last, else the first to begin; None when all are read."""
    unfinished = [each for each in mine if not each.finished]
    begun = [(each.at, n) for n, each in enumerate(unfinished) if each.at is not None]
    return unfinished[max(begun)[1]] if begun else next(iter(unfinished), None)
