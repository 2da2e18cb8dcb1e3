"""Without this shape nobody could be moved to other rules at a page: which she saw, which are meant, and why."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from elearn.web.forms.base import Line, Needed
from elearn.web.forms.guarded import Guarded


class Move(Guarded):
    """The edition that was compared, the one to move to, and why."""

    seen = HiddenField()
    to = HiddenField()
    reason = Line(_("Why"), (Needed(_("Say in a few words why.")),))
