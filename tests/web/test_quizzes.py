"""What the pages of a quiz promise: a whole try from the door to the result, and no key before a pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.domain.answers import Answer as Given
from elearn.domain.answers import Chosen, Held, Matched, Placed, Written
from elearn.domain.attempts import Attempt
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Quiz,
    Single,
    TrueFalse,
)
from elearn.domain.sheets import filled
from elearn.services import quizzes
from elearn.storage.quizzes import AttemptRow
from elearn.web.render import plain
from tests.domain.asked import key, keys
from tests.program import shipped
from tests.web.conftest import Known, People
from tests.web.visitor import HTML, Answer, Visitor

SHIPPED = shipped().quizzes
ASSESSED = [each for each in SHIPPED.values() if not each.by_completion]
CARE = SHIPPED["parental-sensitivity"]
WELCOME = SHIPPED["induction-your-role"]
GATE_READ, GATE_WRITE = 1, 2
"""Statements of the gate: who is here, and on a form also when she was last seen."""


def missed(question: Question) -> Given:
    """An answer that is not right."""
    match question:
        case Single() | Multiple():
            return Chosen(options=(next(option.id for option in question.options if option.wrong),))
        case TrueFalse():
            return Held(holds=not question.answer)
        case Matching():
            return Matched(choices={pair.id: question.pairs[0].match for pair in question.pairs})
        case Ordering():
            return Placed(places={step.id: n for n, step in enumerate(question.order[::-1], 1)})
        case Numeric():
            return Written(number=question.answer + 1000)


@dataclass
class Taker:
    """Somebody taking a quiz in her browser."""

    app: Flask
    known: Known
    quiz: Quiz
    attempt: str = ""

    @property
    def visitor(self) -> Visitor:
        """Her browser."""
        return self.known.visitor

    def begin(self) -> Answer:
        """Begin, or carry on; returns the page she lands on."""
        answer = self.visitor.post("quizzes.begin", quiz=self.quiz.id)
        assert answer.status == 303
        self.attempt = answer.location.split("/")[3]
        return self.visitor.open(answer.location)

    def get(self, view: str, **where: int) -> Answer:
        """Open a page of the attempt."""
        path = self.visitor.address(f"quizzes.{view}", quiz=self.quiz.id, attempt=self.attempt, **where)
        return self.visitor.open(path)

    def send(self, number: int, fields: dict[str, str | list[str]], go: str = "next") -> Answer:
        """Send an answer."""
        return self.visitor.post(
            "quizzes.answer", {**fields, "go": go}, quiz=self.quiz.id, attempt=self.attempt, number=number
        )

    def give(self, number: int, answer: Given, go: str = "next", sure: str = "fairly") -> Answer:
        """Fill the form with this answer and send it, saying how sure she is where that is asked."""
        held = self.held()
        said = {} if self.quiz.by_completion else {"confidence": sure}
        return self.send(number, {**filled(held.question(number), held.seed, answer), **said}, go)

    def give_all(self, answers: dict[str, Given], sure: str = "fairly") -> None:
        """Answer these questions."""
        for number, question in enumerate(self.held().questions, 1):
            if question.id in answers:
                assert self.give(number, answers[question.id], sure=sure).status == 303

    def submit(self) -> Answer:
        """Hand in; returns the redirect."""
        return self.visitor.post("quizzes.submit", quiz=self.quiz.id, attempt=self.attempt)

    def take(self, answers: dict[str, Given]) -> Answer:
        """Begin, answer so, hand in; returns the result."""
        self.begin()
        self.give_all(answers)
        return self.visitor.open(self.submit().location)

    def held(self) -> Attempt:
        """The attempt as it is kept."""
        house = self.app.extensions["elearn"]
        me = Actor(id=self.known.id, name=self.known.name, roles=frozenset({Role.TRAINEE}))
        with house.database.reading() as session:
            return quizzes.attempt(session, me, house.catalogue, self.quiz.id, self.attempt)


@pytest.fixture
def sam(app: Flask, person: People) -> Taker:
    """A trainee before the quiz on sensitivity."""
    return Taker(app, person("Sam Rees", Role.TRAINEE), CARE)


@pytest.fixture
def dee(app: Flask, person: People) -> Taker:
    """A volunteer before the questions of her induction."""
    return Taker(app, person("Dee Okoro", Role.PARAPROFESSIONAL), WELCOME)


def offer(app: Flask, *offered: Quiz) -> None:
    """Offer these quizzes instead of those that ship."""
    house = app.extensions["elearn"]
    catalogue = replace(house.catalogue, quizzes={each.id: each for each in offered})
    app.extensions["elearn"] = replace(house, catalogue=catalogue)


def number_of(quiz: Quiz, kind: type[Question]) -> int:
    """The number of the first question of a kind."""
    return next(n for n, question in enumerate(quiz.questions, 1) if isinstance(question, kind))


def test_a_quiz_is_begun_left_carried_on_looked_over_handed_in_and_tried_again(sam: Taker) -> None:
    door = sam.visitor.get("quizzes.front", quiz=CARE.id)
    assert "26 questions" in door.text
    assert "about 20 minutes" in door.text
    assert "21 right answers are enough" in door.text
    assert "Question 1 of 26" in sam.begin().text

    first = CARE.questions[0]
    assert sam.give(1, missed(first)).location.endswith("/2")
    second = sam.get("question", number=2)
    assert re.search(r"Saved \d\d:\d\d", second.text)
    stopped = sam.give(2, key(CARE.questions[1]), go="stop")
    assert "Everything is saved" in sam.visitor.open(stopped.location).text
    assert "2 of 26 answered so far" in sam.visitor.get("quizzes.front", quiz=CARE.id).text
    assert "Question 3 of 26" in sam.begin().text
    assert sam.give(3, key(CARE.questions[2]), go="back").location.endswith("/2")
    assert sam.send(4, {}, go="over").location.endswith("/look-over")

    over = sam.get("look_over")
    assert "23 questions are still open" in over.text
    sam.give_all({question.id: missed(question) for question in CARE.questions[3:]})
    assert "All 26 are answered" in sam.get("look_over").text

    result = sam.visitor.open(sam.submit().location)
    assert result.heading == "Not yet"
    assert "You had 2 of 26 right" in result.text
    assert "Read these again, then try once more" in result.text
    assert plain(first.ask) in result.text

    sam.quiz = CARE
    passed = sam.take({**keys(CARE), first.id: missed(first)})
    assert passed.heading == "You have passed"
    assert plain(first.why) in passed.text
    door = sam.visitor.get("quizzes.front", quiz=CARE.id)
    assert "That stands" in door.text
    assert "Not yet, 7%" in door.text


def test_a_passed_result_gives_the_answer_the_reason_the_statements_and_the_lesson(sam: Taker) -> None:
    page = sam.take(keys(CARE))
    for question in CARE.questions:
        assert plain(question.why) in page.text
        assert any(link.startswith(f"/learn/{question.read.path}") for link in page.links())
        assert all(f"/claims/{claim}" in page.links() for claim in question.claims)


def test_questions_by_completion_explain_themselves_at_once_on_the_same_page(dee: Taker) -> None:
    pages = [dee.visitor.get("quizzes.front", quiz=WELCOME.id), dee.begin()]
    for number, question in enumerate(WELCOME.questions, 1):
        assert plain(question.why) not in dee.get("question", number=number).text
        answer = dee.give(number, missed(question) if number % 2 else key(question))
        assert answer.location == dee.visitor.address(
            "quizzes.question", quiz=WELCOME.id, attempt=dee.attempt, number=number
        )
        told = dee.visitor.open(answer.location)
        assert plain(question.why) in told.text
        assert ("Yes, that fits" in told.text) is (number % 2 == 0)
        pages.append(told)
    assert "Finish" in pages[-1].text
    result = dee.visitor.open(dee.submit().location)
    assert result.heading == "Finished"
    pages += [result, dee.visitor.get("quizzes.front", quiz=WELCOME.id)]
    for each in pages:
        assert not re.search(r"\b(fail|pass|score|wrong|per cent)|%", each.text, re.IGNORECASE)


def test_by_completion_the_first_answer_stands(dee: Taker) -> None:
    dee.begin()
    question = WELCOME.questions[0]
    dee.give(1, missed(question))
    assert dee.give(1, key(question)).status == 303
    assert dee.held().answer(1) == missed(question)


def test_by_completion_an_empty_answer_stays_and_says_what_to_do(dee: Taker) -> None:
    dee.begin()
    answer = dee.send(1, {})
    assert answer.status == 422
    assert "Answer the whole question first" in answer.text
    lines = number_of(WELCOME, Matching)
    answer = dee.send(lines, {"line-0": "2"})
    assert answer.status == 422
    assert answer.value("line-0") == "2"


def test_by_completion_nothing_is_finished_while_a_question_is_open(dee: Taker) -> None:
    dee.begin()
    dee.give_all(dict(list(keys(WELCOME).items())[:-1]))
    assert "1 question is still open" in dee.get("look_over").text
    assert "See what is still open" not in dee.get("question", number=1).text
    refused = dee.submit()
    assert refused.status == 422
    assert "Some questions are still open (1)" in refused.text
    assert dee.held().is_open


def pages_before_a_pass(taker: Taker) -> Iterator[Answer]:
    """Every page there is to see of an attempt in which nothing was right."""
    yield taker.visitor.get("quizzes.front", quiz=taker.quiz.id)
    taker.begin()
    for number in range(1, taker.held().length + 1):
        yield taker.get("question", number=number)
        taker.give(number, missed(taker.held().question(number)))
        yield taker.get("question", number=number)
    yield taker.get("look_over")
    handed_in = taker.submit()
    yield handed_in
    yield taker.visitor.open(handed_in.location)
    yield taker.give(1, missed(taker.held().question(1)))
    yield taker.visitor.get("quizzes.front", quiz=taker.quiz.id)


@pytest.mark.parametrize("quiz", ASSESSED, ids=lambda quiz: quiz.id)
def test_nothing_sent_before_a_pass_tells_the_key(app: Flask, person: People, quiz: Quiz) -> None:
    taker = Taker(app, person("Sam Rees", Role.TRAINEE), quiz)
    secrets = [secret for question in quiz.questions for secret in secrets_of(question)]
    names = {name for question in quiz.questions for name in ids_of(question)}
    for page in pages_before_a_pass(taker):
        sent = f"{page.html}\n{page.response.headers}"
        words = page.text if hasattr(page, "tree") else ""
        assert [each for each in secrets if each in sent or plain(each) in words] == []
        assert [each for each in fields_of(page) if names & set(each.values())] == []


def fields_of(page: Answer) -> list[dict[str, str]]:
    """The attributes of everything that can be filled in, chosen or ticked, and of its label."""
    tags = {f"{HTML}{tag}" for tag in ("input", "select", "option", "label")}
    return [each.attrib for each in page.tree.iter() if each.tag in tags] if hasattr(page, "tree") else []


def secrets_of(question: Question) -> Iterator[str]:
    """What nobody may read of a question before a pass, when she gave the answer that ``missed`` gives."""
    yield question.why
    if isinstance(question, Single | Multiple):
        chosen = missed(question)
        assert isinstance(chosen, Chosen)
        yield from (each.wrong for each in question.options if each.wrong and each.id not in chosen.options)
    if isinstance(question, Numeric):
        yield from (slip.wrong for slip in question.slips)


def ids_of(question: Question) -> Iterator[str]:
    """The ids an author gave, which may say what is right."""
    yield question.id
    match question:
        case Single() | Multiple():
            yield from (each.id for each in question.options)
        case Matching():
            yield from (each.id for each in question.pairs)
        case Ordering():
            yield from (each.id for each in question.order)


@pytest.mark.parametrize("quiz", ASSESSED, ids=lambda quiz: quiz.id)
def test_a_result_before_a_pass_does_not_hold_the_answer_to_what_was_missed(
    app: Flask, person: People, quiz: Quiz
) -> None:
    taker = Taker(app, person("Sam Rees", Role.TRAINEE), quiz)
    page = taker.take({question.id: missed(question) for question in quiz.questions})
    for question in quiz.questions:
        if isinstance(question, Single):
            right = next(option.text for option in question.options if option.id == question.answer)
            assert plain(right) not in page.text
        for pair in question.pairs if isinstance(question, Matching) else ():
            told = {plain(pair.text), plain(pair.match)}
            assert not [said for said in passages(page) if all(words in said for words in told)]


def passages(page: Answer) -> list[str]:
    """The words of each paragraph, line and cell of a page: what is told together."""
    kinds = ("p", "li", "dt", "dd", "td", "summary")
    found = [each for each in page.tree.iter() if each.tag.rpartition("}")[2] in kinds]
    return [" ".join("".join(each.itertext()).split()) for each in found]


def test_what_was_right_is_named_without_its_answer_before_a_pass(sam: Taker) -> None:
    question = CARE.questions[0]
    assert isinstance(question, Single)
    page = sam.take({question.id: key(question)})
    assert "What you had right" in page.text
    assert plain(question.ask) in page.text
    assert plain(next(each.text for each in question.options if each.id == question.answer)) not in page.text


def test_two_tabs_write_one_attempt_and_the_last_answer_stands(sam: Taker) -> None:
    sam.begin()
    other = Taker(sam.app, sam.known, CARE)
    other.begin()
    assert other.attempt == sam.attempt
    question = CARE.questions[0]
    sam.give(1, missed(question))
    other.give(1, key(question))
    assert sam.held().answer(1) == key(question)


def test_handing_in_twice_leads_to_the_same_result(sam: Taker) -> None:
    sam.begin()
    first, second = sam.submit(), sam.submit()
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    with sam.app.extensions["elearn"].database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AttemptRow)) == 1


def test_going_back_after_handing_in_leads_to_the_result(sam: Taker) -> None:
    sam.begin()
    result = sam.submit().location
    assert sam.get("question", number=3).location == result
    assert sam.get("look_over").location == result


def test_an_answer_sent_after_handing_in_is_refused_in_words(sam: Taker) -> None:
    sam.begin()
    sam.submit()
    answer = sam.give(1, key(CARE.questions[0]))
    assert answer.status == 409
    assert "handed in already" in answer.text
    assert sam.held().answers == {}


def test_the_result_of_an_open_attempt_is_the_look_over(sam: Taker) -> None:
    sam.begin()
    assert sam.get("result").location.endswith("/look-over")


def test_another_persons_attempt_looks_like_none_at_all(app: Flask, sam: Taker, person: People) -> None:
    sam.begin()
    olu = Taker(app, person("Olu Ade", Role.TRAINEE, Role.COORDINATOR), CARE, attempt=sam.attempt)
    nobody = Taker(app, olu.known, CARE, attempt="nosuchattempt")
    for taker in (olu, nobody):
        answers = [
            taker.get("question", number=1),
            taker.get("look_over"),
            taker.get("result"),
            taker.send(1, {"answer": "1"}),
            taker.submit(),
        ]
        assert [each.status for each in answers] == [404] * 5
        assert len({each.text for each in answers}) == 1


@pytest.mark.parametrize("number", [0, 27, 10**12])
def test_a_question_that_is_not_in_the_attempt_is_not_found(sam: Taker, number: int) -> None:
    sam.begin()
    assert sam.get("question", number=number).status == 404
    assert sam.send(number, {"answer": "1"}).status == 404


def test_a_quiz_that_does_not_exist_is_not_found(sam: Taker) -> None:
    assert sam.visitor.get("quizzes.front", quiz="nowhere").status == 404
    assert sam.visitor.post("quizzes.begin", quiz="nowhere").status == 404
    sam.begin()
    elsewhere = sam.visitor.get("quizzes.question", quiz=WELCOME.id, attempt=sam.attempt, number=1)
    assert elsewhere.status == 404


@pytest.mark.parametrize("sent", [["99"], ["notice"], ["1", "2"]])
def test_an_option_that_was_not_offered_is_refused_in_words(sam: Taker, sent: list[str]) -> None:
    sam.begin()
    answer = sam.send(1, {"answer": sent})
    assert answer.status == 422
    assert "One thing needs another look" in answer.text
    assert sam.held().answers == {}


def test_what_was_chosen_beside_an_option_that_was_not_offered_is_kept(sam: Taker) -> None:
    sam.begin()
    lines = number_of(CARE, Matching)
    answer = sam.send(lines, {"line-0": "2", "line-1": "77", "line-2": "1"})
    assert answer.status == 422
    assert (answer.value("line-0"), answer.value("line-2")) == ("2", "1")
    ticks = number_of(CARE, Multiple)
    answer = sam.send(ticks, {"answer": ["2", "9"]})
    assert [each["value"] for each in fields_of(answer) if "checked" in each] == ["2"]


def test_a_place_given_twice_is_refused_at_the_second_line(sam: Taker) -> None:
    sam.begin()
    answer = sam.send(number_of(CARE, Ordering), {"line-0": "1", "line-1": "1", "line-2": "2"})
    assert answer.status == 422
    assert "Place 1 is given twice" in answer.text
    assert answer.value("line-1") == "1"


def test_a_number_is_understood_with_a_comma_and_refused_with_words(sam: Taker) -> None:
    sam.begin()
    number = number_of(CARE, Numeric)
    refused = sam.send(number, {"answer": "about 5"})
    assert refused.status == 422
    assert refused.value("answer") == "about 5"
    assert "Write a number in figures" in refused.text
    assert sam.send(number, {"answer": "9" * 5000}).status == 422
    assert sam.send(number, {"answer": "0,2"}).status == 303
    assert sam.get("question", number=number).value("answer") == "0.2"


def test_how_sure_she_is_is_asked_in_an_assessed_quiz_and_changes_no_score(sam: Taker) -> None:
    page = sam.begin()
    assert "How sure are you?" in page.text
    assert "It never changes your score, and nobody else sees it unless you share it." in page.text
    assert sam.give(1, key(CARE.questions[0]), sure="guess").location.endswith("/2")
    shown = sam.get("question", number=1)
    assert {each["value"] for each in fields_of(shown) if "checked" in each} >= {"guess"}
    sam.give_all(keys(CARE), sure="guess")
    assert sam.visitor.open(sam.submit().location).heading == "You have passed"


def test_an_answer_without_a_word_on_how_sure_is_saved_and_she_is_asked_again(sam: Taker) -> None:
    sam.begin()
    lost = filled(CARE.questions[0], sam.held().seed, key(CARE.questions[0]))
    here = sam.send(1, lost).location
    assert here.endswith("/1")
    assert sam.held().answer(1) == key(CARE.questions[0])
    asked = sam.visitor.open(here)
    assert "Your answer is saved. Now say how sure you are of it; a guess is welcome." in asked.text
    assert asked.status == 200
    assert sam.send(1, lost, go="stop").location == f"/quizzes/{CARE.id}"
    assert "Of 1 answer you have not said how sure you are." in sam.get("look_over").text
    assert sam.give(1, key(CARE.questions[0])).location.endswith("/2")
    assert "a guess is welcome" not in sam.get("question", number=1).text
    assert "how sure" not in sam.get("look_over").text


def test_a_confidence_that_was_not_offered_is_refused_at_its_field_with_the_answer_still_there(
    sam: Taker,
) -> None:
    sam.begin()
    refused = sam.send(1, {"answer": "2", "confidence": "very"})
    assert refused.status == 422
    assert "That choice was not among those offered" in refused.text
    assert [each["value"] for each in fields_of(refused) if "checked" in each] == ["2"]
    assert sam.held().answers == {}


def test_the_result_says_how_sure_she_was_and_begins_with_what_she_was_certain_of(sam: Taker) -> None:
    sam.begin()
    sam.give_all(keys(CARE), sure="certain")
    sam.give(2, missed(CARE.questions[1]), sure="guess")
    sam.give(3, missed(CARE.questions[2]), sure="certain")
    page = sam.visitor.open(sam.submit().location)
    assert "Certain 25 times, right 24." in page.text
    assert "A guess 1 time, right 0." in page.text
    looked_at = page.text[page.text.index("Worth another look") :]
    assert looked_at.index(plain(CARE.questions[2].ask)) < looked_at.index(plain(CARE.questions[1].ask))
    assert looked_at.index("You were certain here") < looked_at.index("You guessed here")


def test_nobody_is_asked_how_sure_she_is_in_her_induction(dee: Taker) -> None:
    assert "sure are you" not in dee.begin().text
    assert dee.send(1, {"answer": "1", "confidence": "certain"}).status == 303
    assert dee.held().confidence(1) is None


def test_an_attempt_is_finished_on_the_questions_it_began_with(sam: Taker) -> None:
    sam.begin()
    offer(sam.app, replace(CARE, title="Changed", questions=CARE.questions[:3]))
    assert "Question 20 of 26" in sam.get("question", number=20).text
    sam.give_all(keys(CARE))
    assert sam.visitor.open(sam.submit().location).heading == "You have passed"


def test_a_quiz_that_is_gone_still_shows_how_it_went(sam: Taker) -> None:
    sam.begin()
    offer(sam.app)
    result = sam.visitor.open(sam.submit().location)
    assert (result.heading, heading(result)) == ("Not yet", "No longer offered")
    door = sam.visitor.get("quizzes.front", quiz=CARE.id)
    assert "no longer offered" in door.text
    assert sam.visitor.post("quizzes.begin", quiz=CARE.id).status == 404


def test_no_more_tries_are_begun_than_the_quiz_allows(sam: Taker) -> None:
    offer(sam.app, replace(CARE, attempts=1))
    assert "You have 1 try" in sam.visitor.get("quizzes.front", quiz=CARE.id).text
    result = sam.take({})
    assert "You have used every try" in result.text
    assert heading(result) == "Talk it over with your supervisor"
    assert not re.findall("try once more|Try again", result.text)
    refused = sam.visitor.post("quizzes.begin", quiz=CARE.id)
    assert refused.status == 422
    assert "You have used every try" in refused.text


def heading(answer: Answer) -> str:
    """What the next step is called."""
    found = re.search(r'<h2 id="next-step"[^>]*>(.*?)</h2>', answer.html, re.DOTALL)
    return found[1].strip() if found else ""


def test_a_pass_on_the_last_try_is_said_to_stand(sam: Taker) -> None:
    offer(sam.app, replace(CARE, attempts=1))
    sam.take(keys(CARE))
    door = sam.visitor.get("quizzes.front", quiz=CARE.id)
    assert heading(door) == "You have passed"
    assert "none left to practise with" in door.text
    assert not re.findall("You have used every try", door.text)


def test_the_last_try_that_is_still_open_is_not_said_to_be_used(sam: Taker) -> None:
    offer(sam.app, replace(CARE, attempts=2))
    sam.take({})
    first = sam.attempt
    sam.begin()
    sam.attempt = first
    result = sam.get("result")
    assert "Carry on with your next try" in result.text
    assert not re.findall("You have used every try", result.text)


def test_a_try_at_another_form_after_a_pass_says_why_its_reasons_are_shut(sam: Taker) -> None:
    sam.take(keys(CARE))
    offer(sam.app, replace(CARE, title="Worded anew"))
    first = CARE.questions[0]
    result = sam.take({first.id: key(first)})
    assert "You have passed before, and that stands." in result.text
    assert "You passed this quiz in another form" in result.text


def test_who_cannot_share_is_not_told_that_she_could(app: Flask, person: People) -> None:
    dee = Taker(app, person("Dee Okoro", Role.PARAPROFESSIONAL), CARE)
    dee.begin()
    asked = dee.get("question", number=1)
    dee.give_all(keys(CARE))
    told = dee.visitor.open(dee.submit().location)
    for page in (asked, told):
        assert "nobody else sees it." in page.text
        assert not re.findall("unless you share", page.text)


def test_a_critical_objective_is_named_at_the_door_and_in_the_result(sam: Taker) -> None:
    offer(sam.app, replace(CARE, critical=("see-repair",)))
    assert "Tell a rupture from a repair" in sam.visitor.get("quizzes.front", quiz=CARE.id).text
    badly = {each.id: missed(each) for each in CARE.questions if each.objective == "see-repair"}
    result = sam.take({**keys(CARE), **badly})
    assert result.heading == "Not yet"
    assert "One part counts on its own and needs a little more: Tell a rupture" in result.text


def test_a_renamed_quiz_is_found_under_its_old_address(sam: Taker) -> None:
    house = sam.app.extensions["elearn"]
    moved = replace(house.catalogue, moved_quizzes={"sensitivity": CARE.id})
    sam.app.extensions["elearn"] = replace(house, catalogue=moved)
    answer = sam.visitor.get("quizzes.front", quiz="sensitivity")
    assert answer.status == 308
    assert answer.location.endswith(f"/quizzes/{CARE.id}")


def test_practice_after_a_pass_takes_nothing_away_and_keeps_the_reasons_open(sam: Taker) -> None:
    sam.take(keys(CARE))
    result = sam.take({})
    assert result.heading == "0 of 26 right"
    assert "You have passed before, and that stands." in result.text
    assert plain(CARE.questions[0].why) in result.text


def test_who_can_see_a_quiz_is_said_in_each_ones_own_words(sam: Taker, dee: Taker) -> None:
    trainees = sam.visitor.get("quizzes.front", quiz=CARE.id).text
    volunteers = dee.visitor.get("quizzes.front", quiz=WELCOME.id).text
    assert "Your supervisor and coordinator can see when you tried and how it went" in trainees
    assert "Your coordinator can see whether you have finished. Nobody sees your answers." in volunteers


def test_a_quiz_costs_few_statements(sam: Taker, dee: Taker) -> None:
    sam.begin()
    assert len(sam.get("question", number=1).queries) <= 3 + GATE_READ
    assert len(sam.give(1, key(CARE.questions[0])).queries) <= 5 + GATE_WRITE
    assert len(sam.get("look_over").queries) <= 3 + GATE_READ
    submitted = sam.submit()
    assert len(submitted.queries) <= 5 + GATE_WRITE
    assert len(sam.visitor.open(submitted.location).queries) <= 4 + GATE_READ
    assert len(sam.visitor.get("quizzes.front", quiz=CARE.id).queries) <= 3 + GATE_READ
    dee.begin()
    dee.give(1, key(WELCOME.questions[0]))
    assert len(dee.get("question", number=1).queries) <= 3 + GATE_READ
