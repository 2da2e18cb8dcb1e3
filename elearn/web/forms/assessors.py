"""Without this shape nobody outside could be entered as an assessor."""

from flask_babel import lazy_gettext as _

from elearn.domain.people import EMAIL_MAX, NAME_MAX
from elearn.web.forms.base import Form, Line, Needed


class Enter(Form):
    """An assessor without an account."""

    name = Line(_("Name"), (Needed(_("Write the person’s name.")),), most=NAME_MAX)
    email = Line(
        _("E-mail address"), (Needed(_("Write an e-mail address, such as sam@example.org.")),), most=EMAIL_MAX
    )
    part = Line(
        _("What they are"), (Needed(_("Say what they are, such as “accredited VIG supervisor”.")),), most=100
    )
    registration = Line(_("Registration number, if you know it"), most=60)
