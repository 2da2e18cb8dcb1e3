"""What the pages of reading promise."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from urllib.parse import urldefrag

import pytest
from flask import Flask

from elearn import clock
from elearn.config import Config
from elearn.content.library import release
from elearn.domain.library import Catalogue
from elearn.domain.people import Role
from elearn.web import create_app
from tests.content.tree import FILES, LESSON, Tree
from tests.settings import environment
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.visitor import Answer, Visitor

MODULE = "parental-sensitivity"
FIRST, SECOND = "a-sensitive-moment", "when-it-goes-wrong"
INSIDE = ("/learn", "/glossary", "/claims", "/quizzes")


def catalogue(app: Flask) -> Catalogue:
    found: Catalogue = app.extensions["elearn"].catalogue
    return found


def mark(visitor: Visitor, lesson: str, module: str = MODULE) -> Answer:
    return visitor.post("library.read", module=module, lesson=lesson)


def anchors(answer: Answer) -> set[str]:
    return {each.attrib["id"] for each in answer.tree.iter() if "id" in each.attrib}


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


# --- everything that ships -----------------------------------------------------------------------------------------


def test_every_page_of_the_library_opens_and_every_link_in_it_leads_somewhere(app: Flask, sam: Known) -> None:
    opened: dict[str, Answer] = {}
    waiting = ["/learn", "/glossary"]
    while waiting:
        path = waiting.pop()
        opened[path] = sam.visitor.open(path)
        assert opened[path].status == 200, path
        for href in opened[path].links():
            place, anchor = urldefrag(href)
            if place.startswith(INSIDE) and place not in opened and place not in waiting:
                waiting.append(place)
    for path, answer in opened.items():
        for href in answer.links():
            place, anchor = urldefrag(href)
            if anchor and (place.startswith(INSIDE) or not place):
                assert anchor in anchors(opened[place or path]), f"{path} leads to {href}"
    for module in catalogue(app).modules.values():
        for lesson in module.lessons:
            page = opened[f"/learn/{module.id}/{lesson.id}"]
            assert lesson.title in page.heading
            assert len(lesson.claims) == sum(each.startswith("source-") for each in anchors(page))


def test_looking_marks_nothing_and_moves_no_place(sam: Known) -> None:
    for lesson in (FIRST, SECOND, FIRST):
        sam.visitor.get("library.lesson", module=MODULE, lesson=lesson)
    shelf = sam.visitor.get("library.shelf")
    assert "Begin here" in shelf.text
    assert "Carry on" not in shelf.text


def test_the_hot_pages_ask_little_of_the_database(sam: Known) -> None:
    mark(sam.visitor, FIRST)
    gate = 1
    assert len(sam.visitor.get("library.lesson", module=MODULE, lesson=SECOND).queries) <= gate + 1
    assert len(sam.visitor.get("library.module", module=MODULE).queries) <= gate + 1
    assert len(sam.visitor.get("library.shelf").queries) <= gate + 1
    assert len(sam.visitor.get("library.glossary").queries) <= gate
    assert len(mark(sam.visitor, SECOND).queries) <= 8


@pytest.mark.parametrize(
    "path",
    [
        "/learn/nowhere",
        "/learn/nowhere/a-sensitive-moment",
        f"/learn/{MODULE}/nowhere",
        "/learn/induction-your-role/a-sensitive-moment",
        "/claims/nowhere",
        f"/learn/{MODULE}/{FIRST}/more",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(sam: Known, path: str) -> None:
    assert sam.visitor.open(path).status == 404


def test_a_lesson_that_is_not_there_cannot_be_marked(sam: Known) -> None:
    assert mark(sam.visitor, "nowhere").status == 404
    assert mark(sam.visitor, FIRST, module="nowhere").status == 404


@pytest.mark.parametrize("path", ["/learn", f"/learn/{MODULE}", f"/learn/{MODULE}/{FIRST}", "/glossary"])
def test_a_stranger_is_asked_to_sign_in(visitor: Visitor, path: str) -> None:
    assert visitor.open(path).location.endswith("/sign-in")


# --- reading ---------------------------------------------------------------------------------------------------------


def test_next_marks_the_lesson_and_opens_the_one_after_it(app: Flask, sam: Known) -> None:
    lessons = catalogue(app).modules[MODULE].lessons
    for lesson, after in pairwise(lessons):
        page = sam.visitor.get("library.lesson", module=MODULE, lesson=lesson.id)
        assert "Mark as read and go on" in page.text
        answer = mark(sam.visitor, lesson.id)
        assert (answer.status, answer.location) == (303, f"/learn/{MODULE}/{after.id}")
    last = mark(sam.visitor, lessons[-1].id)
    assert last.location == f"/quizzes/{catalogue(app).modules[MODULE].quiz}"
    assert "You have read all of" in sam.visitor.open(last.location).text
    module = sam.visitor.get("library.module", module=MODULE)
    assert "All read" in module.text
    assert "Not yet read" not in module.text


def test_the_last_lesson_leads_to_what_is_left_when_something_is_left(app: Flask, sam: Known) -> None:
    lessons = catalogue(app).modules[MODULE].lessons
    answer = mark(sam.visitor, lessons[-1].id)
    assert answer.location == f"/learn/{MODULE}"
    assert f"{len(lessons) - 1} lessons are left" in sam.visitor.open(answer.location).text


def test_back_and_next_again_change_nothing(sam: Known) -> None:
    mark(sam.visitor, FIRST)
    again = sam.visitor.get("library.lesson", module=MODULE, lesson=FIRST)
    assert "Go on" in again.text
    assert "Mark as read" not in again.text
    assert mark(sam.visitor, FIRST).status == 303
    assert "1 of " in sam.visitor.get("library.lesson", module=MODULE, lesson=FIRST).text


def test_a_second_tab_adds_its_lesson_and_takes_none_away(app: Flask, sam: Known) -> None:
    lessons = catalogue(app).modules[MODULE].lessons
    mark(sam.visitor, lessons[3].id)
    mark(sam.visitor, lessons[0].id)
    module = sam.visitor.get("library.module", module=MODULE)
    assert module.text.count("Not yet read") + module.text.count("You are here") == len(lessons) - 2
    shelf = sam.visitor.get("library.shelf")
    assert f"/learn/{MODULE}/{lessons[1].id}" in shelf.links()


def test_a_volunteer_meets_her_induction_first_and_in_plain_words(person: People) -> None:
    leah = person("Leah Moss", Role.PARAPROFESSIONAL)
    shelf = leah.visitor.get("library.shelf")
    assert "Your induction" in shelf.text
    assert shelf.text.index("Your role with families") < shelf.text.index("Parental sensitivity")
    module = leah.visitor.get("library.module", module="induction-your-role")
    assert "There are no marks." in module.text
    assert "Check yourself" in module.text
    assert "Quiz" not in module.text


def test_a_recall_opens_without_a_script_and_asks_for_nothing_to_be_sent(sam: Known) -> None:
    page = sam.visitor.get("library.lesson", module=MODULE, lesson=FIRST)
    recalls = [each for each in page.tree.iter() if each.attrib.get("class") == "recall"]
    assert recalls
    for recall in recalls:
        tags = {each.tag.rpartition("}")[2] for each in recall.iter()}
        assert "details" in tags
        assert not tags & {"form", "input", "textarea", "button"}


# --- what changed and what was renamed ----------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A small tree of content, for authors of a test to change."""
    made = Tree(tmp_path)
    for path, text in FILES.items():
        made.write(path, dedent(text))
    return made


