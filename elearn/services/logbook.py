"""Without these nothing could be entered: cycles, visits, supervision, papers, what was reached before, corrections."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as altered
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain.bringing import to_bring
from elearn.domain.client_codes import fresh_code
from elearn.domain.entering import (
    NEW_CLIENT,
    Cycle,
    Entering,
    Other,
    Prior,
    Supervision,
    Visit,
)
from elearn.domain.entry_rights import may_replace
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.follow_ups import Agreed
from elearn.domain.leave import Leave, check_apart, leaves
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind
from elearn.domain.pathways import Pathway
from elearn.domain.people import Actor
from elearn.domain.practice import Caution, Length, Work, asks_cover, cautions, lengths, talks, works
from elearn.services import audit, follow_ups
from elearn.services.entry_writing import (
    Placing,
    Sending,
    add,
    entered,
    entry_id,
    own_word,
    ready,
    require_own,
    same,
    saved,
    standing_entry,
    write,
)
from elearn.services.evidence import pathways_of, pathways_of_many
from elearn.services.session_rules import check_supervision
from elearn.storage import assignments, logbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What came of a form: the entry, a code issued with it, and of a session what is worth knowing.

    ``short`` are the pathways for which it was too short, ``unseen`` the finished work that no session was about.
    """

    entry: Entry
    client: str | None = None
    cautions: tuple[Caution, ...] = ()
    short: tuple[Length, ...] = ()
    unseen: tuple[Entry, ...] = ()


def log_cycle(session: Session, actor: Actor, cycle: Cycle, work: str, sent: Sending) -> Logged:
    """Enter a film, with or without its shared review; ``work`` is the code of the work it belongs to."""
    return _log_work(session, actor, cycle, work, sent)


def log_visit(session: Session, actor: Actor, visit: Visit, work: str, sent: Sending) -> Logged:
    """Enter a visit to, or a session with, a family."""
    return _log_work(session, actor, visit, work, sent)


def log_supervision(
    session: Session,
    actor: Actor,
    held: Supervision,
    talk: str,
    sent: Sending,
    agreed: Sequence[Agreed] = (),
) -> Logged:
    """Enter a supervision with what was agreed in it; it counts when the person named in it has confirmed it."""
    require_own(actor, actor.id)
    pathways = pathways_of(session, actor.id)
    placing = _placed(actor, talk, talks(pathways), sent)
    known = entered(session, actor.id)
    check_supervision(session, actor.id, held, known, placing.id, sent)
    entry = write(session, actor, held, placing, sent)
    follow_ups.agree(session, actor, entry, agreed, sent)
    return _said(session, entry, pathways)


def log_other(session: Session, actor: Actor, other: Other, sent: Sending) -> Logged:
    """Enter a course, a document, a check or a meeting; it counts when someone allowed has seen the paper."""
    require_own(actor, actor.id)
    placing = Placing(id=entry_id(actor, sent.key), learner=actor.id, by=actor.id)
    return Logged(entry=write(session, actor, other, placing, sent))


def log_prior(session: Session, actor: Actor, prior: Prior, sent: Sending) -> Logged:
    """Enter a milestone that was reached before this record began; it counts once its proof was seen."""
    require_own(actor, actor.id)
    placing = Placing(id=entry_id(actor, sent.key), learner=actor.id, by=actor.id)
    return Logged(entry=write(session, actor, _titled(session, actor, prior), placing, sent))


def finish_cycle(
    session: Session,
    actor: Actor,
    cycle_id: str,
    *,
    reviewed: date,
    reflection: str,
    share: bool,
    sent: Sending,
) -> Logged:
    """Add the shared review to a cycle: a new version of it, which counts on the day of the review."""
    unfinished = logbook.entry(session, cycle_id)
    if unfinished is None or unfinished.kind is not EntryKind.CYCLE:
        raise NotFound
    require_own(actor, unfinished.learner)
    cycle = altered(as_cycle(unfinished), reviewed=reviewed, reflection=reflection, share=share)
    again = saved(session, actor, cycle_id, sent)
    if again is not None:
        return Logged(entry=same(again, cycle))
    old = standing_entry(session, cycle_id, lambda each: each.learner == actor.id)
    if old.reviewed:
        raise Conflict("cycle-finished-already")
    return _replace(session, actor, old, cycle, "", sent)


