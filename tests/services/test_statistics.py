"""What statistics rest on, and who is told what of them, on both databases."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from elearn.domain.answers import Answer, Chosen, as_json
from elearn.domain.errors import NotFound
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import Quiz
from elearn.domain.statistics.signs import Sign
from elearn.services import quizzes, statistics
from elearn.storage import quizzes as rows
from tests.domain.asked import NUMERIC, SINGLE, TRUE_FALSE, key, keys, quiz
from tests.services.attempted import attempted, marked
from tests.services.entered import NOW, TODAY, enter
from tests.statements import heard

CARE = quiz(SINGLE, TRUE_FALSE, NUMERIC, id="care", pass_mark=Decimal("0.75"))
WELCOME = quiz(SINGLE, TRUE_FALSE, id="welcome", pass_mark=None)
CATALOGUE = Catalogue(quizzes={each.id: each for each in (CARE, WELCOME)})
WRONG: dict[str, Answer] = {"single": Chosen(options=("a",))}


@pytest.fixture
def cora(session: Session) -> Actor:
    """A coordinator who has taken no quiz."""
    return enter(session, "Cora Finn", Role.COORDINATOR)


def many(asked: Quiz, right: int, wrong: int) -> list[dict[str, Answer]]:
    return [keys(asked)] * right + [WRONG] * wrong


def take(session: Session, who: Actor, quiz_id: str = "care") -> None:
    """Begin and hand in with every answer right."""
    attempt = quizzes.begin(session, who, CATALOGUE, quiz_id, NOW)
    row = quizzes.attempt(session, who, CATALOGUE, quiz_id, attempt)
    for question in row.questions:
        rows.keep_answer(session, attempt, question.id, as_json(key(question)), None, NOW, first=False)
    quizzes.submit(session, who, CATALOGUE, quiz_id, attempt, now=NOW, today=TODAY)


def look(session: Session, who: Actor, quiz_id: str = "care", edition: str | None = None) -> statistics.Look:
    return statistics.look(session, who, CATALOGUE, quiz_id, edition)


def test_only_first_attempts_of_learners_count(session: Session, cora: Actor) -> None:
    attempted(session, CARE, many(CARE, 7, 5), NOW)
    attempted(session, CARE, many(CARE, 3, 0), NOW, prefix="again", number=2)
    attempted(session, CARE, many(CARE, 3, 0), NOW, prefix="teacher", role=Role.SUPERVISOR)

    found = look(session, cora)

    assert found.edition.n == 12
    assert found.analysis.n == 12
    assert found.questions[0].item.facility == pytest.approx(100 * 7 / 12)
    tallies = statistics.tallies(session, cora, CATALOGUE)
    assert {each.quiz.id: each.n for each in tallies} == {"care": 12, "welcome": 0}


def test_below_ten_nothing_is_worked_out(session: Session, cora: Actor) -> None:
    attempted(session, CARE, many(CARE, 4, 5), NOW)
    found = look(session, cora)

    assert (found.edition.n, found.analysis, found.questions) == (9, None, ())


def test_a_quiz_that_nobody_tried_rests_on_nobody(session: Session, cora: Actor) -> None:
    found = look(session, cora)

    assert (found.edition.n, found.edition.used_from, found.analysis) == (0, None, None)
    assert statistics.analysis(session, CATALOGUE, "care").n == 0


def test_the_options_open_to_whoever_has_passed(session: Session, cora: Actor) -> None:
    attempted(session, CARE, many(CARE, 6, 10), NOW)
    shut = look(session, cora)
    take(session, cora)
    opened = look(session, cora)

    assert not shut.keys
    assert all(each.choices == () for each in shut.questions)
    assert opened.keys
    single = opened.questions[0]
    assert [(each.text, each.right, each.total) for each in single.choices] == [
        ("Text a", False, 10),
        ("Text b", True, 6),
        ("Text c", False, 0),
    ]
    assert sum(single.sizes.values()) == 16
    assert Sign.NEVER_CHOSEN in {each.sign for each in single.noticed}
    assert Sign.NEVER_CHOSEN not in {each.sign for each in shut.questions[0].noticed}


def test_by_completion_there_is_no_key_to_keep(session: Session, cora: Actor) -> None:
    attempted(session, WELCOME, many(WELCOME, 6, 6), NOW)
    found = look(session, cora, "welcome")

    assert found.keys
    assert {each.pick.value: each.total for each in found.questions[1].choices} == {
        "true": 0,
        "false": 6,
        "open": 6,
    }


def test_it_is_worked_out_once_until_there_is_something_new(session: Session, cora: Actor) -> None:
    attempted(session, WELCOME, many(WELCOME, 6, 6), NOW)

    first, again = asked(session, cora), asked(session, cora)
    attempted(session, WELCOME, many(WELCOME, 1, 0), NOW, prefix="new")
    anew = asked(session, cora)

    assert (first, again, anew) == (4, 2, 4)
    assert look(session, cora, "welcome").analysis.n == 13


def test_a_later_mark_is_the_one_that_counts_and_is_seen_at_once(session: Session, cora: Actor) -> None:
    attempted(session, CARE, many(CARE, 0, 10), NOW)
    before = look(session, cora).questions[0].item.facility
    earned = {"single": Fraction(1), "true-false": Fraction(0), "numeric": Fraction(0)}
    marked(session, "t0000", earned, NOW, passed=False)

    assert before == 0
    assert look(session, cora).questions[0].item.facility == 10


def test_a_question_that_is_drawn_is_judged_by_those_who_were_asked_it(session: Session, cora: Actor) -> None:
    drawn = replace(CARE, id="welcome", draw=2)
    catalogue = Catalogue(quizzes={"welcome": drawn})
    asked_of = [["single", "true-false"]] * 11 + [["single", "numeric"]] * 3
    given = [{each: keys(drawn)[each] for each in which} for which in asked_of]
    attempted(session, drawn, given, NOW, asked=asked_of)
    attempted(session, drawn, [WRONG], NOW, prefix="w", asked=[["single", "numeric"]])

    found = statistics.look(session, cora, catalogue, "welcome")

    assert [each.item.n for each in found.questions] == [15, 11, 4]
    assert found.analysis.quiz.alpha is None
    assert found.questions[2].noticed == ()


def test_an_earlier_edition_keeps_its_own_numbers(session: Session, cora: Actor) -> None:
    earlier = replace(CARE, title="Care as it was called")
    attempted(session, earlier, many(CARE, 10, 0), NOW)
    found = look(session, cora)

    (old,) = found.others
    assert (found.edition.n, old.n, old.present) == (0, 10, False)
    then = look(session, cora, edition=old.hash)
    assert then.quiz.title == "Care as it was called"
    assert then.analysis.n == 10
    with pytest.raises(NotFound):
        look(session, cora, edition="0" * 64)


def test_what_was_tried_under_an_old_name_is_found_under_the_new(session: Session, cora: Actor) -> None:
    attempted(session, replace(CARE, id="caring"), many(CARE, 2, 0), NOW)
    renamed = Catalogue(quizzes=CATALOGUE.quizzes, moved_quizzes={"caring": "care"})

    found = statistics.look(session, cora, renamed, "caring")

    assert [each.n for each in found.others] == [2]


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PARAPROFESSIONAL])
def test_a_learner_does_not_find_them(session: Session, role: Role) -> None:
    sam = enter(session, "Sam Rees", role)
    with pytest.raises(NotFound):
        statistics.tallies(session, sam, CATALOGUE)
    with pytest.raises(NotFound):
        look(session, sam)


def test_there_are_none_of_a_quiz_that_is_not_there(session: Session, cora: Actor) -> None:
    with pytest.raises(NotFound):
        look(session, cora, "none")


def asked(session: Session, who: Actor) -> int:
    """How many statements one look takes."""
    with heard(session.connection()) as said:
        look(session, who, "welcome")
    return len([each for each in said if each.startswith("SELECT")])
