"""Without this shape nobody could type a code."""

from flask_babel import lazy_gettext as _

from elearn.web.forms.base import Form, Line, Needed


class LookUp(Form):
    """A code from a receipt or a printed record."""

    code = Line(_("Code"), (Needed(_("Write the code, such as K7M2-P9QX-3FHT-W4RZ-8ABC.")),), most=100)
