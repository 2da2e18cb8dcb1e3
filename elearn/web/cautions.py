"""Without this what is worth knowing of a session would be said to whoever was supervised, and not to who held it."""

from collections.abc import Iterable, Iterator, Mapping

from flask import flash

from elearn.domain.practice import Caution
from elearn.services.logbook import Logged
from elearn.web import entry_lines
from elearn.web.phrases import listed
from elearn.web.render import day, minutes
from elearn.web.tongue import gettext as _
from elearn.words.logbook import CAUTIONS

SHOWN = 3
"""So many pieces of work are named; of more only how many."""


def say(logged: Logged) -> None:
    """Say at once what is worth knowing of a session that was entered; nothing of it is refused."""
    for each in _sentences(logged):
        flash(each, "wait")


def say_of(sessions: Iterable[Logged], names: Mapping[str, str]) -> None:
    """The same to who held it, a sentence for all of whom it is true."""
    whom: dict[str, list[str]] = {}
    for logged in sessions:
        for each in _sentences(logged):
            whom.setdefault(each, []).append(names[logged.entry.learner])
    for said, theirs in whom.items():
        flash(_("%(names)s: %(caution)s", names=", ".join(theirs), caution=said), "wait")


def _sentences(logged: Logged) -> Iterator[str]:
    for each in logged.cautions:
        said = CAUTIONS[each]
        yield from (str(_(said, **known)) for known in _known(each, logged))


def _known(caution: Caution, logged: Logged) -> list[dict[str, str]]:
    """What fills the sentence of a caution, once for each time it is said."""
    if caution is Caution.TOO_SHORT:
        return [{"pathway": each.pathway, "least": minutes(each.least)} for each in logged.short]
    named = [f"{entry_lines.title(each, {})} ({day(each.day)})" for each in logged.unseen[:SHOWN]]
    more = len(logged.unseen) - SHOWN
    if more > 0:
        named.append(_("%(num)s more", num=more))
    return [{"work": listed(named)}]
