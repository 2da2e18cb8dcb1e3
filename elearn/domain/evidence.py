"""Without these shapes nobody could say what a learner did, when it happened and when it came to be known."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from elearn.domain.pathways import Rater
from elearn.domain.replies import Reply


class Verdict(StrEnum):
    """How a request was answered."""

    AGREE = "agree"
    NOT_YET = "not-yet"


class Known(StrEnum):
    """How the signer knows."""

    LIVE = "live"
    FILM = "film"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What others had said of an entry by the end of a day: who confirmed or saw it, or did not recognise it."""

    on: date
    confirmed: date | None = None
    by: str | None = None
    disowned: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every entry carries: its day, when it was entered, what it supersedes, whether it was taken back.

    ``approach`` limits an entry to pathways of that approach, ``pathway`` to the one pathway it was kept for;
    ``agreed`` tells what others said of it, day by day.
    """

    kind: ClassVar[str]

    id: str
    on: date
    entered: date | None = None
    replaces: str | None = None
    reason: str = ""
    withdrawn: date | None = None
    approach: str | None = None
    pathway: str | None = None
    agreed: tuple[Agreed, ...] = ()

    @property
    def recorded(self) -> date:
        """The day from which the record knew it."""
        return self.on if self.entered is None else self.entered

    @property
    def day(self) -> date | None:
        """The day it counts on; None while that has not come."""
        return self.on

    @property
    def placed(self) -> date:
        """A day to sort by: the day it counts on, else the day it began."""
        return self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEvent(Event):
    """A course attended; `by` is who confirmed it."""

    kind = "course"
    course: str
    days: int = 0
    minutes: int = 0
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizEvent(Event):
    """A quiz submitted; `passed` also when it was completed and asks for no more."""

    kind = "quiz"
    quiz: str
    passed: bool
    score: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(Event):
    """A document; `by` is who has seen it."""

    kind = "document"
    document: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEvent(Event):
    """Every lesson of a module marked read."""

    kind = "reading"
    module: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEvent(Event):
    """A check, in date to `until` (itself included; for ever when None); `by` is who has seen it."""

    kind = "check"
    check: str
    until: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEvent(Event):
    """A film (its day is `on`) and its shared review; `withdrawal_known` is the day a withdrawal was entered."""

    kind = "cycle"
    client: str
    reviewed: date | None = None
    minutes: int = 0
    setting: str = ""
    consent: tuple[str, ...] = ()
    consent_withdrawn: date | None = None
    withdrawal_known: date | None = None

    @property
    def filmed(self) -> date:
        """The day of the film."""
        return self.on

    @property
    def day(self) -> date | None:
        """The day of the shared review."""
        return self.reviewed

    @property
    def placed(self) -> date:
        """The day of the shared review, until then that of the film."""
        return self.on if self.reviewed is None else self.reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEvent(Event):
    """A visit to a family."""

    kind = "visit"
    client: str
    minutes: int = 0
    case: str = ""
    setting: str = ""
    evidence: tuple[str, ...] = ()
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEvent(Event):
    """A session of practice with a family."""

    kind = "session"
    client: str
    minutes: int = 0
    case: str = ""
    setting: str = ""
    evidence: tuple[str, ...] = ()
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionEvent(Event):
    """A video intervention within a case."""

    kind = "intervention"
    case: str
    client: str = ""
    minutes: int = 0
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionEvent(Event):
    """A supervision session as one participant had it; counts when the person named in it confirmed it.

    ``disowned`` is the day on which she said that she did not recognise it. Once she has ``left``, a coordinator
    confirms in her stead, and is then ``confirmed_by``. ``brought`` are the cycles looked at.
    """

    kind = "supervision"
    with_: str
    minutes: int = 0
    mode: str = ""
    setting: str = ""
    role: str = ""
    client: str = ""
    case: str = ""
    brought: tuple[str, ...] = ()
    confirmed: date | None = None
    confirmed_by: str | None = None
    disowned: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent(Event):
    """A meeting, such as the one that closes a stage; never a supervision."""

    kind = "meeting"
    meeting: str
    with_: str = ""
    minutes: int = 0
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLevel:
    """One item of a scale and the level given."""

    item: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingEvent(Event):
    """One film of a shared review, rated from one side."""

    kind = "rating"
    scale: str
    cycle: str
    by: str
    as_: Rater
    items: tuple[ItemLevel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEvent(Event):
    """A piece of assigned work and its result."""

    kind = "assignment"
    result: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverEvent(Event):
    """One requirement (`milestone/requirement`) need not be met by this learner."""

    kind = "waiver"
    requirement: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEvent(Event):
    """Time away from `on` to `to` (both included; open when None)."""

    kind = "leave"
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MenteeEvent(Event):
    """One of the learner's own trainees reached a milestone (`pathway/milestone`)."""

    kind = "mentee"
    person: str
    milestone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorEvent(Event):
    """A milestone reached before this record began; `reason` says on what evidence."""

    kind = "prior"
    milestone: str
    met_on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent(Event):
    """The learner asked one person to close a milestone; open until a decision answers it or it is withdrawn."""

    kind = "request"
    milestone: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEvent(Event):
    """What was said about a request without deciding it: a question of the person asked, or the learner's answer."""

    kind = "reply"
    request: str
    by: str
    says: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEvent(Event):
    """A signed answer; `met_on` is the meeting's day, `on` the day of signing, `request` what it answers.

    ``settled`` says that it was given under another edition, whose rules it kept: it stays decided in this one.
    """

    kind = "decision"
    milestone: str
    by: str
    decision: Verdict
    met_on: date
    minutes: int | None = None
    known: Known | None = None
    request: str | None = None
    settled: bool = False


AnyEvent: TypeAlias = (
    CourseEvent
    | QuizEvent
    | DocumentEvent
    | ReadingEvent
    | CheckEvent
    | CycleEvent
    | VisitEvent
    | SessionEvent
    | InterventionEvent
    | SupervisionEvent
    | MeetingEvent
    | RatingEvent
    | AssignmentEvent
    | WaiverEvent
    | LeaveEvent
    | MenteeEvent
    | PriorEvent
    | RequestEvent
    | ReplyEvent
    | DecisionEvent
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """A supervising (or covering) relation from a day to a day, both included; open while `until` is None.

    ``endings`` are the days on which another last day was set, each with what it was until then.
    """

    person: str
    since: date
    until: date | None = None
    entered: date | None = None
    endings: tuple[tuple[date, date | None], ...] = ()

    def as_known(self, at: date) -> "Supervisor":
        """The relation with the last day that was known by the end of a day."""
        return replace(self, until=next((was for entered, was in self.endings if entered > at), self.until))

    def holds_within(self, first: date, last: date) -> bool:
        """Whether the relation was in force on any day from `first` to `last`."""
        return self.since <= last and (self.until is None or first <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accredited:
    """An accredited supervisor, from a day to a day where these are known; signers stay listed after they left."""

    person: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether she was accredited on that day."""
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialChange:
    """The day on which a module or a quiz changed in meaning; `kind`, where it concerns one kind of entries only."""

    content: str
    on: date
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known of one learner on one pathway, in any order."""

    learner: str
    began: date
    supervisors: tuple[Supervisor, ...] = ()
    accredited: tuple[Accredited, ...] = ()
    events: tuple[AnyEvent, ...] = ()
    changed: tuple[MaterialChange, ...] = ()
