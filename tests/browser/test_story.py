"""The main job from end to end, as three people live it in real browsers, on both databases.

Invite, accept, read, not yet pass and then pass, log practice, confirm it, have a stage signed by an assessor. On the
way Back after each form that was sent, the same form sent from a second tab, and a session that ran out in mid-form.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from elearn import clock
from elearn.domain.people import Role
from elearn.domain.quizzes import Matching, Multiple, Numeric, Ordering, Question, Single, TrueFalse
from elearn.services import people
from elearn.services.people import Operator
from elearn.storage.database import Database
from tests.program import shipped
from tests.settings import AUDIT_KEY

WORDS = "kettle-orbit-walnut"
Open = Callable[..., Page]
QUIZ = "parental-sensitivity"


def day(ago: int) -> str:
    """A day so many days ago, as a date field takes it."""
    return (date.today() - timedelta(days=ago)).isoformat()  # noqa: DTZ011 (the browser's own day)


def press(button: Locator) -> None:
    """Press a button and wait for the page it leads to."""
    with button.page.expect_navigation():
        button.click()


def send(page: Page, name: str) -> None:
    """Press the button of this name in main."""
    press(page.get_by_role("main").get_by_role("button", name=name, exact=True).first)


def save(page: Page) -> None:
    """Send the form in main, which must not come back with anything to mend."""
    press(page.get_by_role("main").locator("form.form button[type=submit]").first)
    expect(page.locator(".oops")).to_have_count(0)


def back_and_forth(page: Page) -> None:
    """Back after a form was sent, and forward again: nothing is sent twice by it."""
    here = page.url
    page.go_back()
    page.goto(here)


def fill(page: Page, **fields: str) -> None:
    """Fill fields by name: text, dates and choices alike."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']")
        tag = field.first.evaluate("each => each.type")
        if tag in {"radio", "checkbox"}:
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif tag == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


@contextmanager
def database(url: str) -> Iterator[Database]:
    """The database of the service, for what only an operator does."""
    found = Database(url, audit_key=AUDIT_KEY)
    yield found
    found.dispose()


@pytest.fixture
def coordinator(database_url: str, service: str) -> str:
    """The path of the first administrator's invitation, as the operator's command makes it."""
    with database(database_url) as found, found.writing() as session:
        _row, token = people.invite(
            session,
            Operator(),
            name="Cora Finn",
            email="cora@example.org",
            roles=frozenset({Role.COORDINATOR}),
            now=clock.now(),
        )
    return f"/welcome/{token}"


def accept(page: Page, path: str) -> None:
    """Open an invitation twice (a mail scanner does so too) and choose a passphrase."""
    page.goto(path)
    page.goto(path)
    fill(page, passphrase=WORDS, again=WORDS)
    send(page, "Come in")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/welcome" not in page.url


def invite(page: Page, name: str, *roles: str) -> str:
    """Invite somebody on the coordinator's page; the path of the link."""
    page.goto("/people/invite")
    fill(page, name=name, email=f"{name.split()[0].lower()}@example.org")
    for role in roles:
        fill(page, roles=role)
    send(page, "Make the link")
    link = page.locator("input[readonly]").input_value()
    return link[link.index("/welcome/") :]


def person_id(page: Page, name: str) -> str:
    """The id of somebody, from her page's address."""
    page.goto(f"/people/?named={name}")
    href = page.get_by_role("link", name=name).get_attribute("href")
    assert href
    return href.rsplit("/", 1)[1]


