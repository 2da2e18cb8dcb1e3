"""What reading promises, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.editions import lesson_edition
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue, Change, ChangeKind, Lesson, Level, Module
from elearn.domain.people import Actor, Role
from elearn.domain.progress import Progress
from elearn.services import library
from elearn.storage import editions
from elearn.storage.database import Database
from elearn.storage.evidence import AchievementRow, achievements_of
from elearn.storage.library import ReadingRow
from tests.services.entered import NOW, TODAY, enter
from tests.services.practised import passed as pass_quiz


def lesson(lesson_id: str, module: str = "care", was: str = "") -> Lesson:
    return Lesson(
        id=lesson_id,
        module=module,
        number=1,
        title=lesson_id,
        minutes=5,
        objectives=(),
        html="",
        written=f"About {lesson_id}",
        words=2,
        was=was,
    )


def module(module_id: str, *lessons: Lesson, level: Level = Level.PRACTITIONER, was: str = "") -> Module:
    induction = level is Level.INDUCTION
    return Module(
        id=module_id,
        title=module_id,
        summary="",
        level=level,
        audience=(Role.PARAPROFESSIONAL,) if induction else (Role.TRAINEE,),
        revised=TODAY,
        objectives=(),
        lessons=lessons,
        html="",
        was=was,
    )


CARE = module("care", lesson("a"), lesson("b"), lesson("c"))
PLAY = module("play", lesson("d", "play"))
ROLE = module("role", lesson("e", "role"), level=Level.INDUCTION)
CATALOGUE = Catalogue(modules={each.id: each for each in (CARE, PLAY, ROLE)})


@pytest.fixture
def sam(session: Session) -> Actor:
    return enter(session, "Sam Rees", Role.TRAINEE)


def mark(
    session: Session,
    actor: Actor,
    lesson_id: str,
    *,
    catalogue: Catalogue = CATALOGUE,
    module_id: str = "care",
    day: date = TODAY,
) -> Progress:
    now = NOW + (day - TODAY)
    return library.mark_read(session, actor, catalogue, module_id, lesson_id, now=now, today=day)


def known(session: Session, actor: Actor, module: Module = CARE) -> Progress:
    return library.progress(session, actor.id, [module])[module.id]


def earned(session: Session, actor: Actor) -> list[date]:
    return [each.on for each in achievements_of(session, [actor.id]).get(actor.id, [])]


def counted(session: Session, table: type[ReadingRow] | type[AchievementRow]) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def test_a_lesson_marked_as_read_is_read_and_the_place_moves_on(session: Session, sam: Actor) -> None:
    assert not known(session, sam).begun
    answered = mark(session, sam, "a")
    kept = known(session, sam)
    assert answered.read_on == kept.read_on == {"a": TODAY}
    assert (kept.place, kept.carry_on.id, kept.at) == ("b", "b", NOW)
    assert library.progress(session, "somebody-else", [CARE])["care"].read_on == {}


def test_marking_twice_changes_nothing(session: Session, sam: Actor) -> None:
    mark(session, sam, "a")
    mark(session, sam, "a", day=TODAY + timedelta(days=3))
    assert known(session, sam).read_on == {"a": TODAY}
    assert counted(session, ReadingRow) == 1


def test_reading_the_last_unread_lesson_earns_the_module_once_in_whatever_order(
    session: Session, sam: Actor
) -> None:
    for lesson_id in ("c", "a"):
        assert not mark(session, sam, lesson_id).finished
        assert earned(session, sam) == []
    assert mark(session, sam, "b").finished
    for lesson_id in ("b", "c", "a"):
        mark(session, sam, lesson_id, day=TODAY + timedelta(days=1))
    assert earned(session, sam) == [TODAY]


def test_what_was_read_is_kept_word_for_word(session: Session, sam: Actor) -> None:
    for each in CARE.lessons:
        mark(session, sam, each.id)
    row = session.scalars(select(AchievementRow)).one()
    hashes = [lesson_edition(each).hash for each in CARE.lessons]
    kept = editions.bodies(session, [row.edition, *hashes])
    assert row.kind == "reading"
    assert row.ref == "care"
    assert all(each in kept[row.edition] for each in hashes)
    assert '"written":"About a"' in kept[hashes[0]]


def test_the_last_of_two_lessons_sent_at_once_from_two_tabs_still_earns_the_module(
    fresh_database: Database,
) -> None:
    with fresh_database.writing() as session:
        sam = enter(session, "Sam Rees", Role.TRAINEE)
        mark(session, sam, "a")

    def other_tab() -> None:
        with fresh_database.writing() as session:
            mark(session, sam, "c")

    second = Thread(target=other_tab)
    with fresh_database.writing() as session:
        mark(session, sam, "b")
        second.start()
    second.join()
    with fresh_database.reading() as session:
        assert known(session, sam).finished
        assert counted(session, AchievementRow) == 1


def test_a_renamed_lesson_in_a_renamed_module_stays_read(session: Session, sam: Actor) -> None:
    mark(session, sam, "a")
    mark(session, sam, "b")
    renamed = module("warmth", lesson("a2", "warmth", was="a"), lesson("b", "warmth"), was="care")
    found = known(session, sam, renamed)
    assert found.finished
    assert found.place == ""
    mark(session, sam, "b", catalogue=Catalogue(modules={"warmth": renamed}), module_id="warmth")
    assert earned(session, sam) == [TODAY]


def test_whoever_read_a_module_has_passed_its_quiz_under_whatever_name(session: Session, sam: Actor) -> None:
    with_quiz = replace(PLAY, quiz="play-2")
    renamed = Catalogue(modules={"play": with_quiz}, moved_quizzes={"play-1": "play-2"})

    def passed() -> bool:
        return library.passed(session, sam, renamed, known(session, sam, with_quiz))

    pass_quiz(session, sam, "play-1", TODAY)
    assert not passed()
    mark(session, sam, "d", catalogue=renamed, module_id="play")
    assert passed()
    assert not library.passed(session, sam, Catalogue(), known(session, sam, with_quiz))


def test_only_a_change_of_meaning_asks_to_read_again(session: Session, sam: Actor) -> None:
    for each in CARE.lessons:
        mark(session, sam, each.id)
    later = TODAY + timedelta(days=10)
    mended = replace(CARE, lessons=(*CARE.lessons[:2], replace(CARE.lessons[2], written="Otherwise")))
    for kind, again in ((ChangeKind.EDITORIAL, [TODAY]), (ChangeKind.MATERIAL, [TODAY, later])):
        change = Change(kind=kind, what="mended", on=TODAY + timedelta(days=5))
        catalogue = Catalogue(modules={"care": mended}, module_changes={"care/c": (change,)})
        mark(session, sam, "a", catalogue=catalogue, day=later)
        assert earned(session, sam) == [TODAY]
        mark(session, sam, "c", catalogue=catalogue, day=later)
        assert earned(session, sam) == again
    assert known(session, sam).read_on["c"] == later


def test_news_are_changes_of_meaning_the_latest_first(session: Session, sam: Actor) -> None:
    mark(session, sam, "a")
    changes = {
        "care": (Change(kind=ChangeKind.MATERIAL, what="other objectives", on=TODAY),),
        "care/a": (
            Change(kind=ChangeKind.MATERIAL, what="before", on=TODAY - timedelta(days=1)),
            Change(kind=ChangeKind.EDITORIAL, what="a comma", on=TODAY + timedelta(days=1)),
            Change(kind=ChangeKind.MATERIAL, what="after", on=TODAY + timedelta(days=2)),
        ),
    }
    told = library.news(replace(CATALOGUE, module_changes=changes), known(session, sam))
    assert [(each.change.what, each.unread) for each in told] == [
        ("after", True),
        ("other objectives", False),
        ("before", False),
    ]
    assert [each.lesson and each.lesson.id for each in told] == ["a", None, "a"]


@pytest.mark.parametrize(("module_id", "lesson_id"), [("care", "d"), ("nowhere", "a")])
def test_what_is_not_there_cannot_be_read(
    session: Session, sam: Actor, module_id: str, lesson_id: str
) -> None:
    with pytest.raises(NotFound):
        mark(session, sam, lesson_id, module_id=module_id)
    assert counted(session, ReadingRow) == 0


def test_each_reader_finds_what_was_written_for_her_first(session: Session, sam: Actor) -> None:
    shelf = library.shelf(session, sam, CATALOGUE)
    assert [each.module.id for each in shelf.mine] == ["care", "play"]
    assert [each.module.id for each in shelf.others] == ["role"]
    assert shelf.next is shelf.mine[0]
    leah = enter(session, "Leah Moss", Role.PARAPROFESSIONAL)
    assert [each.module.id for each in library.shelf(session, leah, CATALOGUE).mine] == ["role"]
    cora = enter(session, "Cora Lin", Role.COORDINATOR)
    assert library.shelf(session, cora, CATALOGUE).next is None


def test_one_goes_on_where_one_was_last_also_in_a_module_written_for_others(
    session: Session, sam: Actor
) -> None:
    mark(session, sam, "a")
    shelf = library.shelf(session, sam, CATALOGUE)
    assert shelf.next
    assert shelf.next.carry_on.id == "b"
    cora = enter(session, "Cora Lin", Role.COORDINATOR)
    mark(session, cora, "b")
    again = library.shelf(session, cora, CATALOGUE).next
    assert again
    assert again.carry_on.id == "c"
