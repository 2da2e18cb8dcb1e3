"""Without this a learner would keep the rules of her first day for ever, or lose them without anybody's word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.editions import EditionKind
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.findings import Judgement
from elearn.domain.moves import MilestoneChange, RuleChange, milestone_changes, rule_changes
from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.pathways import Pathway
from elearn.domain.people import Actor
from elearn.services import audit
from elearn.services.evidence import Record, gather, pathway_in
from elearn.services.milestones import judged
from elearn.services.people import Hand
from elearn.services.privacy import guard
from elearn.storage import assignments, editions, moves, people, signoffs
from elearn.storage.assignments import AssignmentRow
from elearn.storage.moves import MoveRow

PAGE = 50
SHORTEST_PREFIX = 6

Pathways = Mapping[str, Pathway]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One edition of a pathway: its rules and its hash."""

    pathway: Pathway
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two editions side by side for one learner on one day: the rules that differ, and what would stand otherwise."""

    assignment: AssignmentRow
    name: str
    old: Rules
    new: Rules
    rules: tuple[RuleChange, ...]
    changes: tuple[MilestoneChange, ...]
    before: Judgement
    after: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Learners pinned to other editions than the present one, a page of them, and the key of the next."""

    present: Rules
    learners: tuple[Comparison, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """How many learners are on the present edition of a pathway, and how many on older ones."""

    pathway: Pathway
    present: int
    older: int


def present(pathway: Pathway) -> Rules:
    """The present edition of a pathway."""
    return Rules(pathway=pathway, edition=pathway_edition(pathway).hash)


def is_older(assignment: AssignmentRow, pathways: Pathways) -> bool:
    """Whether an assignment is pinned to another edition than the present one of its pathway."""
    now = pathways.get(assignment.pathway)
    return now is not None and present(now).edition != assignment.edition


def rules_named(session: Session, pathways: Pathways, named: str) -> Rules:
    """The rules named by a pathway's slug (its present edition) or by the first digits of an edition's hash.

    Raises ``Refused`` where there are none, or where the digits fit several.
    """
    if named in pathways:
        return present(pathways[named])
    prefix = named.lower()
    hexadecimal = len(prefix) >= SHORTEST_PREFIX and not set(prefix) - set("0123456789abcdef")
    found = editions.beginning_with(session, EditionKind.PATHWAY, prefix) if hexadecimal else []
    if len(found) > 1:
        raise Refused("edition-not-one", edition=named)
    for row in found:
        return Rules(pathway=pathway_in(session, row.hash, row.body), edition=row.hash)
    now = {each.edition: each for each in map(present, pathways.values())} if hexadecimal else {}
    fitting = [each for hash_, each in now.items() if hash_.startswith(prefix)]
    if len(fitting) != 1:
        raise Refused("no-such-edition", edition=named)
    return fitting[0]


def comparison(
    session: Session,
    hand: Hand,
    pathways: Pathways,
    assignment_id: str,
    to: str | None = None,
    *,
    today: date,
    timezone: ZoneInfo,
) -> Comparison:
    """What moving an assignment to another edition would change; to the present one unless another is named."""
    row = _open(session, hand, assignment_id)
    new = _target(session, pathways, row, to)
    record = gather(session, [row.learner_id], timezone)[row.learner_id]
    old = Rules(pathway=record.pathway(row), edition=row.edition)
    return _compared(session, record, row, old, new, today)


def compared(
    session: Session,
    hand: Hand,
    assignment_id: str,
    old: Rules,
    new: Rules,
    *,
    today: date,
    timezone: ZoneInfo,
) -> Comparison:
    """What would stand otherwise for one learner by the one rules and by the other, whichever she is pinned to."""
    row = _open(session, hand, assignment_id)
    record = gather(session, [row.learner_id], timezone)[row.learner_id]
    return _compared(session, record, row, old, new, today)


def move(
    session: Session,
    hand: Hand,
    pathways: Pathways,
    assignment_id: str,
    *,
    seen: str,
    to: str,
    reason: str,
    kept: Collection[str] = (),
    now: datetime,
) -> bool:
    """Move an assignment to another edition of its pathway, with a reason; False where it is there already.

    Nothing recorded or decided is touched. A request that the other edition would not have closed so is taken
    back. ``seen`` is the edition of which the mover saw the comparison; raises ``Conflict`` where it is another now.
    """
    assignments.locked(session, assignment_id)
    signoffs.hold_open(session, signoffs.on_assignment(assignment_id))
    row = _open(session, hand, assignment_id)
    new = _target(session, pathways, row, to)
    if row.edition == new.edition:
        return False
    if row.edition != seen:
        raise Conflict("moved-meanwhile")
    if not reason.strip():
        raise Refused("reason-missing", field="reason")
    if new.pathway.id in pathways and new == present(pathways[new.pathway.id]):
        editions.remember(session, pathway_edition(new.pathway), now)
    if isinstance(hand, Actor):
        guard(session, hand, {"reason": reason}, kept, about=row.learner_id, entry=row.id, now=now)
    session.add(
        MoveRow(
            learner_id=row.learner_id,
            assignment_id=row.id,
            from_edition=row.edition,
            to_edition=new.edition,
            reason=reason.strip(),
            moved_at=now,
            moved_by=hand.id,
        )
    )
    before, row.edition = row.edition, new.edition
    _take_back(session, row, new.pathway, now)
    session.flush()
    audit.record(
        session,
        "moved",
        by=hand.id,
        about=row.learner_id,
        now=now,
        pathway=row.pathway,
        before=before,
        edition=row.edition,
    )
    return True


def affected(
    session: Session,
    hand: Hand,
    pathways: Pathways,
    slug: str,
    *,
    after: str = "",
    today: date,
    timezone: ZoneInfo,
) -> Affected:
    """Whom the present rules of a pathway do not reach, and what they would change for each; fifty at a time."""
    _may_run(hand)
    if slug not in pathways:
        raise NotFound
    now = present(pathways[slug])
    rows = moves.on_other_editions(session, slug, now.edition, after=after, most=PAGE + 1)
    shown = rows[:PAGE]
    records = gather(session, {row.learner_id for row in shown}, timezone)
    names = people.names(session, records)
    found = tuple(
        _side_by_side(
            records[row.learner_id],
            row,
            names[row.learner_id],
            Rules(pathway=records[row.learner_id].pathway(row), edition=row.edition),
            now,
            today,
        )
        for row in shown
    )
    return Affected(present=now, learners=found, after=shown[-1].id if len(rows) > PAGE else None)


def pinned(session: Session, hand: Hand, pathways: Pathways) -> tuple[Pinned, ...]:
    """Every pathway, with how many are on its present edition and how many on older ones."""
    _may_run(hand)
    counts = moves.pinned(session)
    return tuple(_pinned(each, counts) for each in pathways.values())


def _pinned(pathway: Pathway, counts: Mapping[tuple[str, str], int]) -> Pinned:
    now = present(pathway).edition
    on = {edition: count for (slug, edition), count in counts.items() if slug == pathway.id}
    return Pinned(pathway=pathway, present=on.get(now, 0), older=sum(on.values()) - on.get(now, 0))


def _open(session: Session, hand: Hand, assignment_id: str) -> AssignmentRow:
    _may_run(hand)
    row = assignments.by_id(session, assignment_id)
    if row is None or row.ended_at:
        raise NotFound
    if hand.id == row.learner_id:
        raise Refused("not-yourself")
    return row


def _may_run(hand: Hand) -> None:
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)


