"""Without this the one next step of a home would be a code: here it gets its words and the door that leads to it."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from elearn.domain.drafts import draft_address
from elearn.domain.home import Task, task
from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import Attend, Check, Document, Requirement, Supervise, Unit
from elearn.domain.reasons import Reason, StepKind
from elearn.services.next_steps import Step
from elearn.web.filling import draft_door
from elearn.web.phrases import Reader, named
from elearn.web.render import day, minutes
from elearn.words import reasons

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
class Teller(Reader):
    """Tells the one next step."""

    def tell(self, step: Step) -> Told:
        """A next step in words."""
        match step.kind:
            case StepKind.RETURNED:
                return self._returned(step)
            case StepKind.DRAFT:
                return self._draft(step)
            case StepKind.UNFINISHED:
                return self._unfinished(step)
            case StepKind.ASK:
                return self._ask(step)
            case StepKind.WAIT:
                return self._wait(step)
            case StepKind.DONE:
                return self._done(step)
            case StepKind.NEAREST | StepKind.BEGIN:
                return self._task(step) if step.requirement else self._only_read(step)

    def _returned(self, step: Step) -> Told:
        if step.entry is not None:
            act = step.entry.disowned
            return Told(
                title=_(
                    "%(name)s does not know the supervision of %(day)s",
                    name=self.name(act.by if act else None),
                    day=day(step.entry.day),
                ),
                why=_("It counts again when the two of you agree. Have a look at the day and the names."),
                action=(_("Look at it"), url_for("logbook.entry", entry=step.entry.id)),
            )
        title = step.milestone.title if step.milestone else ""
        decision = step.decision
        if decision is None:
            return Told(
                title=_("There is an answer about %(title)s", title=title),
                why="",
                action=(_("Where you stand"), _milestones()),
            )
        return Told(
            title=_("%(name)s has answered you about %(title)s", name=self.name(decision.by), title=title),
            why=_(
                "You can talk about it on %(day)s; what to do first is written there.",
                day=day(decision.talk_on),
            )
            if decision.talk_on
            else _("What to do first is written there."),
            action=(_("Read the answer"), url_for("signoffs.decision", decision=decision.id)),
        )

    def _draft(self, step: Step) -> Told:
        if step.quiz is not None:
            return Told(
                title=_("Carry on with “%(title)s”", title=step.quiz.title),
                why=_("You began these questions. Every answer you gave is kept."),
                action=(_("Carry on"), url_for("quizzes.front", quiz=step.quiz.id)),
            )
        return Told(
            title=_("Finish what you began to enter"),
            why=_("It is kept just as you left it, and nobody else sees it."),
            action=(_("Carry on"), _draft_door(step.form)),
        )

    def _unfinished(self, step: Step) -> Told:
        left, entry = step.left, step.entry
        if step.quiz is not None or step.reading is not None:
            return self._task(step)
        if left is not None and left.reason is Reason.NO_SHARED_REVIEW and entry is not None:
            return Told(
                title=_("Look at the film of %(day)s together", day=day(entry.on or entry.entered_on)),
                why=_(
                    "Filmed with %(client)s. The cycle counts when the shared review has happened; there is no hurry.",
                    client=entry.facts.get("client", ""),
                ),
                action=(_("Enter the shared review"), url_for("logbook.finish", entry=entry.id)),
            )
        if left is not None and entry is not None and step.requirement is not None:
            return Told(
                title=self.asked(step.requirement),
                why=reasons.why(left, self.at, self.home.names, _),
                action=(_("Open the entry"), url_for("logbook.entry", entry=entry.id)),
            )
        return self._task(step)

    def _ask(self, step: Step) -> Told:
        title = step.milestone.title if step.milestone else ""
        assignment = step.progress.assignment.id if step.progress else ""
        milestone = step.milestone.id if step.milestone else ""
        return Told(
            title=_("Ask for %(title)s to be signed", title=title),
            why=_("Everything it asks for is there."),
            action=(_("Ask for it"), url_for("signoffs.ask", assignment=assignment, milestone=milestone)),
        )

    def _wait(self, step: Step) -> Told:
        first = next((each for way in self.home.ways for each in way.awaited), None)
        if first is not None and first.person:
            title = _("It is with %(name)s now", name=self.name(first.person))
        else:
            title = _("It is with your coordinator now")
        return Told(
            title=title,
            why=_("There is nothing you need to do. What you have read stays open to you."),
            action=(_("Read on"), url_for("library.shelf")),
        )

    def _done(self, step: Step) -> Told:
        if step.progress is None:
            return self._only_read(step)
        where = url_for("milestones.certificate", assignment=step.progress.assignment.id)
        if self.plain:
            return Told(
                title=_("You are ready"),
                why=_("You have done everything. You can show this on your phone."),
                action=(_("Show your certificate"), where),
            )
        return Told(
            title=_("Everything on this pathway is met"),
            why=_("%(title)s, from the first day to the last.", title=step.progress.pathway.title),
            action=(_("Show your certificate"), where),
        )

    def _only_read(self, step: Step) -> Told:
        if step.reading is not None:
            return self._read(step)
        return Told(
            title=_("You have read everything here"),
            why=_("What you have read stays open to you."),
            action=(_("Go to the modules"), url_for("library.shelf")),
        )

    def _read(self, step: Step) -> Told:
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

    def _task(self, step: Step) -> Told:
        """What a requirement asks for, by its sort."""
        asked, finding = step.requirement, step.finding
        assert asked is not None  # the caller has looked
        if step.reading is not None:
            return self._read(step)
        if step.quiz is not None:
            return Told(
                title=_("Answer the questions on “%(title)s”", title=step.quiz.title),
                why=self._about_quiz(step),
                action=(_("Go to the questions"), url_for("quizzes.front", quiz=step.quiz.id)),
            )
        have, need = (finding.have, finding.need) if finding else (0, 0)
        so_far = _("%(have)s of %(need)s so far.", have=have, need=need) if have else ""
        match task(asked.verb):
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


def _draft_door(form: str) -> str:
    address = draft_address(form)
    return draft_door(address) if address else url_for("logbook.index")
