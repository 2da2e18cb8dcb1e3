"""Without these closed lists a status or a reason could be said that no sentence, page or test knows of."""

from enum import StrEnum


class Status(StrEnum):
    """Where a milestone or a requirement stands."""

    MET = "met"
    TO_DO = "to-do"
    WITH_SUPERVISOR = "with-supervisor"
    WITH_ASSESSOR = "with-assessor"
    WITH_COORDINATOR = "with-coordinator"
    NOT_OPEN = "not-open"
    DUE_AGAIN = "due-again"


class Move(StrEnum):
    """Whose turn it is; a finding may also name the person."""

    LEARNER = "learner"
    SUPERVISOR = "supervisor"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    NOBODY = "nobody"


class Reason(StrEnum):
    """Why an entry, a waiver or a decision does not count."""

    NO_SHARED_REVIEW = "no-shared-review"
    TOO_EARLY = "too-early"
    LATE_ENTRY = "late-entry"
    TOO_SHORT = "too-short"
    TOO_FEW_DAYS = "too-few-days"
    TOO_FEW_EACH = "too-few-each"
    TOO_SOON_AFTER = "too-soon-after"
    NOT_CONFIRMED = "not-confirmed"
    NOT_SEEN = "not-seen"
    NOT_RECOGNISED = "not-recognised"
    NOT_PASSED = "not-passed"
    DIFFERENT = "different"
    NO_CLIENT = "no-client"
    KNOWN_CLIENT = "known-client"
    NOT_COVERED = "not-covered"
    NOT_SUPERVISED_BEFORE = "not-supervised-before"
    BELOW_LEVEL = "below-level"
    OUT_OF_DATE = "out-of-date"
    CHANGED_SINCE = "changed-since"
    STAND_IN_FULL = "stand-in-full"
    MAY_NOT_WAIVE = "may-not-waive"
    MAY_NOT_SIGN = "may-not-sign"


class RefusalCode(StrEnum):
    """Why a milestone may not be asked for, or why a person may not close it."""

    NO_SUCH_MILESTONE = "no-such-milestone"
    CLOSES_BY_ITSELF = "closes-by-itself"
    ALREADY_MET = "already-met"
    ALREADY_ASKED = "already-asked"
    NOT_YET_OPEN = "not-yet-open"
    EARLIER_MILESTONES = "earlier-milestones"
    STILL_MISSING = "still-missing"
    OWN_RECORD = "own-record"
    NOT_ACCREDITED = "not-accredited"
    SUPERVISED_IN_WINDOW = "supervised-in-window"
    SESSION_IN_WINDOW = "session-in-window"
    NOT_OWN_SUPERVISOR = "not-own-supervisor"
    SUPERVISED_BY_LEARNER = "supervised-by-learner"
    MEETING_TOO_SHORT = "meeting-too-short"


class StepKind(StrEnum):
    """What a learner might do next, the first that applies."""

    QUESTION = "question"
    RETURNED = "returned"
    DRAFT = "draft"
    UNFINISHED = "unfinished"
    ASK = "ask"
    NEAREST = "nearest"
    BEGIN = "begin"
    WAIT = "wait"
    DONE = "done"
