"""Without this an entry could be made but neither finished nor corrected: forms on what is there already."""

from flask import request

from elearn.domain.errors import NotFound
from elearn.domain.logbook import Entry
from elearn.services import logbook, logbook_sheet
from elearn.services.logbook import Logged
from elearn.web import entry_lines
from elearn.web.entry_forms import Prepared, prepare
from elearn.web.filling import Filling
from elearn.web.forms.base import text
from elearn.web.forms.guarded import day_of
from elearn.web.forms.logbook import FinishForm
from elearn.web.gate import actor
from elearn.web.house import house, today
from elearn.web.session import db


def finishing(begun: Filling, entry: str) -> Prepared:
    """The form that adds the shared review to a cycle."""
    old = _own(entry, "finish")
    names = logbook_sheet.supervisor_names(db(), actor().id, today())
    kept = {"reflection": old.words.get("reflection", ""), "share": old.shared, "reviewed": today()}
    form = begun.open(FinishForm, **kept)

    def act() -> Logged:
        return logbook.finish_cycle(
            db(),
            actor(),
            entry,
            reviewed=day_of(form.reviewed),
            reflection=text(form.reflection),
            share=bool(form.share.data),
            sent=begun.sending(form),
        )

    context = {"old": old, "reads": entry_lines.unshared_reads(names, signed=True), "tell": entry_lines}
    return Prepared(form=form, act=act, template="logbook/finish.html", context=context)


def changing(begun: Filling, entry: str) -> Prepared:
    """The form that corrects an entry."""
    old = _own(entry, "replace")
    return prepare(old.kind, begun, old)


def _own(entry: str, act: str) -> Entry:
    """The version of an entry under this id; a page that opens must be one she may still act on."""
    sight = logbook_sheet.own_entry(db(), actor(), entry, today(), house().config.timezone)
    if request.method == "GET" and (sight.entry.id != entry or act not in sight.may):
        raise NotFound
    return next(each for each in sight.versions if each.id == entry)
