"""Without this file an installed elearn would not find its modules, and a checkout would read somebody else's."""

from pathlib import Path

import elearn

PACKAGE = Path(elearn.__file__).parent


def folder(name: str, named: Path | None = None) -> Path:
    """Where `modules` or `quizzes` stand: where the setting says, else in the wheel, else in the checkout."""
    shipped = PACKAGE / "_shipped" / name
    return named or (shipped if shipped.is_dir() else PACKAGE.parent / name)
