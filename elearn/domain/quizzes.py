"""Without this there would be no quiz and none of its six kinds of question, as their author meant them.

All texts are inline Markdown as it was typed; they become HTML where they are shown.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from elearn.domain.addresses import Address


class Kind(StrEnum):
    """The six kinds of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    MATCHING = "matching"
    ORDERING = "ordering"
    NUMERIC = "numeric"


class Credit(StrEnum):
    """How the parts of one answer add up: all right or nothing, or right minus wrong and never below 0."""

    ALL_OR_NOTHING = "all-or-nothing"
    EACH = "each"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a question; `wrong` says why it tempts and why it fails, and is empty in an answer."""

    id: str
    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line of a matching question and the choice that belongs to it."""

    id: str
    text: str
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of an ordering question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A number that is often given instead, and what to say to it."""

    number: Decimal
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every kind of question has: what it tests, asks and explains, and where to read again."""

    id: str
    objective: str
    ask: str
    why: str
    claims: tuple[str, ...]
    read: Address
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Asked):
    """One option is right."""

    options: tuple[Option, ...]
    answer: str
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Asked):
    """Any number of options are right."""

    options: tuple[Option, ...]
    answer: tuple[str, ...]
    credit: Credit = Credit.ALL_OR_NOTHING
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Asked):
    """A statement that holds or does not; `wrong` answers the other choice."""

    answer: bool
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Asked):
    """Each pair's text is matched with one choice; several may share one, and `extra` choices fit none."""

    pairs: tuple[Pair, ...]
    wrong: str
    extra: tuple[str, ...] = ()
    credit: Credit = Credit.ALL_OR_NOTHING
    shuffle: bool = True

    @property
    def choices(self) -> tuple[str, ...]:
        """Every choice once, as they first appear."""
        return tuple(dict.fromkeys([*(pair.match for pair in self.pairs), *self.extra]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Asked):
    """Steps to be put in order; `order` is the right one."""

    order: tuple[Step, ...]
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Asked):
    """A number, right when it is `within` of the answer, both ends included."""

    answer: Decimal
    within: Decimal
    otherwise: str
    slips: tuple[Slip, ...] = ()
    unit: str = ""


Question: TypeAlias = Single | Multiple | TrueFalse | Matching | Ordering | Numeric

KIND_OF: dict[type[Question], Kind] = {
    Single: Kind.SINGLE,
    Multiple: Kind.MULTIPLE,
    TrueFalse: Kind.TRUE_FALSE,
    Matching: Kind.MATCHING,
    Ordering: Kind.ORDERING,
    Numeric: Kind.NUMERIC,
}


def kind_of(question: Question) -> Kind:
    """The kind of a question, for a template or a table that must tell them apart."""
    return KIND_OF[type(question)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A quiz: its questions in the order of the file, and what passing it takes.

    `pass_mark` is a share of the total above 0 and up to 1; None means completion: no mark, feedback at once.
    `attempts` None is unlimited; `draw` None asks every question, a number draws so many over the objectives.
    """

    id: str
    title: str
    module: str
    pass_mark: Decimal | None
    questions: tuple[Question, ...]
    attempts: int | None = None
    draw: int | None = None
    critical: tuple[str, ...] = ()
    was: str = ""

    @property
    def by_completion(self) -> bool:
        """Whether finishing is all that is asked, without a mark."""
        return self.pass_mark is None

    @property
    def asked(self) -> int:
        """How many questions one attempt asks."""
        return len(self.questions) if self.draw is None else min(self.draw, len(self.questions))

    def question(self, question_id: str) -> Question | None:
        """The question with that id, if this quiz has it."""
        return next((question for question in self.questions if question.id == question_id), None)
