"""Without this a day that was named (to talk, to renew, to come back) would pass unseen on a supervisor's desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.desks import Falls, falls_soon
from elearn.domain.evidence import LeaveEvent, Verdict
from elearn.domain.findings import MilestoneFinding
from elearn.services.evidence import Record
from elearn.services.home import Asked
from elearn.services.milestones import Progress
from elearn.services.preparations import held_by
from elearn.storage.desks import Trainee
from elearn.storage.signoffs import DecisionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What falls due for one trainee and on which day; ``opens`` is the decision or entry that names the day.

    ``milestone`` is the title of what it is about, ``lacks`` what a renewal still asks for.
    """

    falls: Falls
    on: date
    milestone: str = ""
    opens: str = ""
    lacks: tuple[Asked, ...] = ()


def soonest(
    trainee: Trainee,
    record: Record,
    found: Sequence[Progress],
    away: Sequence[LeaveEvent],
    supervisor: str,
    today: date,
) -> Due | None:
    """What falls due first in the next two weeks, as far as this supervisor may know of it."""
    meets = _meets(trainee, record)
    every = (*meets, *_talks(record, found, supervisor), *_renewals(found), *_back(away))
    soon = [each for each in every if falls_soon(each.on, today)]
    return min(soon, key=lambda each: each.on, default=None)


def _meets(trainee: Trainee, record: Record) -> Iterator[Due]:
    """The day of a session that she prepared and shared, until it is entered as held."""
    if trainee.meets and trainee.prepared not in held_by(record.entries):
        yield Due(falls=Falls.SESSION, on=trainee.meets, opens=trainee.prepared)


def _talks(record: Record, found: Sequence[Progress], supervisor: str) -> Iterator[Due]:
    """Days to talk that she named herself with a "not yet" which nothing has followed."""
    for progress in found:
        for each in progress.judgement.milestones:
            said = _last_answer(record, progress, each)
            if each.returned and said and said.by == supervisor and said.talk_on:
                yield Due(falls=Falls.TALK, on=said.talk_on, milestone=each.title, opens=said.id)


def _last_answer(record: Record, progress: Progress, milestone: MilestoneFinding) -> DecisionRow | None:
    answers = [each for each in record.decided(progress.assignment) if each.milestone == milestone.id]
    last = answers[-1] if answers else None
    return last if last and last.decision == Verdict.NOT_YET else None


def _renewals(found: Sequence[Progress]) -> Iterator[Due]:
    for progress in found:
        for each in progress.judgement.milestones:
            last = each.due or each.until
            if each.met and last:
                yield Due(
                    falls=Falls.RENEWAL, on=last, milestone=each.title, lacks=tuple(_lacks(progress, each))
                )


def _lacks(progress: Progress, milestone: MilestoneFinding) -> Iterator[Asked]:
    asked = progress.pathway.milestone(milestone.id)
    if asked is None or asked.renew is None:
        return
    by_id = {each.id: each for each in asked.renew.requires}
    for each in milestone.renewal:
        if not each.met:
            yield Asked(requirement=by_id[each.id], finding=each)


def _back(away: Sequence[LeaveEvent]) -> Iterator[Due]:
    for each in away:
        if each.to is not None:
            yield Due(falls=Falls.BACK, on=each.to, opens=each.id)
