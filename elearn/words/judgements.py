"""Without this file a judgement could not be read by a program or a person outside: its JSON and its calm text."""

from collections.abc import Iterator, Mapping
from datetime import date

from elearn.domain.findings import Finding, Judgement, MilestoneFinding, NotCounted
from elearn.domain.milestones import NextStep, next_step
from elearn.domain.reasons import Status
from elearn.words.kinds import STATUSES, called
from elearn.words.reasons import STEPS, spoken, why

Names = Mapping[str, str]


def answer(judgement: Judgement, names: Names | None = None) -> dict[str, object]:
    """A judgement as JSON values, with a sentence beside every reason; what is empty or at its default is left out."""
    step = next_step(judgement)
    return {
        "pathway": judgement.pathway,
        "at": judgement.at.isoformat(),
        "next": step.address,
        "milestones": [_milestone(each, judgement.at, names or {}) for each in judgement.milestones],
    }


def report(judgement: Judgement, title: str, names: Names | None = None) -> str:
    """A judgement as plain text for people."""
    lines = [f"{title}, {spoken(judgement.at, date.min)}", ""]
    for milestone in judgement.milestones:
        lines.extend(_milestone_lines(milestone, judgement.at, names or {}))
    return "\n".join([*lines, _step_line(next_step(judgement))])


def finding_json(finding: Finding, at: date, names: Names) -> dict[str, object]:
    """One requirement as JSON values."""
    waived = finding.waived
    shown = {
        "since": finding.since if finding.met else None,
        "until": finding.until,
        "packing": finding.packing,
        "norm": finding.norm,
    }
    said = {key: _plain(value) for key, value in shown.items() if value is not None}
    if waived is not None:
        said |= {"waived_by": waived.by, "waived_because": waived.reason}
    return {
        "id": finding.id,
        "status": finding.status.value,
        "have": finding.have,
        "need": finding.need,
        **said,
        "counted": list(finding.counted),
        "not_counted": [_left(each, at, names) for each in finding.not_counted],
        **(
            {"requirements": [finding_json(each, at, names) for each in finding.below]}
            if finding.below
            else {}
        ),
    }


def _milestone(finding: MilestoneFinding, at: date, names: Names) -> dict[str, object]:
    opens = finding.window.opens if finding.window else None
    shown: dict[str, object] = {
        "since": finding.since,
        "move": None
        if finding.status in (Status.MET, Status.NOT_OPEN)
        else finding.person or finding.move.value,
        "prior": finding.prior or None,
        "signed_by": finding.signed_by,
        "until": finding.until,
        "due": finding.due if finding.due != finding.until else None,
        "returned": finding.returned,
        "may_ask": finding.may_ask or None,
        "after": list(finding.after) or None,
        "counts_from": opens,
    }
    said = {key: _plain(value) for key, value in shown.items() if value is not None}
    body: dict[str, object] = {"id": finding.id, "status": finding.status.value, **said}
    if finding.status is not Status.NOT_OPEN:
        body["requirements"] = [finding_json(each, at, names) for each in finding.requirements]
    if finding.renewal:
        body["renewal"] = [finding_json(each, at, names) for each in finding.renewal]
    if finding.not_counted:
        body["not_counted"] = [_left(each, at, names) for each in finding.not_counted]
    return body


def _left(left: NotCounted, at: date, names: Names) -> dict[str, object]:
    return {
        "event": left.event,
        "reason": left.reason.value,
        "move": left.person or left.move.value,
        "words": why(left, at, names),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _milestone_lines(finding: MilestoneFinding, at: date, names: Names) -> Iterator[str]:
    since = f" since {spoken(finding.since, at)}" if finding.met and finding.since else ""
    yield f"{finding.title}: {STATUSES[finding.status]}{since}"
    if finding.status is not Status.NOT_OPEN:
        for each in finding.requirements:
            yield from _finding_lines(each, at, names, "  ")
    yield from (f"  {why(each, at, names)}" for each in finding.not_counted)
    yield ""


def _finding_lines(finding: Finding, at: date, names: Names, indent: str) -> Iterator[str]:
    yield f"{indent}{called(finding.id)}: {_amount(finding)}, {STATUSES[finding.status].lower()}"
    if finding.waived is not None:
        yield f"{indent}  set aside by {names.get(finding.waived.by, finding.waived.by)}: {finding.waived.reason}"
    yield from (f"{indent}  {left.event}: {why(left, at, names)}" for left in finding.not_counted)
    for each in finding.below:
        yield from _finding_lines(each, at, names, indent + "  ")


def _amount(finding: Finding) -> str:
    """How many of how many, with what is usual where that is something else."""
    unit = " minutes" if finding.minutes else ""
    packing = f" ({finding.packing})" if finding.packing else ""
    wanted = f"{finding.have} of {finding.need}" if finding.need else f"{finding.have}"
    usual = f"; {finding.norm} is usual" if finding.norm not in (None, finding.have) else ""
    return f"{wanted}{unit}{packing}{usual}"


def _step_line(step: NextStep) -> str:
    where = f" ({step.address})" if step.address else ""
    return f"Next: {STEPS[step.kind]}{where}"
