"""Without this marks from another system could not be analysed here: a table with a row a learner, a column an item."""

import re
from collections.abc import Iterator
from csv import Error as NotATable
from csv import reader as rows_of
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from io import StringIO

from elearn.domain.statistics.matrix import Item, Matrix

MOST_ROWS = 20_000
MOST_ITEMS = 500
LABELS = frozenset({"", "learner", "name", "id", "person", "student", "candidate"})
"""What the head of a first column may say that names the learners; it holds no marks."""

MAXIMA = "max"
"""How the row of maxima begins; in capitals it may be a name."""

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong, on which line as an editor counts it, and in which column where it is one cell's."""

    line: int
    says: str
    column: str = ""


class WrongMarks(Exception):
    """The table cannot be analysed; every mistake is listed."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


def read_marks(text: str) -> Matrix:
    """The marks in a table: names of the items first, then perhaps a row that begins `max`, then a row a learner.

    An empty cell was not asked; without `max` every item is out of one. A first column of names is passed over.
    Raises ``WrongMarks`` with every mistake.
    """
    header, rows = _table(text.removeprefix("\ufeff"))
    worth = rows.pop(0) if rows and rows[0][1][0] == MAXIMA else None
    label = _names_learners(header, rows, worth)
    names = header[1:] if label else header
    mistakes = list(_wrong_names(names))
    most = _worth(worth, names, mistakes)
    marks = [_row(row, names, most, mistakes, label=label) for row in rows]
    if mistakes:
        raise WrongMarks(*mistakes)
    items = tuple(Item(id=name, most=each or 0) for name, each in zip(names, most, strict=True))
    return Matrix(items=items, rows=tuple(marks))


def maxima_line(text: str) -> int | None:
    """The line that is read as what each item is out of, where there is one; raises ``WrongMarks`` as `read_marks`."""
    _header, rows = _table(text.removeprefix("\ufeff"))
    return rows[0][0] if rows and rows[0][1][0] == MAXIMA else None


def _table(text: str) -> tuple[list[str], list[Row]]:
    lines = rows_of(StringIO(text), strict=True)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        rows = [(lines.line_num, [cell.strip() for cell in row]) for row in lines if any(map(str.strip, row))]
    except NotATable as wrong:
        raise WrongMarks(Mistake(line=lines.line_num, says=f"this is no table: {wrong}")) from None
    if not any(header):
        raise WrongMarks(Mistake(line=1, says="the first row names the items, and here it is empty"))
    if len(header) == 1 and ";" in header[0]:
        raise WrongMarks(Mistake(line=1, says="the cells are parted by semicolons: save it with commas"))
    if len(rows) > MOST_ROWS + 1 or len(header) > MOST_ITEMS + 1:
        says = f"at most {MOST_ROWS:,} learners and {MOST_ITEMS} items are read"
        raise WrongMarks(Mistake(line=1, says=says))
    return header, rows


def _names_learners(header: list[str], rows: list[Row], worth: Row | None) -> bool:
    if header[0].casefold() in LABELS:
        return True
    if worth is not None:
        return len(worth[1]) == len(header)
    firsts = [row[0] for _line, row in rows]
    return len(header) > 1 and bool(firsts) and not any(re.search(r"\d", each) or not each for each in firsts)


def _wrong_names(names: list[str]) -> Iterator[Mistake]:
    if not names:
        yield Mistake(line=1, says="the first row names no item")
    for at, name in enumerate(names):
        if not name:
            yield Mistake(line=1, column=f"{at + 1}", says="an item needs a name")
        elif name in names[:at]:
            yield Mistake(line=1, column=name, says="two items have this name")


def _worth(row: Row | None, names: list[str], mistakes: list[Mistake]) -> list[Fraction | None]:
    if row is None:
        return [Fraction(1)] * len(names)
    line, (_max, *cells) = row
    if len(cells) != len(names):
        mistakes.append(_length(line, len(cells), len(names)))
        return [None] * len(names)
    found = [_number(cell) for cell in cells]
    for name, cell, most in zip(names, cells, found, strict=True):
        if most is None or most < 0:
            mistakes.append(Mistake(line=line, column=name, says=f'"{cell}" is no maximum: write 1 or 2.5'))
    return found


def _row(
    row: Row, names: list[str], most: list[Fraction | None], mistakes: list[Mistake], *, label: bool
) -> list[Fraction | None]:
    line, cells = row
    cells = cells[1:] if label or len(cells) == len(names) + 1 else cells
    if len(cells) != len(names):
        mistakes.append(_length(line, len(cells), len(names)))
        return []
    found = [_number(cell) for cell in cells]
    for name, cell, mark, limit in zip(names, cells, found, most, strict=True):
        if cell and mark is None:
            mistakes.append(Mistake(line=line, column=name, says=f'"{cell}" is no mark: write 1 or 0.5'))
        elif mark is not None and limit is not None and mark > limit:
            says = f"{cell} is more than this item's {limit}: give what each is out of in a second row, max"
            mistakes.append(Mistake(line=line, column=name, says=says))
    return found


def _length(line: int, have: int, need: int) -> Mistake:
    return Mistake(line=line, says=f"{have} marks, where the first row names {need}")


@lru_cache(maxsize=4096)
def _number(typed: str) -> Fraction | None:
    return Fraction(typed) if _NUMBER.fullmatch(typed) else None
