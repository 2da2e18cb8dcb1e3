"""Without this each test of the content would write its folders in its own way."""

from pathlib import Path

import pytest

from tests.content.tree import Tree, sound


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A small tree of content without a mistake."""
    return sound(tmp_path)
