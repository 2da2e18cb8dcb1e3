"""Without this a go at a clip would be a row; here it is put together on the edition it began on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from elearn.domain.clip_editions import clip_edition, clip_from_canonical
from elearn.domain.clips import Clip
from elearn.domain.comparisons import comparison_from_json
from elearn.domain.editions import Edition
from elearn.domain.library import Catalogue
from elearn.domain.moment_marks import marks_from_json
from elearn.domain.moments import Comparison, Mark
from elearn.storage import editions
from elearn.storage.moments import ClipAttemptRow

_PAST: dict[str, Clip] = {}
"""Editions that are no longer offered; one never changes under its hash, so each is read once."""

_PRESENT: dict[str, tuple[Clip, Edition]] = {}
"""The clips that are offered, each with its edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One go at a clip: what was marked so far, and, once it is handed in, what came of it."""

    id: str
    clip: Clip
    number: int
    marks: tuple[Mark, ...]
    tolerance: Decimal
    begun_at: datetime
    saved_at: datetime | None
    submitted_at: datetime | None
    comparison: Comparison | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be marked."""
        return self.submitted_at is None

    @property
    def state(self) -> str:
        """How a page says later which marks it was made from."""
        return state_at(self.saved_at)


def state_at(saved_at: datetime | None) -> str:
    """The state of a go whose marks were kept last at that time."""
    return saved_at.isoformat() if saved_at else ""


def present_clip(catalogue: Catalogue, clip_id: str) -> str:
    """What the clip with this id is called now."""
    return catalogue.moved_modules.get(f"clips/{clip_id}", f"clips/{clip_id}").removeprefix("clips/")


def module_of(catalogue: Catalogue, clip: Clip) -> str:
    """The module in which an edition of a clip is at home now, whatever it was called when the clip was marked."""
    offered = catalogue.clips.get(present_clip(catalogue, clip.id))
    return offered.module if offered else catalogue.moved_modules.get(clip.module, clip.module)


def names(catalogue: Catalogue, clips: Sequence[Clip]) -> frozenset[str]:
    """What these clips are called now, and what they were called before."""
    now = {f"clips/{clip.id}" for clip in clips}
    before = {was for was, became in catalogue.moved_modules.items() if became in now}
    return frozenset(each.removeprefix("clips/") for each in now | before)


def sittings_of(
    session: Session, catalogue: Catalogue, rows: Sequence[ClipAttemptRow]
) -> tuple[Sitting, ...]:
    """These goes on the editions they began on; at most one statement, however many they are."""
    _recall(session, catalogue, rows)
    return tuple(_sitting(edition_at(session, catalogue, row), row) for row in rows)


def edition_at(session: Session, catalogue: Catalogue, row: ClipAttemptRow) -> Clip:
    """The clip as it stood when this go was begun; read from the database only where it has changed since."""
    if _is_offered(catalogue, row):
        return catalogue.clips[row.clip]
    _recall(session, catalogue, [row])
    return _PAST[row.edition]


def present(clip: Clip) -> Edition:
    """The edition of a clip that is offered now; worked out once."""
    known = _PRESENT.get(clip.id)
    if known is None or known[0] is not clip:
        known = _PRESENT[clip.id] = clip, clip_edition(clip)
    return known[1]


def _sitting(clip: Clip, row: ClipAttemptRow) -> Sitting:
    marks = marks_from_json(row.marks)
    return Sitting(
        id=row.id,
        clip=clip,
        number=row.number,
        marks=marks,
        tolerance=Decimal(row.tolerance),
        begun_at=row.begun_at,
        saved_at=row.saved_at,
        submitted_at=row.submitted_at,
        comparison=comparison_from_json(clip, marks, row.result) if row.result else None,
    )


def _recall(session: Session, catalogue: Catalogue, rows: Sequence[ClipAttemptRow]) -> None:
    wanted = {row.edition for row in rows if not _is_offered(catalogue, row)} - _PAST.keys()
    for edition, body in editions.bodies(session, wanted).items() if wanted else ():
        _PAST[edition] = clip_from_canonical(body)


def _is_offered(catalogue: Catalogue, row: ClipAttemptRow) -> bool:
    offered = catalogue.clips.get(row.clip)
    return offered is not None and present(offered).hash == row.edition
