"""Without this a page would show a clip to the eye alone, or send its key before the marks were handed in."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from flask import Flask

from elearn.content.clip_words import WORDS
from elearn.domain.clips import VOICES, Channel, Clip, Kind, Person, Sound, Voice, Who
from elearn.domain.coding_sheets import Lane, Row, clock_time, coding_sheet, lanes, mark_value
from elearn.web.tongue import gettext
from elearn.words.clips import CHANNELS, KINDS, MEANINGS

WIDE = 900
"""How wide the channel strip is drawn; a word that does not fit its bar is left out there."""

SETTLES, BEFORE = Decimal("1.2"), Decimal("0.05")
"""Seconds after which a beat has settled; and how long before the next one it has at the latest."""

UNSAID = {Channel.ADULT_HEAD: "still", Channel.TOY: "down"}
"""Channels of which a clip need not speak, and how they are then drawn."""


class Marked(Protocol):
    """A moment that somebody has marked before."""

    @property
    def at(self) -> Decimal: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A mark that the list shows because no box of the sheet could: it lies between two rows, or has a note."""

    value: str
    clock: str
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One lane of the channel strip: its title, and where each word stands on a scale of `WIDE`."""

    who: str
    title: str
    bars: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All that the player's template needs of a clip."""

    drawn: Mapping[str, Any]
    baby: Mapping[str, str]
    adult: Mapping[str, str]
    rows: tuple[Row, ...]
    strip: tuple[Strip, ...]
    kinds: tuple[tuple[Kind, str], ...]
    meanings: tuple[tuple[str, str], ...]
    ticked: frozenset[str]
    listed: tuple[Listed, ...]
    anchors: tuple[tuple[str, ...], ...]


def install(app: Flask) -> None:
    """Let templates set a clip on its stage, and read its times."""
    app.jinja_env.globals.update(staged=staged, clock_time=clock_time, seconds_of=seconds_of)


def staged(
    clip: Clip, marks: Iterable[Marked] = (), *, with_key: bool = False, opens: Iterable[Decimal] = ()
) -> Stage:
    """A clip made ready for its player; its key goes along only where it may be seen.

    ``opens`` are times that links lead to; each is at home in the row that holds then.
    """
    rows, before = coding_sheet(clip), tuple(marks)
    boxes = {value for row in rows for value in row.values.values()}
    ticked = {mark_value(mark.at, mark.kind) for mark in before if not mark.note} & boxes
    return Stage(
        drawn=drawn(clip) | ({"key": _key(clip)} if with_key else {}),
        baby=palette(clip.baby),
        adult=palette(clip.adult),
        rows=rows,
        strip=tuple(_strip(clip, lane) for lane in lanes(clip)),
        kinds=tuple((kind, gettext(name)) for kind, name in KINDS.items()),
        meanings=tuple((gettext(KINDS[kind]), gettext(said)) for kind, said in MEANINGS.items()),
        ticked=frozenset(ticked),
        listed=tuple(_listed(each) for each in before if mark_value(each.at, each.kind) not in ticked),
        anchors=_anchors(rows, opens),
    )


def seconds_of(at: Decimal) -> str:
    """A time as a link to it is spelt: #t=20.4."""
    return f"{at.normalize():f}"


def _anchors(rows: Sequence[Row], opens: Iterable[Decimal]) -> tuple[tuple[str, ...], ...]:
    begins = [row.at for row in rows]
    found: list[list[str]] = [[] for _ in rows]
    for at in sorted(set(opens)):
        found[max(bisect_right(begins, at) - 1, 0)].append(seconds_of(at))
    return tuple(map(tuple, found))


