"""Without this a learner's old answer could not be read once its question has changed.

What was shown is kept as canonical JSON and named by its hash. A field that has its default is left out, so that
a new kind of field changes no old hash. Lists keep their order; keys are sorted; numbers keep their zeros.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeAlias, assert_never

from elearn.domain.addresses import address_of
from elearn.domain.library import Claim, Lesson, Module
from elearn.domain.quizzes import (
    KIND_OF,
    Credit,
    Kind,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    Quiz,
    Single,
    Slip,
    Step,
    TrueFalse,
)

Json: TypeAlias = Any  # whatever json.loads answers; it is taken apart below, key by key

DERIVED: Mapping[type, frozenset[str]] = {
    Lesson: frozenset({"html", "number", "words", "headings", "claims", "terms", "recalls"}),
    Module: frozenset({"html", "lessons", "revised"}),
    Claim: frozenset({"checked"}),
}
"""Fields that follow from what was written, say only when it was looked at, or are editions of their own.

`was` is left out everywhere."""


class EditionKind(StrEnum):
    """What an edition is an edition of."""

    QUIZ = "quiz"
    LESSON = "lesson"
    READING = "reading"
    PATHWAY = "pathway"
    CLIP = "clip"
    SCALE = "scale"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One thing exactly as it was shown: the hash of its canonical JSON, and that JSON."""

    hash: str
    kind: EditionKind
    id: str
    body: str


def edition_of(kind: EditionKind, thing_id: str, thing: object) -> Edition:
    """The present edition of a quiz, a lesson or a pathway."""
    body = canonical(thing)
    return Edition(hash=hash_of(body), kind=kind, id=thing_id, body=body)


def quiz_edition(quiz: Quiz) -> Edition:
    """The present edition of a quiz."""
    return edition_of(EditionKind.QUIZ, quiz.id, quiz)


def lesson_edition(lesson: Lesson) -> Edition:
    """The present edition of a lesson, under its address."""
    return edition_of(EditionKind.LESSON, lesson.address.path, lesson)


def reading_edition(module_id: str, lessons: Mapping[str, str]) -> Edition:
    """What somebody read of a module, whole: the hash of each lesson's edition as she read it, by lesson id."""
    return edition_of(EditionKind.READING, module_id, lessons)


def hash_of(body: str) -> str:
    """The SHA-256 of some canonical JSON, in hexadecimal."""
    return sha256(body.encode()).hexdigest()


def canonical(thing: object) -> str:
    """Any frozen dataclass of the domain as JSON that is the same for the same thing, everywhere and always."""
    return json.dumps(_plain(thing), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: object) -> Json:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted((_plain(item) for item in value), key=json.dumps)
    if is_dataclass(value):
        return _plain_fields(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def _plain_fields(thing: Any) -> Json:
    hidden = DERIVED.get(type(thing), frozenset()) | {"was"}
    shown = {
        spec.name: _plain(value)
        for spec in fields(thing)
        if spec.name not in hidden and not _is_default(spec, value := getattr(thing, spec.name))
    }
    kind = KIND_OF.get(type(thing))
    return {**shown, "kind": kind.value} if kind else shown


def _is_default(spec: Any, value: object) -> bool:
    if spec.default_factory is not MISSING:
        return bool(value == spec.default_factory())
    return spec.default is not MISSING and bool(value == spec.default)


def quiz_from_canonical(body: str) -> Quiz:
    """The quiz as it stood when an attempt on it was begun."""
    data = json.loads(body)
    mark = data.get("pass_mark")
    return Quiz(
        id=data["id"],
        title=data["title"],
        module=data["module"],
        pass_mark=None if mark is None else Decimal(mark),
        questions=tuple(question_from(each) for each in data["questions"]),
        attempts=data.get("attempts"),
        draw=data.get("draw"),
        critical=tuple(data.get("critical", ())),
    )


def question_from(data: Mapping[str, Json]) -> Question:
    """One question of any kind from its part of the canonical JSON."""
    asked: dict[str, Any] = {name: data[name] for name in ("id", "objective", "ask", "why")}
    asked["claims"] = tuple(data["claims"])
    asked["read"] = address_of(_address_text(data["read"]))
    credit = Credit(data.get("credit", Credit.ALL_OR_NOTHING))
    shuffle = data.get("shuffle", True)
    kind = Kind(data["kind"])
    match kind:
        case Kind.SINGLE:
            return Single(**asked, options=_options(data), answer=data["answer"], shuffle=shuffle)
        case Kind.MULTIPLE:
            answers = tuple(data["answer"])
            return Multiple(**asked, options=_options(data), answer=answers, credit=credit, shuffle=shuffle)
        case Kind.TRUE_FALSE:
            return TrueFalse(**asked, answer=data["answer"], wrong=data["wrong"])
        case Kind.MATCHING:
            pairs = tuple(Pair(**pair) for pair in data["pairs"])
            extra = tuple(data.get("extra", ()))
            wrong = data["wrong"]
            return Matching(**asked, pairs=pairs, extra=extra, wrong=wrong, credit=credit, shuffle=shuffle)
        case Kind.ORDERING:
            return Ordering(**asked, order=tuple(Step(**step) for step in data["order"]), wrong=data["wrong"])
        case Kind.NUMERIC:
            return _numeric(asked, data)
        case _:
            assert_never(kind)


def _numeric(asked: dict[str, Any], data: Mapping[str, Json]) -> Numeric:
    slips = tuple(Slip(number=Decimal(slip["number"]), wrong=slip["wrong"]) for slip in data.get("slips", ()))
    return Numeric(
        **asked,
        answer=Decimal(data["answer"]),
        within=Decimal(data["within"]),
        otherwise=data["otherwise"],
        slips=slips,
        unit=data.get("unit", ""),
    )


def _options(data: Mapping[str, Json]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in data["options"])


def _address_text(data: Mapping[str, str]) -> str:
    place = f"{data['module']}/{data['lesson']}"
    return f"{place}#{data['heading']}" if "heading" in data else place
