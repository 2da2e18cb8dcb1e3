"""Without this file nobody could read, in one place and role by role, who can see what; it says what the rules do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.domain.people import Role
from elearn.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What people with one role can see, and what they cannot."""

    role: Role
    can: tuple[str, ...]
    cannot: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One kind of thing a learner leaves here, and who sees it."""

    what: str
    who: str


TRAINEE = (
    Record(
        what=_("The lessons you have read"),
        who=_("You see each lesson. Your supervisor and your coordinator see that a module is read."),
    ),
    Record(
        what=_("Your quizzes"),
        who=_(
            "You see your answers. Your supervisor sees the day, how often you tried and the result; your "
            "coordinator sees the result. Your answers, and how sure you were, are yours; you can share those of a try "
            "with your supervisor, and take that back. Once ten people have tried a quiz, first answers are counted "
            "without names, to see how the questions do."
        ),
    ),
    Record(
        what=_("Questions that come up again"),
        who=_("Only you: which they are, what you answer, and how many a day you want."),
    ),
    Record(
        what=_("What you have half written"),
        who=_("Only you, until you save it as an entry."),
    ),
    Record(
        what=_("The work you log"),
        who=_(
            "You and your own supervisor: dates, minutes, client codes, consents, what counts and what does not "
            "yet. Whoever you name in a supervision is asked to confirm that one. Beside your milestones your "
            "coordinator sees the day and the client code of what counts, nothing that you wrote."
        ),
    ),
    Record(
        what=_("When you are on leave"),
        who=_("You, your own supervisor and your coordinators: the first and the last day. Nobody asks why."),
    ),
    Record(
        what=_("Your helping questions and reflections"),
        who=_(
            "Only you, unless you tick “share”. Then your own supervisor can read that one, until you take it back, "
            "and a reflection also whoever you ask to sign on it: what is signed keeps it. A coordinator who is asked "
            "to sign sees none."
        ),
    ),
    Record(
        what=_("What you ask to have signed"),
        who=_(
            "The person you ask sees what counts towards that one milestone, why, and the reflections you share, "
            "as it stood when you asked, and what has changed since, until they decide. A reflection you take back "
            "before that is gone for them. Afterwards they see what they signed. A coordinator whom you ask sees no "
            "reflection."
        ),
    ),
    Record(
        what=_("A milestone or a whole pathway as a report to print"),
        who=_(
            "You and your own supervisor, also when the pathway has ended. Whoever you ask to sign, with an account "
            "here, can open that one milestone until they have answered. Your coordinator has none. It tells what "
            "counts, who knows of it and who signed; no reflection, no answer and no “not yet” is in it."
        ),
    ),
    Record(
        what=_("The certificate of a finished pathway"),
        who=_("You, your own supervisor and your coordinators, for as long as it is in date."),
    ),
    Record(
        what=_("A “not yet”"),
        who=_("You, whoever wrote it, and whoever signs that same request next."),
    ),
)
"""What a trainee leaves here, and who sees it."""

HELPER = (
    Record(
        what=_("What you read"),
        who=_("You see where you are. Your coordinator sees “done” or “not yet”."),
    ),
    Record(
        what=_("The questions at the end"),
        who=_(
            "Only you see your answers and how often you tried. Your coordinator sees “done” or “not yet”. "
            "Once ten people have tried, answers are counted without names, to make the questions better."
        ),
    ),
    Record(
        what=_("Questions that come up again"),
        who=_("Only you. Nobody else sees which they are or what you answer."),
    ),
    Record(
        what=_("Your background check"),
        who=_(
            "You and your coordinator: that it was seen, and on which day. The paper itself is not kept here."
        ),
    ),
    Record(
        what=_("When you are away"),
        who=_("You and your coordinator: the first and the last day. Nobody asks why."),
    ),
    Record(
        what=_("Your certificate, once everything is done"),
        who=_("You can show or print it, and so can your coordinator and whoever supervises you."),
    ),
    Record(
        what=_("Your name and e-mail address"),
        who=_("Your coordinator, who entered them."),
    ),
)
"""What a family support worker or volunteer leaves here, in her own words."""

SIGHTS = (
    Sight(
        role=Role.SUPERVISOR,
        can=(
            _("Of people you supervise today: where they stand, what counts, what is missing and why."),
            _("The work they log, and the reflections they share with you."),
            _("A milestone or a pathway of theirs as a report to print, for as long as you supervise them."),
            _(
                "Of their quizzes: the day, how often they tried, the result, and answers they share with you."
            ),
            _("Of a quiz that ten people have tried: how its questions do, without names."),
            _("Of people you supervised before: what you confirmed or signed."),
        ),
        cannot=(
            _("Their drafts, and answers and reflections they keep to themselves."),
            _("Anything newer once your time with them has ended."),
            _("The work of people you do not supervise."),
        ),
    ),
    Sight(
        role=Role.ASSESSOR,
        can=(
            _("The one milestone you are asked about: what counts towards it, and the rule behind it."),
            _("The reflections behind it that its learner shares."),
            _("With an account: that milestone as a report to print, until you have answered."),
            _("Afterwards: what you signed, as it stood that day."),
            _("Without an account: the same milestone by a link, until it is answered; then a code."),
            _("Of a quiz that ten people have tried: how its questions do, without names."),
        ),
        cannot=(
            _("The rest of that person’s record."),
            _("Reflections that are kept private, answers and drafts."),
        ),
    ),
    Sight(
        role=Role.COORDINATOR,
        can=(
            _("Names, addresses, roles, who supervises whom, and who is on which pathway."),
            _("How far people are, their results, and what waits for somebody."),
            _("Of a quiz that ten people have tried: how its questions do, without names."),
        ),
        cannot=(
            _(
                "Reflections, answers and drafts. Being a coordinator never opens them, nor does being asked to sign."
            ),
            _("A milestone as a report to print: its learner or the supervisor prints it."),
            _("Of family support workers and volunteers: anything but “done” or “not yet”."),
        ),
    ),
)
"""What those who help learners can see."""

NAMED: Mapping[Role, str] = {
    Role.SUPERVISOR: _("A supervisor"),
    Role.ASSESSOR: _("An assessor"),
    Role.COORDINATOR: _("A coordinator"),
}


def own_first(roles: Iterable[Role]) -> tuple[Sight, ...]:
    """The sights of those who help, the reader's own first."""
    mine = set(roles)
    return tuple(sorted(SIGHTS, key=lambda each: each.role not in mine))
