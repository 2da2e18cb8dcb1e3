"""Without this a result would be pairs of marks and moments: here each is a line to read, with a way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import assert_never

from elearn.domain.clips import Kind
from elearn.domain.coding_sheets import clock_time
from elearn.domain.moments import MEETINGS, Came, Comparison, Line, went_well
from elearn.services.sittings import Sitting
from elearn.web.clips import seconds_of
from elearn.web.tongue import gettext as _
from elearn.words import moments as words
from elearn.words.clips import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One line of a result: when, what, what there is to say to it as inline Markdown, and where to look again.

    ``tempting`` speaks to a mark that many set, and is told before ``why``.
    """

    clock: str
    opens: str
    title: str
    why: str
    tempting: str = ""
    missed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The lines of one sort, in the order of time, and the name of their place on the page."""

    name: str
    title: str
    lines: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """A whole result; ``well`` is what went well in the clip, told first where nothing of the kind was found.

    ``opens`` are the times to which its lines lead back.
    """

    parts: tuple[Part, ...]
    well: Sighting | None
    opens: tuple[Decimal, ...]


def sightings(sitting: Sitting) -> Sightings:
    """What came of a go at a clip, what was found first."""
    found = sitting.comparison
    assert found is not None  # only what was handed in has a result
    parts = chain.from_iterable(_parts(found, came) for came in Came)
    met = any(line.moment and line.moment.kind in MEETINGS for line in found.came(Came.FOUND))
    well = None if met else went_well(sitting.clip)
    good = Line(came=Came.ONCE_MORE, at=well.at, moment=well) if well else None
    return Sightings(
        parts=tuple(part for part in parts if part.lines),
        well=replace(_sighting(good), missed="") if good else None,
        opens=tuple(line.opens for line in (*found.lines, *([good] if good else []))),
    )


def numbers(found: Comparison) -> tuple[tuple[str, str, str, str], ...]:
    """Kind by kind and together: its name, what was found, what the key holds, and both in one number."""
    scores = [*((_(KINDS[kind]), found.kinds[kind]) for kind in Kind), (_("All together"), found.together)]
    return tuple(
        (name, words.found(score, _), words.held(score, _), words.both(score, _)) for name, score in scores
    )


def _parts(found: Comparison, came: Came) -> Iterator[Part]:
    """The lines of one sort; a mark that an author answers is not headed as if it were half right."""
    lines = found.came(came)
    if came is Came.OTHER_KIND:
        yield _part("taken", words.TAKEN, [line for line in lines if line.tempting])
        lines = tuple(line for line in lines if not line.tempting)
    yield _part(came, words.CAME[came], lines)


def _part(name: str, title: str, lines: Iterable[Line]) -> Part:
    return Part(name=name, title=_(title), lines=tuple(map(_sighting, lines)))


def _sighting(line: Line) -> Sighting:
    return Sighting(
        clock=clock_time(line.at),
        opens=seconds_of(line.opens),
        title=_title(line),
        why=_why(line),
        tempting=line.tempting.why if line.tempting and line.moment else "",
        missed=line.moment.missed if line.moment and line.came is Came.ONCE_MORE else "",
        note=line.mark.note if line.mark else "",
    )


def _title(line: Line) -> str:
    if line.came is Came.OTHER_KIND and line.mark and line.moment:
        return str(
            _(
                "Marked “%(marked)s”; the key says “%(held)s”",
                marked=_(KINDS[line.mark.kind]),
                held=_(KINDS[line.moment.kind]),
            )
        )
    seen = line.moment or line.mark
    assert seen is not None  # a line is about a mark, a moment or both
    return str(_(KINDS[seen.kind]))


def _why(line: Line) -> str:
    match line.came:
        case Came.FOUND | Came.OTHER_KIND | Came.ONCE_MORE:
            return line.moment.why if line.moment else ""
        case Came.EXTRA:
            return line.tempting.why if line.tempting else str(_(words.BRING))
        case _:
            assert_never(line.came)