@contextmanager
def served(app: Flask, tree: Tree, who: Known) -> Iterator[Visitor]:
    """The same service, started again on this content, with somebody signed in."""
    folders = {"ELEARN_MODULES": str(tree.root / "modules"), "ELEARN_QUIZZES": str(tree.root / "quizzes")}
    database = app.extensions["elearn"].config.database_url
    again = create_app(Config.read({**environment(database), **folders}))
    visitor = Visitor(again)
    visitor.sign_in(who.email, PASSPHRASE)
    yield visitor
    again.extensions["elearn"].database.dispose()


def test_an_old_address_leads_to_the_renamed_lesson_which_stays_read(
    app: Flask, sam: Known, tree: Tree
) -> None:
    with served(app, tree, sam) as before:
        mark(before, FIRST)
    text = tree.read(LESSON).replace("title:", f"was: {FIRST}\ntitle:", 1)
    (tree.root / LESSON).unlink()
    tree.write(f"modules/{MODULE}/01-a-moment-of-care.md", text)
    quiz = tree.root / "quizzes" / f"{MODULE}.yaml"
    quiz.write_text(quiz.read_text().replace(f"{MODULE}/{FIRST}", f"{MODULE}/a-moment-of-care"))
    with served(app, tree, sam) as after:
        new = f"/learn/{MODULE}/a-moment-of-care"
        for answer in (after.open(f"/learn/{MODULE}/{FIRST}"), mark(after, FIRST)):
            assert (answer.status, answer.location) == (308, new)
        assert "Go on" in after.open(new).text


