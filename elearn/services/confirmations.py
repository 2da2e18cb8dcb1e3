"""Without these a learner's own word would be all there is: sessions are confirmed, and papers seen, by another."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.entering import Supervision
from elearn.domain.entry_rights import OWN_SUPERVISOR_SEES, SEEN_KINDS, WORK_KINDS, disowned_by
from elearn.domain.errors import Conflict, Refused
from elearn.domain.follow_ups import Agreed
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind, current
from elearn.domain.pathways import Pathway
from elearn.domain.people import Actor, Role
from elearn.domain.practice import talks
from elearn.domain.preparations import Prepared, open_one
from elearn.services import audit, follow_ups
from elearn.services.entry_writing import (
    SESSION,
    Placing,
    Sending,
    entered,
    entered_by,
    entry_id,
    own_word,
    standing_entry,
    write,
)
from elearn.services.evidence import pathways_of_many
from elearn.services.people import require, require_of_all, standings
from elearn.services.preparations import held_by
from elearn.services.session_rules import check_supervision
from elearn.storage import confirmations, logbook, people, preparations, rollups, signoffs


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSession:
    """One supervision session of several trainees, as their supervisor remembers it; minutes are full for each."""

    on: date
    minutes: int
    mode: str
    trainees: tuple[str, ...]
    presenters: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    went_well: str = ""
    next_step: str = ""
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for one person, oldest first; ``names`` of everyone in it, ``clients`` of what was brought.

    ``sessions`` name her, ``disagreed`` are those one of the two does not know, ``papers`` are to be seen, and
    ``left`` are sessions whose supervisor has left, for a coordinator.
    """

    sessions: tuple[Entry, ...]
    disagreed: tuple[Entry, ...]
    papers: tuple[Entry, ...]
    left: tuple[Entry, ...]
    names: Mapping[str, str]
    clients: Mapping[str, str]


def waiting(session: Session, actor: Actor, today: date) -> Waiting:
    """What waits for the actor to confirm, or to have seen; at most ten statements however much it is."""
    access.require(actor, Action.CONFIRM_SEEN, frozenset({Standing.COORDINATOR, Standing.SUPERVISOR}))
    naming = confirmations.sessions_naming(session, actor.id)
    coordinates = Role.COORDINATOR in actor.roles
    mine = {each.learner for each in people.relations_under(session, actor.id) if each.holds(today)}
    papers = confirmations.papers_unseen(session, None if coordinates else mine)
    left = confirmations.sessions_left(session, today) if coordinates else []
    everything = [*naming, *papers, *left]
    return Waiting(
        sessions=tuple(each for each in naming if not each.disowned and not each.confirmed),
        disagreed=tuple(each for each in naming if each.disowned),
        papers=tuple(each for each in papers if each.learner != actor.id),
        left=tuple(each for each in left if actor.id not in (each.learner, each.named)),
        names=_names(session, everything),
        clients=confirmations.clients_brought(session, _brought(everything)),
    )


def confirm(session: Session, actor: Actor, id_: str, sent: Sending) -> Entry:
    """Confirm a session; only the person named in it may, and once she has left a coordinator, who is then named.

    Confirming again changes nothing. Raises ``Conflict`` while the learner does not know the session.
    """
    found = standing_entry(session, id_, lambda each: _may_confirm(session, actor, each, sent.today))
    if found.confirmed:
        return found
    if found.disowned and not disowned_by(found, actor.id):
        raise Conflict("not-agreed")
    own_word(session, actor, found, sent)
    return found


def confirm_seen(session: Session, actor: Actor, id_: str, sent: Sending) -> Entry:
    """Confirm having seen a paper, or the proof of what was reached before; seeing it again changes nothing.

    Where a milestone was reached before, nobody needs to sign it any more: what was asked about it is taken back.
    """
    found = standing_entry(session, id_, lambda each: may_have_seen(session, actor, each, sent.today))
    if not found.confirmed:
        logbook.act(session, found.id, Act(kind=ActKind.SEEN, on=sent.today, by=actor.id), sent.now)
        rollups.keep_turns(session, found.learner)
        if found.kind is EntryKind.PRIOR:
            asked = signoffs.about(found.learner, found.facts["pathway"], found.facts["milestone"])
            signoffs.close_open(session, asked, signoffs.WITHDRAWN, sent.now)
        audit.record(session, "seen", by=actor.id, about=found.learner, now=sent.now, entry=found.id)
    return found


def record_group(session: Session, actor: Actor, held: GroupSession, sent: Sending) -> tuple[Entry, ...]:
    """Enter one session for each of several trainees; their supervisor's own word, so that it is confirmed at once.

    Each learner may still say that she does not know it.
    """
    if not held.trainees:
        raise Refused("trainee-missing", field="trainees")
    require_of_all(session, actor, Action.RECORD_GROUP, held.trainees, sent.today)
    rollups.hold(session, {actor.id, *held.trainees})
    names = people.names(session, held.trainees)
    theirs = entered_by(session, held.trainees)
    pathways = pathways_of_many(session, held.trainees)
    prepared = _prepared_by(session, held, theirs, entry_id(actor, sent.key, SESSION))
    unknown = set(held.brought) - {each.id for known in theirs.values() for each in known}
    if unknown:
        raise Refused("brought-unknown", field="brought")
    return tuple(
        _record_one(
            session,
            actor,
            held,
            _placed(actor, learner, held.brought, theirs[learner], pathways[learner], sent),
            theirs[learner],
            names[learner],
            sent,
            prepared.get(learner, ""),
        )
        for learner in held.trainees
    )


