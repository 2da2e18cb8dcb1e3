"""Without this file there would be findings but no answer: where a milestone stands and whose move it is."""

from dataclasses import dataclass, replace
from datetime import date

from elearn.domain.evidence import DecisionEvent, PriorEvent, ReplyEvent, RequestEvent, Verdict
from elearn.domain.findings import Finding, MilestoneFinding, Waiting
from elearn.domain.judging.bench import Bench
from elearn.domain.judging.record import Record
from elearn.domain.judging.renewals import Term, term
from elearn.domain.judging.requirements import WITH, unopened
from elearn.domain.pathways import Anchor, Closer, Milestone
from elearn.domain.reasons import Move, Status
from elearn.domain.replies import Reply, asks_back

_MOVE = {
    Closer.SUPERVISOR: Move.SUPERVISOR,
    Closer.ASSESSOR: Move.ASSESSOR,
    Closer.COORDINATOR: Move.COORDINATOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A status, whose move it is, and her id where one is known."""

    status: Status
    move: Move = Move.NOBODY
    person: str | None = None


def standing(bench: Bench, milestone: Milestone) -> MilestoneFinding:
    """How a milestone stands."""
    window = bench.window(milestone)
    if window is None:
        found = tuple(unopened(each, bench.record) for each in milestone.requires)
    else:
        found = bench.findings(milestone)
    bare = MilestoneFinding(
        id=milestone.id,
        title=milestone.title,
        status=Status.NOT_OPEN,
        window=window,
        requirements=found,
        closes=milestone.closes.by if milestone.closes else None,
        not_counted=bench.unsigned(milestone),
    )
    met_on = bench.met_on(milestone)
    if met_on is not None:
        return _met(bench, milestone, replace(bare, since=met_on), met_on)
    after = _missing(bench, milestone)
    return replace(bare, after=after) if window is None else _open(bench, replace(bare, after=after))


def _met(bench: Bench, milestone: Milestone, bare: MilestoneFinding, met_on: date) -> MilestoneFinding:
    """Of a milestone that was met: whether it still is, and since when."""
    closing = bench.closing(milestone)
    running = term(bench, milestone, milestone.lasts, met_on) if milestone.lasts else None
    lapsed = running is not None and bench.record.at > running.due
    by_signature = lapsed and milestone.closes is not None and milestone.renew is None
    waiting = _request(bench.record, milestone.id) if by_signature else None
    turn = _turn_again(bare, running if lapsed else None, waiting, settled=closing is not None)
    until, due = _in_date(bare, running, settled=closing is not None)
    return replace(
        bare,
        status=turn.status,
        move=turn.move,
        person=turn.person,
        may_ask=by_signature and waiting is None,
        waiting=waiting,
        prior=closing is not None and isinstance(closing.event, PriorEvent),
        signed_by=closing.event.by if closing else None,
        closing=closing.event.id if closing else None,
        until=until,
        due=due,
        renewal=running.renewal if running else (),
    )


def _in_date(
    bare: MilestoneFinding, running: Term | None, *, settled: bool
) -> tuple[date | None, date | None]:
    """The last day in date and the same moved by leave; what nobody signed ends with the first that it rests on."""
    until, due = (running.until, running.due) if running else (None, None)
    if settled:
        return until, due
    if bare.missing:  # something it rests on has ended: no day to come is its last
        return None, None
    ends = [each.until for each in bare.requirements if each.until]
    first, moved = (min([*ends, *([each] if each else [])], default=None) for each in (until, due))
    return first, moved


def _turn_again(
    bare: MilestoneFinding, lapsed: Term | None, waiting: Waiting | None, *, settled: bool
) -> _Turn:
    """Whose move it is once a milestone was met: nobody's, unless its term ran out or what it rests on did."""
    if waiting is not None and bare.closes is not None:
        return _asked(bare.closes, waiting, Status.DUE_AGAIN)
    missing = () if settled else bare.missing
    if lapsed is not None:
        missing = tuple(each for each in lapsed.renewal if not each.met)
    if lapsed is None and not missing:
        return _Turn(status=Status.MET)
    return _waiting_for(missing) or _Turn(status=Status.DUE_AGAIN, move=Move.LEARNER)


def _open(bench: Bench, bare: MilestoneFinding) -> MilestoneFinding:
    """Of a milestone that is open: what is missing, or who is asked to close it."""
    waiting = _request(bench.record, bare.id)
    complete = not bare.missing and not bare.after
    if waiting is not None and bare.closes is not None:
        turn = _asked(bare.closes, waiting, Status.TO_DO)
    else:
        turn = _waiting_for(bare.missing) or _Turn(status=Status.TO_DO, move=Move.LEARNER)
    return replace(
        bare,
        status=turn.status,
        move=turn.move,
        person=turn.person,
        may_ask=complete and bare.closes is not None and waiting is None,
        waiting=waiting,
        returned=None if waiting else _returned(bench.record, bare.id),
    )


def _asked(closer: Closer, waiting: Waiting, hers: Status) -> _Turn:
    """The turn of the person who was asked to close a milestone, or the learner's while she is asked back."""
    if waiting.asks_back:
        return _Turn(status=hers, move=Move.LEARNER)
    move = _MOVE[closer]
    return _Turn(status=WITH[move], move=move, person=waiting.person)


def _waiting_for(missing: tuple[Finding, ...]) -> _Turn | None:
    """Whose move it is when all that is missing only waits for others; None when the learner can do something."""
    if not missing or any(each.status not in WITH.values() for each in missing):
        return None
    waiting = [
        left
        for finding in missing[0].every
        for left in finding.not_counted
        if WITH.get(left.move) is missing[0].status
    ]
    return _Turn(status=missing[0].status, move=waiting[0].move, person=waiting[0].person)


def _missing(bench: Bench, milestone: Milestone) -> tuple[str, ...]:
    """The milestones that must still be met before this one opens or may be closed."""
    anchor = bench.anchor(milestone)
    opener = (anchor.milestone,) if anchor is not None and bench.window(milestone) is None else ()
    named = dict.fromkeys((*bench.pathway.closes_after(milestone), *opener))
    return tuple(each for each in named if each and bench.day_of(Anchor(milestone=each)) == date.max)


def _request(record: Record, milestone: str) -> Waiting | None:
    """The request that nobody has answered yet."""
    answers = [each for each in record.of(DecisionEvent) if each.milestone == milestone]
    waiting = [
        each
        for each in record.of(RequestEvent)
        if each.milestone == milestone and not any(_answers(answer, each) for answer in answers)
    ]
    return _waiting(record, waiting[-1]) if waiting else None


def _waiting(record: Record, request: RequestEvent) -> Waiting:
    """Whose move an open request is, and since when: each question and each answer turns it."""
    turns = [
        each
        for each in record.of(ReplyEvent)
        if each.request == request.id
        and (each.says is Reply.ANSWER or asks_back(each.says, each.by, request.of))
    ]
    last = turns[-1] if turns else None
    return Waiting(
        request=request.id,
        person=request.of,
        since=last.on if last else request.on,
        asks_back=last is not None and last.says is Reply.QUESTION,
    )


def _answers(decision: DecisionEvent, request: RequestEvent) -> bool:
    return decision.request == request.id if decision.request else decision.on >= request.on


def _returned(record: Record, milestone: str) -> date | None:
    """The day of the last "not yet"."""
    days = [
        each.on
        for each in record.of(DecisionEvent)
        if each.milestone == milestone and each.decision is Verdict.NOT_YET
    ]
    return max(days, default=None)
