"""Without this file what was met once would be met for ever: here it lasts, falls due again and is renewed."""

from dataclasses import dataclass
from datetime import date

from elearn.domain.days import Span, YearDay, after, before, last_valid_day
from elearn.domain.findings import Finding
from elearn.domain.judging.bench import Bench
from elearn.domain.leave import postponed
from elearn.domain.pathways import Milestone, Renew, RenewFrom

_DAY = Span(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The last day in date, the same moved by leave, and the findings of a renewal once that is open."""

    until: date
    due: date
    renewal: tuple[Finding, ...] = ()


def term(bench: Bench, milestone: Milestone, lasts: Span, met_on: date) -> Term:
    """The term in which a milestone that was first met on a day stands now.

    A milestone without `renew` is renewed by what it required, or by signing it again where somebody closes it.
    """
    closings = bench.closings(milestone)
    since = closings[-1].met_on if closings else met_on
    renew = milestone.renew or Renew(requires=milestone.requires)
    until = _ends(since, lasts, renew)
    if milestone.renew is None and milestone.closes is not None:
        return _term(bench, since, until)
    while (opened := _opens(since, until, renew)) <= bench.record.at:
        findings = bench.renewed(milestone, renew.requires, opened)
        if not all(each.met for each in findings):
            return _term(bench, since, until, findings)
        since = max(opened, *(each.since or opened for each in findings))
        until = max(until, _ends(_base(since, until, lasts, renew), lasts, renew))
    return _term(bench, since, until)


def _opens(since: date, until: date, renew: Renew) -> date:
    return after(since, _DAY) if renew.opens is None else max(after(since, _DAY), before(until, renew.opens))


def _base(renewed: date, until: date, lasts: Span, renew: Renew) -> date:
    """The day from which the renewed term runs; a term that would have ended before its renewal begins afresh."""
    if renew.counts is RenewFrom.COMPLETION:
        return renewed
    return until if last_valid_day(until, lasts) >= renewed else renewed


def _ends(since: date, lasts: Span, renew: Renew) -> date:
    """The last day of a term; one that ends on a day of the year is never longer than it lasts."""
    end = last_valid_day(since, lasts)
    if not isinstance(renew.counts, YearDay):
        return end
    named = [renew.counts.within(year) for year in (end.year, end.year - 1)]
    return next((day for day in named if since < day <= end), end)


def _term(bench: Bench, since: date, until: date, renewal: tuple[Finding, ...] = ()) -> Term:
    """A term, due later by the days of leave that lie in it."""
    due = postponed(bench.record.leaves(), since, until, bench.record.at)
    return Term(until=until, due=due, renewal=renewal)
