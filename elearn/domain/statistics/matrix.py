"""Without this shape marks would be a heap of numbers: who earned how much of what, and what was not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

Marks = Sequence[Fraction | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question by its name, and the most that it can earn."""

    id: str
    most: Fraction | int = 1


@dataclass(frozen=True, kw_only=True)  # not slotted: what follows from it is worked out once and kept
class Matrix:
    """Marks, a row a learner and a column an item; None where the learner was not asked that item.

    Raises ValueError for a row of another length than there are items.
    """

    items: tuple[Item, ...]
    rows: tuple[Marks, ...]

    def __post_init__(self) -> None:
        """Hold that every learner has a cell for every item."""
        if any(len(row) != len(self.items) for row in self.rows):
            raise ValueError("every row needs one mark, or None, for each item")

    @property
    def n(self) -> int:
        """How many learners there are."""
        return len(self.rows)

    @cached_property
    def complete(self) -> bool:
        """Whether every learner was asked every item; no longer so where a quiz draws."""
        return not any(cell is None for row in self.rows for cell in row)

    @cached_property
    def unit(self) -> int:
        """How many of the smallest parts make one mark: the least common denominator of all there is."""
        cells = {cell.denominator for row in self.rows for cell in row if cell is not None}
        return lcm(*cells, *(item.most.denominator for item in self.items))

    @cached_property
    def most(self) -> tuple[int, ...]:
        """The most each item can earn, in parts."""
        return tuple(self._parts(item.most) for item in self.items)

    @cached_property
    def cells(self) -> tuple[tuple[int | None, ...], ...]:
        """The marks in parts, a row a learner."""
        return tuple(tuple(None if cell is None else self._parts(cell) for cell in row) for row in self.rows)

    @cached_property
    def columns(self) -> tuple[tuple[int | None, ...], ...]:
        """The marks in parts, a column an item."""
        return tuple(zip(*self.cells, strict=True)) if self.cells else ((),) * len(self.items)

    @cached_property
    def earned(self) -> tuple[int, ...]:
        """What each learner earned in all, in parts."""
        return tuple(sum(cell for cell in row if cell is not None) for row in self.cells)

    @cached_property
    def possible(self) -> tuple[int, ...]:
        """What each learner could have earned of what she was asked, in parts."""
        if self.complete:
            return (sum(self.most),) * self.n
        return tuple(
            sum(most for cell, most in zip(row, self.most, strict=True) if cell is not None)
            for row in self.cells
        )

    def _parts(self, mark: Fraction | int) -> int:
        return mark.numerator * (self.unit // mark.denominator)


def on_one_scale(earned: Sequence[int], possible: Sequence[int]) -> tuple[list[int | None], int]:
    """What each earned as parts of one whole, and that whole; None for whoever could have earned nothing.

    Where all could have earned the same, what they earned is left as it is.
    """
    if len(set(possible)) <= 1:
        return list(earned), possible[0] if possible else 0
    whole = lcm(*(most for most in possible if most > 0))
    return [
        part * (whole // most) if most > 0 else None for part, most in zip(earned, possible, strict=True)
    ], whole
