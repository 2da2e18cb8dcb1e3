"""Without this each page would word a finding its own way; here one becomes lines with their sources and links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.domain.findings import Finding, NotCounted
from elearn.domain.library import Catalogue
from elearn.domain.pathways import AllOf, AnyOf, Milestone, Pathway, Requirement
from elearn.domain.reasons import Move
from elearn.domain.signed_findings import Facts
from elearn.web.render import ago, day, inline_html, minutes
from elearn.words import reasons
from elearn.words.entries import ERASED, day_of, source, told
from elearn.words.requirements import asked_for
from elearn.words.roles import PRACTITIONER, Vocabulary


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
    """One requirement as a page shows it; `below` are those of a tree."""

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


Href = Callable[[str, Facts], str]


def no_links(_id: str, _entry: Facts) -> str:
    """Nobody but the learner is led from a finding to an entry."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads findings: on which day, with which names and titles, and where an entry can be opened by her."""

    at: date
    names: Mapping[str, str]
    titles: Mapping[str, str]
    entries: Mapping[str, Facts]
    href: Href = no_links
    plain: bool = False
    words: Vocabulary = PRACTITIONER
    waives: Callable[[Requirement], bool] = field(default=lambda _requirement: False)

    def name(self, person: str | None) -> str:
        """A person's name, or that it was erased."""
        return self.names.get(person or "") or str(_(ERASED))

    def show(self, milestone: Milestone, findings: tuple[Finding, ...]) -> tuple[Shown, ...]:
        """The requirements of a milestone as a page shows them."""
        asked = {each.id: each for each in (*milestone.requires, *_renewing(milestone))}
        return tuple(self._shown(each, asked[each.id], milestone.id) for each in findings)

    def _shown(self, finding: Finding, asked: Requirement, above: str) -> Shown:
        inner = asked.verb.requirements if isinstance(asked.verb, AnyOf | AllOf) else ()
        deeper = {each.id: each for each in inner}
        address = f"{above}/{finding.id}"
        return Shown(
            id=address.replace("/", "-"),
            address=address,
            title=asked_for(asked, self.titles, _, self.words),
            code=finding.status.value,
            have=finding.have,
            need=finding.need,
            amount=_amount(finding),
            notes=tuple(self._notes(finding)),
            counted=() if self.plain else tuple(self._counted(finding)),
            not_counted=() if self.plain else tuple(self._left(each) for each in finding.not_counted),
            below=tuple(self._shown(each, deeper[each.id], address) for each in finding.below),
            waivable=not finding.met and self.waives(asked),
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
        if finding.counted != finding.events:  # clients and the like: what counts has a name of its own
            return [Counted(words=label) for label in finding.counted]
        return [self._line(id_, self.entries[id_]) for id_ in finding.events if id_ in self.entries]

    def _line(self, id_: str, entry: Facts) -> Counted:
        return Counted(
            words=told(entry, self.at, self.titles, _),
            source=source(entry, self.names, _),
            age=ago(day_of(entry)),
            href=self.href(id_, entry),
        )

    def _left(self, left: NotCounted) -> LeftOut:
        entry = self.entries.get(left.event)
        return LeftOut(
            words=told(entry, self.at, self.titles, _) if entry else "",
            why=reasons.why(left, self.at, self.names, _),
            move=self._move(left),
            href=self.href(left.event, entry) if entry else "",
        )

    def _move(self, left: NotCounted) -> str:
        match left.move:
            case Move.NOBODY:
                return ""
            case Move.LEARNER:
                return str(_("The learner’s move") if self.href is no_links else _("Your move"))
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
    """What every quiz and module is called; a quiz and its module may share an id, and then a title."""
    modules = {each.id: each.title for each in catalogue.modules.values()}
    return modules | {each.id: each.title for each in catalogue.quizzes.values()}


def about(pathway: Pathway) -> Markup:
    """What a pathway says of itself, compiled when its file was read."""
    return Markup(pathway.about)  # noqa: S704 (the compiler escapes whatever is not its own markup)


def own_entry(id_: str, entry: Facts) -> str:
    """Where the learner can read an entry of her own."""
    if entry["kind"] == "reading":
        return url_for("library.module", module=entry["module"])
    if entry["kind"] == "quiz" or "logbook.entry" not in current_app.view_functions:
        return ""
    return url_for("logbook.entry", entry=id_)


def _renewing(milestone: Milestone) -> tuple[Requirement, ...]:
    return milestone.renew.requires if milestone.renew else ()


def _amount(finding: Finding) -> str:
    if not finding.minutes:
        return ""
    return str(_("%(have)s of %(need)s", have=minutes(finding.have), need=minutes(finding.need)))
