"""Without this file milestones would be judged one by one, blind to what opened them and to what came before.

Everything a milestone needs of another (the day it was met, the clients it knew, what it left over) is asked here,
worked out when it is first asked, and kept.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from elearn.domain.evidence import DecisionEvent, Evidence, PriorEvent, Verdict
from elearn.domain.findings import Finding, NotCounted, Params, Refusal, Window
from elearn.domain.judging.heritage import NOTHING, Heritage, handed_on, left_over
from elearn.domain.judging.record import Record, known
from elearn.domain.judging.requirements import find
from elearn.domain.judging.scope import Scope
from elearn.domain.judging.signing import apart_window, refusal
from elearn.domain.judging.verbs import gathers, kin, subject
from elearn.domain.pathways import Anchor, Milestone, Pathway, Requirement
from elearn.domain.reasons import Reason, RefusalCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closed a milestone for good: a decision that stands, or what was reached before this record began."""

    met_on: date
    event: DecisionEvent | PriorEvent


class Bench:
    """One learner's record of one pathway, as it stood at the end of one day."""

    def __init__(
        self, pathway: Pathway, evidence: Evidence, at: date, others: "dict[date, Bench] | None" = None
    ) -> None:
        self.pathway = pathway
        self.record = known(evidence, pathway, at)
        self._others = {} if others is None else others
        self._others[at] = self
        self._anchors: dict[str, Anchor | None] = {}
        self._closings: dict[str, tuple[Closing, ...]] = {}
        self._met: dict[str, date | None] = {}
        self._found: dict[tuple[str, str], Finding | None] = {}
        self._settled: dict[str, tuple[Finding, ...]] = {}
        self._bases: dict[tuple[str, Window], Scope] = {}
        self._heritage: dict[str, Heritage] = {}

    def then(self, at: date) -> "Bench":
        """The same record as it stood at the end of an earlier day."""
        return self._others.get(at) or Bench(self.pathway, self.record.evidence, at, self._others)

    def closings(self, milestone: Milestone) -> tuple[Closing, ...]:
        """What closed a milestone, the first closing first."""
        if milestone.id not in self._closings:
            agreed = [
                Closing(met_on=each.met_on, event=each)
                for each in self._agreed(milestone)
                if self.may_not(milestone, each) is None
            ]
            # What somebody remembers to have been reached before never takes the place of what was signed here.
            signed = min((each.event.recorded for each in agreed), default=date.max)
            prior = [
                Closing(met_on=each.met_on, event=each)
                for each in self.record.of(PriorEvent)
                if each.milestone == milestone.id
                and each.by != self.record.evidence.learner
                and self._vouched_for(each) < signed
            ]
            in_order = sorted((*agreed, *prior), key=lambda each: (each.met_on, each.event.id))
            self._closings[milestone.id] = tuple(in_order)
        return self._closings[milestone.id]

    def _vouched_for(self, prior: PriorEvent) -> date:
        """The day from which somebody else stood for what was reached before."""
        return min((each.on for each in prior.agreed if each.by), default=self.record.known_since(prior))

    def closing(self, milestone: Milestone) -> Closing | None:
        """What first closed a milestone."""
        return next(iter(self.closings(milestone)), None)

    def unsigned(self, milestone: Milestone) -> tuple[NotCounted, ...]:
        """Decisions that close nothing, since the person who gave them was not one who may."""
        nos = [(each, self.may_not(milestone, each)) for each in self._agreed(milestone)]
        return tuple(
            NotCounted(
                event=each.id,
                reason=Reason.MAY_NOT_SIGN,
                params=(("person", each.by), ("on", each.met_on), ("code", no.code.value)),
            )
            for each, no in nos
            if no is not None
        )

    def may_not(self, milestone: Milestone, decision: DecisionEvent) -> Refusal | None:
        """Why a decision closes nothing, judged by what was recorded on the day it was signed, for ever after.

        Were it judged by what is recorded today, a relation entered later could undo a milestone. What was recorded on
        that very day may have come after her signature: where it speaks against her, the evening before is asked too.
        """
        if decision.settled:
            return None
        no = self.may_not_now(milestone, decision)
        if no is None:
            return None
        evening = self.then(decision.recorded - timedelta(days=1)).record
        return no if self._refused(milestone, decision, evening) else None

    def may_not_now(self, milestone: Milestone, decision: DecisionEvent) -> Refusal | None:
        """Why a decision that is about to be signed would close nothing, by all that is recorded by then."""
        return self._refused(milestone, decision, self.then(decision.recorded).record)

    def _refused(self, milestone: Milestone, decision: DecisionEvent, record: Record) -> Refusal | None:
        closes = milestone.closes
        if closes is None:
            own = decision.by == self.record.evidence.learner
            return Refusal(code=RefusalCode.OWN_RECORD) if own else None
        if decision.minutes is not None and decision.minutes < closes.minutes:
            params = (("have", decision.minutes), ("need", closes.minutes))
            return Refusal(code=RefusalCode.MEETING_TOO_SHORT, params=params)
        window = Window(opens=self.then(decision.recorded).opens(milestone), closes=decision.met_on)
        apart = apart_window(self.pathway.apart, window, record)
        return refusal(decision.by, closes.by, apart, record, decision.met_on)

    def anchor(self, milestone: Milestone) -> Anchor | None:
        """What must be met for a milestone's entries to count; None where nothing must."""
        # Asked some forty times a judgement.
        if milestone.id not in self._anchors:
            self._anchors[milestone.id] = self.pathway.counts_from(milestone)
        return self._anchors[milestone.id]

    def opens(self, milestone: Milestone) -> date | None:
        """The day from which a milestone's entries count; None where that is from ever, `date.max` not yet."""
        anchor = self.anchor(milestone)
        return None if anchor is None else self.day_of(anchor)

    def day_of(self, anchor: Anchor) -> date:
        """The day on which something was first met; `date.max` while it is not."""
        if anchor.milestone is None:
            return self.record.evidence.began
        milestone = self.pathway.milestone(anchor.milestone)
        if milestone is None:
            return date.max
        if anchor.requirement is None:
            return self.met_on(milestone) or date.max
        asked = [each for each in milestone.requires if each.id == anchor.requirement]
        found = [self.finding(milestone, each) for each in asked]
        days = [each.since for each in found if each is not None and each.since is not None]
        # Where the whole was reached before this record began, nobody entered its parts.
        closing = self.closing(milestone) if asked and not days else None
        return min(days, default=closing.met_on if closing else date.max)

    def met_on(self, milestone: Milestone) -> date | None:
        """The day on which a milestone was first met, by decision or (where nobody closes it) by itself."""
        if milestone.id not in self._met:
            self._met[milestone.id] = None  # what asks for itself on the way is not met
            closing = self.closing(milestone)
            self._met[milestone.id] = closing.met_on if closing else self._met_by_itself(milestone)
        return self._met[milestone.id]

    def _met_by_itself(self, milestone: Milestone) -> date | None:
        opens = self.opens(milestone)
        if milestone.closes is not None or opens == date.max:
            return None
        begins = opens or self.record.evidence.began
        days = [self.day_of(Anchor(milestone=each)) for each in self.pathway.closes_after(milestone)]
        for each in milestone.requires:
            found = self.finding(milestone, each)
            if found is None or not (found.met or found.since):
                return None
            days.append(found.since or begins)
        return None if date.max in days else max(days, default=begins)

    def window(self, milestone: Milestone) -> Window | None:
        """The days whose entries a milestone takes; None while it is not open."""
        opens = self.opens(milestone)
        return None if opens == date.max else Window(opens=opens, closes=self.met_on(milestone))

    def finding(self, milestone: Milestone, requirement: Requirement) -> Finding | None:
        """How one requirement stands, taking all entries until a decision closed the milestone.

        None where a requirement counts from a day that hangs on itself.
        """
        key = (milestone.id, requirement.id)
        if key not in self._found:
            self._found[key] = None
            closing = self.closing(milestone)
            window = Window(opens=self.opens(milestone), closes=closing.met_on if closing else None)
            scope_of = partial(self._scope, milestone, window)
            self._found[key] = find(requirement, scope_of, f"{milestone.id}/{requirement.id}")
        return self._found[key]

    def findings(self, milestone: Milestone) -> tuple[Finding, ...]:
        """How the requirements of an open milestone stand; once it is met, more work belongs to what follows."""
        if milestone.id not in self._settled:
            found = tuple(filter(None, (self.finding(milestone, each) for each in milestone.requires)))
            window = self.window(milestone)
            if window and window.closes and not self.closing(milestone) and self._followed(milestone):
                scope_of = partial(self._scope, milestone, window)
                found = tuple(
                    find(each, scope_of, f"{milestone.id}/{each.id}") for each in milestone.requires
                )
            self._settled[milestone.id] = found
        return self._settled[milestone.id]

    def renewed(
        self, milestone: Milestone, requires: tuple[Requirement, ...], opens: date
    ) -> tuple[Finding, ...]:
        """How the requirements of a renewal stand, with all that happened from a day on."""
        scope = Scope(
            record=self.record,
            window=Window(opens=opens, closes=None),
            at=self.record.at,
            opens=opens,
            elsewhere=frozenset(self.record.first),
            clients=self._earlier(milestone).clients,
        )
        return tuple(find(each, lambda _: scope, f"{milestone.id}/renew/{each.id}") for each in requires)

    def _scope(self, milestone: Milestone, window: Window, requirement: Requirement) -> Scope:
        """Where a requirement looks: as its milestone does, unless it has a `from` or is handed something."""
        scope = self._base(milestone, window)
        if requirement.from_ is not None:
            opens, because = self.day_of(requirement.from_), self._named(requirement.from_)
            scope = replace(scope, opens=opens, because=because)
        carried = self._carried(milestone, requirement)
        return replace(scope, carried=carried, taken=scope.taken - carried) if carried else scope

    def _base(self, milestone: Milestone, window: Window) -> Scope:
        if (milestone.id, window) not in self._bases:
            closing, earlier = self.closing(milestone), self._earlier(milestone)
            self._bases[milestone.id, window] = Scope(
                record=self.record,
                window=window,
                at=min(self.record.at, closing.met_on) if closing else self.record.at,
                opens=window.opens,
                because=self._named(self.anchor(milestone)),
                decided=closing.event.recorded if closing else None,
                elsewhere=earlier.elsewhere,
                taken=self._taken(milestone, window.opens),
                clients=earlier.clients,
            )
        return self._bases[milestone.id, window]

    def _named(self, anchor: Anchor | None) -> Params:
        """What must be met for entries to count, as a sentence names it; nothing where that is the start."""
        milestone = self.pathway.milestone(anchor.milestone) if anchor and anchor.milestone else None
        if milestone is None or anchor is None:
            return ()
        asked = (each for each in milestone.requires if each.id == anchor.requirement)
        return next(
            ((("thing", subject(each.verb) or each.id),) for each in asked), (("milestone", milestone.title),)
        )

    def _earlier(self, milestone: Milestone) -> Heritage:
        """What the milestones listed before this one have left to it."""
        if milestone.id not in self._heritage:
            above = self.pathway.above(milestone.id)
            left = NOTHING
            if above:
                left = handed_on(
                    self._earlier(above[-1]), above[-1].id, self.findings(above[-1]), self.record
                )
            self._heritage[milestone.id] = left
        return self._heritage[milestone.id]

    def _taken(self, milestone: Milestone, opens: date | None) -> frozenset[str]:
        """What the milestone that opened this one has counted on that very day."""
        above = self._opened_by(milestone)
        counted = [id_ for each in (self.findings(above) if above else ()) for id_ in each.events]
        events = [(id_, self.record.latest(id_)) for id_ in counted]
        return frozenset(id_ for id_, event in events if event and event.placed == opens)

    def _opened_by(self, milestone: Milestone) -> Milestone | None:
        """The milestone whose closing opens this one, if it is one."""
        anchor = self.anchor(milestone)
        if anchor is None or anchor.milestone is None or anchor.requirement is not None:
            return None
        return self.pathway.milestone(anchor.milestone)

    def _followed(self, milestone: Milestone) -> bool:
        """Whether another milestone takes the work that comes after this one was met."""
        gathered = any(gathers(each.verb) for each in milestone.requires)
        return gathered and any(self._opened_by(each) is milestone for each in self.pathway.milestones)

    def _carried(self, milestone: Milestone, requirement: Requirement) -> frozenset[str]:
        """What the milestone that opened this one had left over, where it says that it is carried."""
        above = self._opened_by(milestone)
        if above is None or not above.carry:
            return frozenset()
        alike = {each.id for each in above.requires if kin(each.verb, requirement.verb)}
        found = [each for each in self.findings(above) if each.id in alike]
        return frozenset(id_ for each in found for id_ in left_over(each, self.record))

    def _agreed(self, milestone: Milestone) -> list[DecisionEvent]:
        decisions = self.record.of(DecisionEvent)
        return [
            each for each in decisions if each.milestone == milestone.id and each.decision is Verdict.AGREE
        ]
