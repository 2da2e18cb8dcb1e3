"""What comes up again, for whom and when, on both databases, also when fifty hands answer at once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.answers import Answer, Chosen, Held
from elearn.domain.confidence import Confidence
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.leave import Leave
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import Question
from elearn.domain.reviews import PACE, Standing
from elearn.domain.sheets import filled
from elearn.services import leave, quizzes, record, review_cards, reviews
from elearn.services.entry_writing import Sending
from elearn.services.reviews import Desk
from elearn.storage.database import Database
from elearn.storage.evidence import AchievementRow
from elearn.storage.home import begun
from elearn.storage.quizzes import MarkRow
from elearn.storage.reviews import CardRow, ReviewRow
from tests.domain.asked import MATCHING, NUMERIC, SINGLE, TRUE_FALSE, key, keys, quiz
from tests.services.entered import NOW, TODAY, enter

LONDON = ZoneInfo("Europe/London")
ASSESSED = quiz(SINGLE, TRUE_FALSE, NUMERIC, MATCHING, id="care", pass_mark=Decimal("0.75"))
WELCOME = quiz(SINGLE, MATCHING, id="welcome", pass_mark=None)
CATALOGUE = Catalogue(quizzes={each.id: each for each in (ASSESSED, WELCOME)})
WRONG: dict[str, Answer] = {"true-false": Held(holds=True)}
DAY = timedelta(days=1)
HANDS = 12


@pytest.fixture
def sam(session: Session) -> Actor:
    """Somebody who studies."""
    return enter(session, "Sam Rees", Role.TRAINEE)


def as_sent(question: Question, seed: str, answer: Answer) -> dict[str, list[str]]:
    """The form with this answer in it."""
    form = filled(question, seed, answer)
    return {name: [value] if isinstance(value, str) else value for name, value in form.items()}


def take(
    session: Session,
    who: Actor,
    answers: dict[str, Answer],
    *,
    quiz_id: str = "care",
    sure: dict[str, Confidence] | None = None,
    catalogue: Catalogue = CATALOGUE,
    at: datetime = NOW,
) -> None:
    """Begin, answer so and this surely (fairly, unless told), hand in."""
    attempt_id = quizzes.begin(session, who, catalogue, quiz_id, at)
    attempt = quizzes.attempt(session, who, catalogue, quiz_id, attempt_id)
    for number, question in enumerate(attempt.questions, 1):
        if question.id in answers:
            said = (sure or {}).get(question.id, Confidence.FAIRLY)
            sent = {**as_sent(question, attempt.seed, answers[question.id]), "confidence": [said]}
            quizzes.save_answer(session, who, catalogue, quiz_id, attempt_id, number, sent, at)
    quizzes.submit(session, who, catalogue, quiz_id, attempt_id, now=at, today=at.date())


def desk(session: Session, who: Actor, days: int = 1, catalogue: Catalogue = CATALOGUE) -> Desk:
    """What comes up so many days later."""
    return reviews.desk(session, who, catalogue, now=NOW + days * DAY, today=TODAY + days * DAY)


def asked(session: Session, who: Actor, days: int = 1, catalogue: Catalogue = CATALOGUE) -> list[str]:
    """The questions that come up so many days later, in their order."""
    return [each.origin.question for each in desk(session, who, days, catalogue).today]


def waits(session: Session, who: Actor, catalogue: Catalogue = CATALOGUE) -> int:
    """How many questions her home tells of the day after."""
    return reviews.waiting(catalogue, begun(session, who.id, TODAY + DAY), TODAY + DAY).count


def recall(
    session: Session,
    who: Actor,
    card: str,
    number: int,
    answer: Answer,
    *,
    days: int = 1,
    hard: bool = False,
    catalogue: Catalogue = CATALOGUE,
) -> None:
    """Answer one showing of a card."""
    row = session.get_one(CardRow, card)
    question = catalogue.quizzes[row.quiz].question(row.question)
    assert question is not None
    sent = as_sent(question, f"{card}/{number}", answer)
    now = NOW + days * DAY
    reviews.answer(session, who, catalogue, card, number, sent, hard=hard, now=now, today=TODAY + days * DAY)


def only(session: Session) -> str:
    """The one card there is."""
    return session.scalars(select(CardRow.id)).one()


def count(session: Session, table: type) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_pass_brings_what_was_wrong_and_what_was_guessed(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG}, sure={"single": Confidence.GUESS})
    assert asked(session, sam, 0) == []
    assert asked(session, sam) == ["true-false", "single"]
    assert waits(session, sam) == 2


def test_before_a_pass_nothing_comes_up_and_after_it_the_last_word_of_every_try_counts(
    session: Session, sam: Actor
) -> None:
    take(session, sam, {"true-false": Held(holds=True)})
    assert asked(session, sam) == []
    take(session, sam, {**keys(ASSESSED), "single": Chosen(options=("a",))}, at=NOW + timedelta(hours=1))
    assert asked(session, sam) == ["single"]


def test_of_a_quiz_by_completion_only_what_was_wrong_comes_up_at_once(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(WELCOME), "single": Chosen(options=("a",))}, quiz_id="welcome")
    assert asked(session, sam) == ["single"]


def test_when_every_try_is_used_up_it_comes_up_and_its_key_is_still_not_told(
    session: Session, sam: Actor
) -> None:
    once = Catalogue(quizzes={"care": replace(ASSESSED, attempts=1)})
    take(session, sam, {**keys(ASSESSED), **WRONG, "single": Chosen(options=("a",))}, catalogue=once)
    (first, _second) = desk(session, sam, catalogue=once).today
    question = once.quizzes["care"].question(first.origin.question)
    assert question is not None
    recall(session, sam, first.id, 1, key(question), catalogue=once)
    shown = reviews.showing(session, sam, once, first.id, 1, now=NOW + DAY, today=TODAY + DAY)
    assert shown is not None
    assert shown.said is not None
    assert shown.said.key is None


def test_who_has_passed_is_told_everything_at_once(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    card = only(session)
    before = reviews.showing(session, sam, CATALOGUE, card, 1, now=NOW + DAY, today=TODAY + DAY)
    assert before is not None
    assert before.said is None
    recall(session, sam, card, 1, Held(holds=True))
    after = reviews.showing(session, sam, CATALOGUE, card, 1, now=NOW + DAY, today=TODAY + DAY)
    assert after is not None
    assert after.said is not None
    assert after.said.key is not None
    assert after.said.remarks[0].said == "Wrong true"


@pytest.mark.parametrize(
    ("answer", "hard", "kept"),
    [
        (Held(holds=True), False, "again"),
        (Held(holds=False), False, "good"),
        (Held(holds=False), True, "hard"),
    ],
)
def test_how_it_came_back_is_kept(
    session: Session, sam: Actor, answer: Answer, hard: bool, kept: str
) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    recall(session, sam, only(session), 1, answer, hard=hard)
    assert session.scalars(select(ReviewRow)).one().recall == kept


def test_a_showing_is_answered_once_whatever_is_sent_again(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    card = only(session)
    recall(session, sam, card, 1, Held(holds=False))
    kept = session.get_one(CardRow, card).due_on
    recall(session, sam, card, 1, Held(holds=True))
    assert session.scalars(select(ReviewRow)).one().given == {"holds": False}
    assert session.get_one(CardRow, card).due_on == kept


def test_a_card_is_up_once_a_day_and_only_when_it_is_due(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    card = only(session)
    with pytest.raises(Conflict, match="review-not-due"):
        recall(session, sam, card, 1, Held(holds=False), days=0)
    recall(session, sam, card, 1, Held(holds=False))
    with pytest.raises(Conflict, match="review-not-due"):
        recall(session, sam, card, 2, Held(holds=False))
    with pytest.raises(NotFound):
        recall(session, sam, card, 3, Held(holds=False))
    assert reviews.showing(session, sam, CATALOGUE, card, 2, now=NOW + DAY, today=TODAY + DAY) is None
    assert asked(session, sam) == []


def test_what_is_not_whole_or_was_not_offered_is_refused_and_adds_nothing(
    session: Session, sam: Actor
) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    card = only(session)
    for sent, code in (({}, "answer-whole"), ({"answer": ["7"]}, "option-not-offered")):
        with pytest.raises(Refused, match=code):
            reviews.answer(
                session, sam, CATALOGUE, card, 1, sent, hard=False, now=NOW + DAY, today=TODAY + DAY
            )
    assert count(session, ReviewRow) == 0


def test_nobody_reaches_the_card_of_another(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    ann = enter(session, "Ann Lee", Role.SUPERVISOR)
    with pytest.raises(NotFound):
        reviews.showing(session, ann, CATALOGUE, only(session), 1, now=NOW + DAY, today=TODAY + DAY)
    with pytest.raises(NotFound):
        recall(session, ann, only(session), 1, Held(holds=True))
    assert desk(session, ann).kept == 0


def test_she_sets_how_many_a_day_and_none_is_a_pause(session: Session, sam: Actor) -> None:
    take(
        session,
        sam,
        {**keys(WELCOME), "single": Chosen(options=("a",)), "matching": key(MATCHING)},
        quiz_id="welcome",
    )
    take(session, sam, {**keys(ASSESSED), **WRONG})
    assert desk(session, sam).most == PACE
    reviews.set_pace(session, sam, 0, NOW)
    reviews.set_pace(session, sam, 0, NOW)
    found = desk(session, sam)
    assert (found.today, found.most, found.kept) == ((), 0, 2)
    assert waits(session, sam) == 0
    with pytest.raises(Refused, match="option-not-offered"):
        reviews.set_pace(session, sam, 4, NOW)


def test_what_was_done_today_is_taken_off_the_days_number(session: Session, sam: Actor) -> None:
    take(session, sam, {"numeric": key(NUMERIC), "matching": key(MATCHING), "true-false": Held(holds=False)})
    take(session, sam, {**keys(ASSESSED), "single": Chosen(options=("a",))}, at=NOW + timedelta(hours=1))
    take(session, sam, {**keys(WELCOME), "single": Chosen(options=("a",))}, quiz_id="welcome")
    reviews.set_pace(session, sam, 3, NOW)
    first, second = desk(session, sam).today
    recall(session, sam, first.id, 1, key(SINGLE))
    found = desk(session, sam)
    assert ([each.id for each in found.today], found.done) == ([second.id], 1)
    assert waits(session, sam) == 1


def test_nothing_comes_up_on_leave_and_afterwards_no_more_than_a_days_number(
    session: Session, sam: Actor
) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    away = Leave(on=TODAY + DAY, to=TODAY + 40 * DAY)
    leave.log_leave(session, sam, away, Sending(key="a", now=NOW, today=TODAY))
    during = desk(session, sam, 20)
    assert (during.today, during.leave is not None) == ((), True)
    assert asked(session, sam, 41) == ["true-false"]


def test_a_card_whose_question_changed_in_meaning_or_is_gone_is_retired_and_said_so(
    session: Session, sam: Actor
) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    changed = replace(TRUE_FALSE, answer=True)
    said = Change(kind=ChangeKind.MATERIAL, what="key corrected", on=TODAY)
    other = Catalogue(
        quizzes={"care": replace(ASSESSED, questions=(SINGLE, changed, NUMERIC, MATCHING))},
        quiz_changes={"care/true-false": (said,)},
    )
    without = Catalogue(quizzes={"care": replace(ASSESSED, questions=(SINGLE, NUMERIC, MATCHING))})
    for catalogue, standing in ((other, Standing.CHANGED), (without, Standing.GONE)):
        found = desk(session, sam, catalogue=catalogue)
        assert (found.today, [each.standing for each in found.retired]) == ((), [standing])
        where = {"now": NOW + DAY, "today": TODAY + DAY}
        assert reviews.showing(session, sam, catalogue, only(session), 1, **where) is None
        with pytest.raises(Conflict, match="review-retired"):
            reviews.answer(session, sam, catalogue, only(session), 1, {}, hard=False, **where)
    assert waits(session, sam, without) == 0


def test_another_wording_goes_on_and_is_never_asked_twice(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    reworded = replace(TRUE_FALSE, ask="Put plainly?")
    said = Change(kind=ChangeKind.EDITORIAL, what="plainer", on=TODAY)
    now = Catalogue(
        quizzes={"care": replace(ASSESSED, questions=(SINGLE, reworded, NUMERIC, MATCHING))},
        quiz_changes={"care/true-false": (said,)},
    )
    assert asked(session, sam, catalogue=now) == ["true-false"]
    take(session, sam, {**keys(ASSESSED), **WRONG}, catalogue=now)
    assert count(session, CardRow) == 2
    assert asked(session, sam, catalogue=now) == ["true-false"]
    for card in desk(session, sam, catalogue=now).today:
        recall(session, sam, card.id, 1, Held(holds=True), catalogue=now)
        shown = reviews.showing(session, sam, now, card.id, 1, now=NOW + DAY, today=TODAY + DAY)
        assert shown is not None
        assert shown.said is not None
        assert shown.said.key is not None


def test_an_answer_to_words_that_have_changed_since_is_shown_no_more(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    recall(session, sam, only(session), 1, Held(holds=True))
    reworded = replace(TRUE_FALSE, ask="Put plainly?")
    said = Change(kind=ChangeKind.EDITORIAL, what="plainer", on=TODAY)
    now = Catalogue(
        quizzes={"care": replace(ASSESSED, questions=(reworded,))}, quiz_changes={"care/true-false": (said,)}
    )
    assert reviews.showing(session, sam, now, only(session), 1, now=NOW + DAY, today=TODAY + DAY) is None


def test_a_quiz_that_was_renamed_keeps_its_cards(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    renamed = Catalogue(
        quizzes={"caring": replace(ASSESSED, id="caring", was="care")}, moved_quizzes={"care": "caring"}
    )
    assert asked(session, sam, catalogue=renamed) == ["true-false"]
    shown = reviews.showing(session, sam, renamed, only(session), 1, now=NOW + DAY, today=TODAY + DAY)
    assert shown is not None


def test_no_review_touches_a_mark_or_an_achievement(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    marks, earned = count(session, MarkRow), count(session, AchievementRow)
    recall(session, sam, only(session), 1, Held(holds=False))
    assert (count(session, MarkRow), count(session, AchievementRow)) == (marks, earned)
    assert session.scalars(select(MarkRow)).one().earned == "3"


def test_cards_worked_out_again_from_the_ledgers_are_those_that_were_kept(
    session: Session, sam: Actor
) -> None:
    take(session, sam, {**WRONG})
    take(
        session,
        sam,
        {**keys(ASSESSED), **WRONG},
        sure={"single": Confidence.GUESS},
        at=NOW + timedelta(hours=1),
    )
    take(session, sam, {**keys(WELCOME), "single": Chosen(options=("a",))}, quiz_id="welcome")
    for days in (1, 2, 4, 9, 30):
        for each in desk(session, sam, days).today:
            held = Held(holds=days % 4 == 0) if each.origin.question == "true-false" else key(SINGLE)
            recall(session, sam, each.id, each.next, held, days=days, hard=days == 9)
    kept, day = reviews_kept(session, sam)
    assert len(kept) == 3
    for row in session.scalars(select(CardRow)):
        row.stability, row.showings, row.due_on = 1.0, 0, date(2026, 1, 1)
    session.flush()
    assert review_cards.rebuild(session, CATALOGUE, sam.id, LONDON) == 3
    assert reviews_kept(session, sam) == (kept, day)


def reviews_kept(session: Session, who: Actor) -> tuple[list[tuple[object, ...]], int]:
    """Every column of every card, and how many reviews there were."""
    rows = session.execute(select(CardRow.__table__).order_by(CardRow.id)).all()
    return [tuple(row) for row in rows], count(session, ReviewRow)


def test_all_of_it_stands_in_her_record(session: Session, sam: Actor) -> None:
    take(session, sam, {**keys(ASSESSED), **WRONG})
    recall(session, sam, only(session), 1, Held(holds=False))
    reviews.set_pace(session, sam, 10, NOW)
    parts = record.record_of(session, sam, TODAY, LONDON).parts
    (card,) = parts["review_cards"]
    assert (card["quiz"], card["question"]) == ("care", "true-false")
    assert [each["recall"] for each in card["reviews"]] == ["good"]
    assert [each["most"] for each in parts["review_pace"]] == [10]


def test_many_hands_on_one_showing_leave_one_answer(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        sam = enter(session, "Sam Rees", Role.TRAINEE)
        take(session, sam, {**keys(ASSESSED), **WRONG})
        card = only(session)
    barrier, faults = Barrier(HANDS), []

    def press(number: int) -> None:
        barrier.wait()
        try:
            with fresh_database.writing() as session:
                recall(session, sam, card, 1, Held(holds=number % 2 == 0))
        except Exception as fault:
            faults.append(fault)

    threads = [Thread(target=press, args=(number,)) for number in range(HANDS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not faults
    with fresh_database.reading() as session:
        assert count(session, ReviewRow) == 1
        assert session.scalars(select(CardRow)).one().showings == 1
