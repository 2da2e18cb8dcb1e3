"""Without this file evidence could not be brought in from outside, nor a mistake in it be found by its path.

Keys and their kinds are read off the event classes of the rules, so that a new event needs nothing here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue, day
from elearn.domain.evidence import (
    Accredited,
    AnyEvent,
    CycleEvent,
    Evidence,
    ItemLevel,
    LeaveEvent,
    MaterialChange,
    PriorEvent,
    Supervisor,
)
from elearn.domain.pathways import WhereKey

LARGEST_NUMBER = 1_000_000
LONGEST_TEXT = 10_000

KINDS: Mapping[str, type[AnyEvent]] = {each.kind: each for each in get_args(AnyEvent)}
_TYPED_AS = {"with_": "with", "as_": "as", "since": "from", "until": "to"}
_OWN_NAMES: Mapping[type, Mapping[str, str]] = {
    CycleEvent: {"on": "filmed"},
    LeaveEvent: {"on": "from"},
}
_MAY_LACK: Mapping[type, str] = {PriorEvent: "on"}
_OUR_OWN = frozenset({"agreed", "endings", "left", "settled", "withdrawal_known"})
"""What only our own record knows of: how an entry, a relation or a decision came to be what it is."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One sentence about one place of a JSON file, such as `$.events[3].mode`."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


class WrongEvidence(ValueError):
    """The file cannot be judged; every mistake in it is named."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a JSON mapping: the field it fills, what it holds, and whether it must be there."""

    name: str
    field: str
    holds: Any
    required: bool


def read_evidence(text: str) -> Evidence:
    """The evidence in a JSON text; raises WrongEvidence with every mistake found."""
    try:
        tree = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise WrongEvidence([Mistake("$", f"this is not JSON: {error}")]) from None
    reading = _Reading()
    evidence = reading.evidence(tree)
    if reading.mistakes or evidence is None:
        raise WrongEvidence(reading.mistakes)
    return evidence


def read_event(row: Mapping[str, object]) -> AnyEvent:
    """One event from its JSON mapping; raises WrongEvidence with every mistake found."""
    reading = _Reading()
    event: AnyEvent | None = reading.event(dict(row), "$")
    if event is None:
        raise WrongEvidence(reading.mistakes)
    return event


def written(evidence: Evidence) -> dict[str, object]:
    """Evidence as the JSON values that `read_evidence` reads back; what has its default is left out."""
    return {
        "learner": evidence.learner,
        "began": evidence.began.isoformat(),
        "supervisors": [_written(each) for each in evidence.supervisors],
        "accredited": [_written(each) for each in evidence.accredited],
        "events": [{"kind": each.kind, **_written(each)} for each in evidence.events],
        "changed": [_written(each) for each in evidence.changed],
    }


def _written(row: Any) -> dict[str, object]:
    shape: type = type(row)
    defaults = {each.name: each.default for each in fields(row)}
    values = {each.name: getattr(row, each.field) for each in keys_of(shape)}
    plain = {each.name for each in keys_of(shape) if values[each.name] == defaults[each.field]}
    return {name: _json(value) for name, value in values.items() if name not in plain}


def _json(value: object) -> object:
    if isinstance(value, tuple):
        levels = {each.item: each.level for each in value if isinstance(each, ItemLevel)}
        return levels or list(value)
    return value.isoformat() if isinstance(value, date) else value


def where_keys(kind: type) -> tuple[str, ...]:
    """The keys that a pathway may use in `where` for entries of a kind."""
    own = {each.field for each in keys_of(kind)}
    return tuple(each.value for each in WhereKey if each.value in own)


@cache
def keys_of(shape: type) -> tuple[Key, ...]:
    """The keys in which a shape is written."""
    hints = get_type_hints(shape)
    named = _OWN_NAMES.get(shape, {})
    return tuple(
        Key(
            name=named.get(each.name) or _typed_as(shape, each.name),
            field=each.name,
            holds=hints[each.name],
            required=each.default is MISSING and _MAY_LACK.get(shape) != each.name,
        )
        for each in fields(shape)
        if each.name not in _OUR_OWN
    )


def _typed_as(shape: type, name: str) -> str:
    """`until` of a check is typed so; that of a relation is typed `to`."""
    return name if name == "until" and issubclass(shape, tuple(KINDS.values())) else _TYPED_AS.get(name, name)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key in found if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f'the key "{twice}" stands twice in one mapping')
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


