"""Without this a key could change under a mark that was set on the one before: a clip as canonical JSON, and back."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from elearn.domain.clips import (
    Adult,
    Agreement,
    Baby,
    Beat,
    Channel,
    Clip,
    Contrast,
    Form,
    Kind,
    Moment,
    Role,
    Sound,
    Tempting,
    Use,
    Voice,
    Who,
    Window,
)
from elearn.domain.editions import Edition, EditionKind, edition_of


def clip_edition(clip: Clip) -> Edition:
    """The present edition of a clip, its key with it."""
    return edition_of(EditionKind.CLIP, clip.id, clip)


def clip_from_canonical(body: str) -> Clip:
    """The clip as it stood when it was marked."""
    data = json.loads(body)
    form, contrast = data.get("form"), data.get("contrast")
    return Clip(
        **{
            name: data[name] for name in ("id", "module", "title", "summary", "setting", "scene", "not_shown")
        },
        length=Decimal(data["length"]),
        use=Use(data["use"]),
        toy=data.get("toy", ""),
        form=Form(form) if form else None,
        baby=Baby(**data["baby"]),
        adult=Adult(**data["adult"] | {"role": Role(data["adult"]["role"])}),
        beats=tuple(map(_beat, data["beats"])),
        key=tuple(map(_moment, data["key"])),
        agreed=Agreement(**data["agreed"]),
        tempting=tuple(map(_tempting, data.get("tempting", ()))),
        contrast=Contrast(**contrast) if contrast else None,
    )


def _beat(data: Mapping[str, Any]) -> Beat:
    voice, sound = data.get("voice"), data.get("sound")
    return Beat(
        at=Decimal(data["at"]),
        changes={Channel(name): word for name, word in data["changes"].items()},
        seen=data["seen"],
        voice=Voice(**voice | {"of": Who(voice["of"]), "lasts": Decimal(voice["lasts"])}) if voice else None,
        sound=Sound(words=sound["words"], lasts=Decimal(sound["lasts"])) if sound else None,
    )


def _moment(data: Mapping[str, Any]) -> Moment:
    return Moment(
        id=data["id"],
        kind=Kind(data["kind"]),
        at=Decimal(data["at"]),
        window=_window(data["window"]),
        shows=tuple(map(Channel, data["shows"])),
        why=data["why"],
        missed=data.get("missed", ""),
        needed=data.get("needed", True),
    )


def _tempting(data: Mapping[str, Any]) -> Tempting:
    kinds = tuple(map(Kind, data["kinds"]))
    return Tempting(id=data["id"], kinds=kinds, window=_window(data["window"]), why=data["why"])


def _window(data: Mapping[str, str]) -> Window:
    return Window(begins=Decimal(data["begins"]), ends=Decimal(data["ends"]))
