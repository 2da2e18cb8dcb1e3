"""Without this rule nobody could say when two clips kept for a check are enough, or which two come next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.domain.clips import Clip, Form, Use
from elearn.domain.moments import Score, added


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What a pathway may ask to have passed: this share of the needed moments, found in both clips of a form.

    ``right`` is the share of what is marked that the key has to hold, lest a mark everywhere be enough; none was asked
    before there was such a share, and an edition without one is of that time.
    """

    id: str
    module: str
    title: str
    found: Decimal
    right: Decimal = Decimal(0)
    was: str = ""

    def enough(self, score: Score) -> bool:
        """Whether what was marked in the clips of one form, taken together, is enough, and holds."""
        found, right = score.recall.value, score.precision.value or Fraction(0)
        return found is not None and found >= Fraction(self.found) and right >= Fraction(self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Both clips of a form, handed in: the how manieth time, and what was found in them together."""

    form: Form
    number: int
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The clips of one module by what they are for, and the scores that somebody has handed in, the first first."""

    clips: tuple[Clip, ...]
    handed: Mapping[str, Sequence[Score]]

    def of(self, use: Use, form: Form | None = None) -> tuple[Clip, ...]:
        """The clips for one use, in order."""
        return tuple(each for each in self.clips if each.use is use and each.form is form)

    @property
    def practised(self) -> bool:
        """Whether every clip to practise on was handed in once; for a clip of a check is new to anybody only once."""
        return all(self.times(each.id) for each in self.of(Use.PRACTICE))

    def times(self, clip: str) -> int:
        """How often one clip was handed in."""
        return len(self.handed.get(clip, ()))

    def rounds(self, form: Form) -> tuple[Round, ...]:
        """How often the clips of a form were all handed in, and with what."""
        names = [each.id for each in self.of(Use.CHECK, form)]
        scores = zip(*(self.handed.get(each, ()) for each in names), strict=False)
        return tuple(
            Round(form=form, number=number, score=added(each)) for number, each in enumerate(scores, 1)
        )

    @property
    def open_form(self) -> Form | None:
        """The form that is offered: the two in turn, so that nobody meets the same clips twice running."""
        forms = [form for form in Form if self.of(Use.CHECK, form)]
        if not forms or not self.practised:
            return None
        return min(forms, key=lambda form: len(self.rounds(form)))

    def offers(self, clip: Clip) -> bool:
        """Whether this clip may be begun: any that is worked or practised on, one of a check when its turn has come."""
        if clip.use is not Use.CHECK:
            return True
        form = self.open_form
        return form is not None and clip.form is form and self.times(clip.id) == len(self.rounds(form))


def clips_of(clips: Iterable[Clip], module: str) -> tuple[Clip, ...]:
    """The clips of one module."""
    return tuple(each for each in clips if each.module == module)
