"""Without these pages nobody could see what counts towards a milestone, what is missing, and whose move it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint
from markupsafe import Markup

from elearn.domain.access import Action, Standing, may
from elearn.domain.evidence import DecisionEvent, Verdict
from elearn.domain.findings import MilestoneFinding
from elearn.domain.pathways import Milestone
from elearn.domain.reasons import Status, StepKind
from elearn.domain.tries import OPEN, turn_of
from elearn.services import home, milestones
from elearn.services.milestones import Progress, Sheet
from elearn.services.waivers import may_waive
from elearn.web import entry_lines
from elearn.web.findings import (
    Href,
    Reader,
    Shown,
    about,
    helper,
    no_links,
    own_page,
    supervisors_page,
    titles,
)
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.signed import back_again
from elearn.web.steps import Teller
from elearn.web.tasks import Told
from elearn.web.tongue import gettext as _
from elearn.words.milestones import statuses
from elearn.words.requirements import closed_by
from elearn.words.roles import INDUCTION, vocabulary

bp = Blueprint("milestones", __name__, url_prefix="/milestones")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One milestone as a page shows it; `decision` is what closed it, `amended` that its entries were since.

    `returned` is the last "not yet", `came_back` why what was `asked_last` gets no answer.

    `status` says whose move it is also where a quiz allows no other try; `shown_by` is what shows that it was reached
    before this record began.
    """

    milestone: Milestone
    finding: MilestoneFinding
    status: Status
    requirements: tuple[Shown, ...]
    renewal: tuple[Shown, ...]
    closes: str
    after: str
    signed_by: str
    shown_by: str
    asked_of: str
    decision: str | None
    amended: bool
    returned: str | None
    came_back: str
    asked_last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One pathway as a page shows it."""

    progress: Progress
    about: Markup
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What comes first, as others read it: what it is, in which milestone, and how many are missing there."""

    title: str
    milestone: str
    missing: int


@bp.get("/")
@allows(Action.KEEP_LOGBOOK)
def index() -> str:
    """The learner's own milestones."""
    return _sheet(actor().id)


@bp.get("/<learner>")
@allows(Action.SEE_PROGRESS)
def of(learner: str) -> str:
    """A learner's milestones, for her own supervisor and for coordinators."""
    return _sheet(learner)


@bp.get("/<assignment>/certificate")
@allows(Action.SEE_PROGRESS)
def certificate(assignment: str) -> str:
    """What a finished pathway lets its learner show, on a phone or on paper."""
    found = milestones.certificate(db(), actor(), assignment, today(), house().config.timezone)
    return page("milestones/certificate.html", certificate=found)


def _sheet(learner: str) -> str:
    sheet = milestones.standing(db(), actor(), learner, today(), house().config.timezone)
    own = Standing.SELF in sheet.standings
    words = vocabulary(sheet.roles)
    parts = [_part(sheet, each) for each in sheet.progress]
    return page(
        "milestones/index.html",
        next_=_next(sheet) if own else None,
        first=None if own else _first(parts),
        sheet=sheet,
        own=own,
        reports=may(actor(), Action.SEE_REPORT, sheet.standings),
        away=entry_lines.away,
        words=words,
        plain_words=words is INDUCTION,
        called=statuses(own=own, plain=words is INDUCTION),
        parts=parts,
        today=today(),
        digits=entry_lines.DIGITS,
        modules=catalogue().modules,
    )


def _part(sheet: Sheet, progress: Progress) -> Part:
    reader = Reader(
        at=today(),
        names=sheet.names,
        titles=titles(catalogue()),
        entries=progress.entries,
        href=_links(sheet),
        own=Standing.SELF in sheet.standings,
        plain=sheet.plain,
        words=vocabulary(sheet.roles),
        progress=progress,
        used_up=frozenset() if sheet.plain else progress.used_up,
        waives=lambda asked: (
            Standing.SELF not in sheet.standings and may_waive(actor(), sheet.standings, asked.waive)
        ),
    )
    return Part(
        progress=progress, about=about(progress.pathway), steps=tuple(_steps(sheet, progress, reader))
    )


