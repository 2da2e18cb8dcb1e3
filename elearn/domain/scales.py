"""Without this a rating would be a number nobody could explain: a scale, its items, and what each level looks like."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to rate, what to look for, and what each level looks like in behaviour, by level."""

    id: str
    name: str
    looks_for: str
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale as its file has it; ``levels`` names each level from 1 up, ``licence`` says whose it is if not ours."""

    id: str
    title: str
    summary: str
    unit: str
    levels: Mapping[int, str]
    items: tuple[Item, ...]
    licence: str = ""

    @property
    def top(self) -> int:
        """The highest level."""
        return max(self.levels)

    def item(self, item_id: str) -> Item | None:
        """The item with that id, if this scale has it."""
        return next((item for item in self.items if item.id == item_id), None)
