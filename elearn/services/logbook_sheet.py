"""Without this no page could show a logbook: what stands in it, how each entry stands, and what may be done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access, entry_rights
from elearn.domain.access import Action, Standing
from elearn.domain.drafts import DraftAddress, draft_address
from elearn.domain.entry_states import Stands, states
from elearn.domain.errors import NotFound
from elearn.domain.films import Film, near
from elearn.domain.leave import leaves, on_leave
from elearn.domain.logbook import Entry, EntryKind, current, versions
from elearn.domain.milestones import judge
from elearn.domain.pathways import Pathway
from elearn.domain.people import LEARNERS, Actor, Role
from elearn.domain.pins import Under
from elearn.domain.practice import Asked, Length, Work, asked, lengths, talks, works
from elearn.services import confirmations, pins
from elearn.services.entry_writing import require_own
from elearn.services.evidence import pathways_of, record_of
from elearn.services.people import standings, supervisors_today
from elearn.storage import assessors, drafts, logbook, people
from elearn.storage import confirmations as waiting
from elearn.storage.logbook import DraftRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A learner's own logbook: ``entries`` newest first, ``unfinished`` cycles and ``films`` to erase oldest first."""

    entries: tuple[Entry, ...]
    stands: Mapping[str, Stands]
    unfinished: tuple[Entry, ...]
    films: tuple[Film, ...]
    drafts: tuple[tuple[DraftAddress, DraftRow], ...]
    works: tuple[Work, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a form may offer to a learner: her codes, her work, whom she may name, and what her pathways ask for."""

    clients: tuple[str, ...]
    work: tuple[Entry, ...]
    own_supervisors: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    works: tuple[Work, ...]
    talks: tuple[Work, ...]
    asked: tuple[Asked, ...]
    pathways: tuple[Pathway, ...]

    def lengths(self, approach: str | None) -> tuple[Length, ...]:
        """How many minutes a supervision needs to count, pathway by pathway."""
        return lengths(self.pathways, approach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One entry as one reader may see it, newest version first.

    ``readable`` are the ids of versions whose words she may read; ``may`` are the acts open to her. ``under`` names
    for each version the rules it was entered under, and is empty for who may not see where the learner stands.
    """

    entry: Entry
    versions: tuple[Entry, ...]
    readable: frozenset[str]
    may: frozenset[str]
    stands: Stands | None
    names: Mapping[str, str]
    clients: Mapping[str, str]
    under: Mapping[str, tuple[Under, ...]]

    def open_to(self, *acts: str) -> bool:
        """Whether any of these acts is open to her."""
        return bool(self.may & set(acts))


def sheet(session: Session, actor: Actor, today: date, timezone: ZoneInfo) -> Sheet:
    """The actor's own logbook with how each entry stands; eleven statements, however much is in it."""
    require_own(actor, actor.id)
    record = record_of(session, actor.id, timezone)
    standing = current(record.entries)
    shown = sorted(standing, key=lambda each: (each.day, each.seq), reverse=True)
    judgements = [judge(record.pathway(each), record.evidence(each), today) for each in record.assignments]
    kept = [(draft_address(row.form), row) for row in drafts.of_person(session, actor.id)]
    live = [each for each in standing if not each.withdrawn]
    return Sheet(
        entries=tuple(each for each in shown if each.kind in entry_rights.ENTERED),
        stands=states(standing, judgements),
        unfinished=tuple(each for each in live if each.kind is EntryKind.CYCLE and not each.reviewed),
        films=near(live, today),
        drafts=tuple((address, row) for address, row in kept if address),
        works=works([record.pathway(each) for each in record.assignments]),
        names=_names(session, standing),
    )


def offer(session: Session, actor: Actor, today: date) -> Offer:
    """What the actor's forms may offer, and nobody to name who could never confirm; at most twelve statements."""
    require_own(actor, actor.id)
    pathways = pathways_of(session, actor.id)
    own = [each.supervisor for each in supervisors_today(session, actor.id, today)]
    past = [each.supervisor for each in people.relations_of(session, [actor.id])]
    known = people.names(session, {*own, *past})
    supervising = [row for role in _nameable(actor) for row in people.with_role(session, role)]
    left_out = {actor.id, *known, *assessors.by_link(session)}
    others = {row.id: row.name for row in supervising if row.id not in left_out}
    return Offer(
        clients=tuple(logbook.clients_of(session, actor.id)),
        work=tuple(confirmations.work_of(session, [actor.id])),
        own_supervisors=tuple((id_, known[id_]) for id_ in dict.fromkeys((*own, *past)) if known[id_]),
        others=tuple(sorted(others.items(), key=lambda pair: pair[1].casefold())),
        works=works(pathways),
        talks=talks(pathways),
        asked=asked(pathways),
        pathways=pathways,
    )


def as_they_stand(session: Session, learner: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The present ids of entries that may have been corrected since they were named."""
    chains = versions(logbook.entries_of(session, [learner]).get(learner, ()))
    return tuple(chains[id_][-1] for id_ in ids if id_ in chains)


def own_entry(session: Session, actor: Actor, id_: str, today: date, timezone: ZoneInfo) -> Sight:
    """One entry of the actor's own, under the id of any version of it; raises ``NotFound`` for another's."""
    found = logbook.entry(session, id_)
    if found is None or found.kind not in entry_rights.ENTERED:
        raise NotFound
    require_own(actor, found.learner)
    record = record_of(session, actor.id, timezone)
    judgements = [judge(record.pathway(each), record.evidence(each), today) for each in record.assignments]
    stands = states(current(record.entries), judgements)
    return _sight(session, actor, found, frozenset({Standing.SELF}), stands, today)


def others_entry(session: Session, actor: Actor, id_: str, today: date) -> Sight:
    """One entry of a learner's, for the person named in it, her own supervisor, or a coordinator as far as hers.

    A session is a coordinator's only once whoever held it has left.
    """
    found = logbook.entry(session, id_)
    if found is None or found.kind not in entry_rights.ENTERED or found.learner == actor.id:
        raise NotFound
    held = standings(session, actor, found.learner, today)
    if found.kind is EntryKind.SUPERVISION and not waiting.has_left(
        session, found.named or "", found.learner, today
    ):
        held -= {Standing.COORDINATOR}
    if not entry_rights.may_see(found, actor.id, held):
        raise NotFound
    return _sight(session, actor, found, held, {}, today)


def supervisor_names(session: Session, learner: str, today: date) -> tuple[str, ...]:
    """The names of those who supervise a learner today: who can read what she shares."""
    held = [each.supervisor for each in supervisors_today(session, learner, today)]
    known = people.names(session, held)
    return tuple(known[id_] for id_ in dict.fromkeys(held) if known.get(id_))


def _sight(
    session: Session,
    actor: Actor,
    found: Entry,
    held: frozenset[Standing],
    stands: Mapping[str, Stands],
    today: date,
) -> Sight:
    chain = logbook.chain(session, found)
    seen = [each for each in reversed(chain) if entry_rights.may_see(each, actor.id, held)]
    newest = seen[0]
    readable = [each.id for each in seen if entry_rights.may_read(each, actor.id, held)]
    may = _may(session, actor, chain, today) if newest.id == chain[-1].id else frozenset()
    return Sight(
        entry=newest,
        versions=tuple(seen),
        readable=frozenset(readable),
        may=may,
        stands=stands.get(newest.id),
        names=_names(session, seen),
        clients=waiting.clients_brought(session, newest.facts.get("brought", ())),
        under=pins.under_which(session, found.learner, seen)
        if access.may(actor, Action.SEE_PROGRESS, held)
        else {},
    )


def _may(session: Session, actor: Actor, chain: list[Entry], today: date) -> frozenset[str]:
    entry, me = chain[-1], actor.id
    if entry.withdrawn:
        return frozenset()
    own = entry.learner == me
    film = own and entry.kind is EntryKind.CYCLE
    open_to_her = {
        "withdraw": entry_rights.may_withdraw(chain, me),
        "replace": entry_rights.may_replace(entry, me),
        "finish": film and entry.reviewed is None,
        "erase": film and entry.erased is None,
        "consent": film and entry.consent_gone is None,
        "share": own and "share" in entry.words,
        "come-back": own and on_leave(leaves([entry]), today) is not None,
        "disown": entry_rights.may_disown(entry, me),
        "recognise": entry_rights.disowned_by(entry, me),
        "confirm": not entry.disowned and confirmations.may_confirm(session, actor, entry, today),
        "seen": not entry.confirmed and confirmations.may_have_seen(session, actor, entry, today),
    }
    return frozenset(name for name, may in open_to_her.items() if may)


def _nameable(actor: Actor) -> tuple[Role, ...]:
    """Whom a learner may name: supervisors, and for a family support worker also her coordinators."""
    trains = Role.TRAINEE in actor.roles or not actor.roles & LEARNERS
    return (Role.SUPERVISOR, Role.ASSESSOR) if trains else (Role.COORDINATOR, Role.SUPERVISOR, Role.ASSESSOR)


def _names(session: Session, entries: Iterable[Entry]) -> dict[str, str]:
    everyone = {
        person
        for each in entries
        for person in (each.learner, each.named, each.entered_by, *(act.by for act in each.acts))
        if person
    }
    return people.names(session, everyone)
