"""Without this file a milestone would stay a few keys: what it requires, who closes it, how long it lasts."""

from collections.abc import Iterator
from typing import Any

from elearn.content.fields import Fields
from elearn.content.lengths import anchor, renewal_day, span
from elearn.content.reader import Entries, Entry, Node
from elearn.content.requirements import read_requirement, read_requirements
from elearn.content.values import identifier, one_of, truth, whole
from elearn.domain.days import YearDay
from elearn.domain.extending import MilestoneChange
from elearn.domain.pathways import Closer, Closes, Renew, RenewFrom, Requirement


def read_milestone(id_: str, fields: Fields, *, extends: bool) -> MilestoneChange:
    """What a file says of one milestone; only one that extends another pathway may drop anything."""
    if id_ == "start":
        fields.wrong("", '"start" is when a learner began: give the milestone another id')
    if extends and "drop" in fields:
        return MilestoneChange(id=id_, given={}, drop=fields.read("drop", truth, True))
    given = dict(_given(fields, extends=extends))
    dropped = frozenset(_dropped(fields) if extends else ())
    requires = tuple(_requires(fields, dropped))
    return MilestoneChange(id=id_, given=given, requires=requires, dropped=dropped)


def _given(fields: Fields, *, extends: bool) -> Iterator[tuple[str, Any]]:
    """The keys of a milestone that its file gives; what it leaves out is the base's, or the default."""
    if "title" in fields:
        yield "title", fields.text("title")
    if "carry" in fields:
        yield "carry", fields.read("carry", truth, False)
    if "after" in fields:
        yield "after", fields.listed("after", identifier)
    if "from" in fields:
        yield "from_", fields.read("from", anchor, None)
    if "closes" in fields:
        yield "closes", _closes(fields)
    if "lasts" in fields:
        yield "lasts", fields.read("lasts", span, None)
    if "renew" in fields:
        yield "renew", _renew(fields, extends=extends)


def _requires(fields: Fields, dropped: frozenset[str]) -> Iterator[Requirement]:
    if "requires" not in fields:
        return
    listed = fields.fields("requires", "the requirements")
    for entry in listed.entries() if listed else ():
        inner = fields.as_fields(entry.value, "a requirement", entry.line)
        if inner and entry.key not in dropped and (found := read_requirement(entry.key, inner)):
            yield found


def _dropped(fields: Fields) -> Iterator[str]:
    """The ids of requirements that say `drop: true`."""
    for entry in entries_of(fields.node("requires")):
        inner = fields.as_fields(entry.value, "a requirement", entry.line) if _says_drop(entry) else None
        if inner and inner.read("drop", truth, True):
            inner.close()
            yield entry.key


def _says_drop(entry: Entry) -> bool:
    return any(each.key == "drop" for each in entries_of(entry.value))


def _closes(fields: Fields) -> Closes | None:
    inner = fields.fields("closes", "what closes a milestone")
    if not inner:
        return None
    closes = Closes(
        by=inner.read("by", one_of(Closer), Closer.ASSESSOR),
        meeting=inner.read("meeting", identifier, "", required=False),
        minutes=inner.read("minutes", whole, 0, required=False),
        reads=inner.listed("reads", identifier),
    )
    inner.close()
    return closes


def _renew(fields: Fields, *, extends: bool) -> Renew | None:
    if "lasts" not in fields and not extends:
        fields.wrong("renew", '"renew" needs "lasts:", how long a milestone stays met')
    inner = fields.fields("renew", "a renewal")
    if not inner:
        return None
    completion: RenewFrom | YearDay = RenewFrom.COMPLETION
    renew = Renew(
        requires=read_requirements(inner, "requires", required=True),
        counts=inner.read("counts", renewal_day, completion, required=False),
        opens=inner.read("opens", span, None, required=False),
    )
    inner.close()
    for each in renew.requires:
        if each.from_ is not None:
            inner.wrong("requires", f'"{each.id}" counts from the day the renewal opens: leave "from" out')
        if each.waive is not None:
            inner.wrong("requires", f'"{each.id}" is done again each term: leave "waive" out')
    return renew


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a mapping; none where it is something else."""
    return node.entries if isinstance(node, Entries) else ()
