"""Without this each page would tell an entry in its own way: its title, how it stands, its facts, who can read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.domain.bringing import barrier
from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.entry_states import Stands, State
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind, kept_day
from elearn.domain.pins import Under
from elearn.web.render import day, minutes
from elearn.web.tongue import gettext
from elearn.words import logbook as words
from elearn.words.entries import ERASED
from elearn.words.kinds import called
from elearn.words.reasons import why

Names = Mapping[str, str]
NONE: Mapping[str, Iterable[Under]] = {}
DIGITS = 12
"""So many digits name an edition on a page: enough to look it up by, and to read out."""


def _(text: str, **known: object) -> str:
    # Flask-Babel has no types; without this every sentence here would be an Any.
    return str(gettext(text, **known))


SIGNS = {
    State.WITHDRAWN: "not-open",
    State.NOT_RECOGNISED: "due-again",
    State.WAITING: "with-supervisor",
    State.STRANDED: "with-coordinator",
    State.UNSEEN: "with-coordinator",
    State.UNFINISHED: "to-do",
    State.COUNTS: "met",
    State.LEFT: "not-open",
    State.KEPT: "not-open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry on a list: what it is, when, how it stands in words with the sign that goes with it, and why."""

    title: str
    hint: str
    href: str
    code: str
    state: str
    struck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text of an entry: what it is called, what was written, and whether whoever is asked to sign reads it too."""

    title: str
    text: str
    signed: bool


def line(entry: Entry, stands: Stands, names: Names, at: date, href: str, *, plain: bool = False) -> Line:
    """An entry on a list."""
    return Line(
        title=title(entry, names, plain=plain),
        hint=when(entry),
        href=href,
        code=SIGNS[stands.state],
        state=stands_in_words(entry, stands, names, at),
        struck=stands.state is State.WITHDRAWN,
    )


def title(entry: Entry, names: Names, *, plain: bool = False) -> str:
    """What an entry is, in a few words; ``plain`` for people who do not train in a method."""
    facts = entry.facts
    match entry.kind:
        case EntryKind.CYCLE:
            return _("Cycle with %(client)s", client=facts["client"])
        case EntryKind.VISIT:
            return _("Visit to %(client)s", client=facts["client"])
        case EntryKind.SESSION:
            return _("Session with %(client)s", client=facts["client"])
        case EntryKind.SUPERVISION:
            known = {"person": name(names, entry.named), "length": minutes(facts["minutes"])}
            said = (
                _("Talk with %(person)s, %(length)s")
                if plain
                else _("Supervision with %(person)s, %(length)s")
            )
            return said % known
        case EntryKind.LEAVE:
            return _("Time away") if plain else _("Leave")
        case EntryKind.PRIOR:
            what = facts.get("title") or _(called(facts["milestone"]))
            return _("Reached before: %(what)s", what=what)
        case _:
            return str(
                facts.get("title") or _capital(_(called(facts.get(entry.kind.value, entry.kind.value))))
            )


def when(entry: Entry) -> str:
    """The days of an entry."""
    if entry.kind is EntryKind.LEAVE:
        return away(entry.day, kept_day(entry.facts.get("to")))
    if entry.kind is not EntryKind.CYCLE:
        return day(entry.day)
    filmed = day(entry.on or entry.entered_on)
    if entry.reviewed is None:
        return _("filmed on %(filmed)s", filmed=filmed)
    return _("filmed on %(filmed)s, reviewed on %(reviewed)s", filmed=filmed, reviewed=day(entry.reviewed))


def away(first: date, last: date | None) -> str:
    """The days of a leave."""
    if last is None:
        return _("from %(day)s on", day=day(first))
    if last == first:
        return _("on %(day)s", day=day(first))
    return _("%(first)s to %(last)s", first=day(first), last=day(last))


def named(entry: Entry) -> str:
    """A piece of work with its days."""
    return f"{title(entry, {})}, {when(entry)}"


def to_bring(entry: Entry, *, group: bool = False, alone: bool = False) -> str:
    """A piece of work as a choice of a session, with what consent keeps it from.

    ``group`` where others see it, ``alone`` where nobody else can.
    """
    said = named(entry)
    if bar := barrier(entry, date.max, group=group):
        return _("%(work)s (%(why)s)", work=said, why=_(words.BARRIERS[bar]))
    if not alone and (bar := barrier(entry, date.max, group=True)):
        return _("%(work)s (not before a group: %(why)s)", work=said, why=_(words.BARRIERS[bar]))
    return said


def stands_in_words(entry: Entry, stands: Stands, names: Names, at: date) -> str:
    """How an entry stands."""
    if stands.left is not None:
        return why(stands.left, at, names, _)
    act = {State.WITHDRAWN: entry.withdrawn, State.NOT_RECOGNISED: entry.disowned}.get(stands.state)
    person = name(names, act.by if act else entry.named)
    return _(words.STATES[stands.state], person=person, day=day(act.on if act else entry.entered_on))


def facts_of(
    entry: Entry, names: Names, clients: Mapping[str, str], under: Mapping[str, Iterable[Under]] = NONE
) -> list[tuple[str, str]]:
    """What counts in an entry, as names and values; what was not said is left out.

    ``under`` are the rules that each version was entered under, where the reader may know them.
    """
    facts = entry.facts
    rows = [
        (_("Family"), facts.get("client")),
        (_("Filmed on"), _day(entry.on) if entry.kind is EntryKind.CYCLE else None),
        (_("Shared review on"), _day(entry.reviewed)),
        (_("Day"), _day(entry.on) if entry.kind not in (EntryKind.CYCLE, EntryKind.LEAVE) else None),
        (_("First day away"), _day(entry.on) if entry.kind is EntryKind.LEAVE else None),
        (_("Last day away"), _last_day(entry) if entry.kind is EntryKind.LEAVE else None),
        (_("With"), name(names, entry.named) if entry.named else None),
        (_("Length"), minutes(facts["minutes"]) if facts.get("minutes") else None),
        (_("Days attended"), facts.get("days")),
        (_("How"), _said(words.MODES, facts.get("mode"))),
        (_("Who was there"), _who(facts) if entry.kind is EntryKind.SUPERVISION else None),
        (_("Where"), _said(words.SETTINGS, facts.get("setting"))),
        (_("Principle in focus"), _said(words.PRINCIPLES, facts.get("principle"))),
        (_("Looked at"), ", ".join(_looked_at(facts.get("brought", ()), clients)) or None),
        (_("Agreed with the family"), _consent(entry)),
        (_("Film"), _film(entry)),
        (_("In date until"), _day(kept_day(facts.get("until")))),
        (_("Where it is kept"), facts.get("kept")),
        (_("What shows it"), facts.get("evidence")),
        (_("Signed by"), facts.get("signed_by")),
        (_("Corrected") if _corrected(entry) else _("Entered"), _entered(entry, names)),
        (_("Under the rules of"), "; ".join(map(_rules, under.get(entry.id, ())))),
    ]
    return [(label, str(value)) for label, value in rows if value]


def written(entry: Entry) -> list[Written]:
    """The texts of an entry, in order."""
    return [
        Written(title=_(called_), text=str(entry.words[field]), signed=field == "reflection")
        for field, called_ in words.TEXTS.items()
        if entry.words.get(field)
    ]


def history(entry: Entry, names: Names) -> list[tuple[str, str]]:
    """What was done to an entry: each act with its day, and its few words if it has any."""
    return [(_did(entry, act.kind, act.by, names) + f", {day(act.on)}", act.note) for act in entry.acts]


def reads(entry: Entry, names: Names, supervisors: Iterable[str], *, signed: bool = True) -> str:
    """Who can read what is written in an entry, said to its learner; see ``shared_reads``."""
    if entry.kind is EntryKind.SUPERVISION:
        return _("You and %(person)s can read this.", person=name(names, entry.named))
    if entry.kind in WORK_KINDS:
        return shared_reads(supervisors, signed=signed) if entry.shared else _("Only you can read this.")
    return _("You, your supervisor and the coordinators can read this.")


def shared_reads(supervisors: Iterable[str], *, signed: bool) -> str:
    """Who can read what a learner shares; of all texts only a reflection is ``signed``: a signer reads it too."""
    known = _(" and ").join(supervisors)
    match bool(known), signed:
        case True, True:
            said = _(
                "You and %(person)s, your supervisor, can read this, and whoever you ask to sign.",
                person=known,
            )
        case True, False:
            said = _("You and %(person)s, your supervisor, can read this.", person=known)
        case False, True:
            said = _("You can read this, your supervisor once you have one, and whoever you ask to sign.")
        case _:
            said = _("You can read this, and your supervisor once you have one.")
    return said


def unshared_reads(supervisors: Iterable[str], *, signed: bool) -> str:
    """Who can read a text that is about to be written, and whom sharing would add; see ``shared_reads``."""
    known = _(" and ").join(supervisors) or _("your supervisor")
    if signed:
        return _(
            "Only you can read this, unless you share it below; then %(person)s, and whoever you ask to sign, can too.",
            person=known,
        )
    return _("Only you can read this, unless you share it below; then %(person)s can too.", person=known)


def name(names: Names, person: str | None) -> str:
    """A person's name, or that it was erased."""
    return names.get(person or "") or _(ERASED)