def replace(
    session: Session, actor: Actor, old_id: str, entering: Entering, reason: str, sent: Sending
) -> Logged:
    """Put another version in the place of an entry, with a reason; the earlier one stays to be read.

    Of a leave no reason is asked: it could say more of her than anybody here needs to know. A confirmation was of
    the earlier wording and is asked for anew. Raises ``Conflict`` when another version has taken its place meanwhile.
    """
    if isinstance(entering, Prior):
        entering = _titled(session, actor, entering)
    again = saved(session, actor, old_id, sent)
    if again is not None:
        return Logged(entry=same(again, entering))
    old = standing_entry(session, old_id, lambda each: each.entered_by == actor.id, entering.named)
    if not may_replace(old, actor.id) or entering.kind is not old.kind:
        raise NotFound
    if not reason.strip() and not isinstance(entering, Leave):
        raise Refused("reason-missing", field="reason")
    return _replace(session, actor, old, entering, reason, sent)


def as_cycle(entry: Entry) -> Cycle:
    """A cycle as it would be entered again."""
    facts, words = entry.facts, entry.words
    return Cycle(
        client=facts["client"],
        filmed=entry.on or entry.entered_on,
        reviewed=entry.reviewed,
        minutes=facts.get("minutes"),
        setting=facts.get("setting", ""),
        principle=facts.get("principle", ""),
        consent=tuple(facts.get("consent", ())),
        erase_by=date.fromisoformat(facts["erase_by"]),
        helping_question=words.get("helping_question", ""),
        reflection=words.get("reflection", ""),
        share=entry.shared,
    )


def new_client(session: Session, actor: Actor, now: datetime) -> str:
    """Issue a client code to the actor; it is hers for ever and never given again."""
    require_own(actor, actor.id)
    code = fresh_code(secrets.choice, logbook.clients_of(session, actor.id))
    logbook.issue(session, actor.id, code, now)
    return code


def worth_knowing(session: Session, held: Collection[Entry]) -> tuple[Logged, ...]:
    """What is worth saying of sessions to who held them and has just entered them; four statements, however many."""
    learners = {each.learner for each in held}
    pathways, entries = pathways_of_many(session, learners), logbook.entries_of(session, learners)
    return tuple(_told(each, pathways[each.learner], entries.get(each.learner, ())) for each in held)


def _told(held: Entry, on: Collection[Pathway], entries: Sequence[Entry]) -> Logged:
    """A session with what is worth saying of it; nothing of that is refused.

    ``on`` are the pathways of its learner, ``entries`` every version of everything she has entered.
    """
    approach = held.approach
    work = [each for each in to_bring(entries, held.day) if each.entry.day <= held.day]
    short = tuple(each for each in lengths(on, approach) if held.facts["minutes"] < each.least)
    asked = asks_cover(on, approach)
    unseen = tuple(
        each.entry
        for each in work
        # A cycle without its shared review has nothing yet to be supervised.
        if not (each.seen or each.barrier) and (each.entry.reviewed or asked)
    )
    said = cautions(
        short=bool(short), covers=bool(held.facts.get("brought")) or not work, unseen=bool(unseen)
    )
    return Logged(entry=held, cautions=said, short=short, unseen=unseen)


def _said(session: Session, held: Entry, pathways: Collection[Pathway]) -> Logged:
    """The same of a learner's own session."""
    return _told(held, pathways, logbook.entries_of(session, [held.learner]).get(held.learner, ()))


