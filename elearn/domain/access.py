"""Without this table nobody could say who may do what; every door and every service asks it and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.errors import NotFound
from elearn.domain.people import LEARNERS, Actor, Role


class Standing(StrEnum):
    """What one person is to one learner on one day."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    FORMER = "former-supervisor"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    NAMED = "named"


class Action(StrEnum):
    """Everything a person can do here, a word each."""

    BE_HERE = "be-here"
    STUDY = "study"
    SHARE_ANSWERS = "share-answers"
    KEEP_LOGBOOK = "keep-logbook"
    SEE_RECORD = "see-record"
    ASK_SIGN_OFF = "ask-sign-off"
    PREPARE_SESSION = "prepare-session"
    SEE_AGENDA = "see-agenda"
    TICK_FOLLOW_UP = "tick-follow-up"
    RECORD_GROUP = "record-group"
    SEE_TRAINEES = "see-trainees"
    SEE_PROGRESS = "see-progress"
    SEE_REPORT = "see-report"
    READ_SHARED = "read-shared"
    SEE_TRIES = "see-tries"
    SEE_ANSWERS = "see-answers"
    CONFIRM_SESSION = "confirm-session"
    CONFIRM_SEEN = "confirm-seen"
    SEE_REQUEST = "see-request"
    DECIDE = "decide"
    WAIVE = "waive"
    ENTER_ASSESSOR = "enter-assessor"
    RUN_PEOPLE = "run-people"
    SEE_STATISTICS = "see-statistics"
    RATE = "rate"
    SEE_RATINGS = "see-ratings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which roles may come to the door, and which standings may do it to this learner (None: nobody in particular)."""

    roles: frozenset[Role]
    standings: frozenset[Standing] | None = None


EVERYONE = frozenset(Role)
SUPERVISING = frozenset({Role.SUPERVISOR, Role.ASSESSOR})
CONFIRMING = frozenset({Role.SUPERVISOR, Role.ASSESSOR, Role.COORDINATOR})
RATING = frozenset({Role.TRAINEE, Role.SUPERVISOR, Role.ASSESSOR})
COORDINATING = frozenset({Role.COORDINATOR})

TABLE: Mapping[Action, Rule] = {
    Action.BE_HERE: Rule(roles=EVERYONE),
    Action.STUDY: Rule(roles=EVERYONE),
    Action.SHARE_ANSWERS: Rule(roles=frozenset({Role.TRAINEE}), standings=frozenset({Standing.SELF})),
    Action.KEEP_LOGBOOK: Rule(roles=LEARNERS, standings=frozenset({Standing.SELF})),
    Action.SEE_RECORD: Rule(roles=EVERYONE, standings=frozenset({Standing.SELF})),
    Action.ASK_SIGN_OFF: Rule(roles=LEARNERS, standings=frozenset({Standing.SELF})),
    Action.PREPARE_SESSION: Rule(roles=frozenset({Role.TRAINEE}), standings=frozenset({Standing.SELF})),
    Action.SEE_AGENDA: Rule(roles=SUPERVISING, standings=frozenset({Standing.SUPERVISOR})),
    Action.TICK_FOLLOW_UP: Rule(
        roles=SUPERVISING | {Role.TRAINEE}, standings=frozenset({Standing.SELF, Standing.SUPERVISOR})
    ),
    Action.RECORD_GROUP: Rule(roles=SUPERVISING, standings=frozenset({Standing.SUPERVISOR})),
    Action.SEE_TRAINEES: Rule(roles=SUPERVISING),
    Action.SEE_PROGRESS: Rule(
        roles=EVERYONE, standings=frozenset({Standing.SELF, Standing.SUPERVISOR, Standing.COORDINATOR})
    ),
    Action.SEE_REPORT: Rule(
        roles=EVERYONE, standings=frozenset({Standing.SELF, Standing.SUPERVISOR, Standing.NAMED})
    ),
    Action.READ_SHARED: Rule(roles=EVERYONE, standings=frozenset({Standing.SELF, Standing.SUPERVISOR})),
    Action.SEE_TRIES: Rule(roles=SUPERVISING, standings=frozenset({Standing.SUPERVISOR})),
    Action.SEE_ANSWERS: Rule(roles=SUPERVISING, standings=frozenset({Standing.SUPERVISOR})),
    Action.CONFIRM_SESSION: Rule(roles=CONFIRMING, standings=frozenset({Standing.NAMED})),
    Action.CONFIRM_SEEN: Rule(
        roles=CONFIRMING, standings=frozenset({Standing.SUPERVISOR, Standing.COORDINATOR})
    ),
    Action.SEE_REQUEST: Rule(
        roles=EVERYONE, standings=frozenset({Standing.SELF, Standing.ASSESSOR, Standing.NAMED})
    ),
    Action.DECIDE: Rule(roles=CONFIRMING, standings=frozenset({Standing.NAMED})),
    Action.WAIVE: Rule(roles=CONFIRMING, standings=frozenset({Standing.SUPERVISOR, Standing.COORDINATOR})),
    Action.ENTER_ASSESSOR: Rule(roles=SUPERVISING, standings=frozenset({Standing.SUPERVISOR})),
    Action.RUN_PEOPLE: Rule(roles=COORDINATING),
    Action.SEE_STATISTICS: Rule(roles=CONFIRMING),
    Action.RATE: Rule(
        roles=RATING, standings=frozenset({Standing.SELF, Standing.SUPERVISOR, Standing.ASSESSOR})
    ),
    Action.SEE_RATINGS: Rule(
        roles=RATING, standings=frozenset({Standing.SELF, Standing.SUPERVISOR, Standing.ASSESSOR})
    ),
}

NEVER_ONESELF = frozenset(
    {Action.RECORD_GROUP, Action.CONFIRM_SESSION, Action.CONFIRM_SEEN, Action.DECIDE, Action.WAIVE}
)
"""No one confirms, decides or waives anything about herself, whatever else she is."""


def may_enter(actor: Actor, action: Action) -> bool:
    """Whether any of the actor's roles opens this door at all; about whom is asked later, by ``may``."""
    return bool(actor.roles & TABLE[action].roles)


def may(actor: Actor, action: Action, standings: frozenset[Standing] = frozenset()) -> bool:
    """Whether the actor may do this to a learner to whom she stands so."""
    rule = TABLE[action]
    if not may_enter(actor, action):
        return False
    if rule.standings is None:
        return True
    if action in NEVER_ONESELF and Standing.SELF in standings:
        return False
    return bool(standings & rule.standings)


def require(actor: Actor, action: Action, standings: frozenset[Standing] = frozenset()) -> None:
    """Pass in silence, or raise ``NotFound``: no right and no such thing look the same."""
    if not may(actor, action, standings):
        raise NotFound
