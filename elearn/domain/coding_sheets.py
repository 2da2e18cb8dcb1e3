"""Without this a clip would have a picture and no words: its channel strip and its coding sheet, both derived."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from elearn.domain.clips import VOICES, Beat, Channel, Clip, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How long one word holds in its channel."""

    begins: Decimal
    ends: Decimal
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One channel over the whole clip: a strip without gaps, or, for a voice, with its silences."""

    channel: Channel
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the clip in words, on which it can be marked without the picture."""

    at: Decimal
    values: Mapping[Kind, str]
    seen: str
    heard: str = ""
    speaker: str = ""
    how: str = ""
    sound: str = ""


def lanes(clip: Clip) -> tuple[Lane, ...]:
    """The channel strip: for each channel that is used, which word holds from when to when."""
    voices = set(VOICES.values())
    found = (_voice(clip, each) if each in voices else _posed(clip, each) for each in Channel)
    return tuple(lane for lane in found if lane.spans)


def _posed(clip: Clip, channel: Channel) -> Lane:
    changes = [(beat.at, beat.changes[channel]) for beat in clip.beats if channel in beat.changes]
    ends = [at for at, _ in changes[1:]] + [clip.length]
    spans = (Span(begins=at, ends=end, word=word) for (at, word), end in zip(changes, ends, strict=False))
    return Lane(channel=channel, spans=tuple(spans))


def _voice(clip: Clip, channel: Channel) -> Lane:
    spans = (
        Span(begins=beat.at, ends=beat.at + beat.voice.lasts, word=beat.voice.how)
        for beat in clip.beats
        if beat.voice and VOICES[beat.voice.of] is channel
    )
    return Lane(channel=channel, spans=tuple(spans))


def coding_sheet(clip: Clip) -> tuple[Row, ...]:
    """The clip in words, a row a beat, each with the value that a mark of each kind there would have."""
    return tuple(_row(clip, beat) for beat in clip.beats)


def _row(clip: Clip, beat: Beat) -> Row:
    voice = beat.voice
    return Row(
        at=beat.at,
        seen=beat.seen,
        heard=voice.words if voice else "",
        speaker=clip.name_of(voice.of) if voice else "",
        how=voice.how if voice else "",
        sound=beat.sound.words if beat.sound else "",
        values={kind: mark_value(beat.at, kind) for kind in Kind},
    )


def mark_value(at: Decimal, kind: Kind) -> str:
    """How a mark travels in a form: its seconds, a space, its kind."""
    return f"{at.normalize():f} {kind}"


def clock_time(at: Decimal) -> str:
    """A time as it is read: minutes, seconds and tenths."""
    minutes, seconds = divmod(at, 60)
    return f"{int(minutes)}:{seconds:04.1f}"
