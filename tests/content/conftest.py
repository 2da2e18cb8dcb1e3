"""Without this each test of the content would write its folders in its own way."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.content.tree import FILES, Tree


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A small tree of content without a mistake."""
    made = Tree(tmp_path)
    for path, text in FILES.items():
        made.write(path, dedent(text))
    return made
