"""Without this a pinned learner's pathway would be gone with its file: a ladder as canonical JSON, and back.

Every shape carries its own name under ``is``: ``Count`` and ``Total`` have the same fields and mean other things.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from elearn.domain import days, pathways
from elearn.domain.editions import Edition, EditionKind, hash_of
from elearn.domain.pathways import Pathway


def pathway_edition(pathway: Pathway) -> Edition:
    """The present edition of a pathway."""
    body = json.dumps(_written(pathway), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return Edition(hash=hash_of(body), kind=EditionKind.PATHWAY, id=pathway.id, body=body)


def pathway_from_canonical(body: str) -> Pathway:
    """The pathway as it stood when it was assigned."""
    found = _read(json.loads(body), Pathway)
    assert isinstance(found, Pathway)
    return found


def _shapes() -> Iterator[type]:
    for room in (pathways, days):
        for value in vars(room).values():
            if isinstance(value, type) and is_dataclass(value):
                yield value


SHAPES = {shape.__name__: shape for shape in _shapes()}
HINTS = {shape: get_type_hints(shape, vars(pathways)) for shape in SHAPES.values()}


def _written(value: Any) -> Any:
    if is_dataclass(value):
        kept = {spec.name: getattr(value, spec.name) for spec in fields(value)}
        plain = {spec.name for spec in fields(value) if kept[spec.name] == spec.default}
        shown = {name: _written(each) for name, each in kept.items() if name not in plain}
        return {"is": type(value).__name__, **shown}
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(value: Any, hint: Any) -> Any:
    if isinstance(value, dict):
        shape = SHAPES[value["is"]]
        hints = HINTS[shape]
        return shape(**{name: _read(each, hints[name]) for name, each in value.items() if name != "is"})
    if isinstance(value, list):
        return tuple(_read(each, get_args(hint)[0]) for each in value)
    for wanted in _choices(hint):
        if isinstance(wanted, type) and issubclass(wanted, StrEnum) and value in list(wanted):
            return wanted(value)
        if wanted is date and isinstance(value, str):
            return date.fromisoformat(value)
    return value


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(each for each in get_args(hint) if each is not NoneType)
    return (hint,)
