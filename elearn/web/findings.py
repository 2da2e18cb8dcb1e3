"""Without this each page would word a finding its own way; here one becomes lines with their sources and links."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import url_for
from markupsafe import Markup

from elearn.domain.findings import Finding, NotCounted, Window
from elearn.domain.library import Catalogue
from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import (
    AllOf,
    Anchor,
    AnyOf,
    Attend,
    Before,
    Check,
    Count,
    Cover,
    Distinct,
    Document,
    Milestone,
    Pass,
    Pathway,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
)
from elearn.domain.reasons import Move, Reason, Status
from elearn.domain.signed_findings import Facts
from elearn.domain.tries import OPEN, is_used_up, turn
from elearn.services.milestones import Progress
from elearn.web.house import catalogue
from elearn.web.passing import way_to_pass
from elearn.web.render import ago, day, inline_html, minutes
from elearn.web.tongue import gettext as _
from elearn.words import reasons
from elearn.words.entries import ERASED, day_of, source, told
from elearn.words.kinds import called
from elearn.words.milestones import statuses
from elearn.words.requirements import asked_for
from elearn.words.roles import INDUCTION, PRACTITIONER, Vocabulary
from elearn.words.terms import Since, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What counts: its line, who knows of it, how long ago it was, and where it can be read."""

    words: str
    source: str = ""
    age: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What does not count: its line, why, and whose move it is."""

    words: str
    why: str
    move: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One requirement as a page shows it; `below` are those of a tree.

    `rule` says in sentences by which rule it is counted, `record` names the entries behind what counts where that has
    names of its own, such as families.
    """

    id: str
    address: str
    title: str
    code: str
    have: int
    need: int
    amount: str
    notes: tuple[str, ...]
    counted: tuple[Counted, ...]
    not_counted: tuple[LeftOut, ...]
    below: "tuple[Shown, ...]"
    waivable: bool
    action: tuple[str, str] | None
    rule: tuple[str, ...]
    record: tuple[Counted, ...]


Href = Callable[[str, Facts], str]

STUDY = frozenset({"reading", "quiz", "mentee"})
"""What has no page in the logbook."""
ACCREDITS_NO_ONE = re.compile(
    r"\b(it|elearn|program(me)?) (accredits (no ?one|nobody)|never accredits)\b", re.IGNORECASE
)
"""How a pathway's own words say that this program records and never accredits."""
RECENT = 60
"""For so many days an entry's age is said in days."""


