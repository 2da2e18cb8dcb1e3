"""Without this file each of the authors' commands would look for the content in a place of its own."""

import os
from pathlib import Path

from elearn.content.places import folder


def folders() -> tuple[Path, Path]:
    """Where the modules and the quizzes stand: where the settings say, else where they ship."""
    named = (os.environ.get("ELEARN_MODULES"), os.environ.get("ELEARN_QUIZZES"))
    modules, quizzes = (Path(name) if name else None for name in named)
    return folder("modules", modules), folder("quizzes", quizzes)
