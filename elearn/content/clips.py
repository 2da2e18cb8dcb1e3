"""Without this file a clip would stay YAML, and a scene that cannot be drawn, heard or marked would reach a learner."""

import re
from decimal import Decimal
from pathlib import Path

from elearn.content.clip_beats import read_beats
from elearn.content.clip_keys import read_agreement, read_key, read_tempting
from elearn.content.clip_people import read_people
from elearn.content.clip_times import seconds
from elearn.content.clip_words import WORDS, word_of
from elearn.content.fields import Fields, Notes
from elearn.content.prose import read_prose
from elearn.content.reader import Entries, Node, read_yaml
from elearn.content.references import Kind
from elearn.content.values import NotAValue, identifier, one_of
from elearn.domain.clips import Clip, Contrast, Form, Use

FILE = re.compile(r"(?:\d{2}-)?(?P<id>[^.]+)\.clip\.yaml")
SHORTEST, LONGEST = 45, 90


def read_clips(folder: Path, path: str, notes: Notes) -> tuple[Clip, ...]:
    """The clips of one module's folder, in the order of their files' names."""
    found = (_read_file(file, f"{path}/{file.name}", folder.name, notes) for file in sorted(folder.iterdir()))
    return tuple(clip for clip in found if clip)


def _read_file(file: Path, path: str, module: str, notes: Notes) -> Clip | None:
    named = FILE.fullmatch(file.name)
    if not named:
        return None
    try:
        identifier(named["id"])
    except NotAValue as error:
        notes.problems.error(path, 1, str(error))
    return read_clip(read_yaml(file, path, notes.problems), named["id"], module, path, notes)


def read_clip(node: Node | None, clip_id: str, module: str, path: str, notes: Notes) -> Clip | None:
    """The clip in one file; None where the file is no mapping."""
    notes.references.define(Kind.CLIP, clip_id, path, 1, notes.problems)
    if not isinstance(node, Entries):
        if node:
            notes.problems.error(path, node.line, "a clip is a mapping of keys: title, people, beats, key")
        return None
    fields = Fields(node, thing="a clip", path=path, notes=notes, line=1)
    length = fields.read("length", _length, Decimal(LONGEST))
    toy = fields.read("toy", word_of(WORDS["toys"], "toy"), "", required=False)
    beats = read_beats(fields, length, toy)
    key = read_key(fields, length, beats)
    baby, adult = read_people(fields)
    use = fields.read("use", one_of(Use), Use.PRACTICE)
    clip = Clip(
        id=clip_id,
        module=module,
        title=fields.text("title"),
        summary=read_prose(fields, "summary"),
        length=length,
        use=use,
        form=_form(fields, use),
        setting=fields.read("setting", word_of(WORDS["settings"], "setting"), ""),
        scene=_described(fields),
        toy=toy,
        baby=baby,
        adult=adult,
        beats=beats,
        key=key,
        agreed=read_agreement(fields, key),
        tempting=read_tempting(fields, length, key),
        not_shown=read_prose(fields, "not-shown"),
        contrast=_contrast(fields, clip_id),
        was=fields.read("was", identifier, "", required=False),
    )
    fields.close()
    return clip


def _length(text: str) -> Decimal:
    length = seconds(text)
    if not SHORTEST <= length <= LONGEST:
        raise NotAValue(f'"{text}" is no length for a clip: {SHORTEST} s to {LONGEST} s')
    return length


def _described(fields: Fields) -> str:
    return fields.text("scene") if fields.needs("scene", "who is where, read out first") else ""


def _form(fields: Fields, use: Use) -> Form | None:
    if use is Use.CHECK:
        return fields.read("form", one_of(Form), None)
    if "form" in fields:
        fields.wrong("form", f'only a clip for a check has a form: this one says "use: {use}"')
    return None


def _contrast(fields: Fields, clip_id: str) -> Contrast | None:
    twin = fields.fields("contrast", "the contrast")
    if not twin:
        return None
    contrast = Contrast(clip=twin.refer("clip", Kind.CLIP), changed=read_prose(twin, "changed"))
    twin.close()
    if contrast.clip == clip_id:
        twin.wrong("clip", "a clip is no contrast to itself")
    return contrast
