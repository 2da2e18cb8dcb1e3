"""Without this file nobody would turn a content file into text that knows its lines, nor refuse YAML's surprises.

Every scalar stays the text that was typed. Anchors, aliases, tags, merge keys and duplicate keys are refused
while the tree is built from the event stream, so that an alias bomb is never unfolded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from elearn.content.problems import Problems

LARGEST_FILE = 1_000_000  # bytes; the longest shipped file is a tenth of this
DEEPEST_NESTING = 24  # mappings and lists inside one another
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml reads ten times faster where it is there
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as it was typed."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping; `line` is the line of the key."""

    key: str
    line: int
    value: "Node"


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, its entries in the order in which they were typed."""

    entries: tuple[Entry, ...]
    line: int


Node: TypeAlias = Text | Items | Entries


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file: its front matter and the text below, which begins on `body_line`."""

    front: Entries
    body: str
    body_line: int


class _RefusedError(Exception):
    """The tree cannot be built any further; the reason is already among the problems."""


def read_text(file: Path, path: str, problems: Problems) -> str | None:
    """The text of a UTF-8 file with `\\n` line ends; None, and a problem, where it cannot be read as such."""
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            problems.error(
                path, 1, f"this file has {size:,} bytes; a content file has at most {LARGEST_FILE:,}"
            )
            return None
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.error(path, line, "this is not UTF-8: save the file as UTF-8")
        return None
    except OSError as error:
        problems.error(path, 1, f"this file cannot be read: {error.strerror}")
        return None
    return text if _is_plain(text, path, problems) else None


def read_yaml(file: Path, path: str, problems: Problems) -> Node | None:
    """The tree of a YAML (or JSON) file; None, and one problem, where its syntax is wrong or it is empty."""
    text = read_text(file, path, problems)
    return None if text is None else parse_yaml(text, path, problems)


def read_page(file: Path, path: str, problems: Problems) -> Page | None:
    """The front matter and the Markdown of a page; None, and a problem, where the front matter is missing or wrong."""
    text = read_text(file, path, problems)
    return None if text is None else parse_page(text, path, problems)


def parse_page(text: str, path: str, problems: Problems) -> Page | None:
    """Split a page into front matter and body, lines counted from the top of the file."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"]
    if lines[0].rstrip() != "---" or not ends:
        problems.error(
            path, 1, "a page begins with its front matter: a line ---, its keys, and again a line ---"
        )
        return None
    end = ends[0]
    front = parse_yaml("\n".join(lines[1:end]), path, problems, first_line=2)
    if front is None:
        return None
    if not isinstance(front, Entries):
        problems.error(path, front.line, "the front matter is a mapping: write key: value")
        return None
    return Page(front, "\n".join(lines[end + 1 :]), end + 2)


def parse_yaml(text: str, path: str, problems: Problems, first_line: int = 1) -> Node | None:
    """The tree of some YAML whose first line is line `first_line` of the file."""
    tree = _Tree(path, problems, first_line)
    try:
        for event in _events(text):
            tree.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        problems.error(
            path, line, f"this is not YAML: {error.problem or error.context}{_hint(str(error.problem))}"
        )
        return None
    except (yaml.YAMLError, RecursionError):
        problems.error(path, first_line, "this is not YAML")
        return None
    except _RefusedError:
        return None
    if tree.root is None:
        problems.error(path, first_line, "this file is empty")
    return tree.root


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    return events


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return '; a text that holds ": " stands in quotation marks'
    if "cannot start any token" in problem:
        return "; a text that begins with @ ` or % stands in quotation marks"
    return ""


def _is_plain(text: str, path: str, problems: Problems) -> bool:
    """Say where a tab or a character that no editor shows stands; the first of each is enough."""
    plain = True
    if (tab := text.find("\t")) >= 0:
        problems.error(path, text.count("\n", 0, tab) + 1, "here is a tab: indent with spaces")
        plain = False
    if unseen := _UNSEEN.search(text):
        line = text.count("\n", 0, unseen.start()) + 1
        problems.error(
            path, line, f"here is a character that cannot be seen (U+{ord(unseen.group()):04X}): delete it"
        )
        plain = False
    return plain


class _Open:
    """A mapping or list whose end has not come yet."""

    def __init__(self, line: int, is_mapping: bool) -> None:
        self.line = line
        self.is_mapping = is_mapping
        self.key: Text | None = None
        self.seen: set[str] = set()
        self.entries: list[Entry] = []
        self.items: list[Node] = []

    def closed(self) -> Node:
        if self.is_mapping:
            return Entries(tuple(self.entries), self.line)
        return Items(tuple(self.items), self.line)


class _Tree:
    """Builds nodes from events with a stack of its own, so that no depth of nesting can exhaust Python's."""

    def __init__(self, path: str, problems: Problems, first_line: int) -> None:
        self.root: Node | None = None
        self._path = path
        self._problems = problems
        self._first_line = first_line
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + self._first_line if event.start_mark else self._first_line
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(line, "a second document begins here: a file holds one")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, f"an alias (*{event.anchor}) is not allowed: write the value out")
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._place(Text(event.value, line), line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(_Open(line, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            ended = self._open.pop()
            self._place(ended.closed(), ended.line)

    def _begin(self, opened: _Open) -> None:
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            self._refuse(opened.line, "a key is a word, not a list or a mapping")
        if len(self._open) >= DEEPEST_NESTING:
            self._refuse(opened.line, f"nested more than {DEEPEST_NESTING} deep")
        self._open.append(opened)

    def _place(self, node: Node, line: int) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            assert isinstance(node, Text)  # _begin has refused the others
            top.key = node
            self._refuse_key(node, top)
        else:
            if top.key.text not in top.seen:
                top.entries.append(Entry(top.key.text, top.key.line, node))
            top.seen.add(top.key.text)
            top.key = None

    def _refuse_key(self, key: Text, mapping: _Open) -> None:
        if key.text == "<<":
            self._problems.error(self._path, key.line, "a merge key (<<) is not allowed: write the keys out")
        elif key.text in mapping.seen:
            self._problems.error(self._path, key.line, f'"{key.text}" stands twice in the same mapping')

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self._problems.error(
                self._path, line, f"an anchor (&{event.anchor}) is not allowed: write the value out"
            )
        if tag:
            self._problems.error(
                self._path, line, f"a tag ({tag}) is not allowed: a value is read as it is typed"
            )

    def _refuse(self, line: int, sentence: str) -> None:
        self._problems.error(self._path, line, sentence)
        raise _RefusedError
