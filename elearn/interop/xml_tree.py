"""Without this file a hostile XML file could read our disk, fill our memory or dig as deep as it liked.

Nothing that a document type can declare is needed for questions, so a file that has one is refused before any of it
is unfolded.
"""

from dataclasses import dataclass, field
from typing import NoReturn
from xml.sax import SAXParseException  # nosec: only the shapes; the parser is defusedxml's
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from elearn.interop.drafts import Unreadable

LARGEST = 20_000_000  # bytes; Moodle puts pictures into its XML
DEEPEST = 30
MOST_ELEMENTS = 200_000
UNREAD = frozenset({"file"})
"""Elements whose text is data for machines, often megabytes of it, and is not kept."""


@dataclass(slots=True)
class Element:
    """One element with its line, its attributes, its children and its words, those of its children in their place."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: "list[Element]" = field(default_factory=list)
    parts: "list[str | Element]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(each for each in self.parts if isinstance(each, str)).strip()

    @property
    def words(self) -> str:
        """Its text with that of its children."""
        return "".join(each if isinstance(each, str) else each.words for each in self.parts).strip()

    def all(self, tag: str) -> "list[Element]":
        """Its children of that name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Element | None":
        """Its first child of that name."""
        return next(iter(self.all(tag)), None)

    def said(self, tag: str) -> str:
        """The words of its first child of that name, or nothing."""
        child = self.first(tag)
        return child.words if child else ""


def tree_of(raw: bytes) -> Element:
    """The tree of an XML file; raises Unreadable, in words, where it is none or is meant to harm."""
    if len(raw) > LARGEST:
        raise Unreadable(1, f"this file has {len(raw):,} bytes; at most {LARGEST:,} are read at once")
    builder = _Builder()
    try:
        parseString(raw, builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as refused:
        sentence = (
            "this file declares a document type or entities, which questions do not need: it is not read"
        )
        raise Unreadable(builder.line, sentence) from refused
    except SAXParseException as broken:
        raise Unreadable(broken.getLineNumber() or 1, f"this is not XML: {broken.getMessage()}") from broken
    except (ValueError, LookupError) as broken:  # an encoding that is not what it says, or that nobody knows
        raise Unreadable(builder.line, "this is not XML that can be read: save it as UTF-8") from broken
    if builder.root is None:
        raise Unreadable(1, "this file is empty")
    return builder.root


class _Builder(ContentHandler):
    """Builds the tree with a stack of its own, and stops at what is too deep or too much."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        self._locator: Locator | None = None

    @property
    def line(self) -> int:
        """The line that is being read."""
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 (the name is SAX's)
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (the name is SAX's)
        self._count += 1
        if len(self._open) >= DEEPEST:
            self._refuse(f"this file is nested more than {DEEPEST} deep: it is not read")
        if self._count > MOST_ELEMENTS:
            self._refuse(f"this file has more than {MOST_ELEMENTS:,} elements: it is not read")
        element = Element(name, self.line, dict(attrs.items()))
        if self._open:
            self._open[-1].children.append(element)
            self._open[-1].parts.append(element)
        else:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802 (the name is SAX's)
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open and self._open[-1].tag not in UNREAD:
            self._open[-1].parts.append(content)

    def _refuse(self, sentence: str) -> NoReturn:
        raise Unreadable(self.line, sentence)