class _Reading:
    """One reading of one file, and the mistakes found on the way."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def evidence(self, tree: object) -> Evidence | None:
        """The whole file."""
        known = ("learner", "began", "supervisors", "accredited", "events", "changed")
        top = self._mapping(tree, "$", "evidence", known)
        if top is None:
            return None
        for key in ("learner", "began", "events"):
            if key not in top:
                self._wrong("$", f'evidence needs "{key}"')
        learner = self._value(top.get("learner", ""), str, "$.learner")
        began = self._value(top.get("began", "2000-01-01"), date, "$.began")
        evidence = {
            "supervisors": self._list(top, "supervisors", lambda row, path: self._row(Supervisor, row, path)),
            "accredited": self._list(top, "accredited", self._accredited),
            "events": self._list(top, "events", self.event),
            "changed": self._list(top, "changed", lambda row, path: self._row(MaterialChange, row, path)),
        }
        self._ids(evidence["events"])
        return None if self.mistakes else Evidence(learner=learner, began=began, **evidence)

    def _ids(self, events: tuple[Any, ...]) -> None:
        """Each id once, and nothing replaced that is not there."""
        known: set[str] = set()
        for number, event in enumerate(events):
            if event is not None and event.id in known:
                self._wrong(f"$.events[{number}].id", f'"{event.id}" stands twice')
            known.add("" if event is None else event.id)
        for number, event in enumerate(events):
            if event is not None and event.replaces is not None and event.replaces not in known:
                guess = did_you_mean(event.replaces, known)
                self._wrong(f"$.events[{number}].replaces", f'no event "{event.replaces}"{guess}')

    def _list(
        self, top: Mapping[str, object], key: str, read: Callable[[object, str], object]
    ) -> tuple[Any, ...]:
        rows = top.get(key, [])
        if not isinstance(rows, list):
            self._wrong(f"$.{key}", f'"{key}" is a list')
            return ()
        return tuple(read(row, f"$.{key}[{number}]") for number, row in enumerate(rows))

    def _accredited(self, row: object, path: str) -> object:
        if isinstance(row, str):
            return Accredited(person=self._value(row, str, path))
        return self._row(Accredited, row, path)

    def event(self, row: object, path: str) -> Any:
        """One event; None, and a mistake, where it cannot be read."""
        kind = row.get("kind") if isinstance(row, dict) else None
        if not isinstance(row, dict) or kind is None:
            return self._wrong(path, 'an event is a mapping and needs "kind"')
        if not isinstance(kind, str) or kind not in KINDS:
            return self._wrong(f"{path}.kind", f'no kind "{kind}"{did_you_mean(str(kind), KINDS)}')
        shape = KINDS[kind]
        rest = {key: value for key, value in row.items() if key != "kind"}
        if shape is PriorEvent and "on" not in rest:
            rest["on"] = rest.get("met_on")
        if shape is LeaveEvent and "on" in rest:
            agreed = rest.pop("on")
            rest.setdefault("entered", agreed)  # a leave's own day is its first; `on` is when it was agreed
        return self._row(shape, rest, path, thing=f'an event of kind "{kind}"')

    def _row(self, shape: type, row: object, path: str, thing: str = "") -> object:
        keys = {each.name: each for each in keys_of(shape)}
        named = thing or f"an entry of {path.split('.')[-1].split('[')[0]}"
        mapping = self._mapping(row, path, named, tuple(keys))
        if mapping is None:
            return None
        before = len(self.mistakes)
        for key in keys.values():
            if key.required and key.name not in mapping:
                self._wrong(path, f'{named} needs "{key.name}"')
        given = {
            keys[name].field: self._value(value, keys[name].holds, f"{path}.{name}")
            for name, value in mapping.items()
            if name in keys
        }
        return shape(**given) if len(self.mistakes) == before else None

    def _mapping(
        self, value: object, path: str, thing: str, known: tuple[str, ...]
    ) -> dict[str, object] | None:
        if not isinstance(value, dict):
            self._wrong(path, f"{thing} is a mapping of keys")
            return None
        for key in value:
            if key not in known:
                self._wrong(f"{path}.{key}", f'{thing} has no key "{key}"{did_you_mean(key, known)}')
        return value

    def _value(self, value: object, holds: Any, path: str) -> Any:
        """A value as the field holds it; None, and a mistake, where it is something else."""
        if get_origin(holds) in (UnionType, Union):
            inner = next(each for each in get_args(holds) if each is not type(None))
            return self._value(value, inner, path)
        if holds == tuple[ItemLevel, ...]:
            return self._levels(value, path)
        if get_origin(holds) is tuple:
            return self._texts(value, path)
        if holds is bool:
            return value if isinstance(value, bool) else self._wrong(path, "write true or false")
        if holds is int:
            whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER
            return value if whole else self._wrong(path, f"{_typed(value)} is not a whole number")
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT or "\0" in value:
            return self._wrong(path, f"{_typed(value)} is not a text")
        return self._text(value, holds, path)

    def _text(self, value: str, holds: Any, path: str) -> Any:
        if holds is date:
            try:
                return day(value)
            except NotAValue as error:
                return self._wrong(path, str(error))
        if issubclass(holds, StrEnum):
            choices = [each.value for each in holds]
            if value not in choices:
                guess = did_you_mean(value, choices) or f": one of {', '.join(choices)}"
                return self._wrong(path, f'"{value}" is not allowed here{guess}')
        return holds(value)

    def _texts(self, value: object, path: str) -> Any:
        if not isinstance(value, list):
            return self._wrong(path, f"{_typed(value)} is not a list of texts")
        return tuple(self._value(each, str, f"{path}[{number}]") for number, each in enumerate(value))

    def _levels(self, value: object, path: str) -> Any:
        if not isinstance(value, dict):
            return self._wrong(path, "write the items as a mapping of item to level")
        return tuple(
            ItemLevel(item=item, level=self._value(level, int, f"{path}.{item}"))
            for item, level in value.items()
        )

    def _wrong(self, path: str, sentence: str) -> Any:
        """Note a mistake; the answer, None, stands in for the value."""
        self.mistakes.append(Mistake(path, sentence))
        return None


def _typed(value: object) -> str:
    """A value as it was typed, cut to what one reads."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
