"""Without this file a key could ask for what cannot be seen, or leave whoever missed a moment without a reason."""

import itertools
from collections.abc import Iterable, Sequence
from decimal import Decimal

from elearn.content.clip_times import share_of, time, window
from elearn.content.fields import Fields
from elearn.content.prose import read_prose
from elearn.content.reader import Entry
from elearn.content.values import one_of, truth, whole
from elearn.domain.clips import FACES, VOICES, Agreement, Beat, Channel, Kind, Moment, Tempting, Window

FEWEST_CHANNELS = 2
_NO_WINDOW = Window(begins=Decimal(0), ends=Decimal(0))


def read_key(fields: Fields, length: Decimal, beats: Sequence[Beat]) -> tuple[Moment, ...]:
    """The moments that observers agreed on, in the order of the file."""
    listed, key = fields.fields("key", "the key", required=True), list[Moment]()
    for entry in listed.entries() if listed else ():
        asked = listed.as_fields(entry.value, f'the moment "{entry.key}"', entry.line) if listed else None
        if asked:
            moment = _moment(entry, asked, beats)
            _check_moment(moment, key, length, asked)
            key.append(moment)
    if key and not any(moment.needed for moment in key):
        fields.wrong("key", "no moment of this key is needed: there is nothing to find")
    return tuple(key)


def _moment(entry: Entry, fields: Fields, beats: Sequence[Beat]) -> Moment:
    needed = fields.read("needed", truth, True, required=False)
    moment = Moment(
        id=entry.key,
        kind=fields.read("kind", one_of(Kind), Kind.INITIATIVE),
        at=fields.read("at", time, Decimal(0)),
        window=fields.read("window", window, _NO_WINDOW),
        shows=fields.listed("shows", one_of(Channel), required=True),
        why=read_prose(fields, "why"),
        missed=_missed(fields, needed),
        needed=needed,
    )
    fields.close()
    _check_shows(moment, beats, fields)
    return moment


def _missed(fields: Fields, needed: bool) -> str:
    if needed and not fields.needs("missed", "what makes it easy to miss"):
        return ""
    return read_prose(fields, "missed", "")


def _check_shows(moment: Moment, beats: Sequence[Beat], fields: Fields) -> None:
    if not moment.shows:
        return
    if len(set(moment.shows)) < FEWEST_CHANNELS:
        fields.wrong("shows", f'"shows" names {FEWEST_CHANNELS} channels or more: one sign alone is a guess')
    elif FACES.issuperset(moment.shows):
        fields.wrong("shows", '"shows" names faces only: a drawn face alone can be read in two ways')
    for of, channel in VOICES.items():
        heard = any(beat.voice and beat.voice.of is of and _sounds(beat, moment.window) for beat in beats)
        if channel in moment.shows and beats and moment.window is not _NO_WINDOW and not heard:
            fields.wrong("shows", f"{channel} is silent in this window")


def _sounds(beat: Beat, during: Window) -> bool:
    assert beat.voice
    return during.meets(Window(begins=beat.at, ends=beat.at + beat.voice.lasts))


def _check_moment(moment: Moment, before: Iterable[Moment], length: Decimal, fields: Fields) -> None:
    span = moment.window
    if span is _NO_WINDOW:
        return
    if span.ends > length:
        fields.wrong("window", "this window goes on after the end of the clip")
    if "at" in fields and not span.holds(moment.at):
        fields.wrong("at", f"{fields.text('at')} lies outside its window, {fields.text('window')}")
    for other in before:
        if other.kind is moment.kind and other.window is not _NO_WINDOW and other.window.meets(span):
            sentence = (
                f'this window overlaps that of "{other.id}", which is of the same kind: a mark would fit both'
            )
            fields.wrong("window", sentence)


def read_tempting(fields: Fields, length: Decimal, key: Sequence[Moment]) -> tuple[Tempting, ...]:
    """What to say to marks that are often set and that the key does not hold."""
    listed, found = fields.fields("tempting", "the tempting marks"), list[Tempting]()
    for entry in listed.entries() if listed else ():
        asked = (
            listed.as_fields(entry.value, f'the tempting mark "{entry.key}"', entry.line) if listed else None
        )
        if not asked:
            continue
        kinds = asked.listed("kind", one_of(Kind), required=True)
        span = asked.read("window", window, _NO_WINDOW)
        found.append(Tempting(id=entry.key, kinds=kinds, window=span, why=read_prose(asked, "why")))
        asked.close()
        if span.ends > length:
            asked.wrong("window", "this window goes on after the end of the clip")
    for (_, one), (place, two) in itertools.combinations(enumerate(found), 2):
        if listed and set(one.kinds) & set(two.kinds) and one.window.meets(two.window):
            sentence = (
                f'"{one.id}" and "{two.id}" speak of the same kind at the same time: one answer is enough'
            )
            listed.wrong(found[place].id, sentence)
    return tuple(found)


def read_agreement(fields: Fields, key: Sequence[Moment]) -> Agreement:
    """Who agreed on the key; one reader's is provisional."""
    agreed = fields.fields("agreed", "the agreement", required=True)
    if not agreed:
        return Agreement(by="", readers=1)
    readers = agreed.read("readers", whole, 1)
    same, of = agreed.read("same", share_of, (0, 0), required=readers > 1)
    agreement = Agreement(by=agreed.text("by"), readers=readers, same=same if readers > 1 else None)
    agreed.close()
    if readers < 1:
        agreed.wrong("readers", "somebody has read it: write 1, or how many marked it blind")
    if readers == 1 and "same" in agreed:
        agreed.wrong("same", 'one reader alone agrees with nobody: take "same:" out')
    if readers > 1 and of and of != len(key):
        agreed.wrong("same", f"this key has {len(key)} moments, not {of}")
    return agreement
