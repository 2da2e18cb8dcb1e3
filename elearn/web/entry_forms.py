"""Without this the form that enters a thing and the form that corrects it would be two, and grow apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request

from elearn.domain.days import Span, after
from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.errors import NotFound
from elearn.domain.logbook import Entry, EntryKind, kept_day
from elearn.domain.practice import Asked, Work
from elearn.services import leave, logbook, logbook_sheet, preparations
from elearn.services.logbook import Logged
from elearn.services.logbook_sheet import Offer
from elearn.web.entry_lines import to_bring, unshared_reads
from elearn.web.filling import Filling
from elearn.web.forms.base import text
from elearn.web.forms.guarded import Choice, Guarded
from elearn.web.forms.logbook import CycleForm, LeaveForm, OtherForm, PriorForm, SupervisionForm, VisitForm
from elearn.web.gate import actor
from elearn.web.house import house, today
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words import logbook as words
from elearn.words.kinds import called

PAPERS = (EntryKind.COURSE, EntryKind.DOCUMENT, EntryKind.CHECK, EntryKind.MEETING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A form ready to be shown or sent: what it does, the page it stands on, and what that page needs beside it."""

    form: Guarded
    act: Callable[[], Logged]
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def prepare(kind: EntryKind, begun: Filling, old: Entry | None = None, name: str = "") -> Prepared:
    """The form that enters something of a kind, or corrects what was entered; ``name`` is what a pathway asks for."""
    if kind is EntryKind.CYCLE:
        return _cycle(begun, old)
    if kind in WORK_KINDS:
        return _visit(begun, old)
    if kind is EntryKind.SUPERVISION:
        return _supervision(begun, old)
    if kind is EntryKind.PRIOR:
        return _prior(begun, old)
    if kind is EntryKind.LEAVE:
        return _leave(begun, old)
    if kind in PAPERS:
        return _other(kind, begun, old, name)
    raise NotFound


def _cycle(begun: Filling, old: Entry | None) -> Prepared:
    offer = logbook_sheet.offer(db(), actor(), today())
    fitting = _own(old) or [each for each in offer.works if each.kind is EntryKind.CYCLE]
    form = begun.open(CycleForm, **_cycle_data(old))
    form.offer(_named(fitting), _clients(offer, old))
    entering = form.cycle
    return Prepared(
        form=form,
        act=_act(begun, form, old, entering, lambda: _log(logbook.log_cycle, form, begun, entering)),
        template="logbook/cycle.html",
        context=_reads(),
    )


def _visit(begun: Filling, old: Entry | None) -> Prepared:
    offer = logbook_sheet.offer(db(), actor(), today())
    kinds = (EntryKind.VISIT, EntryKind.SESSION)
    fitting = _own(old) or [each for each in offer.works if each.kind in kinds]
    form = begun.open(VisitForm, **_visit_data(old))
    form.offer(_named(fitting, with_kind=True), _clients(offer, old))
    entering = form.visit
    return Prepared(
        form=form,
        act=_act(begun, form, old, entering, lambda: _log(logbook.log_visit, form, begun, entering)),
        template="logbook/visit.html",
        context=_reads(),
    )


def _supervision(begun: Filling, old: Entry | None) -> Prepared:
    offer = logbook_sheet.offer(db(), actor(), today())
    form = begun.open(SupervisionForm, **_supervision_data(offer, old))
    form.offer(
        _named(_own(old) or offer.talks),
        (*offer.own_supervisors, *offer.others),
        [(each.id, to_bring(each)) for each in offer.work],
    )
    entering = form.held
    if old is not None:
        form.without_agreed()

    def log() -> Logged:
        return logbook.log_supervision(
            db(), actor(), entering(), text(form.work), begun.sending(form), form.agreed()
        )

    return Prepared(
        form=form,
        act=_act(begun, form, old, entering, log),
        template="logbook/supervision.html",
        context={
            "lengths": offer.lengths(old.approach if old else None),
            "nobody_yet": not offer.own_supervisors and not offer.others,
        },
    )


def _other(kind: EntryKind, begun: Filling, old: Entry | None, name: str) -> Prepared:
    if old is not None:
        known = str(old.facts.get(old.kind.value, "other"))
        name = "" if known == "other" else known
    elif name and Asked(kind=kind, name=name) not in logbook_sheet.offer(db(), actor(), today()).asked:
        raise NotFound
    form = begun.open(OtherForm, **_other_data(old))
    form.suit(kind, name)

    def log() -> Logged:
        return logbook.log_other(db(), actor(), form.other(kind, name), begun.sending(form))

    return Prepared(
        form=form,
        act=_act(begun, form, old, lambda: form.other(kind, name), log),
        template="logbook/other.html",
        context={"called": _capital(_(called(name))) if name else _(words.PAPERS[kind]), "kind": kind},
    )


def _prior(begun: Filling, old: Entry | None) -> Prepared:
    offer = logbook_sheet.offer(db(), actor(), today())
    form = begun.open(PriorForm, **_prior_data(old))
    form.milestone.choices = [
        ("", _("Choose")),
        *(
            (f"{pathway.id}/{milestone.id}", f"{pathway.title}: {milestone.title}")
            for pathway in offer.pathways
            for milestone in pathway.milestones
        ),
    ]

    def log() -> Logged:
        return logbook.log_prior(db(), actor(), form.prior(), begun.sending(form))

    return Prepared(form=form, act=_act(begun, form, old, form.prior, log), template="logbook/prior.html")


