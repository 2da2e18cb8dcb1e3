"""Without these pages what a record says of a milestone could not be laid before an accreditation meeting."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, url_for

from elearn.domain.access import Action
from elearn.domain.evidence import Known
from elearn.domain.findings import MilestoneFinding
from elearn.domain.reasons import Status
from elearn.domain.tries import turn_of
from elearn.services import reports
from elearn.services.reports import Given, Part, Report
from elearn.web.findings import Reader, Shown, about, helper, titles
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.words.entries import told
from elearn.words.milestones import TO_OTHERS
from elearn.words.requirements import closed_by
from elearn.words.roles import vocabulary
from elearn.words.signoffs import KNOWN_SINCE

bp = Blueprint("reports", __name__, url_prefix="/report")


PAPER = date.max
"""No day of a record is of this year, so that on paper each is written with its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One agreement as a page shows it."""

    given: Given
    by: str
    known: str
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One milestone as a page shows it."""

    finding: MilestoneFinding
    status: Status
    requirements: tuple[Shown, ...]
    renewal: tuple[Shown, ...]
    closes: str
    prior_by: str
    signed: tuple[Signed, ...]


@bp.get("/<assignment>")
@allows(Action.SEE_REPORT)
def pathway(assignment: str) -> str:
    """A whole pathway of one learner, for paper."""
    return _page(assignment, None)


@bp.get("/<assignment>/<milestone>")
@allows(Action.SEE_REPORT)
def milestone(assignment: str, milestone: str) -> str:
    """One milestone of one learner, for paper."""
    return _page(assignment, milestone)


def _page(assignment: str, only: str | None) -> str:
    settings = house().config
    found = reports.report(db(), actor(), assignment, only, today=today(), timezone=settings.timezone)
    return page(
        "reports/report.html",
        report=found,
        pathway=found.progress.pathway,
        about=about(found.progress.pathway),
        chapters=[_chapter(found, each) for each in found.parts],
        called=TO_OTHERS,
        today=today(),
        certified=found.only is None and found.progress.certified(today()),
        verify=f"{settings.url}{url_for('receipts.verify')}",
    )


def _chapter(found: Report, part: Part) -> Chapter:
    reader = Reader(
        at=PAPER,
        names=found.names,
        titles=titles(catalogue()),
        entries=found.progress.entries,
        words=vocabulary(found.roles),
        used_up=found.progress.used_up,
    )
    finding = part.finding
    return Chapter(
        finding=finding,
        status=turn_of(part.milestone, finding, reader.used_up, helper(reader.words)),
        requirements=reader.show(part.milestone, finding.requirements),
        renewal=reader.show_renewal(part.milestone, finding.renewal),
        closes=closed_by(part.milestone.closes, _) if part.milestone.closes else "",
        prior_by=reader.name(finding.signed_by) if finding.prior else "",
        signed=tuple(_signed(each, reader) for each in part.given),
    )


def _signed(given: Given, reader: Reader) -> Signed:
    kept = given.row.finding.get("entries", {})
    return Signed(
        given=given,
        by=reader.name(given.row.by),
        known=_(KNOWN_SINCE[Known(given.row.known)]) if given.row.known else "",
        corrected=tuple(
            told(kept[each], PAPER, reader.titles, _) for each in given.corrected if each in kept
        ),
    )