def no_links(_id: str, _entry: Facts) -> str:
    """A signer and a coordinator are led from a finding to no entry."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads findings: on which day, with which names and titles, and where an entry can be opened by her.

    ``own`` is set for the learner, who is offered the way to what is still to do; ``plain`` shows no entries. With the
    ``progress`` of a pathway a rule calls what its entries count from as that line is called. ``used_up`` are quizzes
    that allow no other try; a ``plain`` reader is told of no tries.
    """

    at: date
    names: Mapping[str, str]
    titles: Mapping[str, str]
    entries: Mapping[str, Facts]
    href: Href = no_links
    own: bool = False
    plain: bool = False
    words: Vocabulary = PRACTITIONER
    waives: Callable[[Requirement], bool] = field(default=lambda _requirement: False)
    progress: Progress | None = None
    used_up: frozenset[str] = frozenset()

    def name(self, person: str | None) -> str:
        """A person's name, or that it was erased."""
        return self.names.get(person or "") or str(_(ERASED))

    def since(self, anchor: Anchor) -> Since:
        """What an anchor is called on the page, and the day on which it was met."""
        ladder = self.progress
        milestone = ladder.pathway.milestone(anchor.milestone or "") if ladder else None
        finding = ladder.judgement.milestone(milestone.id) if ladder and milestone else None
        if milestone is None or finding is None:
            return Since(what=called(anchor.requirement or anchor.milestone or ""))
        if anchor.requirement is None:
            return Since(what=milestone.title, on=finding.since)
        (asked,) = (each for each in milestone.requires if each.id == anchor.requirement)
        met = next((each.since for each in finding.requirements if each.id == asked.id), None)
        return Since(what=asked_for(asked, self.titles, _, self.words), on=met)

    def show(
        self, milestone: Milestone, findings: tuple[Finding, ...], window: Window | None = None
    ) -> tuple[Shown, ...]:
        """The requirements of a milestone as a page shows them; ``window`` holds the days whose entries it takes."""
        asked = {each.id: each for each in milestone.requires}
        return tuple(self._shown(each, asked[each.id], milestone.id, window) for each in findings)

    def show_renewal(self, milestone: Milestone, findings: tuple[Finding, ...]) -> tuple[Shown, ...]:
        """What renews a milestone, the same way; it often asks for what the milestone itself asked for."""
        renewing = milestone.renew.requires if milestone.renew else milestone.requires
        asked = {each.id: each for each in renewing}
        reader = replace(
            self, waives=lambda _requirement: False
        )  # a waiver is of what a milestone asks for itself
        return tuple(reader._shown(each, asked[each.id], f"{milestone.id}/renew", None) for each in findings)

    def _shown(self, finding: Finding, asked: Requirement, above: str, window: Window | None) -> Shown:
        inner = asked.verb.requirements if isinstance(asked.verb, AnyOf | AllOf) else ()
        deeper = {each.id: each for each in inner}
        address = f"{above}/{finding.id}"
        code = turn(asked, finding, self.used_up, helper(self.words))
        used_up = is_used_up(asked, finding, self.used_up)
        return Shown(
            id=address.replace("/", "-"),
            address=address,
            title=asked_for(asked, self.titles, _, self.words),
            code=code.value,
            have=finding.have,
            need=finding.need,
            amount=_amount(finding),
            notes=tuple(self._notes(finding)),
            counted=() if self.plain else tuple(self._counted(finding)),
            not_counted=()
            if self.plain
            else tuple(self._left(each, used_up=used_up) for each in finding.not_counted),
            below=tuple(self._shown(each, deeper[each.id], address, window) for each in finding.below),
            waivable=not finding.met and self.waives(asked),
            action=self._action(asked, used_up=used_up) if self.own and finding.status in OPEN else None,
            rule=terms(asked, window, self.at, _, self.since),
            record=() if self.plain or not _named(finding) else self._behind(finding),
        )

    def _notes(self, finding: Finding) -> list[str]:
        said: list[str] = [inline_html(finding.note)] if finding.note else []
        if finding.norm:
            said.append(
                _("Usual is %(norm)s.", norm=minutes(finding.norm) if finding.minutes else finding.norm)
            )
        if waived := finding.waived:
            who = self.name(waived.by)
            said.append(
                _("Set aside by %(who)s on %(day)s: %(why)s", who=who, day=day(waived.on), why=waived.reason)
            )
        if finding.until and finding.met:
            said.append(_("In date until %(day)s.", day=day(finding.until)))
        return said

    def _counted(self, finding: Finding) -> list[Counted]:
        if _named(finding):
            return [Counted(words=label) for label in finding.counted]
        return list(self._behind(finding))

    def _behind(self, finding: Finding) -> tuple[Counted, ...]:
        """The entries behind a finding."""
        return tuple(self._line(id_, self.entries[id_]) for id_ in finding.events if id_ in self.entries)

    def _line(self, id_: str, entry: Facts) -> Counted:
        return Counted(
            words=told(entry, self.at, self.titles, _, plain=self.words is INDUCTION),
            source=source(entry, self.names, _),
            age=self._age(day_of(entry)),
            href=self.href(id_, entry),
        )

    def _age(self, on: date) -> str:
        """How long ago, as long as that says more than the day itself."""
        return ago(on) if 0 <= (self.at - on).days <= RECENT else ""

    def _action(self, asked: Requirement, *, used_up: bool) -> tuple[str, str] | None:
        found = way_in(asked)
        return (str(_("See how it went")), found[1]) if used_up and found else found

    def _left(self, left: NotCounted, *, used_up: bool) -> LeftOut:
        entry = self.entries.get(left.event)
        on = dict(left.params).get("on")
        if used_up and left.reason is Reason.NOT_PASSED and isinstance(on, date):
            return LeftOut(
                words=told(entry, self.at, self.titles, _, plain=self.words is INDUCTION) if entry else "",
                why=str(_("Tried on %(on)s; every try is used.", on=reasons.spoken(on, self.at))),
                move=str(_(statuses(own=self.own, plain=self.words is INDUCTION)[helper(self.words)])),
                href=self.href(left.event, entry) if entry else "",
            )
        return LeftOut(
            words=told(entry, self.at, self.titles, _, plain=self.words is INDUCTION) if entry else "",
            why=reasons.why(left, self.at, self.names, _),
            move=self._move(left),
            href=self.href(left.event, entry) if entry else "",
        )

    def _move(self, left: NotCounted) -> str:
        match left.move:
            case Move.NOBODY:
                return ""
            case Move.LEARNER:
                return str(_("Your move") if self.own else _("The learner’s move"))
            case _:
                moves: dict[Move, str] = {
                    Move.SUPERVISOR: _("With the supervisor"),
                    Move.ASSESSOR: _("With the assessor"),
                    Move.COORDINATOR: _("With the coordinator"),
                }
                return (
                    moves[left.move]
                    if left.person is None
                    else str(_("With %(name)s", name=self.name(left.person)))
                )


