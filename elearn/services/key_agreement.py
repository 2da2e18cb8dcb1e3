"""Without this an author could not ask how far her clip's key and its markers see the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from elearn.domain.clips import Clip, Kind
from elearn.domain.errors import NotFound
from elearn.domain.key_agreement import against_key
from elearn.domain.library import Catalogue
from elearn.domain.moment_marks import marks_from_json
from elearn.domain.time_units import Kappa
from elearn.services.sittings import names, present, present_clip
from elearn.storage import moments


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAgreement:
    """Kappa kind by kind between a clip's key and the first goes of ``n`` people at its present edition."""

    clip: Clip
    unit: Decimal
    n: int
    kinds: Mapping[Kind, Kappa]


def key_agreement(session: Session, catalogue: Catalogue, clip_id: str, unit: Decimal) -> KeyAgreement:
    """How a clip's key and its markers agree; raises ``NotFound`` for a clip that is not there."""
    clip = catalogue.clips.get(present_clip(catalogue, clip_id))
    if clip is None:
        raise NotFound
    rows = moments.firsts(session, names(catalogue, [clip]), present(clip).hash)
    goes = [marks_from_json(row.marks) for row in rows]
    return KeyAgreement(clip=clip, unit=unit, n=len(goes), kinds=against_key(clip, goes, unit))
