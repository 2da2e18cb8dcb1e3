"""Without this file what was not known would be gone with its quiz: here it comes up again, a few questions a day.

Which answers become cards, what is asked today and what is asked no more are decided here; how well something is
remembered is `memory`'s to say. A review never touches a mark, a pass or a milestone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from elearn.domain.confidence import Confidence, is_unsure_or_wrong
from elearn.domain.editions import canonical, hash_of
from elearn.domain.library import Change, ChangeKind
from elearn.domain.memory import Memory, Recall, again, first_met, retrievability
from elearn.domain.quizzes import Question

PACE = 5
"""So many questions a day come up until she sets another number."""
PACES = (0, 3, 5, 10)
"""What she can set; with 0 nothing comes up until she sets another."""
SECONDS_A_CARD = 40


class Standing(StrEnum):
    """Whether a card's question is still asked, and if not why."""

    ASKED = "asked"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How one question of an attempt was answered; `recall` is None where there is nothing to come back to.

    `address` is what the question is called now, `quiz` and `question` what it was called then, `hash` that of the
    question as it was asked (empty where nothing comes of it).
    """

    address: str
    quiz: str
    question: str
    hash: str
    recall: Recall | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """An attempt that was handed in; `opens` says that from then on what was answered may be learnt from.

    That is so of a quiz by completion, of a pass, and of the last attempt allowed.
    """

    at: datetime
    on: date
    opens: bool
    answered: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A card as it is made: of which answer, and when."""

    answered: Answered
    recall: Recall
    at: datetime
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a card stands for: the question as it was asked, by its names and its hash of then, and since which day."""

    quiz: str
    question: str
    hash: str
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question that comes up again: how often it has, how well it is remembered, and from which day it is due."""

    id: str
    origin: Origin
    showings: int
    memory: Memory
    last_on: date
    due_on: date

    @property
    def next(self) -> int:
        """The number of its next showing."""
        return self.showings + 1


def recall_of(confidence: Confidence | None, *, right: bool) -> Recall | None:
    """What an answer in a quiz says of her memory; None where it was right, and not by a guess."""
    if not is_unsure_or_wrong(confidence, right=right):
        return None
    return Recall.HARD if right else Recall.AGAIN


def cards_made(sittings: Iterable[Sitting]) -> tuple[Made, ...]:
    """The cards that come of all attempts at one quiz, in the order they were made in.

    The last word on each question decides, among those of attempts that were closed before anything could be learnt
    from too. A card once made stays.
    """
    words: dict[str, Answered] = {}
    made: dict[tuple[str, str], Made] = {}
    opened = False
    for sitting in sittings:
        words |= {each.address: each for each in sitting.answered}
        opened = opened or sitting.opens
        for each in words.values():
            if opened and each.recall is not None:
                card = Made(answered=each, recall=each.recall, at=sitting.at, on=sitting.on)
                made.setdefault((each.address, each.hash), card)
    return tuple(made.values())


def new_card(id_: str, made: Made) -> Card:
    """The card of an answer: the quiz itself was the first time it was asked."""
    memory = first_met(made.recall, made.at)
    return Card(
        id=id_,
        origin=Origin(
            quiz=made.answered.quiz,
            question=made.answered.question,
            hash=made.answered.hash,
            made_on=made.on,
        ),
        showings=0,
        memory=memory,
        last_on=made.on,
        due_on=_due_on(memory, made.on),
    )


def reviewed(card: Card, recall: Recall, at: datetime, on: date) -> Card:
    """The card after it was shown once more."""
    memory = again(card.memory, recall, at)
    return replace(card, memory=memory, showings=card.next, last_on=on, due_on=_due_on(memory, on))


def recall_shown(*, right: bool, hard: bool) -> Recall:
    """How it came back when it was shown: wholly right or not, and by her own word with effort."""
    if not right:
        return Recall.AGAIN
    return Recall.HARD if hard else Recall.GOOD


@lru_cache(maxsize=4096)
def question_hash(question: Question, called: str) -> str:
    """The hash of a question under the id it was once asked by, so that a new name alone makes no other question."""
    return hash_of(canonical(replace(question, id=called)))


def standing(origin: Origin, now: Question | None, changes: Sequence[Change]) -> Standing:
    """Whether a card's question is still asked; `changes` are those ever declared of it, the oldest first.

    It goes on under another wording where its authors say that the meaning is the same, and only there.
    """
    if now is None:
        return Standing.GONE
    if question_hash(now, origin.question) == origin.hash:
        return Standing.ASKED
    # A change may be dated before it reached this service: then the last one is the one that is meant.
    since = [each for each in changes if each.on >= origin.made_on] or changes[-1:]
    material = not since or any(each.kind is ChangeKind.MATERIAL for each in since)
    return Standing.CHANGED if material else Standing.ASKED


def asked_today(
    cards: Iterable[Card], *, most: int, done: int, at: datetime, today: date
) -> tuple[Card, ...]:
    """What is still asked today, the most at risk first; however much is due, never more than so many a day."""
    due = [each for each in cards if each.due_on <= today]
    ranked = sorted(due, key=lambda each: (retrievability(each.memory, at), each.due_on, each.id))
    return tuple(ranked[: left_today(len(due), most=most, done=done)])


def left_today(due: int, *, most: int, done: int) -> int:
    """How many of those due are still asked today."""
    return min(due, max(0, most - done))


def about_minutes(cards: int) -> int:
    """About how many minutes so many cards take, rounded up."""
    return -(-cards * SECONDS_A_CARD // 60)


def _due_on(memory: Memory, on: date) -> date:
    """A question comes up once a day at most: nobody is kept at her desk by steps of minutes."""
    return on + timedelta(days=max(1, memory.days))
