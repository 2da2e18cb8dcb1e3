"""Without this a learner would be told what her pathway asks for, and not how to go about it."""

from dataclasses import dataclass

from flask import url_for

from elearn.domain.home import Task
from elearn.domain.home import task as sort_of
from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import Attend, Check, Document, Pass, Requirement, Supervise, Unit
from elearn.domain.reasons import Status
from elearn.domain.tries import turn
from elearn.services.home import Asked
from elearn.services.milestones import Progress
from elearn.services.next_steps import Step
from elearn.web.findings import helper
from elearn.web.passing import way_to_pass
from elearn.web.phrases import Reader, named
from elearn.web.render import minutes
from elearn.web.tongue import gettext as _
from elearn.web.tongue import ngettext
from elearn.words.roles import INDUCTION, PRACTITIONER

Action = tuple[str, str]
"""The words of a button and where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A next step as it is read: what it is, why or how, and its one button."""

    title: str
    why: str
    action: Action
    eyebrow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTeller(Reader):
    """Tells what to read, and what a requirement asks for, each with its door."""

    def turn(self, found: Progress, asked: Asked) -> Status:
        """How a requirement stands, and with whom where a quiz in it allows no other try."""
        words = INDUCTION if self.plain else PRACTITIONER
        return turn(asked.requirement, asked.finding, found.used_up, helper(words))

    def only_read(self, step: Step) -> Told:
        """What there is to read where no pathway asks for anything."""
        if step.reading is not None:
            return self.read(step)
        return Told(
            title=_("You have read everything here"),
            why=_("What you have read stays open to you."),
            action=(_("Go to the modules"), url_for("library.shelf")),
        )

    def read(self, step: Step) -> Told:
        """The lesson to read next."""
        reading = step.reading
        assert reading is not None  # the caller has looked
        lesson = reading.carry_on
        place = reading.module.lessons.index(lesson) + 1
        of = len(reading.module.lessons)
        return Told(
            eyebrow=reading.module.title,
            title=lesson.title,
            why=_(
                "Lesson %(place)s of %(of)s, about %(length)s.",
                place=place,
                of=of,
                length=minutes(lesson.minutes),
            ),
            action=(
                _("Carry on") if reading.begun else _("Start reading"),
                url_for("library.lesson", module=reading.module.id, lesson=lesson.id),
            ),
        )

    def task(self, step: Step) -> Told:
        """What a requirement asks for, by its sort."""
        asked, finding = step.requirement, step.finding
        assert asked is not None  # the caller has looked
        if step.used_up and step.quiz is not None:
            return Told(
                title=_("Talk over “%(title)s”", title=step.quiz.title),
                why=_(
                    "Every try is used, so it is your %(who)s’s move now. Bring what you would like to look at.",
                    who=_((INDUCTION if self.plain else PRACTITIONER).supervisor),
                ),
                action=(_("See how it went"), url_for("quizzes.front", quiz=step.quiz.id)),
            )
        if step.reading is not None:
            return self.read(step)
        if step.quiz is not None:
            return Told(
                title=_("Answer the questions on “%(title)s”", title=step.quiz.title),
                why=self._about_quiz(step),
                action=(_("Go to the questions"), url_for("quizzes.front", quiz=step.quiz.id)),
            )
        if isinstance(asked.verb, Pass):  # and no quiz: then it is an exercise
            return Told(title=self.asked(asked), why="", action=way_to_pass(asked.verb.quiz))
        have, need = (finding.have, finding.need) if finding else (0, 0)
        so_far = _("%(have)s of %(need)s so far.", have=have, need=need) if have else ""
        match sort_of(asked.verb):
            case Task.COURSE | Task.DOCUMENT | Task.CHECK:
                return self._paper(asked)
            case Task.PRACTISE:
                return Told(
                    title=self._work_title(asked, have),
                    why=so_far or _("There is no hurry, and weeks in between are normal."),
                    action=(_("Enter it"), _work_door(asked)),
                )
            case Task.CLIENTS:
                return Told(
                    title=_("Work with another family") if have else _("Work with a first family"),
                    why=so_far,
                    action=(_("Enter it"), _work_door(asked)),
                )
            case Task.SUPERVISION:
                return Told(
                    title=self._supervision_title(),
                    why=" ".join(filter(None, (so_far, _length(asked)))),
                    action=(_("Enter a supervision"), url_for("logbook.supervision")),
                )
            case _:
                return Told(title=self.asked(asked), why=so_far, action=(_("See what counts"), _milestones()))

    def _about_quiz(self, step: Step) -> str:
        quiz = step.quiz
        assert quiz is not None  # the caller has looked
        if step.left is not None:
            return str(_("You tried it once. Another look at the lessons helps; then come back to it."))
        return str(_("You have read all of it. You can stop and come back; what you answered is kept."))

    def _paper(self, asked: Requirement) -> Told:
        thing = _(named(asked))
        if isinstance(asked.verb, Attend):
            return Told(
                title=_("Your %(course)s", course=thing),
                why=_("Enter it once you have been; it counts when somebody has seen the paper."),
                action=(_("Enter it"), _paper_door(asked)),
            )
        if self.plain:
            why = _("Say where it is kept. Your coordinator has a look and notes that it is in order.")
        else:
            why = _("Say where it is kept; it counts when somebody has seen it. Nothing is uploaded.")
        return Told(
            title=_("Your %(paper)s", paper=thing),
            why=why,
            action=(_("Enter it"), _paper_door(asked)),
        )

    def _work_title(self, asked: Requirement, have: int) -> str:
        if getattr(asked.verb, "unit", None) is Unit.CYCLE:
            return str(
                _("Your next cycle, film and shared review")
                if have
                else _("Your first cycle, film and shared review")
            )
        return str(_("Your next visit") if have else _("Your first visit"))

    def _supervision_title(self) -> str:
        relations = [each for way in self.home.ways for each in way.progress.evidence.supervisors]
        now = [each.person for each in relations if each.holds_within(self.at, self.at)]
        if not now:
            return str(_("Your next supervision"))
        return str(_("Supervision with %(name)s", name=self.name(now[0])))


def _length(asked: Requirement) -> str:
    if not isinstance(asked.verb, Supervise):
        return ""
    least = min(each.minutes for each in asked.verb.packings)
    return str(ngettext("It counts from %(num)s minute on.", "It counts from %(num)s minutes on.", least))


def _milestones() -> str:
    return url_for("milestones.index")


def _paper_door(asked: Requirement) -> str:
    match asked.verb:
        case Attend(course=ref):
            return url_for("logbook.other", what=f"{EntryKind.COURSE}.{ref}")
        case Document(document=ref):
            return url_for("logbook.other", what=f"{EntryKind.DOCUMENT}.{ref}")
        case Check(check=ref):
            return url_for("logbook.other", what=f"{EntryKind.CHECK}.{ref}")
        case _:
            return url_for("logbook.other")


def _work_door(asked: Requirement) -> str:
    unit = getattr(asked.verb, "unit", None) or getattr(asked.verb, "of", None)
    return url_for("logbook.cycle" if unit is Unit.CYCLE else "logbook.visit")