def _next(sheet: Sheet) -> tuple[Told, bool] | None:
    """The one next step, as her home tells it, and whether it is to ask; None where there is nothing of hers to do."""
    found = home.of_record(db(), sheet.record, catalogue(), today())
    if found.step.kind in (StepKind.WAIT, StepKind.DONE) or not sheet.progress:
        return None
    plain = vocabulary(sheet.roles) is INDUCTION
    told = Teller(home=found, titles=titles(catalogue()), at=today(), plain=plain).tell(found.step)
    return told, found.step.kind is StepKind.ASK or found.step.came_back is not None


def _first(parts: list[Part]) -> First | None:
    """What comes first on all her pathways; None while nothing is the learner's to do, or all can be asked for."""
    steps = [step for part in parts for step in part.steps]
    if any(step.finding.may_ask for step in steps):
        return None
    for step in steps:
        asked = step.renewal if step.status is Status.DUE_AGAIN and step.renewal else step.requirements
        missing = [each for each in asked if each.code != Status.MET]
        todo = next((each for each in missing if each.code in OPEN), None)
        if todo is not None and step.status in OPEN:
            leaf = _deepest(todo)
            title = step.milestone.title
            return First(title=leaf.title, milestone=title, missing=len(missing))
    return None


def _deepest(shown: Shown) -> Shown:
    below = next((each for each in shown.below if each.code in OPEN), None)
    return _deepest(below) if below else shown


def _links(sheet: Sheet) -> Href:
    if Standing.SELF in sheet.standings:
        return own_page
    return supervisors_page if Standing.SUPERVISOR in sheet.standings else no_links


def _steps(sheet: Sheet, progress: Progress, reader: Reader) -> Iterator[Step]:
    own = Standing.SELF in sheet.standings
    for finding in progress.judgement.milestones:
        milestone = progress.pathway.milestone(finding.id)
        assert milestone is not None  # a judgement speaks only of milestones of its pathway
        after = [progress.pathway.milestone(each) for each in finding.after]
        decided = finding.closing if finding.closing and not finding.prior else None
        mine = own or finding.signed_by == actor().id
        back = sheet.record.came_back(progress.assignment, finding.id) if own and finding.may_ask else None
        yield Step(
            milestone=milestone,
            finding=finding,
            status=turn_of(milestone, finding, reader.used_up, helper(reader.words)),
            requirements=reader.show(milestone, finding.requirements, finding.window),
            renewal=reader.show_renewal(milestone, finding.renewal),
            closes=closed_by(milestone.closes, _) if milestone.closes else "",
            after=", ".join(each.title for each in after if each),
            signed_by=reader.name(finding.signed_by) if finding.signed_by else "",
            shown_by=_what_shows(progress, finding),
            asked_of=reader.name(finding.waiting.person) if finding.waiting else "",
            decision=decided if mine else None,
            amended=bool(decided and mine)
            and milestones.amended_since_signed(sheet.record, progress, decided or ""),
            returned=_last_not_yet(progress, finding) if own and finding.returned else None,
            came_back=back_again(back, reader.name) if back else "",
            asked_last=back.id if back else "",
        )


def _last_not_yet(progress: Progress, finding: MilestoneFinding) -> str | None:
    events = progress.evidence.events
    replaced = {each.replaces for each in events}
    said = [
        each
        for each in events
        if isinstance(each, DecisionEvent)
        and each.milestone == finding.id
        and each.decision is Verdict.NOT_YET
        and each.id not in replaced
    ]
    return max(said, key=lambda each: each.on).id if said else None


def _what_shows(progress: Progress, finding: MilestoneFinding) -> str:
    """On what evidence a milestone counts as reached before this record began."""
    return (
        str(progress.entries[finding.closing].get("reason", "")) if finding.prior and finding.closing else ""
    )