def _log_work(session: Session, actor: Actor, work: Cycle | Visit, code: str, sent: Sending) -> Logged:
    require_own(actor, actor.id)
    fitting = [each for each in works(pathways_of(session, actor.id)) if each.kind is work.kind]
    placing = _placed(actor, code, fitting, sent)
    # Two clicks at one moment wait for each other here, lest each use up a client code.
    logbook.hold_codes(session, actor.id)
    again = ready(session, actor, work, placing, sent)
    if again is not None:
        return Logged(entry=again)
    coded, issued = _coded(session, actor, work, sent)
    return Logged(entry=add(session, coded, placing, sent), client=issued)


def _replace(
    session: Session, actor: Actor, old: Entry, entering: Entering, reason: str, sent: Sending
) -> Logged:
    placing = Placing(
        id=entry_id(actor, sent.key),
        learner=old.learner,
        by=actor.id,
        approach=old.approach,
        pathway=old.facts.get("pathway"),
        session_id=old.session_id,
        replaces=old.id,
        reason=reason.strip(),
    )
    issued = None
    others = [each for each in entered(session, old.learner) if each.id != old.id]
    if isinstance(entering, Supervision):
        check_supervision(session, old.learner, entering, others, placing.id, sent)
    if isinstance(entering, Leave):
        check_apart(leaves(others), entering)
    ready(session, actor, entering, placing, sent)
    if isinstance(entering, Cycle | Visit):
        entering, issued = _coded(session, actor, entering, sent)
    made = add(session, entering, placing, sent)
    _share_as_said(session, actor, old, made, sent)
    if made.named == actor.id:
        own_word(session, actor, made, sent)
    audit.record(
        session,
        "entry-replaced",
        by=actor.id,
        about=old.learner,
        now=sent.now,
        entry=made.id,
        replaces=old.id,
    )
    if made.kind is EntryKind.SUPERVISION:
        return _said(session, made, pathways_of(session, old.learner))
    return Logged(entry=made, client=issued)


def _titled(session: Session, actor: Actor, prior: Prior) -> Prior:
    """What was reached before, by the name its pathway gives it; raises ``Refused`` where she is on no such pathway.

    What is reached once she is on it is signed, and no memory of before.
    """
    pathway = next((each for each in pathways_of(session, actor.id) if each.id == prior.pathway), None)
    milestone = pathway.milestone(prior.milestone) if pathway else None
    if milestone is None:
        raise Refused("milestone-unknown", field="milestone")
    rows = assignments.of_learners(session, [actor.id])[actor.id]
    assigned = max(row.assigned_at.date() for row in rows if row.pathway == prior.pathway)
    if prior.met_on > assigned:
        raise Refused("prior-since-then", field="met_on")
    return altered(prior, title=milestone.title)


def _share_as_said(session: Session, actor: Actor, old: Entry, made: Entry, sent: Sending) -> None:
    """An earlier act of sharing holds for later versions too, so that another choice must be an act as well."""
    wanted = made.words.get("share", old.shared)
    if wanted != old.shared:
        kind = ActKind.SHARED if wanted else ActKind.UNSHARED
        logbook.act(session, made.id, Act(kind=kind, on=sent.today, by=actor.id), sent.now)


def _coded(
    session: Session, actor: Actor, work: Cycle | Visit, sent: Sending
) -> tuple[Cycle | Visit, str | None]:
    """The work with a code of her own, issued now for a family met for the first time."""
    if work.client == NEW_CLIENT:
        code = new_client(session, actor, sent.now)
        return altered(work, client=code), code
    if work.client not in logbook.clients_of(session, actor.id):
        raise Refused("client-unknown", field="client")
    return work, None


def _placed(actor: Actor, code: str, offered: Iterable[Work], sent: Sending) -> Placing:
    work = next((each for each in offered if each.code == code), None)
    if work is None:
        raise Refused("work-unknown", field="work")
    return Placing(
        id=entry_id(actor, sent.key),
        learner=actor.id,
        by=actor.id,
        approach=work.approach,
        pathway=work.pathway,
    )
