"""Without this the one next step of a home would be a code: here it gets its words and the door that leads to it."""

from dataclasses import dataclass, replace

from flask import url_for

from elearn.domain.drafts import draft_address
from elearn.domain.reasons import Reason, StepKind
from elearn.services.next_steps import Step
from elearn.storage.signoffs import DecisionRow, RequestRow
from elearn.web.filling import draft_door
from elearn.web.render import day
from elearn.web.signed import back_again
from elearn.web.tasks import TaskTeller, Told
from elearn.web.tongue import gettext as _
from elearn.words import reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller(TaskTeller):
    """Tells the one next step."""

    def tell(self, step: Step) -> Told:
        """A next step in words; its title begins with a capital, whoever it begins with."""
        told = self._told(step)
        return replace(told, title=told.title[:1].upper() + told.title[1:])

    def _told(self, step: Step) -> Told:
        match step.kind:
            case StepKind.QUESTION:
                return self._question(step)
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
                return self.task(step) if step.requirement else self.only_read(step)

    def _question(self, step: Step) -> Told:
        waiting = step.milestone.waiting if step.milestone else None
        assert step.milestone is not None  # it is about a request, and that is about a milestone
        assert waiting is not None
        return Told(
            title=_("%(name)s has a question for you", name=self.name(waiting.person)),
            why=_(
                "There is a question before an answer about %(title)s, and it waits for what you say.",
                title=step.milestone.title,
            ),
            action=(_("Read and answer it"), url_for("signing.answer", request=waiting.request)),
        )

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
        if step.came_back is not None:
            return self._came_back(step.came_back, title)
        decision = step.decision
        if decision is None:
            return Told(
                title=_("There is an answer about %(title)s", title=title),
                why="",
                action=(_("Where you stand"), url_for("milestones.index")),
            )
        return Told(
            title=_("%(name)s has answered you about %(title)s", name=self.name(decision.by), title=title),
            why=_why_not_yet(decision),
            action=(_("Read the answer"), url_for("signoffs.decision", decision=decision.id)),
        )

    def _came_back(self, row: RequestRow, title: str) -> Told:
        return Told(
            title=_("Ask somebody else about %(title)s", title=title),
            why=back_again(row, self.name),
            action=(
                _("Ask somebody else"),
                url_for("signoffs.ask", assignment=row.assignment_id, milestone=row.milestone),
            ),
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
            return self.task(step)
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
        return self.task(step)

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
            return self.only_read(step)
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


def _why_not_yet(decision: DecisionRow) -> str:
    """When to talk, and that it says what to do first where its words were not erased with whoever wrote them."""
    if decision.talk_on is None:
        return _("What to do first is written there.") if decision.note else ""
    if not decision.note:
        return _("You can talk about it on %(day)s.", day=day(decision.talk_on))
    return _(
        "You can talk about it on %(day)s; what to do first is written there.", day=day(decision.talk_on)
    )


def _draft_door(form: str) -> str:
    address = draft_address(form)
    return draft_door(address) if address else url_for("logbook.index")
