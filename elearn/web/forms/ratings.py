"""Without this shape a film could be rated on items its scale does not have, or lose its levels when one is missing."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField

from elearn.domain.pathways import Rater
from elearn.domain.ratings import level_field
from elearn.domain.scales import Scale
from elearn.services.ratings import NOTE_MOST
from elearn.web.forms.base import Prose, text
from elearn.web.forms.guarded import Guarded


class RatingForm(Guarded):
    """A level for every item, and what was seen; ``seen`` is the rating that stood when the page was opened."""

    seen = HiddenField()
    note = Prose(_("What did you see?"), most=NOTE_MOST)
    shared = BooleanField(_("Share this rating with my supervisor"))

    def levels(self, scale: Scale) -> dict[str, int | None]:
        """The level chosen for each item; None where none was."""
        return {item.id: _level(text(self[level_field(item.id)])) for item in scale.items}


def rating_form(scale: Scale, side: Rater, last: dict[str, object]) -> RatingForm:
    """The form for one scale; to share is offered only to whoever rates her own film."""
    fields: dict[str, object] = {
        level_field(item.id): RadioField(
            item.name,
            description=item.looks_for,
            choices=[(str(level), words) for level, words in item.anchors.items()],
            validate_choice=False,
        )
        for item in scale.items
    }
    if side is not Rater.SELF:
        fields["shared"] = None
    form: RatingForm = type("OneRating", (RatingForm,), fields)(data=last)
    return form


def _level(chosen: str) -> int | None:
    return int(chosen) if chosen.isdecimal() and len(chosen) < 3 else None
