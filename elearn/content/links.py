"""Without this file a link that an author wrote would not become the address of a page.

An author writes ``/module/lesson#heading``; the reader's pages stand below `LIBRARY`.
"""

import re
from dataclasses import dataclass

from elearn.content.references import Kind, References
from elearn.content.values import web_address

LIBRARY = "/learn"
GLOSSARY = "/glossary"
_INSIDE = re.compile(r"/(?P<module>[a-z0-9-]+)(?:/(?P<lesson>[a-z0-9-]+)(?:#(?P<heading>[a-z0-9-]+))?)?")
_HERE = re.compile(r"#[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads for the browser, and what must exist for it to lead anywhere."""

    href: str
    kind: Kind | None = None
    name: str = ""

    def note(self, references: References, path: str, line: int) -> None:
        """Ask that what the link leads to exists."""
        if self.kind:
            references.use(self.kind, self.name, path, line)


def link_of(written: str, here: str = "") -> Link:
    """The link an author wrote, on the lesson `here` (``module/lesson``); NotAValue where it leads nowhere allowed."""
    if _HERE.fullmatch(written) and here:
        return Link(written, Kind.HEADING, here + written)
    inside = _INSIDE.fullmatch(written)
    if not inside:
        return Link(web_address(written))
    module, lesson, heading = inside["module"], inside["lesson"], inside["heading"]
    name = written.removeprefix("/")
    kind = Kind.HEADING if heading else Kind.LESSON if lesson else Kind.MODULE
    return Link(
        f"{LIBRARY}/{module}" + (f"/{lesson}" if lesson else "") + (f"#{heading}" if heading else ""),
        kind,
        name,
    )


def term_address(term: str) -> str:
    """Where the glossary explains a term."""
    return f"{GLOSSARY}#{term}"
