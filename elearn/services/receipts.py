"""Without this a signature on paper could not be told from one that was never given, or was amended since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain.evidence import Verdict
from elearn.domain.pathways import Closer
from elearn.domain.receipts import shown, typed
from elearn.services.milestones import pathway_of
from elearn.storage import receipts, signoffs

LONGEST = 100
"""No more letters than this of what was typed are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a code tells: when, which milestone, in which part it was signed, and what took its place, if anything did.

    Never whose it is.
    """

    code: str
    pathway: str
    milestone: str
    verdict: Verdict
    role: Closer
    on: date
    superseded_on: date | None


def look_up(session: Session, text: str) -> Looked | None:
    """What the code somebody typed tells; None where no decision bears it."""
    code = typed(text[:LONGEST])
    row = receipts.decision_under(session, code) if code else None
    if row is None:
        return None
    pathway = pathway_of(session, row.edition)
    milestone = pathway.milestone(row.milestone)
    later = next(
        (each for each in signoffs.answers_to(session, row.request_id) if each.amends == row.id), None
    )
    return Looked(
        code=shown(code),
        pathway=pathway.title,
        milestone=milestone.title if milestone else row.milestone,
        verdict=Verdict(row.decision),
        role=Closer(row.role),
        on=row.decided_on,
        superseded_on=later.decided_on if later else None,
    )


def codes(session: Session, decisions: Collection[str]) -> Mapping[str, str]:
    """The codes of these decisions, as they are printed."""
    return {each: shown(code) for each, code in receipts.codes(session, decisions).items()}
