"""A quiz as one trainee lives it on her phone and her supervisor on a desktop, on both databases.

She stops and carries on, has not passed yet, is asked first what she has not seen, passes, and only then reads the
keys; she shares her answers, is read, and takes them back.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from elearn import clock
from elearn.content.places import folder
from elearn.domain.people import Role
from elearn.services import accounts, people, relations
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from tests.browser.service import serving
from tests.browser.test_story import QUIZ, WORDS, Open, answer, database, inline, press, send, sign_in
from tests.program import shipped

ASKED = 6
QUESTIONS = {inline(each.ask): each for each in shipped().quizzes[QUIZ].questions}


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The service, whose quiz draws a few of its questions for each try."""
    quizzes = tmp_path / "quizzes"
    shutil.copytree(folder("quizzes"), quizzes)
    file = quizzes / f"{QUIZ}.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("pass: 80%", f"pass: 80%\ndraw: {ASKED}", 1), "utf-8")
    with serving(database_url, tmp_path / "service.log", ELEARN_QUIZZES=str(quizzes)) as url:
        yield url


@pytest.fixture
def sams(database_url: str) -> str:
    """Sam, supervised by Ruth; her id."""
    with database(database_url) as found, found.writing() as session:
        ids = []
        for name, role in (("Sam Rees", Role.TRAINEE), ("Ruth Ade", Role.SUPERVISOR)):
            email = f"{name.split()[0].lower()}@example.org"
            row, token = people.invite(
                session, Operator(), name=name, email=email, roles=frozenset({role}), now=clock.now()
            )
            accounts.follow_link(session, token, WORDS, WORDS, Hasher(8, 1), clock.now())
            ids.append(row.id)
        sam, ruth = ids
        relations.relate(
            session, Operator(), learner=sam, supervisor=ruth, since=date(2026, 1, 1), now=clock.now()
        )
    return sam


def begin(page: Page) -> None:
    page.goto(f"/quizzes/{QUIZ}")
    press(page.get_by_role("main").get_by_role("button", name=re.compile("Begin|Try again|Carry on")).first)


def asked(page: Page) -> str:
    """The question on the page."""
    return inline(page.get_by_role("heading", level=1).inner_text())


def onward(page: Page) -> None:
    press(page.get_by_role("main").get_by_role("button", name=re.compile("^(Next|Look it over)$")))


def keys_told(page: Page) -> list[str]:
    """The reasons that the page gives, of all there are."""
    text = inline(page.get_by_role("main").text_content() or "")
    return [each.id for each in QUESTIONS.values() if inline(each.why) in text]


def fits(page: Page) -> bool:
    """Whether nothing runs out of the window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_quiz_is_stopped_carried_on_tried_again_passed_shared_and_taken_back(
    someone: Open, sams: str
) -> None:
    sam, ruth = someone(width=390, height=800), someone()
    for page, email in ((sam, "sam@example.org"), (ruth, "ruth@example.org")):
        page.goto("/sign-in")
        sign_in(page, email)

    begin(sam)
    first = [asked(sam)]
    answer(sam, QUESTIONS[first[0]])
    onward(sam)
    expect(sam.get_by_role("alert")).to_contain_text("Your answer is saved. Now say how sure you are")
    sam.get_by_label("A guess", exact=True).check()
    send(sam, "Save and stop")
    expect(sam.get_by_role("main")).to_contain_text(f"1 of {ASKED} answered so far.")
    begin(sam)
    while "look-over" not in sam.url:
        first.append(asked(sam))
        onward(sam)
    send(sam, "Hand in")
    expect(sam.get_by_role("heading", level=1)).to_have_text("Not yet")
    expect(sam.get_by_role("main")).to_contain_text("A guess 1 time, right 1.")
    assert keys_told(sam) == []
    assert fits(sam)

    send(sam, "Try again")
    second = []
    while "look-over" not in sam.url:
        second.append(asked(sam))
        answer(sam, QUESTIONS[second[-1]])
        sam.get_by_label("Certain", exact=True).check()
        onward(sam)
    assert len(first) == len(second) == ASKED
    assert not set(first) & set(second)
    sam.get_by_role("main").get_by_role("link", name="All on one page").click()
    expect(sam.get_by_role("group", name="How sure are you?")).to_have_count(ASKED)
    assert fits(sam)
    send(sam, "Save all")
    send(sam, "Hand in")
    expect(sam.get_by_role("heading", level=1)).to_have_text("You have passed")
    assert set(keys_told(sam)) == {QUESTIONS[each].id for each in second}

    ruth.goto(f"/milestones/{sams}")
    ruth.get_by_role("link", name=re.compile("^Quizzes")).click()
    tries = ruth.url
    expect(ruth.get_by_role("main")).to_contain_text("Passed, 100%")
    expect(ruth.get_by_role("main").get_by_role("link", name="Parental sensitivity")).to_have_count(0)
    send(sam, "Share my answers")
    expect(sam.get_by_role("main")).to_contain_text("Ruth Ade can read your answers and how sure you were.")
    ruth.goto(tries)
    ruth.get_by_role("main").get_by_role("link", name="Parental sensitivity").click()
    expect(ruth.get_by_role("main")).to_contain_text(f"Certain {ASKED} times, right {ASKED}.")
    assert keys_told(ruth) == []
    send(sam, "Take it back")
    shared = ruth.url
    ruth.goto(shared)
    expect(ruth.get_by_role("main")).to_contain_text("There is no such page here")
