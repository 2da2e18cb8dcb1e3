"""Without this guard a family's postcode, telephone or date of birth would slip into the record in a free text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain


class Identifier(StrEnum):
    """What in a text may tell who a family is."""

    EMAIL = "e-mail"
    NHS_NUMBER = "nhs-number"
    PHONE = "phone"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth-date"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A piece of a text that looks like an identifier: what it looks like, the piece, and where it stands."""

    kind: Identifier
    text: str
    start: int
    end: int


def identifiers(text: str) -> tuple[Found, ...]:
    """Every piece that looks like an identifier, in the order of the text; none overlaps another.

    Found are e-mail addresses, NHS numbers (check digit modulus 11), telephone numbers, UK postcodes, full dates in
    figures, and any date beside a word of birth. Names are looked for in `domain/names`.
    """
    return apart(
        Found(kind=kind, text=text[start:end], start=start, end=end)
        for kind, find in _FINDERS
        for start, end in find(text)
    )


def apart(*found: Iterable[Found]) -> tuple[Found, ...]:
    """Pieces in the order of the text, without those that overlap one that comes before them in the order given."""
    taken: list[Found] = []
    for piece in chain.from_iterable(found):
        if all(piece.end <= each.start or each.end <= piece.start for each in taken):
            taken.append(piece)
    return tuple(sorted(taken, key=lambda each: each.start))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the NHS number's check digit: weights 10 to 2, modulus 11 (NHS Data Dictionary)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


Span = tuple[int, int]

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TEN_DIGITS = re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
# A number of groups of two or more digits: ratings such as "0 1 2 3" and shares such as 0.20 are no telephone.
_CALLED = re.compile(
    r"(?<![\w.+])(?:(?P<abroad>\+\d{1,3}|00[1-9]\d)(?: ?\(0\))?|\(?0\d{2,4}\)?)(?:[ .-]?\d{2,8}){1,5}(?![\w])"
)
_POSTCODE = re.compile(
    r"(?<![\w-])(?:GIR ?0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])\s?\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])(?!\.\d)")
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_BORN = re.compile(r"(?:\b(?:born|birth(?:day)?|d\.?o\.?b)\b|\(b\.)", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b)(?:,? \d{{4}}\b)?"
    r"|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b",
    re.IGNORECASE,
)
NEAR = 30
"""So many characters may lie between a word of birth and its date."""


def _emails(text: str) -> Iterator[Span]:
    yield from (found.span() for found in _EMAIL.finditer(text))


def _nhs_numbers(text: str) -> Iterator[Span]:
    yield from (found.span() for found in _TEN_DIGITS.finditer(text) if is_nhs_number(_digits(found[0])))


def _phones(text: str) -> Iterator[Span]:
    for found in _CALLED.finditer(text):
        count = len(_digits(found[0].replace("(0)", "")))
        if count in (range(10, 16) if found["abroad"] else (10, 11)):
            yield found.span()


def _postcodes(text: str) -> Iterator[Span]:
    yield from (found.span() for found in _POSTCODE.finditer(text))


def _dates(text: str) -> Iterator[Span]:
    """Full dates in figures, which is how a date of birth is written; others only where birth is spoken of."""
    yield from (found.span() for found in _FIGURES.finditer(text) if _is_day(found[4], found[3], found[1]))
    yield from (found.span() for found in _ISO.finditer(text) if _is_day(*found.groups()))
    for word in _BORN.finditer(text):
        said = _SAID.search(text, word.end(), word.end() + NEAR + len("30th of September 2026"))
        if said and said.start() - word.end() <= NEAR:
            yield said.span()


def _is_day(year: str, month: str, day: str) -> bool:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(full, int(month), int(day)).year in range(1900, 2100)
    except ValueError:
        return False


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal())


# First come the kinds whose shape cannot be mistaken: ten digits with a right check digit are no telephone number.
_FINDERS: tuple[tuple[Identifier, Callable[[str], Iterator[Span]]], ...] = (
    (Identifier.EMAIL, _emails),
    (Identifier.NHS_NUMBER, _nhs_numbers),
    (Identifier.PHONE, _phones),
    (Identifier.POSTCODE, _postcodes),
    (Identifier.BIRTH_DATE, _dates),
)
