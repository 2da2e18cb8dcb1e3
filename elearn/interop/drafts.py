"""Without these shapes a translator could only invent what a foreign file does not say, or drop what we cannot.

A draft is a question in the words of our own format as far as they are known; what an author must still write is
an empty value, which the content check names by its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

MOST_QUESTIONS = 2_000
"""In one file; the longest quiz that ships has fewer than thirty."""

Value: TypeAlias = "str | tuple[str, ...] | Mapping[str, Value]"
"""What stands after a key: a text, a list of short texts, or keys of its own. An empty text is still to be written."""


class Unreadable(Exception):
    """The file as a whole is not what it should be; its text is the sentence for whoever brought it."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Something that could not be said in the other format, and the line on which it stands."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One question on its way to us; `comments` are kept above it."""

    id: str
    line: int
    keys: Mapping[str, Value]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A file of questions as we would say it; `about` holds what is known of the quiz as a whole."""

    drafts: tuple[Draft, ...]
    losses: tuple[Loss, ...]
    about: Mapping[str, Value] = field(default_factory=dict)
    comments: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Item:
    """A question while it is being translated; `house` is what our own export had noted beside it."""

    line: int
    title: str
    losses: list[Loss]
    ask: str = ""
    why: str = ""
    house: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How complaints call it: by its title, or by how it begins."""
        begins = " ".join((self.title or self.ask).split())
        return begins if len(begins) <= 60 else f"{begins[:59]}…"

    def lose(self, sentence: str, line: int = 0) -> None:
        """Note that something of this question could not be said."""
        self.losses.append(Loss(line or self.line, f'"{self.name}": {sentence}'))
