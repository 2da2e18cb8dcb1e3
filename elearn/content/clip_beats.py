"""Without this file nobody would hold a clip's beats against the vocabulary, the clock and one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from elearn.content.clip_times import seconds, time
from elearn.content.clip_words import POSED, WORDS, word_of
from elearn.content.fields import Fields
from elearn.content.reader import Entry
from elearn.content.values import NotAValue, one_of
from elearn.domain.clips import Beat, Channel, Sound, Voice, Who
from elearn.domain.moment_marks import LONGEST_SHEET

LONGEST_SEEN = 120
_NO_TOY = "this clip names no toy"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the beats are held against."""

    length: Decimal
    toy: str


def read_beats(fields: Fields, length: Decimal, toy: str) -> tuple[Beat, ...]:
    """The beats, in the order of the file."""
    listed = fields.fields("beats", "the beats", required=True)
    if not listed:
        return ()
    setting, beats = _Setting(length=length, toy=toy), list[Beat]()
    for entry in listed.entries(ids=False):
        beat = _beat(entry, listed, setting)
        if beat:
            _check_order(beat, beats, entry, listed, setting)
            beats.append(beat)
    if len(beats) > LONGEST_SHEET:
        listed.wrong(
            listed.keys[LONGEST_SHEET],
            f"{len(beats)} beats: at most {LONGEST_SHEET}, so that every box of the sheet can be sent",
        )
    if beats:
        _check_first(beats[0], listed, setting)
    return tuple(beats)


def _beat(entry: Entry, listed: Fields, setting: _Setting) -> Beat | None:
    try:
        at = time(entry.key)
    except NotAValue as error:
        listed.wrong(entry.key, str(error))
        return None
    fields = listed.as_fields(entry.value, f"the beat at {entry.key}", entry.line)
    if not fields:
        return None
    beat = Beat(
        at=at,
        changes=dict(_changes(fields, setting)),
        seen=_seen(fields),
        voice=_voice(fields),
        sound=_sound(fields),
    )
    fields.close()
    return beat


def _changes(fields: Fields, setting: _Setting) -> Iterator[tuple[Channel, str]]:
    for who in Who:
        posed = fields.fields(who, f"the {who} {_clock(fields)}")
        for channel in POSED if posed else ():
            owner, _, name = channel.partition(".")
            if posed and owner == who and name in posed:
                yield from _word(posed, name, channel, setting)
        if posed:
            posed.close()
    if "toy" in fields:
        yield from _word(fields, "toy", Channel.TOY, setting)


def _word(fields: Fields, key: str, channel: Channel, setting: _Setting) -> Iterator[tuple[Channel, str]]:
    word = fields.read(key, word_of(WORDS["channels"][channel], f"{channel}, {_clock(fields)},"), "")
    if not setting.toy and (channel is Channel.TOY or word == "toy"):
        fields.wrong(key, f"{channel}, {_clock(fields)}, needs a toy: {_NO_TOY}")
    if word:
        yield channel, word


def _clock(fields: Fields) -> str:
    return f"at {fields.thing.rpartition(' ')[2]}"


def _seen(fields: Fields) -> str:
    if not fields.needs("seen", "what is seen, for those who listen"):
        return ""
    seen = fields.text("seen")
    if len(seen) > LONGEST_SEEN:
        fields.wrong(
            "seen",
            f'"seen" has {len(seen)} characters: at most {LONGEST_SEEN}, so that it can be said in time',
        )
    return seen


def _voice(fields: Fields) -> Voice | None:
    heard = fields.fields("hear", f"the voice {_clock(fields)}")
    if not heard:
        return None
    of = heard.read("from", one_of(Who), Who.BABY)
    how = heard.read("how", word_of(WORDS["voices"][of], f"the voice of the {of}"), "")
    voice = Voice(of=of, how=how, words=heard.text("words"), lasts=heard.read("for", seconds, Decimal(1)))
    heard.close()
    return voice


def _sound(fields: Fields) -> Sound | None:
    heard = fields.fields("sound", f"the sound {_clock(fields)}")
    if not heard:
        return None
    sound = Sound(words=heard.text("words"), lasts=heard.read("for", seconds, Decimal(1)))
    heard.close()
    return sound


def _check_order(beat: Beat, before: list[Beat], entry: Entry, listed: Fields, setting: _Setting) -> None:
    if before and beat.at <= before[-1].at:
        sentence = f"the beat at {entry.key} comes too late here: beats stand in the order of their times"
        listed.wrong(entry.key, sentence)
    if _until(beat) > setting.length or beat.at >= setting.length:
        listed.wrong(entry.key, f"what begins at {entry.key} goes on after the end of the clip")
    spoken = max((each.at + each.voice.lasts for each in before if each.voice), default=beat.at)
    if beat.voice and beat.at < spoken:
        listed.wrong(
            entry.key, f"two voices at once at {entry.key}: the one before is heard until {spoken} s"
        )


def _until(beat: Beat) -> Decimal:
    heard = [each.lasts for each in (beat.voice, beat.sound) if each]
    return beat.at + max(heard, default=Decimal(0))


def _check_first(first: Beat, listed: Fields, setting: _Setting) -> None:
    """The first beat poses everything: a channel that is not named stays as it was, and nothing was."""
    key = listed.keys[0]
    if first.at:
        listed.wrong(key, "the first beat is at 0:00")
    unposed = {Channel.ADULT_HEAD} if setting.toy else {Channel.ADULT_HEAD, Channel.TOY}
    missing = [each for each in POSED if each not in unposed and each not in first.changes]
    if missing:
        listed.wrong(key, f"the first beat poses everyone: it needs {', '.join(missing)}")