def may_confirm(session: Session, actor: Actor, entry: Entry, today: date) -> bool:
    """Whether the actor may confirm this session now."""
    return _may_confirm(session, actor, entry, today) and not entry.confirmed


def may_have_seen(session: Session, actor: Actor, entry: Entry, today: date) -> bool:
    """Whether the actor may have seen what an entry is about; of what was reached before, only a coordinator."""
    if entry.kind not in SEEN_KINDS or (
        entry.kind not in OWN_SUPERVISOR_SEES and Role.COORDINATOR not in actor.roles
    ):
        return False
    return access.may(actor, Action.CONFIRM_SEEN, standings(session, actor, entry.learner, today))


def trainees_of(session: Session, actor: Actor, today: date) -> dict[str, str]:
    """The names of the learners whom the actor supervises today, by id, in order of their names."""
    held = {each.learner for each in people.relations_under(session, actor.id) if each.holds(today)}
    named = people.names(session, held)
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def names_of(session: Session, entries: Iterable[Entry]) -> dict[str, str]:
    """The names of those whose entries these are, by id."""
    return people.names(session, {each.learner for each in entries})


def work_of(session: Session, learners: Collection[str]) -> list[Entry]:
    """The standing work with families of these learners, the latest first: what a session may have been about."""
    found = [
        each
        for known in logbook.entries_of(session, learners).values()
        for each in current(known)
        if each.kind in WORK_KINDS and not each.withdrawn
    ]
    return sorted(found, key=lambda each: (each.day, each.seq), reverse=True)


def prepared_for(session: Session, actor: Actor, learner: str, today: date) -> Prepared | None:
    """What a session with one trainee takes up when it is entered today: what was shared of its preparation."""
    require(session, actor, Action.RECORD_GROUP, learner, today)
    kept = preparations.of_learner(session, learner)
    return _shared_by(today, open_one(kept, held_by(entered(session, learner))))


def _record_one(
    session: Session,
    actor: Actor,
    group: GroupSession,
    placing: Placing,
    known: tuple[Entry, ...],
    name: str,
    sent: Sending,
    prepared: str,
) -> Entry:
    learner = placing.learner
    brought = tuple(each.id for each in known if each.id in group.brought)
    held = Supervision(
        on=group.on,
        with_=actor.id,
        minutes=group.minutes,
        mode=group.mode,
        setting="group" if len(group.trainees) > 1 else "individual",
        presenter=learner in group.presenters,
        brought=brought,
        went_well=group.went_well,
        next_step=group.next_step,
        prepared=prepared,
    )
    try:
        check_supervision(session, learner, held, known, placing.id, sent)
    except Refused as refusal:
        if refusal.code != "session-there-already":
            raise
        raise Refused("trainee-has-session", field="another", name=name) from refusal
    made = write(session, actor, held, placing, sent)
    if not made.acts:
        own_word(session, actor, made, sent)
    follow_ups.agree(session, actor, made, group.agreed, sent)
    return made


def _prepared_by(
    session: Session, held: GroupSession, theirs: Mapping[str, tuple[Entry, ...]], session_id: str
) -> dict[str, str]:
    """What each trainee had shared of her preparation by the day of the session, if no other session was held by it."""
    kept = preparations.of_learners(session, held.trainees)
    found = {}
    for learner, entries in theirs.items():
        others = [each for each in entries if each.session_id != session_id]
        last = _shared_by(held.on, open_one(kept.get(learner, ()), held_by(others)))
        if last is not None:
            found[learner] = last.id
    return found


def _shared_by(on: date, last: Prepared | None) -> Prepared | None:
    """What a session of that day takes up; what is prepared for a later day waits for that day."""
    if last is None or not last.shared or max(last.on, last.preparation.day or last.on) > on:
        return None
    return last


def _placed(
    actor: Actor,
    learner: str,
    brought: Collection[str],
    known: Iterable[Entry],
    pathways: Collection[Pathway],
    sent: Sending,
) -> Placing:
    """Where a trainee's part belongs: to the approach of what was brought, else to the first she trains in."""
    offered = talks(pathways)
    shown = {each.approach for each in known if each.id in brought}
    work = next((each for each in offered if each.approach in shown), offered[0])
    return Placing(
        id=entry_id(actor, sent.key, learner),
        learner=learner,
        by=actor.id,
        approach=work.approach,
        pathway=work.pathway,
        session_id=entry_id(actor, sent.key, SESSION),
    )


def _may_confirm(session: Session, actor: Actor, entry: Entry, today: date) -> bool:
    if entry.kind is not EntryKind.SUPERVISION or entry.named is None or entry.learner == actor.id:
        return False
    if entry.named == actor.id:
        return access.may(actor, Action.CONFIRM_SESSION, frozenset({Standing.NAMED}))
    return Role.COORDINATOR in actor.roles and confirmations.has_left(
        session, entry.named, entry.learner, today
    )


def _brought(entries: Iterable[Entry]) -> set[str]:
    return {id_ for each in entries for id_ in each.facts.get("brought", ())}


def _names(session: Session, entries: Iterable[Entry]) -> dict[str, str]:
    everyone = {
        person
        for each in entries
        for person in (each.learner, each.named, each.entered_by, *(act.by for act in each.acts))
        if person
    }
    return people.names(session, everyone)
