"""Without this file a scale would be a list in the code, and a service could not add the one it has a licence for."""

from pathlib import Path

from elearn.content.fields import Fields, Notes
from elearn.content.reader import Entries, read_yaml
from elearn.content.references import Kind
from elearn.domain.scales import Item, Scale

FOLDER = "scales"
MOST_LEVELS = 9


def read_scales(folder: Path, notes: Notes) -> tuple[Scale, ...]:
    """The scales in a folder, in the order of their files' names."""
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = f"modules/{FOLDER}/{file.name}"
        if file.suffix != ".yaml":
            notes.problems.error(path, 1, "this file has no place here: a scale is called something.yaml")
        elif scale := _read(file, path, notes):
            found.append(scale)
    return tuple(found)


def _read(file: Path, path: str, notes: Notes) -> Scale | None:
    notes.references.define(Kind.SCALE, file.stem, path, 1, notes.problems)
    node = read_yaml(file, path, notes.problems)
    if not isinstance(node, Entries):
        if node:
            notes.problems.error(path, node.line, "a scale is a mapping of keys: title, levels, items")
        return None
    fields = Fields(node, thing="a scale", path=path, notes=notes, line=1)
    levels = _levels(fields, "levels", "the levels")
    scale = Scale(
        id=file.stem,
        title=fields.text("title"),
        summary=fields.text("summary"),
        unit=fields.text("unit"),
        licence=fields.text("licence", ""),
        levels=levels,
        items=_items(fields, levels),
    )
    fields.close()
    return scale


def _items(fields: Fields, levels: dict[int, str]) -> tuple[Item, ...]:
    items = fields.fields("items", "the items", required=True)
    if items is None:
        return ()
    read = (
        (entry.key, items.as_fields(entry.value, f'item "{entry.key}"', entry.line))
        for entry in items.entries()
    )
    return tuple(_item(one, name, levels) for name, one in read if one)


def _item(one: Fields, name: str, levels: dict[int, str]) -> Item:
    anchors = _levels(one, "anchors", f'the anchors of "{name}"')
    for level in sorted(set(levels) - set(anchors)) if anchors else ():
        one.wrong("anchors", f'item "{name}" has no anchor for level {level}: what does it look like?')
    for level in sorted(set(anchors) - set(levels)):
        one.wrong("anchors", f'item "{name}" has an anchor for level {level}, which "levels:" does not name')
    item = Item(id=name, name=one.text("name"), looks_for=one.text("looks-for"), anchors=anchors)
    one.close()
    return item


def _levels(fields: Fields, key: str, thing: str) -> dict[int, str]:
    told = fields.fields(key, thing, required=True)
    if not told:
        return {}
    found = {int(name): told.text(name) for name in told.keys if name.isdecimal()}
    for name in told.keys:
        if not name.isdecimal():
            told.wrong(name, f'"{name}" is no level: levels are numbers from 1 up')
    if (found and sorted(found) != list(range(1, len(found) + 1))) or not 2 <= len(found) <= MOST_LEVELS:
        fields.wrong(key, f"{thing} run from 1 up without a gap, from two to {MOST_LEVELS} of them")
    told.close()
    return found
