"""Without this there would be no scene to watch: a drawn clip, its people, what begins when, and its key.

Times are seconds from the clip's beginning, as exact decimals. Words for looks and poses are those of the
vocabulary beside the reader; here they are only names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The seven kinds of moment, in the order in which they are offered."""

    INITIATIVE = "initiative"
    RECEIVES = "receives"
    MISSES = "misses"
    ATTUNED_TURN = "attuned-turn"
    RUPTURE = "rupture"
    REPAIR = "repair"
    GUIDING = "guiding"


class Who(StrEnum):
    """The two people of a clip."""

    BABY = "baby"
    ADULT = "adult"


class Channel(StrEnum):
    """What can be seen to change, and whose it is; a voice is heard, not posed."""

    BABY_GAZE = "baby.gaze"
    BABY_FACE = "baby.face"
    BABY_HANDS = "baby.hands"
    BABY_BODY = "baby.body"
    ADULT_GAZE = "adult.gaze"
    ADULT_FACE = "adult.face"
    ADULT_HANDS = "adult.hands"
    ADULT_DISTANCE = "adult.distance"
    ADULT_HEAD = "adult.head"
    TOY = "toy"
    BABY_VOICE = "baby.voice"
    ADULT_VOICE = "adult.voice"


VOICES: Mapping[Who, Channel] = {Who.BABY: Channel.BABY_VOICE, Who.ADULT: Channel.ADULT_VOICE}
FACES = frozenset({Channel.BABY_FACE, Channel.ADULT_FACE})


class Use(StrEnum):
    """What a clip is for: the key is shown while it plays, it is practised on, or it is kept for a check."""

    WORKED = "worked"
    PRACTICE = "practice"
    CHECK = "check"


class Form(StrEnum):
    """The two forms of the check, of two clips each."""

    A = "a"
    B = "b"


class Role(StrEnum):
    """Who the adult is to the baby."""

    MOTHER = "mother"
    FATHER = "father"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    CARER = "carer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the two: a name, who she is in words, and the words for how she is drawn."""

    name: str
    who: str
    skin: str
    hair: str
    head: str
    wears: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baby(Person):
    """The baby, of about so many months."""

    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult(Person):
    """The adult."""

    role: Role
    beard: bool = False
    glasses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one of the two is heard to say, how, and for how many seconds."""

    of: Who
    how: str
    words: str
    lasts: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Something else that is heard."""

    words: str
    lasts: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A time at which something begins to change; a channel that is not named stays as it was."""

    at: Decimal
    changes: Mapping[Channel, str]
    seen: str
    voice: Voice | None = None
    sound: Sound | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From one second to another, both included."""

    begins: Decimal
    ends: Decimal

    def holds(self, at: Decimal) -> bool:
        """Whether a time lies inside."""
        return self.begins <= at <= self.ends

    def meets(self, other: "Window") -> bool:
        """Whether the two share any time."""
        return self.begins <= other.ends and other.begins <= self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of the key; one that is not `needed` is right when marked, and no miss when not."""

    id: str
    kind: Kind
    at: Decimal
    window: Window
    shows: tuple[Channel, ...]
    why: str
    missed: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempting:
    """Marks that people often set here and the key does not hold, and what to say to them."""

    id: str
    kinds: tuple[Kind, ...]
    window: Window
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who stands behind a key: how many marked the clip blind, and on how many of its moments they were one."""

    by: str
    readers: int
    same: int | None = None

    @property
    def provisional(self) -> bool:
        """Whether the key is still one reader's."""
        return self.readers < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The clip that this one is a twin of, and the one thing that is different."""

    clip: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A scene of about a minute, its key, and what it cannot show; `toy` is empty where there is none."""

    id: str
    module: str
    title: str
    summary: str
    length: Decimal
    use: Use
    setting: str
    scene: str
    baby: Baby
    adult: Adult
    beats: tuple[Beat, ...]
    key: tuple[Moment, ...]
    agreed: Agreement
    not_shown: str
    toy: str = ""
    form: Form | None = None
    tempting: tuple[Tempting, ...] = ()
    contrast: Contrast | None = None
    was: str = ""

    @property
    def needed(self) -> tuple[Moment, ...]:
        """The moments that count as missed where nobody marked them."""
        return tuple(moment for moment in self.key if moment.needed)

    def name_of(self, who: Who) -> str:
        """The name of one of the two."""
        return self.baby.name if who is Who.BABY else self.adult.name
