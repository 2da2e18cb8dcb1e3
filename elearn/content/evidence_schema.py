"""Without this file other programs would have to guess what evidence looks like: its JSON Schema."""

from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from elearn.content.evidence import KINDS, keys_of, where_keys
from elearn.domain.evidence import Accredited, ItemLevel, LeaveEvent, MaterialChange, Supervisor


def schema() -> dict[str, object]:
    """The JSON Schema of an evidence file: every kind, every key, and every key usable in `where`."""
    rows = {"supervisors": _rows(Supervisor), "changed": _rows(MaterialChange)}
    person = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Evidence of one learner on one pathway",
        "type": "object",
        "additionalProperties": False,
        "required": ["learner", "began", "events"],
        "properties": {
            "learner": person,
            "began": _schema_of(date),
            **rows,
            "accredited": {"type": "array", "items": {"anyOf": [person, _rows(Accredited)["items"]]}},
            "events": {
                "type": "array",
                "items": {"oneOf": [_event_schema(kind) for kind in KINDS.values()]},
            },
        },
    }


def _rows(shape: type) -> dict[str, Any]:
    return {"type": "array", "items": _object_schema(shape, {})}


def _event_schema(kind: Any) -> dict[str, object]:
    return {
        "title": kind.kind,
        "description": (kind.__doc__ or "").split("\n")[0],
        **_object_schema(kind, {"kind": {"const": kind.kind}}),
        "x-where": list(where_keys(kind)),
    }


def _object_schema(shape: type, more: dict[str, object]) -> dict[str, object]:
    own = {each.name: _schema_of(each.holds) for each in keys_of(shape)}
    if shape is LeaveEvent:
        own["on"] = _schema_of(date)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*more, *(each.name for each in keys_of(shape) if each.required)],
        "properties": {**more, **own},
    }


def _schema_of(holds: Any) -> dict[str, object]:
    if get_origin(holds) in (UnionType, Union):
        return _schema_of(next(each for each in get_args(holds) if each is not type(None)))
    if holds == tuple[ItemLevel, ...]:
        return {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
    if get_origin(holds) is tuple:
        return {"type": "array", "items": {"type": "string"}}
    if holds is bool:
        return {"type": "boolean"}
    if holds is int:
        return {"type": "integer", "minimum": 0}
    if holds is date:
        return {"type": "string", "format": "date"}
    if issubclass(holds, StrEnum):
        return {"enum": [each.value for each in holds]}
    return {"type": "string"}
