"""Without this what was half typed would be gone with its page, and a form sent twice would be two entries."""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from elearn.domain.drafts import DraftAddress, draft_address
from elearn.domain.errors import NotFound
from elearn.services import drafts
from elearn.services.entry_writing import Sending
from elearn.storage.base import new_id
from elearn.storage.logbook import DraftRow
from elearn.web.forms.guarded import Guarded
from elearn.web.gate import actor
from elearn.web.house import house, now, today
from elearn.web.session import db
from elearn.web.tongue import gettext as _

UNKEPT = frozenset({"csrf_token", "later", "from_kept"})
KEY = re.compile(r"[a-z0-9]{8,40}")
FilledIn = TypeVar("FilledIn", bound=Guarded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One filling-in of one form: where its draft is kept, and the draft if one is being carried on with."""

    address: DraftAddress
    draft: DraftRow | None = None

    @property
    def later(self) -> bool:
        """Whether it is only to be kept: she asked for it, or her page did so by itself while she typed."""
        return request.method == "POST" and "later" in request.form

    def kept(self) -> Response:
        """The answer to what was only to be kept."""
        if _by_itself():
            return Response(status=204)
        flash(_("It is kept as it is, and nobody else sees it."))
        return redirect(draft_door(self.address), 303)

    def open(self, form: type[FilledIn], **data: Any) -> FilledIn:
        """The form as it was sent, as it was kept, or new with this data."""
        if self.draft is not None:
            kept = [(name, value) for name, values in self.draft.fields.items() for value in each_of(values)]
            opened = form(formdata=MultiDict(kept))
        else:
            opened = form(data=data)
        opened.key.data = self.address.key
        return opened

    def sending(self, form: Guarded) -> Sending:
        """How the form was sent."""
        another = getattr(form, "another", None)
        return Sending(
            key=self.address.key,
            now=now(),
            today=today(),
            kept=form.excused(),
            another=bool(another and another.data),
        )

    def anew(self, form: Guarded) -> None:
        """Give the form another key: what was saved under its own is there, and this is more."""
        form.key.data = new_id()

    def done(self) -> None:
        """Forget the draft, in the transaction of the entry it has become."""
        drafts.throw_away(db(), actor(), self.address)


def filling(form: str, about: str = "") -> Filling:
    """Begin, or carry on with, a filling-in; what was sent is kept before anything is done with it.

    It is kept in a transaction of its own, which must end before the request's begins: there is one writer at a time.
    """
    if request.method == "POST":
        sent = request.form.get("key", "")
        address = DraftAddress(form=form, key=sent if KEY.fullmatch(sent) else new_id(), about=about)
        if (
            draft_address(str(address)) is None
        ):  # an address nobody wrote on purpose, and no draft could be kept at
            raise NotFound
        fields = {name: request.form.getlist(name) for name in request.form if name not in UNKEPT}
        keep = drafts.keep_unless_done if _by_itself() else drafts.keep
        with house().database.writing() as writing:
            keep(writing, actor(), address, fields, now())
        return Filling(address=address)
    asked = request.args.get("draft", "")
    if not KEY.fullmatch(asked):
        return Filling(address=DraftAddress(form=form, key=new_id(), about=about))
    address = DraftAddress(form=form, key=asked, about=about)
    return Filling(address=address, draft=drafts.draft(db(), actor(), address))


def _by_itself() -> bool:
    """Whether a page sent its form by itself; when it comes back over a sign-in, somebody waits for a page."""
    return request.form.get("later") == "quietly" and "from_kept" not in request.form


def draft_door(address: DraftAddress) -> str:
    """Where one carries on with a draft."""
    about = {
        "other": "what",
        "finish": "entry",
        "change": "entry",
        "correct": "entry",
        "group": "trainee",
    }.get(address.form)
    elsewhere = {
        "correct": "confirmations.change",
        "group": "confirmations.group",
        "preparation": "preparations.prepare",
    }
    endpoint = elsewhere.get(address.form, f"logbook.{address.form}")
    values: dict[str, Any] = {about: address.about} if about and address.about else {}
    return url_for(endpoint, draft=address.key, **values)


def each_of(values: Any) -> list[str]:
    """The values of one field as they were kept."""
    return [str(value) for value in values] if isinstance(values, list) else [str(values)]
