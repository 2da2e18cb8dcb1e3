"""Without this file every shape would read its keys, word its complaints and refuse unknown keys in its own way.

A key that was never asked for is unknown, so no list of keys is kept beside the code that reads them. A value
that is missing or wrong is noted and replaced by a stand-in: one reading finds all mistakes of a file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from elearn.content.paragraphs import Paragraph
from elearn.content.problems import Problems
from elearn.content.reader import Entries, Entry, Items, Node, Text
from elearn.content.references import Kind, References
from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue, identifier

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Notes:
    """What one reading of the folders jots down besides the shapes themselves."""

    problems: Problems
    references: References
    paragraphs: list[Paragraph] = field(default_factory=list)


class Fields:
    """One mapping of one file while it is being turned into a shape; `thing` names it in complaints ("a quiz")."""

    def __init__(
        self, node: Entries, *, thing: str, path: str, notes: Notes, line: int | None = None
    ) -> None:
        self.thing = thing
        self.path = path
        self.notes = notes
        self.line = node.line if line is None else line
        self._entries = {entry.key: entry for entry in node.entries}
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._entries

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def line_of(self, key: str) -> int:
        """The line of a key; of its mapping where the key is missing."""
        return self._entries[key].line if key in self._entries else self.line

    def wrong(self, key: str, sentence: str) -> None:
        """Note an error on the line of `key`."""
        self.notes.problems.error(self.path, self.line_of(key), sentence)

    def node(self, key: str) -> Node | None:
        """The value of a key as it stands in the tree."""
        self._asked.add(key)
        entry = self._entries.get(key)
        return entry.value if entry else None

    def holds(self, key: str) -> bool:
        """Whether a key is there with something in it; nothing is noted where it is not."""
        node = self.node(key)
        return node is not None and not _is_empty(node)

    def needs(self, key: str, what: str = "") -> bool:
        """Whether a key is there with something in it; a missing one is noted, `what` says what it would hold."""
        if not self.holds(key):
            after = f", {what}" if what else ""
            self.wrong(key, f'{self.thing} needs "{key}:"{after}')
            return False
        return True

    def text(self, key: str, default: str | None = None) -> str:
        """A paragraph of text; without a default it is required."""
        if default is not None and key not in self:
            return default
        if not self.needs(key):
            return ""
        node = self.node(key)
        if isinstance(node, Text):
            return node.text.strip()
        self.wrong(key, f'"{key}" is one text, not {_called(node)}')
        return ""

    def read(
        self, key: str, parse: Callable[[str], Value], stand_in: Value, *, required: bool = True
    ) -> Value:
        """A parsed value; `stand_in` where it is wrong, missing, or (not required) left out."""
        if not required and key not in self:
            return stand_in
        text = self.text(key)
        if not text:
            return stand_in
        try:
            return parse(text)
        except NotAValue as error:
            self.wrong(key, str(error))
            return stand_in

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """The nodes of a list; nothing where the key is left out."""
        if not (self.needs(key) if required else key in self):
            return ()
        node = self.node(key)
        if isinstance(node, Items):
            return node.items
        self.wrong(key, f'"{key}" is a list, not {_called(node)}: write [one, two]')
        return ()

    def texts(self, key: str, *, required: bool = False) -> tuple[Text, ...]:
        """A list of texts with their lines; nothing where the key is left out."""
        items = self.items(key, required=required)
        for item in items:
            if not isinstance(item, Text):
                sentence = f'"{key}" is a list of texts: here is {_called(item)}'
                self.notes.problems.error(self.path, item.line, sentence)
        return tuple(Text(item.text.strip(), item.line) for item in items if isinstance(item, Text))

    def listed(self, key: str, parse: Callable[[str], Value], *, required: bool = False) -> tuple[Value, ...]:
        """A list of parsed values; the wrong ones are noted and left out."""
        found = []
        for text in self.texts(key, required=required):
            try:
                found.append(parse(text.text))
            except NotAValue as error:
                self.notes.problems.error(self.path, text.line, str(error))
        return tuple(found)

    def refer(self, key: str, kind: Kind, *, required: bool = True, within: str = "") -> str:
        """An id that points at a thing defined elsewhere, below `within`; "" where left out."""
        name = self.text(key, None if required else "")
        if name:
            self.notes.references.use(kind, name, self.path, self.line_of(key), within)
        return name

    def refer_all(self, key: str, kind: Kind, *, required: bool = False, within: str = "") -> tuple[str, ...]:
        """A list of such ids, without repetitions."""
        names = self.texts(key, required=required)
        seen: dict[str, int] = {}
        for name in names:
            if name.text in seen:
                self.notes.problems.error(self.path, name.line, f'"{name.text}" stands twice in "{key}"')
            elif name.text:
                seen[name.text] = name.line
                self.notes.references.use(kind, name.text, self.path, name.line, within)
        return tuple(seen)

    def fields(self, key: str, thing: str, *, required: bool = False) -> "Fields | None":
        """The mapping under a key as fields of its own."""
        if not (self.needs(key) if required else key in self):
            return None
        return self.as_fields(self.node(key), thing, self.line_of(key))

    def as_fields(self, node: Node | None, thing: str, line: int) -> "Fields | None":
        """Any node of this file as fields; None, and a problem, where it is not a mapping."""
        if isinstance(node, Entries):
            return Fields(node, thing=thing, path=self.path, notes=self.notes, line=line)
        self.notes.problems.error(self.path, line, f"{thing} is a mapping of keys, not {_called(node)}")
        return None

    def entries(self, *, ids: bool = True) -> Iterator[Entry]:
        """Every `key: value` of a mapping whose keys are ids; a key that is no id is noted and still passed on."""
        for entry in self._entries.values():
            self._asked.add(entry.key)
            if ids:
                self._check_id(entry)
            yield entry

    def _check_id(self, entry: Entry) -> None:
        try:
            identifier(entry.key)
        except NotAValue as error:
            self.notes.problems.error(self.path, entry.line, str(error))

    def close(self, *also_known: str) -> None:
        """Refuse every key that was not asked for; call it when everything has been read."""
        known = self._asked | set(also_known)
        for key, entry in self._entries.items():
            if key not in known:
                sentence = f'{self.thing} has no key "{key}"{did_you_mean(key, known)}'
                self.notes.problems.error(self.path, entry.line, sentence)


def _is_empty(node: Node) -> bool:
    match node:
        case Text(text=held) | Items(items=held) | Entries(entries=held):
            return not held


def _called(node: Node | None) -> str:
    match node:
        case Items():
            return "a list"
        case Entries():
            return "a mapping"
        case _:
            return "a text"