def arrange(page: Page) -> None:
    """The coordinator relates and assigns, and sends one of the forms from a second tab as well."""
    sam, ruth = person_id(page, "Sam Rees"), person_id(page, "Ruth Ade")
    page.goto(f"/people/{sam}")
    second = page.context.new_page()
    second.goto(f"/people/{sam}")
    for tab in (page, second):
        tab.get_by_text("Assign a pathway").click()
        fill(tab, pathway="vig-practitioner", began_on=day(300))
        send(tab, "Assign")
    expect(second.get_by_role("alert")).to_contain_text("on that pathway already")
    second.close()
    back_and_forth(page)
    page.goto(f"/people/{sam}")
    page.get_by_text("Enter a supervisor").click()
    fill(page, supervisor=ruth, since=day(300))
    send(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("supervisor is entered")


def read_module(page: Page, module: str) -> None:
    """Read a module to its end by its own buttons."""
    page.goto(f"/learn/{module}")
    page.get_by_role("main").get_by_role("link", name=re.compile("Begin|Start|Carry on")).first.click()
    for _ in range(12):
        if module not in page.url or "/quizzes/" in page.url:
            break
        button = page.locator("nav.pager form button")
        if not button.count():
            break
        press(button)
        back_and_forth(page)


def take_quiz(page: Page, quiz: str, *, rightly: bool) -> None:
    """Answer a whole quiz, rightly or leaving all of it open, and hand it in from two tabs and once more after Back."""
    questions = {inline(each.ask): each for each in shipped().quizzes[quiz].questions}
    page.goto(f"/quizzes/{quiz}")
    press(page.get_by_role("main").get_by_role("button", name=re.compile("Begin|Try again|Carry on")).first)
    while "look-over" not in page.url:
        if rightly:
            answer(page, questions[inline(page.get_by_role("heading", level=1).inner_text())])
            page.get_by_label("Fairly sure", exact=True).check()
        press(page.get_by_role("main").get_by_role("button", name=re.compile("^(Next|Look it over)$")))
    second = page.context.new_page()
    second.goto(page.url)
    for tab in (page, second):
        send(tab, "Hand in")
        expect(tab).to_have_url(re.compile("/result$"))
    second.close()
    back_and_forth(page)


def inline(words: str) -> str:
    """The letters and figures of a text, however its quotation marks and emphasis are shown."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def answer(page: Page, question: Question) -> None:
    """Give the right answer by what stands on the page."""
    main = page.get_by_role("main")
    match question:
        case Single() | Multiple():
            wanted = {question.answer} if isinstance(question, Single) else set(question.answer)
            texts = {inline(option.text) for option in question.options if option.id in wanted}
            for label in main.locator("label").all():
                if inline(label.inner_text()) in texts:
                    label.click()
        case TrueFalse():
            main.get_by_label(re.compile("^True" if question.answer else "^(False|Not true)")).check()
        case Matching():
            for pair in question.pairs:
                choose(page, pair.text, pair.match)
        case Ordering():
            for place, step in enumerate(question.order, 1):
                choose(page, step.text, str(place))
        case Numeric():
            main.locator("input[type=text], input[inputmode]").first.fill(str(question.answer))


def choose(page: Page, line: str, choice: str) -> None:
    """Choose something in the list beside a line."""
    for label in page.get_by_role("main").locator("label").all():
        if inline(label.inner_text()) == inline(line):
            field = page.locator(f"#{label.get_attribute('for')}")
            for option in field.locator("option").all():
                if inline(option.inner_text()) == inline(choice):
                    field.select_option(option.get_attribute("value"))


def paper(page: Page, what: str, name: str, ago: int, **more: str) -> None:
    """Enter a course or a document."""
    page.goto(f"/practise/other/{what}.{name}")
    fill(page, on=day(ago), kept="in my own folder", **more)
    save(page)
    back_and_forth(page)


def cycle(page: Page, ago: int, client: str | None) -> None:
    """Log a film with its shared review."""
    page.goto("/practise/cycle")
    codes = page.locator("main [name='client'] option").all()
    values = [option.get_attribute("value") or "" for option in codes]
    chosen = client or next(value for value in values if value == "new")
    fill(page, client=chosen, filmed=day(ago), reviewed=day(ago - 4), consent="supervision")
    save(page)
    back_and_forth(page)


def client_codes(page: Page) -> list[str]:
    """The codes issued so far."""
    page.goto("/practise/cycle")
    values = [o.get_attribute("value") or "" for o in page.locator("main [name='client'] option").all()]
    return [value for value in values if value.startswith("C-")]


def supervision(page: Page, ago: int) -> None:
    """Log an hour with Ruth about the latest cycle."""
    page.goto("/practise/supervision")
    ruth = page.locator("main [name='with_'] option", has_text="Ruth").get_attribute("value")
    assert ruth
    fill(page, with_=ruth, on=day(ago), minutes="60", mode="video", setting="individual")
    page.locator("main [name='brought']").first.check()
    save(page)
    back_and_forth(page)


def confirm_all(page: Page) -> None:
    """The supervisor confirms whatever waits for her, in two taps each and without typing."""
    for _ in range(40):
        page.goto("/confirm/")
        button = page.get_by_role("main").get_by_role("button", name=re.compile("Confirm|I have seen|Yes"))
        if not button.count():
            return
        press(button.first)
        back_and_forth(page)
    raise AssertionError("something still waits")


def run_out(database_url: str, email: str) -> None:
    """Let a person's sessions run out, as twelve idle hours would."""
    with database(database_url) as found, found.writing() as session:
        session.execute(
            text(
                "UPDATE sessions SET ended_at = signed_in_at WHERE person_id = "
                "(SELECT id FROM people WHERE email_folded = :email)"
            ),
            {"email": email},
        )


def sign_in(page: Page, email: str) -> None:
    """Sign in at the page one was sent to."""
    fill(page, email=email, passphrase=WORDS)
    send(page, "Sign in")


def test_a_learner_reads_is_tested_practises_and_is_signed_off(
    someone: Open, coordinator: str, database_url: str, service: str
) -> None:
    cora, sam, ruth, mina = someone(), someone(width=390, height=800), someone(), someone()
    accept(cora, coordinator)
    accept(ruth, invite(cora, "Ruth Ade", "supervisor"))
    accept(mina, invite(cora, "Mina Shaw", "assessor"))
    accept(sam, invite(cora, "Sam Rees", "trainee"))
    arrange(cora)

    read_module(sam, QUIZ)
    take_quiz(sam, QUIZ, rightly=False)
    expect(sam.get_by_role("main")).to_contain_text("Not yet")
    take_quiz(sam, QUIZ, rightly=True)
    take_quiz(sam, "video-interaction-guidance", rightly=True)

    paper(sam, "course", "initial-training-course", 280, days="2")
    paper(sam, "document", "aviguk-registration", 275)
    for number in range(6):
        codes = client_codes(sam) if number else []
        cycle(sam, 260 - number * 20, codes[number % 2] if len(codes) == 2 else None)
        supervision(sam, 250 - number * 20)
    supervision(sam, 120)
    confirm_all(ruth)

    sam.goto("/practise/cycle")
    fill(sam, client="new", filmed=day(30), consent="supervision", reflection="A long thought, typed slowly.")
    run_out(database_url, "sam@example.org")
    press(sam.get_by_role("main").locator("form.form button[type=submit]").first)
    expect(sam).to_have_url(re.compile("/sign-in"))
    sign_in(sam, "sam@example.org")
    expect(sam.get_by_role("main")).to_contain_text("A long thought, typed slowly.")
    send(sam, "Send it now")
    expect(sam.locator(".oops")).to_have_count(0)

    sam.goto("/milestones/")
    sam.get_by_role("main").get_by_role("link", name=re.compile("Ask")).first.click()
    sam.get_by_label("Mina Shaw").check()
    save(sam)
    back_and_forth(sam)

    mina.goto("/desk/sign-offs")
    mina.get_by_role("main").get_by_role("link", name=re.compile("Sam Rees|Sign|Look|Open")).first.click()
    second = mina.context.new_page()
    second.goto(mina.url)
    for tab in (mina, second):
        fill(tab, decision="agree", met_on=day(0), minutes="60", known="film", note="A pleasure to see.")
        save(tab)
    second.close()
    back_and_forth(mina)

    sam.goto("/milestones/")
    stage = (
        sam.locator("section, article")
        .filter(has=sam.get_by_role("heading", name="Stage 1", exact=True))
        .last
    )
    expect(stage).to_contain_text("Met")
    with database(database_url) as found, found.reading() as session:
        counts = {
            table: session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 (names of our own)
            for table in ("attempts", "decisions", "requests", "assignments")
        }
        cycles = session.scalar(text("SELECT count(*) FROM entries WHERE kind = 'cycle'"))
    assert counts == {"attempts": 3, "decisions": 1, "requests": 1, "assignments": 1}
    assert cycles == 7
