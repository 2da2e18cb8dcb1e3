"""Without this file an installed elearn would not find its modules, and a checkout would read somebody else's."""

from pathlib import Path

import elearn

PACKAGE = Path(elearn.__file__).parent


def folder(name: str, named: Path | None = None) -> Path:
    """Where `modules` or `quizzes` stand: where the setting says, else in the wheel, else in the checkout."""
    shipped = PACKAGE / "_shipped" / name
    return named or (shipped if shipped.is_dir() else PACKAGE.parent / name)


def is_shipped(place: Path) -> bool:
    """Whether this folder came inside the wheel, where the next installation would write over it."""
    return place.is_relative_to(PACKAGE / "_shipped")