def drawn(clip: Clip) -> dict[str, Any]:
    """What the player is sent of a clip: what moves when, what is heard and seen; nothing of its key."""
    posed = {lane.channel: lane for lane in lanes(clip) if lane.channel not in VOICES.values()}
    moves = {channel: _moves(posed.get(channel), UNSAID.get(channel, "")) for channel in {**UNSAID, **posed}}
    setting = WORDS["settings"][clip.setting]
    return {
        "length": float(clip.length),
        "setting": {name: value for name, value in setting.items() if name != "poses"},
        "months": WORDS["months"][str(clip.baby.months)],
        "faces": WORDS["faces"],
        "takes": WORDS["takes"],
        "lanes": {channel.value: moved for channel, moved in moves.items()},
        "poses": {channel.value: _poses(channel, moved, setting) for channel, moved in moves.items()},
        "heard": [
            *(_voice(clip, beat.at, beat.voice) for beat in clip.beats if beat.voice),
            *(_sound(beat.at, beat.sound) for beat in clip.beats if beat.sound),
        ],
        "seen": _seen(clip),
    }


def _moves(lane: Lane | None, unsaid: str) -> list[list[Any]]:
    """When each word of a lane begins; a channel that nobody has spoken of yet is in its `unsaid` pose."""
    moved: list[list[Any]] = [[float(span.begins), span.word] for span in (lane.spans if lane else ())]
    return moved if moved and not moved[0][0] else [[0.0, unsaid], *moved]


def _poses(channel: Channel, moved: list[list[Any]], setting: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of the words that a lane says; where things stand elsewhere, a setting has some of its own."""
    words = WORDS["channels"][channel] | setting.get("poses", {}).get(channel, {})
    return {word: words[word] for _, word in moved}


def _strip(clip: Clip, lane: Lane) -> Strip:
    scale = Decimal(WIDE) / clip.length
    bars = ((int(span.begins * scale), int(span.ends * scale), span.word) for span in lane.spans)
    owner = lane.channel.partition(".")[0]
    return Strip(who=owner, title=_title(clip, lane.channel), bars=tuple(bars))


def _title(clip: Clip, channel: Channel) -> str:
    owner = channel.partition(".")[0]
    word = gettext(CHANNELS[channel])
    return f"{clip.name_of(Who(owner))}: {word}" if owner in list(Who) else word


def _voice(clip: Clip, at: Decimal, voice: Voice) -> list[Any]:
    """From when to when, whose, how, how loud, and its caption."""
    level = WORDS["voices"][voice.of][voice.how]
    caption = f"{clip.name_of(voice.of)}: {voice.words}"
    return [float(at), float(at + voice.lasts), voice.of.value, voice.how, level, caption]


def _sound(at: Decimal, sound: Sound) -> list[Any]:
    """The same of what nobody says."""
    return [float(at), float(at + sound.lasts), "", "", 0, f"[{sound.words}]"]


def _seen(clip: Clip) -> list[list[Any]]:
    """From when on something is seen, when it has settled, and what it is."""
    ends = [*(beat.at for beat in clip.beats[1:]), clip.length]
    return [
        [float(beat.at), float(min(beat.at + SETTLES, end - BEFORE)), beat.seen]
        for beat, end in zip(clip.beats, ends, strict=True)
    ]


def _key(clip: Clip) -> list[list[Any]]:
    """The key as it is told while a worked clip plays: one moment at a time, in the order of their times."""
    said = sorted(clip.key, key=lambda moment: moment.at)
    ends = [float(moment.at) for moment in said[1:]] + [float(clip.length)]
    return [
        [float(moment.at), end, f"{gettext(KINDS[moment.kind])}: {moment.why}"]
        for moment, end in zip(said, ends, strict=True)
    ]


def palette(person: Person) -> Mapping[str, str]:
    """The colours in which one of the two is drawn."""
    wears, shade = WORDS["wears"][person.wears]
    scarf = WORDS["wears"]["plum" if person.wears == "sky" else "sky"][0]
    worn = {"hair": WORDS["hair"][person.hair], "wears": wears, "wears_shade": shade, "scarf": scarf}
    colours: Mapping[str, str] = WORDS["skins"][person.skin] | worn
    return colours


def _listed(mark: Marked) -> Listed:
    value = mark_value(mark.at, mark.kind)
    return Listed(value=value, clock=clock_time(mark.at), name=gettext(KINDS[mark.kind]), note=mark.note)
