"""Without this a row left empty between two others would be asked about at the wrong field."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, Form


def rows(form: Form, *names: str, most: int) -> Sequence[tuple[str, ...]]:
    """The rows of fields ``name_1`` to ``name_most`` that hold anything, as texts; the form shows them closed up."""
    filled = [row for row in _rows(form, names, most) if any(row)]
    for place, fields in enumerate(_fields(form, names, most)):
        for number, field in enumerate(fields):
            field.data = filled[place][number] if place < len(filled) else ""
    return filled


def spread(name_values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows as the data of such a form."""
    return {
        f"{name}_{number}": value for number, row in enumerate(name_values, 1) for name, value in row.items()
    }


def _rows(form: Form, names: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    for fields in _fields(form, names, most):
        yield tuple(str(field.data or "").strip() for field in fields)


def _fields(form: Form, names: Sequence[str], most: int) -> Iterator[tuple[Field, ...]]:
    for number in range(1, most + 1):
        yield tuple(form[f"{name}_{number}"] for name in names)
