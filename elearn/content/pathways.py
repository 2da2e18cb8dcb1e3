"""Without this file a training ladder would stay a page: here its front matter becomes a pathway that can be judged."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from elearn.content.fields import Fields, Notes
from elearn.content.milestones import entries_of, read_milestone
from elearn.content.prose import compile_page
from elearn.content.reader import Entries, read_page
from elearn.content.references import Kind
from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue, day, identifier, one_of, truth, web_address
from elearn.domain.extending import MilestoneChange, extend
from elearn.domain.pathways import Anchor, Apart, Pathway, Reading, Requirement

FOLDER = "pathways"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A pathway as its file says it, before what it extends is known.

    `lines` are those of its milestones and of their requirements (`milestone/requirement`); `bare` are the
    milestones of which the file says neither what they require nor who closes them.
    """

    fields: Fields
    base: str
    given: dict[str, Any]
    changes: tuple[MilestoneChange, ...]
    lines: dict[str, int]
    bare: frozenset[str]

    def wrong(self, address: str, sentence: str) -> None:
        """Note an error on the line of a milestone or a requirement; of the file where only its base has it."""
        line = self.lines.get(address, self.fields.line)
        self.fields.notes.problems.error(self.fields.path, line, sentence)


def read_pathways(folder: Path, notes: Notes, path: str = f"modules/{FOLDER}") -> dict[str, Pathway]:
    """Every pathway in a folder by its id, each with what it extends; mistakes are noted with their lines."""
    drafts: dict[str, _Draft] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        shown = f"{path}/{file.name}"
        if file.suffix == ".md" and (draft := _read(file, shown, notes)):
            drafts[file.stem] = draft
        elif file.suffix != ".md" and not file.name.startswith("."):
            notes.problems.error(
                shown, 1, "this file has no place here: a pathway is called vig-practitioner.md"
            )
    found: dict[str, Pathway] = {}
    for id_ in drafts:
        _resolve(id_, drafts, found, ())
    return found


def _resolve(id_: str, drafts: dict[str, _Draft], found: dict[str, Pathway], below: tuple[str, ...]) -> None:
    """Put a pathway among those found, after the one it extends; one that cannot be said is left out."""
    draft = drafts.get(id_)
    if draft is None or id_ in found:
        return
    base = Pathway(id=id_, title="", milestones=())
    if draft.base:
        if id_ in below:
            draft.fields.wrong("extends", f'"{id_}" extends itself: {" extends ".join((*below, id_))}')
            return
        _resolve(draft.base, drafts, found, (*below, id_))
        if draft.base not in found:
            return
        base = found[draft.base]
    _check_changes(draft, base)
    changes = tuple(_titled(change, base) for change in draft.changes)
    pathway = extend(base, {**draft.given, "id": id_}, changes)
    _check_pathway(draft, pathway)
    found[id_] = pathway


def _titled(change: MilestoneChange, base: Pathway) -> MilestoneChange:
    """A new milestone without a title, which has been noted, still stands for what others say of it."""
    if base.milestone(change.id):
        return change
    return replace(change, given={"title": "", **change.given})


def _read(file: Path, path: str, notes: Notes) -> _Draft | None:
    try:
        identifier(file.stem)
    except NotAValue as error:
        notes.problems.error(path, 1, str(error))
    notes.references.define(Kind.PATHWAY, file.stem, path, 1, notes.problems)
    page = read_page(file, path, notes.problems)
    if page is None:
        return None
    fields = Fields(page.front, thing="a pathway", path=path, notes=notes, line=1)
    base = fields.refer("extends", Kind.PATHWAY, required=False)
    given: dict[str, Any] = {"title": fields.text("title")}
    if "approach" in fields:
        given["approach"] = fields.read("approach", identifier, "")
    if "source" in fields:
        given["source"] = fields.read("source", web_address, "")
    if "seen" in fields:
        given["seen"] = fields.read("seen", day, None)
    if "shares" in fields:
        given["shares"] = fields.read("shares", truth, True)
    if "apart" in fields:
        given["apart"] = fields.read("apart", one_of(Apart), Apart.MILESTONE)
    if "reading" in fields:
        given["reading"] = _reading(fields)
    if page.body.strip():
        given["about"] = compile_page(page.body, page.body_line, path, notes, file.parent).html
    lines, bare = _places(fields)
    changes = _milestones(fields, extends=bool(base))
    fields.close()
    return _Draft(fields, base, given, changes, lines, bare)


