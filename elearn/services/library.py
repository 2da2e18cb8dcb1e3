"""Without these nobody could read a module lesson by lesson, be told what changed, or earn having read it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.editions import lesson_edition, reading_edition
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue, Change, ChangeKind, Lesson, Level, Module
from elearn.domain.people import Actor
from elearn.domain.progress import Progress, changed_since, moved_from, to_read_next
from elearn.services.attempts import names
from elearn.storage import editions, evidence, library
from elearn.storage.base import new_id
from elearn.storage.evidence import AchievementRow
from elearn.storage.library import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All modules for one reader: where to go on, those written for her, and the others."""

    next: Progress | None
    mine: tuple[Progress, ...]
    others: tuple[Progress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A change of meaning in a module (`lesson` is None) or in a lesson; `unread` when it came after her reading."""

    lesson: Lesson | None
    change: Change
    unread: bool


def module_of(catalogue: Catalogue, module_id: str) -> Module:
    """The module of that id; raises NotFound."""
    if module_id not in catalogue.modules:
        raise NotFound
    return catalogue.modules[module_id]


def lesson_of(catalogue: Catalogue, module_id: str, lesson_id: str) -> Lesson:
    """The lesson at that address; raises NotFound."""
    lesson = catalogue.lesson(module_id, lesson_id)
    if lesson is None:
        raise NotFound
    return lesson


def progress(session: Session, person_id: str, modules: Iterable[Module]) -> dict[str, Progress]:
    """How far a person is in each of these modules, by module id; one statement however many modules."""
    listed = tuple(modules)
    homes = {home for module in listed for home, _lesson in moved_from(module)}
    read, places = library.studied(session, person_id, homes)
    found = {}
    for module in listed:
        known = moved_from(module)
        stood = next((each for each in places if (each.module, each.lesson) in known), None)
        found[module.id] = Progress(
            module=module,
            read_on={lesson: last.read_on for lesson, last in _latest(read, module).items()},
            place=known[stood.module, stood.lesson] if stood else "",
            at=stood.at if stood else None,
        )
    return found


def passed(session: Session, actor: Actor, catalogue: Catalogue, known: Progress) -> bool:
    """Whether a reader who has come to the end of a module has passed its quiz too; asked of nobody else."""
    quiz = known.module.quiz
    if not (known.finished and quiz):
        return False
    return evidence.has_passed(session, actor.id, set(names(catalogue, quiz)))


def shelf(session: Session, actor: Actor, catalogue: Catalogue) -> Shelf:
    """Every module, those for this reader's roles first, and an induction before all."""
    known = progress(session, actor.id, catalogue.in_order)
    ordered = sorted(known.values(), key=lambda each: each.module.level is not Level.INDUCTION)
    mine = tuple(each for each in ordered if actor.roles & set(each.module.audience))
    others = tuple(each for each in ordered if each not in mine)
    begun = tuple(each for each in others if each.begun)
    return Shelf(next=to_read_next((*mine, *begun)), mine=mine, others=others)


def news(catalogue: Catalogue, known: Progress) -> tuple[News, ...]:
    """What changed in meaning in a module and its lessons, the latest first."""
    return tuple(sorted(_news(catalogue, known), key=lambda each: each.change.on, reverse=True))


def mark_read(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    module_id: str,
    lesson_id: str,
    *,
    now: datetime,
    today: date,
) -> Progress:
    """Note that a lesson was read and move on to the one after it; when every lesson is read, so is the module.

    Telling it twice changes nothing; a lesson that changed in meaning since may be marked again. Raises NotFound.
    """
    access.require(actor, Action.STUDY)
    module, lesson = module_of(catalogue, module_id), lesson_of(catalogue, module_id, lesson_id)
    after = module.beside(lesson)[1] or lesson
    # Moving the place comes first: it makes a second tab wait, so that the last of two lessons sees the other.
    library.move(session, actor.id, module.id, after.id, now)
    read = _latest(library.readings(session, actor.id, {home for home, _ in moved_from(module)}), module)
    if _wants_marking(catalogue, lesson, read.get(lesson.id)):
        read[lesson.id] = _read_now(session, actor, lesson, now, today)
    if not any(_wants_marking(catalogue, each, read.get(each.id)) for each in module.lessons):
        _finish(session, actor, module, read, now)
    days = {id_: last.read_on for id_, last in read.items()}
    return Progress(module=module, read_on=days, place=after.id, at=now)


def _latest(read: Iterable[Reading], module: Module) -> dict[str, Reading]:
    """The last reading of each lesson that the module has today, in whatever place it then stood."""
    known = moved_from(module)
    return {known[at]: each for each in read if (at := (each.module, each.lesson)) in known}


def _wants_marking(catalogue: Catalogue, lesson: Lesson, last: Reading | None) -> bool:
    changes = catalogue.module_changes.get(lesson.address.path, ())
    return last is None or bool(changed_since(changes, last.read_on))


def _read_now(session: Session, actor: Actor, lesson: Lesson, now: datetime, today: date) -> Reading:
    edition = editions.remember(session, lesson_edition(lesson), now)
    library.add_reading(session, actor.id, lesson.module, lesson.id, edition=edition, on=today, now=now)
    return Reading(module=lesson.module, lesson=lesson.id, edition=edition, read_on=today)


def _finish(session: Session, actor: Actor, module: Module, read: dict[str, Reading], now: datetime) -> None:
    whole = reading_edition(module.id, {lesson.id: read[lesson.id].edition for lesson in module.lessons})
    editions.remember(session, whole, now)
    last = max(each.read_on for each in read.values())
    row = AchievementRow(
        id=new_id(),
        learner_id=actor.id,
        kind="reading",
        ref=module.id,
        edition=whole.hash,
        # Asked to read again after a change, she earns it again, also where a lesson's own words stayed the same.
        attempt=last.isoformat(),
        on=last,
        passed=True,
        recorded_at=now,
    )
    evidence.achieve(session, row)


def _news(catalogue: Catalogue, known: Progress) -> Iterator[News]:
    module = known.module
    places: list[tuple[str, Lesson | None]] = [(module.id, None)]
    places += [(lesson.address.path, lesson) for lesson in module.lessons]
    for address, lesson in places:
        changes = catalogue.module_changes.get(address, ())
        read_on = known.read_on.get(lesson.id) if lesson else None
        later = changed_since(changes, read_on)
        for change in changes:
            if change.kind is ChangeKind.MATERIAL:
                yield News(lesson=lesson, change=change, unread=change in later)