def objection(act: Act, names: Names) -> str:
    """Who does not know an entry, since when, and in which words."""
    said = _("%(person)s does not know it, said on %(day)s", person=name(names, act.by), day=day(act.on))
    return f"{said}: “{act.note}”" if act.note else said


def _did(entry: Entry, kind: ActKind, by: str, names: Names) -> str:
    if kind is ActKind.CONFIRMED and by != entry.named:
        return _(words.INSTEAD, person=name(names, by), named=name(names, entry.named))
    return _(words.ACTS[kind], person=name(names, by))


def _corrected(entry: Entry) -> date | None:
    """The day a corrected entry was first entered; what only adds a shared review gives no reason."""
    return entry.first_entered if entry.reason else None


def _entered(entry: Entry, names: Names) -> str:
    # A correction made long after is no late entry: how late it was is told of the first day it was entered.
    first = _corrected(entry)
    lag = ((first or entry.entered_on) - entry.day).days
    said = _("%(day)s by %(person)s", day=day(entry.entered_on), person=name(names, entry.entered_by))
    if first:
        said = f"{said}; {_('first entered on %(day)s', day=day(first))}"
    return f"{said}, {_('%(days)s days after it', days=lag)}" if lag > 1 else said


def _rules(under: Under) -> str:
    known = {"pathway": under.title, "edition": under.edition[:DIGITS]}
    if under.changed is None:
        return _("%(pathway)s, edition %(edition)s", **known)
    changed = day(under.changed)
    return _("%(pathway)s, edition %(edition)s, which held until %(day)s", day=changed, **known)