def _target(session: Session, pathways: Pathways, row: AssignmentRow, to: str | None) -> Rules:
    """The edition to move to; raises ``Refused`` for one of another pathway: that is another assignment."""
    if to is None and row.pathway not in pathways:
        raise Refused("no-such-pathway", pathway=row.pathway)
    found = rules_named(session, pathways, to or row.pathway)
    if found.pathway.id != row.pathway:
        raise Refused("edition-of-another", pathway=found.pathway.title)
    return found


def _take_back(session: Session, row: AssignmentRow, pathway: Pathway, now: datetime) -> None:
    """Take back the open requests on what this edition does not have closed, or has closed by somebody else."""
    closers = {each.id: each.closes.by for each in pathway.milestones if each.closes}
    for request in signoffs.open_on(session, row.id):
        if closers.get(request.milestone) != request.closer:
            signoffs.close(session, request, signoffs.WITHDRAWN, now)


def _compared(
    session: Session, record: Record, row: AssignmentRow, old: Rules, new: Rules, today: date
) -> Comparison:
    name = people.names(session, {row.learner_id})[row.learner_id]
    return _side_by_side(record, row, name, old, new, today)


def _side_by_side(
    record: Record, row: AssignmentRow, name: str, old: Rules, new: Rules, today: date
) -> Comparison:
    before = judged(record, row, old.pathway, today).judgement
    after = judged(record, row, new.pathway, today).judgement
    return Comparison(
        assignment=row,
        name=name,
        old=old,
        new=new,
        rules=rule_changes(old.pathway, new.pathway),
        changes=milestone_changes(before, after),
        before=before,
        after=after,
    )