def test_renamed_modules_and_claims_keep_their_old_addresses_too(app: Flask, sam: Known, tree: Tree) -> None:
    claims = "modules/claims/sensitivity.yaml"
    tree.replace(
        claims, "moderate-number-of-sessions:", "how-many-sessions:\n  was: moderate-number-of-sessions"
    )
    for path in (LESSON, "modules/errata.yaml"):
        tree.write(path, tree.read(path).replace("moderate-number-of-sessions", "how-many-sessions"))
    tree.replace(f"modules/{MODULE}/module.md", "title:", "was: sensitivity\ntitle:")
    with served(app, tree, sam) as visitor:
        for old, new in (
            ("/claims/moderate-number-of-sessions", "/claims/how-many-sessions"),
            ("/learn/sensitivity", f"/learn/{MODULE}"),
            (f"/learn/sensitivity/{FIRST}", f"/learn/{MODULE}/{FIRST}"),
        ):
            answer = visitor.open(old)
            assert (answer.status, answer.location) == (308, new)
            assert visitor.open(new).status == 200


def test_a_change_of_meaning_is_said_to_whoever_had_read_the_lesson_before(
    app: Flask, sam: Known, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(app, tree, sam) as before:
        mark(before, FIRST)
    release(tree.root / "modules", tree.root / "quizzes")
    released = json.loads(tree.read("modules/released.json"))
    tomorrow = clock.now() + timedelta(days=1)
    said = {"material": "The order was wrong.", "on": tomorrow.date().isoformat()}
    released["changes"] = {f"{MODULE}/{FIRST}": [said]}
    tree.write("modules/released.json", json.dumps(released))
    monkeypatch.setattr(clock, "now", lambda: tomorrow + timedelta(days=1))
    with served(app, tree, sam) as after:
        assert "since you read it" in after.get("library.module", module=MODULE).text
        page = after.get("library.lesson", module=MODULE, lesson=FIRST)
        assert "since you read it: The order was wrong." in page.text
        assert "Mark as read and go on" in page.text
        mark(after, FIRST)
        again = after.get("library.lesson", module=MODULE, lesson=FIRST)
        assert "since you read it" not in again.text
        assert "The order was wrong." in after.get("library.module", module=MODULE).text


def test_a_claim_shows_its_evidence_its_sides_and_how_to_say_it(app: Flask, sam: Known, tree: Tree) -> None:
    with served(app, tree, sam) as visitor:
        contested = visitor.get("library.claim", claim="moderate-number-of-sessions")
        assert "Contested." in contested.text
        assert "Five or fewer sessions are best." in contested.text
        corrected = visitor.get("library.claim", claim="programmes-raise-security")
        for said in (
            "Corrected.",
            "The 2011 review said",
            "To a parent",
            "A sensitive moment",
            "22 November 2026",
        ):
            assert said in corrected.text
        assert any(href.startswith("https://doi.org/") for href in corrected.links())


def test_a_whole_module_stands_on_one_page_with_every_place_of_its_own(app: Flask, person: People) -> None:
    leah = person("Leah Moss", Role.TRAINEE)
    for module in app.extensions["elearn"].catalogue.modules.values():
        answer = leah.visitor.get("library.whole", module=module.id)
        places = {each.attrib["id"] for each in answer.tree.iter() if "id" in each.attrib}
        assert {lesson.id for lesson in module.lessons} <= places
        assert {link[1:] for link in answer.links() if link.startswith("#")} <= places
    assert leah.visitor.get("library.whole", module="none").status == 404
