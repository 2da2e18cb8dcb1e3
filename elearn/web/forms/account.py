"""Without these shapes nobody could type an address and a passphrase."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from elearn.domain.people import EMAIL_MAX, PASSPHRASE_MAX
from elearn.web.forms.base import AtMost, Form, Line, Needed


class SignIn(Form):
    """An address and a passphrase."""

    email = Line(_("E-mail address"), (Needed(_("Write your e-mail address.")),), most=EMAIL_MAX)
    passphrase = PasswordField(_("Passphrase"), [Needed(_("Write your passphrase.")), AtMost(PASSPHRASE_MAX)])


class ChoosePassphrase(Form):
    """A new passphrase, twice."""

    passphrase = PasswordField(
        _("Your passphrase"), [Needed(_("Choose a passphrase.")), AtMost(PASSPHRASE_MAX)]
    )
    again = PasswordField(_("The same once more"), [Needed(_("Type it once more.")), AtMost(PASSPHRASE_MAX)])


class ChangePassphrase(ChoosePassphrase):
    """The passphrase of today, and a new one twice."""

    old = PasswordField(
        _("Your passphrase today"), [Needed(_("Write the one you use today.")), AtMost(PASSPHRASE_MAX)]
    )


class Empty(Form):
    """A button and its token."""
