"""The documentation as tests read it: without this each would find tables and samples in its own way."""

import re
from pathlib import Path

import elearn

ROOT = Path(elearn.__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
AUTHORING = (ROOT / "docs" / "authoring.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

Row = list[str]


def table(text: str, head: str) -> list[Row]:
    """The rows below the head of the one table whose head begins so."""
    lines = [*text.splitlines(), ""]
    (begins,) = [number for number, line in enumerate(lines) if line.startswith(f"| {head}")]
    ends = next(number for number in range(begins, len(lines)) if not lines[number].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[begins + 2 : ends]]


def codes(cell: str) -> list[str]:
    """Every span of code in a cell or a text."""
    return re.findall(r"`([^`]+)`", cell)


def bold(cell: str) -> list[str]:
    """The code in a cell that stands in bold: what is needed."""
    return re.findall(r"\*\*`([^`]+)`\*\*", cell)


def keys(text: str, head: str) -> set[str]:
    """The words explained in a table: what stands before a colon in the code of its first column."""
    return {code.split(":")[0] for row in table(text, head) for code in codes(row[0])}