def _who(facts: Mapping[str, Any]) -> str | None:
    setting = _said(words.SIZES, facts.get("setting"))
    if facts.get("setting") == "group" and facts.get("role") == "presenter":
        return _("%(setting)s; presented their own work", setting=setting)
    return setting


def _looked_at(brought: Iterable[str], clients: Mapping[str, str]) -> list[str]:
    return [clients[id_] for id_ in brought if id_ in clients]


def _consent(entry: Entry) -> str | None:
    if entry.kind is not EntryKind.CYCLE:
        return None
    if entry.consent_gone:
        return _("taken back on %(day)s; the work counts all the same", day=day(entry.consent_gone.on))
    return ", ".join(_(words.CONSENTS[each]) for each in entry.facts.get("consent", ())) or _("nothing yet")


def _film(entry: Entry) -> str | None:
    if entry.kind is not EntryKind.CYCLE:
        return None
    if entry.erased:
        return _("erased on %(day)s", day=day(entry.erased.on))
    if entry.consent_gone:
        return _("to be erased now, since the family took its consent back")
    due = kept_day(entry.facts.get("erase_by"))
    return _("to be erased by %(day)s", day=day(due)) if due else None


def _last_day(leave: Entry) -> str:
    last = kept_day(leave.facts.get("to"))
    return day(last) if last else _("not known yet")


def _said(known: Mapping[str, str], code: Any) -> str | None:
    return _(known[code]) if code in known else None


def _day(when_: date | None) -> str | None:
    return day(when_) if when_ else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