def titles(catalogue: Catalogue) -> dict[str, str]:
    """What every quiz, exercise and module is called; a quiz and its module may share an id, and then a title."""
    modules = {each.id: each.title for each in catalogue.modules.values()}
    exercises = {each.id: each.title for each in catalogue.exercises.values()}
    return modules | exercises | {each.id: each.title for each in catalogue.quizzes.values()}


def about(pathway: Pathway) -> Markup:
    """What a pathway says of itself, compiled when its file was read; and that nobody is accredited here, once."""
    said = Markup(pathway.about)  # noqa: S704 (the compiler escapes whatever is not its own markup)
    if ACCREDITS_NO_ONE.search(said.striptags()):
        return said
    return said + Markup("<p>{}</p>").format(_("Elearn keeps a record of this; it accredits no one."))


def helper(words: Vocabulary) -> Status:
    """With whom a learner of these words talks over what she cannot try again."""
    return Status.WITH_COORDINATOR if words is INDUCTION else Status.WITH_SUPERVISOR


def own_page(id_: str, entry: Facts) -> str:
    """Where the learner reads an entry of her own; of study the module, or what was passed, as it is now."""
    match entry["kind"]:
        case "quiz" if entry["quiz"] in catalogue().quizzes or entry["quiz"] in catalogue().exercises:
            return way_to_pass(entry["quiz"])[1]
        case "reading" if entry["module"] in catalogue().modules:
            return url_for("library.module", module=entry["module"])
        case kind:
            return "" if kind in STUDY else url_for("logbook.entry", entry=id_)


def supervisors_page(id_: str, entry: Facts) -> str:
    """Where her supervisor reads an entry, without what is not shared."""
    return "" if entry["kind"] in STUDY else url_for("confirmations.entry", entry=id_)


def way_in(asked: Requirement) -> tuple[str, str] | None:
    """What a learner can do about a requirement at once: the words and the address."""
    match asked.verb:
        case Read(module=module):
            return str(_("Read")), url_for("library.module", module=module)
        case Pass(quiz=quiz):
            return way_to_pass(quiz)
        case Attend(course=ref):
            return _enter("logbook.other", what=f"{EntryKind.COURSE}.{ref}")
        case Document(document=ref):
            return _enter("logbook.other", what=f"{EntryKind.DOCUMENT}.{ref}")
        case Check(check=ref):
            return _enter("logbook.other", what=f"{EntryKind.CHECK}.{ref}")
        case Supervise() | Cover() | Before() | Total(unit=Unit.SUPERVISION) | Count(unit=Unit.SUPERVISION):
            return _enter("logbook.supervision")
        case Count(unit=Unit.CYCLE) | Distinct(of=Unit.CYCLE):
            return _enter("logbook.cycle")
        case Count(unit=Unit.VISIT | Unit.SESSION) | Distinct(of=Unit.VISIT | Unit.SESSION):
            return _enter("logbook.visit")
        case _:
            return None


def _enter(endpoint: str, what: str = "") -> tuple[str, str]:
    return str(_("Enter it")), url_for(endpoint, what=what) if what else url_for(endpoint)


def _named(finding: Finding) -> bool:
    """Whether what counts has names of its own: clients and the like."""
    return finding.counted != finding.events


def _amount(finding: Finding) -> str:
    if not finding.minutes:
        return ""
    return str(_("%(have)s of %(need)s", have=minutes(finding.have), need=minutes(finding.need)))
