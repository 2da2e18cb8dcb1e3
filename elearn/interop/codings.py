"""Without this no team could compare its own codings: tables of `start,stop,subject,code`, as any tool exports them."""

from csv import Error as NotATable
from csv import reader as rows_of
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

from elearn.domain.agreement import Coded

HEADER = ("start", "stop", "subject", "code")
MOST = 20_000
"""Rows that are read: one a second through five hours of film."""
LONGEST = 1_000_000
"""Seconds; the longest film that is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong with one line, as an editor counts it."""

    line: int
    says: str


class WrongCodings(Exception):
    """The table cannot be compared; every mistake is listed."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


def read_codings(text: str) -> tuple[Coded, ...]:
    """The rows of a table whose header names `start`, `stop`, `subject` and `code`, in any order, among other columns.

    Times are seconds with a point; an empty `stop` is a point in time. Raises ``WrongCodings`` with every mistake.
    """
    header, rows = _table(text.removeprefix("\ufeff"))
    places = _places(header)
    coded, mistakes = [], []
    for line, row in rows:
        try:
            coded.append(_coded({name: row[place].strip() for name, place in places.items()}))
        except IndexError:
            mistakes.append(
                Mistake(line=line, says=f"{len(row)} cells, where the header names {len(header)}")
            )
        except ValueError as wrong:
            mistakes.append(Mistake(line=line, says=str(wrong)))
    if mistakes:
        raise WrongCodings(*mistakes)
    return tuple(coded)


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    lines = rows_of(StringIO(text), strict=True)
    try:
        header = [cell.strip().casefold() for cell in next(lines, [])]
        rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except NotATable as wrong:
        raise WrongCodings(Mistake(line=lines.line_num, says=f"this is no table: {wrong}")) from None
    if len(rows) > MOST:
        raise WrongCodings(Mistake(line=1, says=f"{len(rows):,} rows; at most {MOST:,} are compared"))
    return header, rows


def _places(header: list[str]) -> dict[str, int]:
    for name in HEADER:
        if header.count(name) != 1:
            says = f'the header has no "{name}"' if name not in header else f'the header names "{name}" twice'
            raise WrongCodings(Mistake(line=1, says=f"{says}; write {','.join(HEADER)}"))
    return {name: header.index(name) for name in HEADER}


def _coded(cells: dict[str, str]) -> Coded:
    start = _seconds("start", cells["start"])
    stop = _seconds("stop", cells["stop"]) if cells["stop"] else None
    if stop is not None and stop < start:
        raise ValueError(f"it stops at {stop}, before it starts at {start}")
    if not cells["code"]:
        raise ValueError('"code" is empty: say what was seen')
    return Coded(start=start, stop=stop, subject=cells["subject"], code=cells["code"])


def _seconds(name: str, typed: str) -> Decimal:
    try:
        seconds = Decimal(typed)
    except InvalidOperation:
        seconds = Decimal("NaN")
    if not seconds.is_finite():
        raise ValueError(f'{name} "{typed}" is no number of seconds: write 155.105')
    if not 0 <= seconds <= LONGEST:
        raise ValueError(f"{name} {typed} lies outside a film: from 0 to {LONGEST:,} seconds")
    return seconds
