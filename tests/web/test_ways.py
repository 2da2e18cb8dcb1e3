"""Where one is, the way back, and names for codes: without these promises a page would leave people guessing."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.databases import SQLiteFiles
from tests.program import program
from tests.web import places
from tests.web.places import World
from tests.web.visitor import Answer, Visitor

Look = Callable[[str | None, str], Answer]


@pytest.fixture(scope="module")
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return places.load(app)


@pytest.fixture
def seen(app: Flask, world: World) -> Look:
    """A page of the demo as one of its people sees it."""

    def look(name: str | None, endpoint: str) -> Answer:
        visitor = Visitor(app)
        if name:
            assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
        place = next(each for each in world.places if each.endpoint == endpoint and each.method == "GET")
        return visitor.get(endpoint, **place.where)

    return look


@pytest.mark.parametrize(
    ("name", "endpoint", "marked"),
    [
        ("sam", "quizzes.front", "Learn"),
        ("sam", "moments.front", "Learn"),
        ("sam", "preparations.prepare", "Practise"),
        ("sam", "agenda.own", "Practise"),
        ("ruth", "agenda.of", "Caseload"),
        ("ruth", "confirmations.index", "Caseload"),
        ("cora", "moves.index", "People"),
        ("ruth", "desks.assessor", "Sign-offs"),
    ],
)
def test_the_bar_marks_the_place_a_page_belongs_to(seen: Look, name: str, endpoint: str, marked: str) -> None:
    assert re.findall(r'aria-current="page">([^<]+)<', seen(name, endpoint).html) == [marked]


@pytest.mark.parametrize(
    ("name", "endpoint", "back"),
    [
        ("sam", "preparations.one", "Your next session"),
        ("ruth", "preparations.one", "Next session with Sam Rees"),
        ("ruth", "confirmations.index", "Caseload"),
        ("cora", "confirmations.index", "Coordination"),
        ("ruth", "statistics.index", "Home"),
        ("mina", "signoffs.request_", "Sign-offs"),
        ("mina", "signoffs.decision", "Sign-offs"),
    ],
)
def test_a_page_below_another_leads_back_to_it(seen: Look, name: str, endpoint: str, back: str) -> None:
    assert re.search(rf'class="crumbs"><li><a href="[^"]+">{back}</a>', seen(name, endpoint).html)


def test_a_coordinator_reads_what_pathways_are_called_and_who_signs_by_a_link(seen: Look) -> None:
    text = seen("cora", "people.index").text
    assert "VIG practitioner, three stages" in text
    assert not re.search(r"vig-practitioner|www-foundations|paraprofessional-induction", text)
    assert re.search(r"Jo Hale\s*Assessor \(accredited supervisor\)\s*–\s*–\s*None: signs by a link", text)
    assert re.search(r"Ellis Park\s*Trainee practitioner\s*–\s*–\s*Invited", text)


def test_the_desk_counts_nobody_as_invited_who_signs_by_a_link(seen: Look) -> None:
    text = seen("cora", "coordination.index").text
    assert re.search(r"Invited, not here yet\s*Ellis Park\s*Invited", text)
    assert not re.search(r"And \d+ more\.|And more, among everyone", text)


def test_whoever_is_to_sign_reads_how_much_is_still_to_come(seen: Look) -> None:
    text = seen(None, "signing.sign").text
    assert "Still to come: 4 more cycles, 1 more family and 5 more supervisions of 60 minutes." in text


def test_a_decision_says_which_of_its_days_is_the_meeting(seen: Look) -> None:
    text = seen("helen", "signoffs.decision").text
    assert "Stage 1: not yet" in text
    assert "Day of the meeting" in text
    assert "Met on" not in text


def test_more_than_is_asked_for_is_said_as_such(seen: Look) -> None:
    assert "7 (6 needed)" in seen("helen", "signoffs.request_").text


def test_a_caseload_counts_what_is_more_than_is_asked_for_as_other_pages_do(seen: Look) -> None:
    assert "Supervisions: 8 (7 needed)" in seen("ruth", "desks.supervisor").main


def test_a_group_reads_beside_each_piece_of_work_that_its_family_has_not_agreed_to_it(seen: Look) -> None:
    page = seen("ruth", "confirmations.group")
    boxes = page.html.count('name="brought"')
    told = page.main.count("(not before a group: no consent to intervision is entered)")
    assert told + page.main.count("(the family took its consent back)") == boxes > 0
    assert "cannot be brought" not in page.main


@pytest.mark.parametrize("name", ["sam", "lucy"])
def test_milestones_say_once_that_nobody_is_accredited(seen: Look, name: str) -> None:
    assert seen(name, "milestones.index").main.count("accredits no one") == 1


def test_a_signer_reads_your_answer_once(seen: Look) -> None:
    assert seen(None, "signing.sign").main.count("Your answer") == 1


def test_who_can_see_what_says_that_a_coordinator_who_signs_reads_no_reflection(seen: Look) -> None:
    text = seen("sam", "about.how").main
    assert "A coordinator whom you ask sees no reflection." in text
    assert "Whoever you ask to sign, with an account here, can open that one milestone" in text


def test_a_module_sends_nobody_to_a_quiz_that_was_passed(seen: Look) -> None:
    text = seen("sam", "library.module").text
    assert "Now the quiz" not in text
    assert re.search(r"Quiz\s*To look at again, or to try once more\.\s*Passed", text)


def test_a_long_list_to_tick_stands_folded_behind_its_first_lines(seen: Look) -> None:
    page = seen("ines", "preparations.prepare")
    first, rest = page.html.split('id="brought"')[1].split("<details", 1)
    assert first.count('name="brought"') == 8
    more = re.search(r"<summary>(\d+) more<", rest)
    assert more
    assert rest.split("</details>")[0].count('name="brought"') == int(more[1])


def test_mistakes_that_read_alike_are_told_apart_by_their_fields(app: Flask, world: World) -> None:
    assert world.ids["sam"]
    sam = Visitor(app)
    assert sam.sign_in("sam@demo.example", places.PASSPHRASE).status == 303
    long = {"went_well": "x" * 10_001, "next_step": "x" * 10_001}
    text = sam.post(
        "logbook.supervision", {"with_": world.ids["ruth"], "on": "2026-11-20", "minutes": "60", **long}
    ).text
    assert "What went well: Use at most 10,000 characters." in text
    assert "Next step: Use at most 10,000 characters." in text
