"""Without this the page with an account and the page by a link would show one bundle in two ways."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import request

from elearn.domain.milestones import may_ask
from elearn.domain.signed_findings import Reflections, is_withheld
from elearn.domain.signoffs import Change, compared, difference
from elearn.services.bundles import AsAsked, Bundle
from elearn.services.home import asks
from elearn.storage.signoffs import DecisionRow, RequestRow
from elearn.web.findings import Reader, about, titles
from elearn.web.forms.base import text
from elearn.web.forms.signoffs import Opinion
from elearn.web.house import catalogue, today
from elearn.web.phrases import lacks
from elearn.web.render import day
from elearn.web.tongue import gettext as _
from elearn.words.entries import told
from elearn.words.milestones import statuses
from elearn.words.requirements import asked_for, closed_by
from elearn.words.signoffs import CAME_BACK, CHANGES


def reader(bundle: Bundle) -> Reader:
    """A reader of a bundle as it is today."""
    return Reader(at=today(), names=bundle.names, titles=titles(catalogue()), entries=bundle.progress.entries)


def then(asked: AsAsked | None, form: Opinion) -> AsAsked | None:
    """What is shown instead of today's record: what was asked, until she turns to today's, or answers on it."""
    return None if form.is_submitted() or "now" in request.args else asked


def moved(asked: AsAsked | None, bundle: Bundle, reader: Reader) -> list[str]:
    """What has changed since it was asked."""
    if asked is None:
        return []
    both = _as_it_was(asked, reader)
    return [worded(each, bundle, both) for each in asked.changes] or [_otherwise()]


def around(bundle: Bundle, reader: Reader, *, own: bool, asked: AsAsked | None = None) -> Mapping[str, Any]:
    """What every page about a bundle shows: the record of today, or what was asked."""
    milestone, findings, reflections = bundle.milestone, bundle.finding.requirements, bundle.reflections
    if asked is not None:
        milestone, findings, reflections = asked.milestone, asked.findings, asked.reflections
        reader = _as_it_was(asked, reader)
    return {
        "bundle": bundle,
        "name": reader.name(bundle.learner),
        "signer": reader.name(bundle.finding.waiting.person if bundle.finding.waiting else None),
        "requirements": reader.show(milestone, findings),
        "called": statuses(own=own, plain=False),
        "closes": closed_by(bundle.closes, _),
        "about": about(bundle.progress.pathway),
        "reflections": reflected(reflections, reader),
    }


def _as_it_was(asked: AsAsked, reader: Reader) -> Reader:
    """The same reader, to whom the entries of then are as they stood."""
    return replace(reader, entries={**reader.entries, **asked.entries})


def _otherwise() -> str:
    return str(_("Something in the record is written otherwise than before."))


def reflected(reflections: Reflections, reader: Reader) -> list[tuple[str, str]]:
    """Each reflection that is shared, after a line on the entry it stands in."""
    return [(told(reader.entries[id_], today(), reader.titles, _), text) for id_, text in reflections.items()]


def blocked(bundle: Bundle) -> str:
    """Why nobody could agree just now, if the record fell below what is asked since she asked."""
    if not may_ask(bundle.progress.judgement, bundle.milestone.id):
        return ""
    left = [each for each in asks(bundle.progress, bundle.finding) if not each.finding.met]
    return lacks(left, titles(catalogue())) or bundle.after


def changed(form: Opinion, bundle: Bundle, reader: Reader) -> list[str]:
    """What became different since the page that was sent had been opened."""
    seen = text(form.seen)
    if not form.is_submitted() or seen == bundle.text:
        return []
    told_ = [
        worded(each, bundle, reader) for each in difference(seen, bundle.plain, bundle.progress.evidence)
    ]
    return told_ or [_otherwise()]


def worded(change: Change, bundle: Bundle, reader: Reader) -> str:
    """One difference as a sentence."""
    asked = next((each for each in bundle.milestone.requires if each.id == change.requirement), None)
    said = {
        "requirement": asked_for(asked, reader.titles, _) if asked else change.requirement,
        "entry": _entry(change.event, reader),
    }
    sentence = str(_(CHANGES[change.kind])) % said
    before = _entry(change.before, reader) if change.before else said["entry"]
    return sentence if before == said["entry"] else f"{sentence} {_('Before: %(entry)s.', entry=before)}"


def _entry(event: str | None, reader: Reader) -> str:
    entry = reader.entries.get(event or "")
    return told(entry, today(), reader.titles, _) if entry else str(_("an entry that is gone"))


def differing(old: Mapping[str, Any], new: Mapping[str, Any], bundle: Bundle, reader: Reader) -> list[str]:
    """What a signature rests on otherwise than the one before it; nothing where either body was withheld."""
    if is_withheld(old) or is_withheld(new):
        return []
    # What no longer counts may be gone from the later record: the earlier one says what it was.
    both = replace(reader, entries={**old["entries"], **reader.entries})
    evidence = bundle.progress.evidence
    return [worded(each, bundle, both) for each in compared(old["bundle"], new["bundle"], evidence)]


def why_back(row: RequestRow, name: Callable[[str], str]) -> str:
    """Why a request came back to its learner without an answer."""
    said = str(_(CAME_BACK[row.closed_how or ""])) % {"who": name(row.asked_of)}
    return said[:1].upper() + said[1:]  # it may begin with somebody whose name was erased


def back_again(row: RequestRow, name: Callable[[str], str]) -> str:
    """The same, and when she had asked."""
    return f"{_('You asked on %(day)s.', day=day(row.asked_on))} {why_back(row, name)}"


def as_answered(row: DecisionRow) -> dict[str, Any]:
    """What was answered, as the form for answering anew begins."""
    return {
        name: getattr(row, name) for name in ("decision", "met_on", "minutes", "known", "note", "talk_on")
    }