def _leave(begun: Filling, old: Entry | None) -> Prepared:
    known = {"on": today()} if old is None else {"on": old.on, "to": kept_day(old.facts.get("to"))}
    form = begun.open(LeaveForm, **known)

    def act() -> Logged:
        if old is None:
            return leave.log_leave(db(), actor(), form.leave(), begun.sending(form))
        return logbook.replace(db(), actor(), old.id, form.leave(), "", begun.sending(form))

    return Prepared(form=form, act=act, template="logbook/leave.html", context={"old": old})


def _act(
    begun: Filling, form: Any, old: Entry | None, entering: Callable[[], Any], log: Callable[[], Logged]
) -> Callable[[], Logged]:
    """What sending the form does: it enters, or where an older version is given puts another in its place."""
    if old is None:
        del form.reason
        return log
    return lambda: logbook.replace(db(), actor(), old.id, entering(), text(form.reason), begun.sending(form))


def _log(use: Callable[..., Logged], form: Any, begun: Filling, entering: Callable[[], Any]) -> Logged:
    return use(db(), actor(), entering(), text(form.work), begun.sending(form))


def _cycle_data(old: Entry | None) -> dict[str, Any]:
    if old is None:
        kept = Span(months=house().config.film_months)
        return {"filmed": today(), "erase_by": after(today(), kept)}
    cycle = logbook.as_cycle(old)
    return {
        "work": _work(old).code,
        "client": cycle.client,
        "filmed": cycle.filmed,
        "reviewed": cycle.reviewed,
        "setting": cycle.setting,
        "minutes": cycle.minutes,
        "principle": cycle.principle,
        "consent": list(cycle.consent),
        "erase_by": cycle.erase_by,
        "helping_question": cycle.helping_question,
        "reflection": cycle.reflection,
        "share": cycle.share,
    }


def _visit_data(old: Entry | None) -> dict[str, Any]:
    if old is None:
        return {"on": today()}
    return {
        "work": _work(old).code,
        "client": old.facts["client"],
        "on": old.on,
        "minutes": old.facts.get("minutes"),
        "setting": old.facts.get("setting", ""),
        "reflection": old.words.get("reflection", ""),
        "share": old.shared,
    }


def _supervision_data(offer: Offer, old: Entry | None) -> dict[str, Any]:
    if old is None:
        first = next(iter(offer.own_supervisors), ("", ""))
        new = {"on": today(), "with_": first[0], "mode": "in-person", "setting": "individual"}
        return {**new, **_prepared_data()}
    brought = logbook_sheet.as_they_stand(db(), old.learner, old.facts.get("brought", ()))
    return {
        "work": _work(old).code,
        "with_": old.named,
        "on": old.on,
        "minutes": old.facts.get("minutes"),
        "mode": old.facts.get("mode"),
        "setting": old.facts.get("setting"),
        "presenter": old.facts.get("role") == "presenter",
        "brought": list(brought),
        "prepared": old.facts.get("prepared", ""),
        "question": old.words.get("question", ""),
        "went_well": old.words.get("went_well", ""),
        "next_step": old.words.get("next_step", ""),
    }


def _prepared_data() -> dict[str, Any]:
    """What she prepared, where she came from there to say how the session went."""
    if "prepared" not in request.args:
        return {}
    found = preparations.table(db(), actor(), today())
    known = found.prepared
    if known is None or known.id != request.args["prepared"]:
        return {}
    brought = logbook_sheet.as_they_stand(db(), actor().id, known.preparation.brought)
    said = {"prepared": known.id, "question": known.preparation.question, "brought": list(brought)}
    planned = known.preparation.day
    return {**said, "on": planned} if planned and planned <= today() else said


def _other_data(old: Entry | None) -> dict[str, Any]:
    if old is None:
        return {"on": today()}
    until = old.facts.get("until")
    given = {name: old.facts.get(name) for name in ("title", "days", "minutes", "kept")}
    return {**given, "on": old.on, "until": date.fromisoformat(until) if until else None}


def _prior_data(old: Entry | None) -> dict[str, Any]:
    if old is None:
        return {}
    facts = old.facts
    return {
        "milestone": f"{facts['pathway']}/{facts['milestone']}",
        "met_on": old.on,
        "evidence": facts.get("evidence", ""),
        "signed_by": facts.get("signed_by", ""),
    }


def _reads() -> dict[str, Any]:
    known = logbook_sheet.supervisor_names(db(), actor().id, today())
    return {
        "reads": unshared_reads(known, signed=True),
        "question_reads": unshared_reads(known, signed=False),
    }


def _named(works: Iterable[Work], *, with_kind: bool = False) -> list[Choice]:
    """Each kind of work with its words; the approach is said where that alone tells them apart."""
    named = []
    for each in works:
        approach = _(words.APPROACHES.get(each.approach or "", each.approach or ""))
        kind = _capital(_(words.WORK[each.kind]))
        named.append((each.code, f"{kind}, {approach}" if with_kind and approach else approach or kind))
    return named


def _clients(offer: Offer, old: Entry | None) -> tuple[str, ...]:
    own = old.facts["client"] if old else None
    return offer.clients if own is None or own in offer.clients else (own, *offer.clients)


def _own(old: Entry | None) -> list[Work]:
    """What an entry that is corrected belongs to: no correction moves it elsewhere."""
    return [] if old is None else [_work(old)]


def _work(old: Entry) -> Work:
    return Work(kind=old.kind, approach=old.approach, pathway=old.facts.get("pathway"))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
