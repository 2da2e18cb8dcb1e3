"""Without this file the works that claims rest on would stay a list in Zotero's words."""

import re

from elearn.content.fields import Fields, Notes
from elearn.content.reader import Entries, Items, Node, Text
from elearn.content.references import Kind
from elearn.content.values import NotAValue, identifier, web_address
from elearn.domain.library import Author, Source

PATH = "modules/sources.yaml"
_CSL = (
    "abstract accessed annote archive archive_collection archive_location archive-place authority call-number "
    "categories chapter-number citation-key citation-label citation-number collection-number collection-title "
    "composer container-author container-title-short contributor curator custom dimensions director division edition "
    "editor event event-date event-place event-title first-reference-note-number genre guest host illustrator "
    "interviewer ISBN ISSN journalAbbreviation jurisdiction keyword language license medium narrator "
    "number-of-pages number-of-volumes organizer original-author original-date original-publisher "
    "original-publisher-place original-title part page-first performer PMCID PMID printing producer publisher-place "
    "recipient references reviewed-author reviewed-genre reviewed-title scale section series-creator shortTitle "
    "source status submitted supplement title-short translator version volume-title year-suffix"
)
PASSED_OVER = frozenset(_CSL.split())
"""CSL's other variables: a pasted item may bring them, and nothing here shows them."""
_ISSUED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read_sources(node: Node | None, notes: Notes) -> dict[str, Source]:
    """Every CSL item by its id, sorted by id as the file must be."""
    if not isinstance(node, Items):
        if node:
            notes.problems.error(PATH, node.line, "the sources are a list of CSL items: - id: …")
        notes.references.unread(Kind.SOURCE)
        return {}
    sources: dict[str, Source] = {}
    for item in node.items:
        if isinstance(item, Entries):
            source = _source(Fields(item, thing="a source", path=PATH, notes=notes))
            if sources and source.id < max(sources):
                notes.problems.error(
                    PATH, item.line, f'"{source.id}" stands out of order: sources are sorted by id'
                )
            sources[source.id] = source
        else:
            notes.problems.error(PATH, item.line, "a source is a mapping of keys")
    return sources


def _source(fields: Fields) -> Source:
    source_id = fields.read("id", identifier, "")
    if source_id:
        notes = fields.notes
        notes.references.define(Kind.SOURCE, source_id, fields.path, fields.line_of("id"), notes.problems)
    source = Source(
        id=source_id,
        kind=fields.text("type"),
        title=fields.text("title"),
        authors=_authors(fields),
        issued=_issued(fields),
        container=fields.text("container-title", ""),
        volume=fields.text("volume", ""),
        issue=fields.text("issue", ""),
        page=fields.text("page", ""),
        number=fields.text("number", ""),
        publisher=fields.text("publisher", ""),
        doi=fields.read("DOI", _doi, "", required=False),
        url=fields.read("URL", web_address, "", required=False),
        note=fields.text("note", ""),
    )
    fields.close(*PASSED_OVER)
    return source


def _doi(text: str) -> str:
    if not re.fullmatch(r"10\.\d{4,9}/\S+", text):
        raise NotAValue(f'"{text}" is not a DOI: write 10.1037/0033-2909.129.2.195')
    return text


def _authors(fields: Fields) -> tuple[Author, ...]:
    people = [fields.as_fields(item, "an author", item.line) for item in fields.items("author")]
    return tuple(_author(person) for person in people if person)


def _author(fields: Fields) -> Author:
    if "literal" in fields:
        author = Author(family=fields.text("literal"))
    else:
        particle = fields.text("non-dropping-particle", "") or fields.text("dropping-particle", "")
        family = f"{particle} {fields.text('family')}".strip()
        author = Author(family=family, given=fields.text("given", ""))
    fields.close("suffix", "family", "given")
    return author


def _issued(fields: Fields) -> str:
    """A year, month or day, also where Zotero has taken it apart into date-parts."""
    if "issued" not in fields:
        return ""
    node = fields.node("issued")
    text = node.text if isinstance(node, Text) else "-".join(_date_parts(node))
    if not _ISSUED.fullmatch(text):
        fields.wrong("issued", f'"{text}" is not a date of issue: write 2003, 2003-03 or 2003-03-14')
        return ""
    return text


def _date_parts(node: Node | None) -> list[str]:
    match node:
        case Entries(entries=(first, *_)) if first.key == "date-parts":
            return _date_parts(first.value)
        case Items(items=(Items() as inner, *_)):
            return _date_parts(inner)
        case Items(items=parts):
            return [part.text.zfill(2) for part in parts if isinstance(part, Text)]
        case _:
            return []