def _places(fields: Fields) -> tuple[dict[str, int], frozenset[str]]:
    """Where milestones and requirements stand, and which milestones say nothing of what they ask."""
    lines: dict[str, int] = {}
    bare = set()
    for milestone in entries_of(fields.node("milestones")):
        lines[milestone.key] = milestone.line
        keys = {each.key: each for each in entries_of(milestone.value)}
        if isinstance(milestone.value, Entries) and not keys.keys() & {"requires", "closes"}:
            bare.add(milestone.key)
        for each in entries_of(keys["requires"].value) if "requires" in keys else ():
            lines[f"{milestone.key}/{each.key}"] = each.line
    return lines, frozenset(bare)


def _reading(fields: Fields) -> tuple[Reading, ...]:
    listed = fields.fields("reading", "what is worth reading")
    if not listed:
        return ()
    return tuple(
        Reading(milestone=entry.key, modules=listed.refer_all(entry.key, Kind.MODULE))
        for entry in listed.entries()
    )


def _milestones(fields: Fields, *, extends: bool) -> tuple[MilestoneChange, ...]:
    listed = fields.fields("milestones", "the milestones", required=not extends)
    changes = []
    for entry in listed.entries() if listed else ():
        inner = fields.as_fields(entry.value, "a milestone", entry.line)
        if inner:
            changes.append(read_milestone(entry.key, inner, extends=extends))
            inner.close()
    return tuple(changes)


def _check_changes(draft: _Draft, base: Pathway) -> None:
    """New milestones have a title; what is dropped was there."""
    for change in draft.changes:
        old = base.milestone(change.id)
        if old is None and change.drop:
            guess = did_you_mean(change.id, [each.id for each in base.milestones])
            draft.wrong(change.id, f'no milestone "{change.id}" to drop{guess}')
        elif old is None and "title" not in change.given:
            draft.wrong(change.id, 'a milestone needs "title:"')
        elif old is None and change.id in draft.bare:
            draft.wrong(change.id, 'a milestone needs "requires:" or "closes:"')
        known = [each.id for each in old.requires] if old else []
        for name in sorted(change.dropped - set(known)):
            guess = did_you_mean(name, known)
            draft.wrong(f"{change.id}/{name}", f'no requirement "{name}" to drop{guess}')


def _check_pathway(draft: _Draft, pathway: Pathway) -> None:
    """What one milestone says of another must be there, and above it."""
    ids = [each.id for each in pathway.milestones]
    for number, milestone in enumerate(pathway.milestones):
        above = ids[:number]
        for name in milestone.after or ():
            if name not in above:
                draft.wrong(milestone.id, f'no milestone "{name}" above this one{did_you_mean(name, above)}')
        if milestone.renew and not milestone.lasts and draft.base:
            draft.wrong(milestone.id, '"renew" needs "lasts:", how long a milestone stays met')
        if milestone.from_:
            _check_anchor(draft, pathway, milestone.id, milestone.from_, above)
        for requirement in milestone.requires:
            if requirement.from_:
                _check_anchor(draft, pathway, milestone.id, requirement.from_, above, requirement)
    for reading in pathway.reading:
        if reading.milestone not in ids:
            guess = did_you_mean(reading.milestone, ids)
            draft.fields.wrong("reading", f'no milestone "{reading.milestone}"{guess}')


def _check_anchor(
    draft: _Draft,
    pathway: Pathway,
    milestone: str,
    from_: Anchor,
    above: list[str],
    own: Requirement | None = None,
) -> None:
    """An anchor lies above, or (for a requirement) beside; a sibling may not be one that itself hangs on a day."""
    if from_.milestone is None:
        return
    address = f"{milestone}/{own.id}" if own else milestone
    named = pathway.milestone(from_.milestone)
    beside = own is not None and from_.milestone == milestone and from_.requirement is not None
    if named is None or not (from_.milestone in above or beside):
        guess = did_you_mean(from_.milestone, above)
        draft.wrong(address, f'no milestone "{from_.milestone}" above this one{guess}')
        return
    if from_.requirement is None:
        return
    asked = {each.id: each for each in named.requires}
    target = asked.get(from_.requirement)
    if target is None:
        guess = did_you_mean(from_.requirement, asked)
        draft.wrong(address, f'no requirement "{from_.milestone}/{from_.requirement}"{guess}')
    elif beside and (target is own or (target.from_ and target.from_.milestone == milestone)):
        draft.wrong(address, f'"{from_.requirement}" counts itself from a day in this milestone')
