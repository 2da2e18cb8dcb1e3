"""Without this nobody could be asked again what she had not known, be told at once, or set how many a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access, answers, marking
from elearn.domain.access import Action
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.evidence import LeaveEvent
from elearn.domain.feedback import Feedback, feedback_on, may_see_keys
from elearn.domain.leave import leaves, on_leave
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor
from elearn.domain.quizzes import Kind, Question, Quiz, kind_of
from elearn.domain.reviews import (
    PACE,
    PACES,
    Card,
    Origin,
    Standing,
    about_minutes,
    asked_today,
    left_today,
    question_hash,
    recall_shown,
    reviewed,
    standing,
)
from elearn.domain.sharing import Said, said
from elearn.domain.sheets import Sent, Sheet, read_answer, sheet
from elearn.services.attempts import edition_of, names, present_name, present_question
from elearn.storage import logbook, quizzes, reviews
from elearn.storage.home import Begun
from elearn.storage.quizzes import AttemptRow
from elearn.storage.reviews import Day, ReviewRow

SHOWN = "shown"
"""The field in which a page says which words it showed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What a card stands for today: its quiz and its question, None where they are gone, and whether it is asked."""

    quiz: Quiz | None
    question: Question | None
    standing: Standing

    @property
    def address(self) -> str:
        """What tells its question from any other that is asked."""
        return f"{self.quiz.id}/{self.question.id}" if self.quiz and self.question else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many questions come up today."""

    count: int

    @property
    def minutes(self) -> int:
        """About how long they take."""
        return about_minutes(self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What comes up for one person today, the most at risk first, and all that bears on it.

    ``coming`` is the next day on which anything is due, ``retired`` the cards whose question is asked no more,
    ``kept`` how many cards there are besides.
    """

    today: tuple[Card, ...]
    most: int
    done: int
    coming: date | None
    kept: int
    retired: tuple[Now, ...]
    leave: LeaveEvent | None

    @property
    def waiting(self) -> Waiting:
        """How many questions come up today."""
        return Waiting(count=len(self.today))


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One showing of one card: the question, and once it was answered all that may be said to the answer.

    ``said`` is None while it waits for an answer; ``left`` are the cards still asked today.
    """

    card: Card
    number: int
    quiz: Quiz
    question: Question
    said: Feedback | None
    left: tuple[Card, ...]

    @property
    def seed(self) -> str:
        """What fixes the order in which this showing is laid out."""
        return _seed(self.card.id, self.number)

    @property
    def shown(self) -> str:
        """What tells its words from any others: the page sends it along with the answer."""
        return question_hash(self.question, self.card.origin.question)

    @property
    def sheet(self) -> Sheet:
        """The question without its key."""
        return sheet(self.question, self.seed)


def waiting(catalogue: Catalogue, begun: Iterable[Begun], today: date) -> Waiting:
    """How many questions come up today for somebody who is not away, from what her home knows of her."""
    told = tuple(begun)
    day = Day(
        most=next((int(each.ref) for each in told if each.kind == "pace"), PACE),
        done=sum(each.kind == "reviewed" for each in told),
    )
    due: dict[str, bool] = {}
    for each in sorted(told, key=lambda one: one.made_on or date.min):
        if each.kind == "card" and each.on and each.made_on:
            origin = Origin(quiz=each.ref, question=each.lesson, hash=each.mark, made_on=each.made_on)
            found = _now(catalogue, origin)
            if found.standing is Standing.ASKED:
                due[found.address] = each.on <= today
    return Waiting(count=left_today(sum(due.values()), most=day.most, done=day.done))


def desk(session: Session, actor: Actor, catalogue: Catalogue, *, now: datetime, today: date) -> Desk:
    """What comes up today, how many a day she wants, and what is asked no more."""
    access.require(actor, Action.STUDY)
    cards, day = reviews.cards_of(session, actor.id, today)
    asked = _asked(catalogue, cards)
    away = _away(session, actor, today)
    found = () if away else _today(asked, day, now, today)
    chosen = {each.id for each in found}
    return Desk(
        today=found,
        most=day.most if cards else reviews.pace(session, actor.id),
        done=day.done,
        coming=min((each.due_on for each in asked if each.id not in chosen), default=None),
        kept=len(asked),
        retired=_retired(catalogue, cards),
        leave=away,
    )


def showing(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    card_id: str,
    number: int,
    *,
    now: datetime,
    today: date,
) -> Showing | None:
    """One showing of one's own card; None where it is not up now, or its question has changed since.

    What is up is what the desk of today holds: nothing on leave, nor beyond the day's number. Raises ``NotFound``
    for anybody else's card, and for a showing that is none.
    """
    access.require(actor, Action.STUDY)
    cards, day = reviews.cards_of(session, actor.id, today)
    card = next((each for each in cards if each.id == card_id), None)
    if card is None or not 1 <= number <= card.next:
        raise NotFound
    found = _now(catalogue, card.origin)
    if found.standing is not Standing.ASKED or found.quiz is None or found.question is None:
        return None
    shown = Showing(
        card=card,
        number=number,
        quiz=found.quiz,
        question=found.question,
        said=None,
        left=_up(session, actor, _asked(catalogue, cards), day, now, today),
    )
    if number == card.next:
        return shown if card in shown.left else None
    row = reviews.review(session, card.id, number)
    if row is None or row.question_hash != question_hash(found.question, card.origin.question):
        return None
    return replace(shown, said=_said(session, catalogue, actor, shown, row))


def answer(
    session: Session,
    actor: Actor,
    catalogue: Catalogue,
    card_id: str,
    number: int,
    sent: Sent,
    *,
    hard: bool,
    now: datetime,
    today: date,
) -> None:
    """Answer one showing of a card; sent twice, or from another tab, the first answer stands.

    Raises ``Refused`` for what was not offered or is not whole, ``Conflict`` where the card is not up any more, or
    its words are not those she was shown, and ``NotFound`` for a showing that is none.
    """
    access.require(actor, Action.STUDY)
    card = reviews.hold(session, actor.id, card_id)
    if card is None or not 1 <= number <= card.next:
        raise NotFound
    if number <= card.showings:
        return
    found = _now(catalogue, card.origin)
    question = found.question
    if found.quiz is None or question is None or found.standing is not Standing.ASKED:
        raise Conflict("review-retired")
    shown = sent.get(SHOWN, ())
    if shown and question_hash(question, card.origin.question) not in shown:
        raise Conflict("review-retired")
    cards, day = reviews.cards_of(session, actor.id, today)
    if card not in _up(session, actor, _asked(catalogue, cards), day, now, today):
        raise Conflict("review-not-due")
    given = read_answer(question, _seed(card.id, number), sent)
    if given is None or not answers.is_whole(question, given):
        raise Refused("answer-whole", field="answer")
    right = marking.mark(found.quiz, [question], {question.id: given}).each[0].right
    recall = recall_shown(right=right, hard=hard)
    line = ReviewRow(
        card_id=card.id,
        showing=number,
        question_hash=question_hash(question, card.origin.question),
        given=answers.as_json(given),
        recall=recall,
        at=now,
        on=today,
    )
    reviews.add_review(session, line)
    reviews.keep(session, reviewed(card, recall, now, today))


def chosen(
    session: Session, actor: Actor, catalogue: Catalogue, card_id: str, number: int, sent: Sent, today: date
) -> tuple[Said, Kind | None]:
    """What was chosen on a page that is not up any more, in the words it had; nothing where those are gone."""
    cards, _day = reviews.cards_of(session, actor.id, today)
    card = next((each for each in cards if each.id == card_id), None)
    if card is None:
        raise NotFound
    for question in _wordings(session, catalogue, actor, card.origin):
        if question_hash(question, card.origin.question) in sent.get(SHOWN, ()):
            try:
                given = read_answer(question, _seed(card.id, number), sent)
                return said(question, given), kind_of(question)
            except Refused:
                break
    return Said(), None


def set_pace(session: Session, actor: Actor, most: int, now: datetime) -> None:
    """Keep how many questions a day she wants; none is a pause."""
    access.require(actor, Action.STUDY)
    if most not in PACES:
        raise Refused("option-not-offered", field="most")
    reviews.set_pace(session, actor.id, most, now)


def _away(session: Session, actor: Actor, today: date) -> LeaveEvent | None:
    return on_leave(leaves(logbook.entries_of(session, [actor.id]).get(actor.id, ())), today)


def _up(
    session: Session, actor: Actor, asked: Iterable[Card], day: Day, now: datetime, today: date
) -> tuple[Card, ...]:
    """What is still asked today of her, who may be away."""
    up = _today(asked, day, now, today)
    return () if up and _away(session, actor, today) else up


def _today(asked: Iterable[Card], day: Day, now: datetime, today: date) -> tuple[Card, ...]:
    return asked_today(asked, most=day.most, done=day.done, at=now, today=today)


def _asked(catalogue: Catalogue, cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards whose question is still asked; of two for one question, worded differently, the later."""
    found = ((_now(catalogue, each.origin), each) for each in cards)
    return tuple({now.address: card for now, card in found if now.standing is Standing.ASKED}.values())


def _retired(catalogue: Catalogue, cards: Iterable[Card]) -> tuple[Now, ...]:
    found = (_now(catalogue, each.origin) for each in cards)
    return tuple(each for each in found if each.standing is not Standing.ASKED)


def _now(catalogue: Catalogue, origin: Origin) -> Now:
    quiz = catalogue.quizzes.get(present_name(catalogue, origin.quiz))
    question_id = present_question(catalogue, origin.quiz, origin.question)
    question = quiz.question(question_id) if quiz else None
    changes = catalogue.quiz_changes.get(f"{quiz.id}/{question_id}", ()) if quiz else ()
    return Now(quiz=quiz, question=question, standing=standing(origin, question, changes))


def _said(session: Session, catalogue: Catalogue, actor: Actor, shown: Showing, row: ReviewRow) -> Feedback:
    given = answers.from_json(row.given)
    mark = marking.mark(shown.quiz, [shown.question], {shown.question.id: given}).each[0]
    passed = shown.quiz.by_completion or _passed(session, catalogue, actor, shown.card.origin, shown.question)
    return feedback_on(mark, 1, keys=may_see_keys(shown.quiz, passed=passed))


def _passed(session: Session, catalogue: Catalogue, actor: Actor, origin: Origin, question: Question) -> bool:
    """Whether she ever passed an edition that asked this question, as on the card or as it is asked now.

    A card of a quiz whose every attempt was used up without a pass is asked, and its key still not told.
    """
    known = {origin.hash, question_hash(question, origin.question)}
    return any(
        question_hash(each, origin.question) in known
        for tried in quizzes.tries(session, actor.id, names(catalogue, origin.quiz))
        if tried.mark and tried.mark.passed
        for each in _asked_then(session, catalogue, tried.attempt, question.id)
    )


def _wordings(session: Session, catalogue: Catalogue, actor: Actor, origin: Origin) -> Iterator[Question]:
    """The question as it is asked now, and as it was in each of her attempts."""
    now = _now(catalogue, origin)
    if now.question:
        yield now.question
    called = present_question(catalogue, origin.quiz, origin.question)
    for tried in quizzes.tries(session, actor.id, names(catalogue, origin.quiz)):
        yield from _asked_then(session, catalogue, tried.attempt, called)


def _asked_then(
    session: Session, catalogue: Catalogue, attempt: AttemptRow, called: str
) -> Iterator[Question]:
    """The question that is called so now, as an attempt asked it."""
    for each in edition_of(session, catalogue, attempt).questions:
        if present_question(catalogue, attempt.quiz, each.id) == called:
            yield each


def _seed(card_id: str, number: int) -> str:
    return f"{card_id}/{number}"
