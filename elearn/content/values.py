"""Without this file the text that an author typed would stay text: here it becomes a number, a day or a share."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from elearn.content.spelling import did_you_mean

LONGEST_ID = 60
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?")

Choice = TypeVar("Choice", bound=StrEnum)


class NotAValue(ValueError):
    """The text is no value of this kind; the message is the sentence for the author."""


def identifier(text: str) -> str:
    """An id: a-z, 0-9 and single hyphens, at most 60 characters."""
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise NotAValue(f'"{text}" is not an id: use a-z, 0-9 and -, at most {LONGEST_ID} characters')
    return text


def whole(text: str) -> int:
    """A whole number from 0 up."""
    if not re.fullmatch(r"\d{1,9}", text):
        raise NotAValue(f'"{text}" is not a whole number: write 6')
    return int(text)


def number(text: str) -> Decimal:
    """A decimal number with the zeros that were typed."""
    if not _NUMBER.fullmatch(text):
        raise NotAValue(f'"{text}" is not a number: write 0.33')
    return Decimal(text)


def day(text: str) -> date:
    """A calendar day."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NotAValue(f'"{text}" is not a date: write 2026-11-22')


def share(text: str) -> Decimal:
    """A share above 0 and up to 1, typed as a percentage."""
    if re.fullmatch(r"\d{1,3}%", text) and 0 < int(text[:-1]) <= 100:
        return Decimal(text[:-1]) / 100
    raise NotAValue(f'"{text}" is not a share: write 80%')


def truth(text: str) -> bool:
    """`true` or `false`."""
    if text not in ("true", "false"):
        raise NotAValue(f'"{text}" is neither true nor false')
    return text == "true"


def web_address(text: str) -> str:
    """An http or https address."""
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise NotAValue(f'"{text}" is not a web address: write https://…')
    return text


def one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    """A parser for the words of a closed list."""

    def parse(text: str) -> Choice:
        known = [choice.value for choice in choices]
        if text not in known:
            guess = did_you_mean(text, known) or f": one of {', '.join(known)}"
            raise NotAValue(f'"{text}" is not allowed here{guess}')
        return choices(text)

    return parse
