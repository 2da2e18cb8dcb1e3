"""Without this the ratings of a year would be a column of numbers: where each mark of a small chart stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.domain.pathways import Rater
from elearn.domain.ratings import Film
from elearn.domain.scales import Item, Scale

LEFT, STEP, TOP, RISE, FOOT = 22, 44, 12, 22, 26
OFFSETS = {Rater.SELF: -9, Rater.SUPERVISOR: 0, Rater.EXTERNAL: 9}
"""Sides stand beside each other, so that equal levels do not hide one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One rating in a chart: where its mark stands, and whose it is."""

    x: int
    y: int
    side: Rater


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One item over all films: a line for each level, a place for each film, and the marks."""

    item: Item
    width: int
    height: int
    lines: tuple[tuple[int, int], ...]
    films: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]


def charts(scale: Scale, films: Sequence[Film]) -> tuple[Chart, ...]:
    """A small chart for each item of a scale; level 1 lies lowest, the first film to the left."""
    return tuple(_chart(scale, item, films) for item in scale.items)


def _chart(scale: Scale, item: Item, films: Sequence[Film]) -> Chart:
    return Chart(
        item=item,
        width=LEFT + STEP * len(films),
        height=TOP + RISE * (scale.top - 1) + FOOT,
        lines=tuple((level, _y(scale, level)) for level in scale.levels),
        films=tuple((number, _x(number)) for number in range(1, len(films) + 1)),
        points=tuple(
            Point(x=_x(number) + OFFSETS[side], y=_y(scale, rating.levels[item.id]), side=side)
            for number, film in enumerate(films, 1)
            for side, rating in film.sides.items()
        ),
    )


def _x(number: int) -> int:
    return LEFT + STEP * number - STEP // 2


def _y(scale: Scale, level: int) -> int:
    return TOP + RISE * (scale.top - level)
