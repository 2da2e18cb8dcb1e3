"""Without this a home would name a paper, a wait or a list differently in each of its corners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale

from elearn.domain.home import Line, leaf
from elearn.domain.logbook import EntryKind
from elearn.domain.pathways import Attend, Check, Document, Pass, Read, Requirement
from elearn.domain.signed_findings import facts
from elearn.services.home import Asked, Awaited, Home
from elearn.web.passing import way_to_pass
from elearn.web.tongue import gettext as _
from elearn.web.tongue import ngettext
from elearn.words.desks import missing
from elearn.words.entries import ERASED, told
from elearn.words.kinds import called
from elearn.words.requirements import asked_for


def listed(said: Sequence[str]) -> str:
    """Several things as a list in a sentence: a, b and c."""
    return str(format_list(list(said), locale=get_locale())) if said else ""


def sentence_case(said: str) -> str:
    """A phrase as the beginning of a sentence."""
    return said[:1].upper() + said[1:]


def lacks(asked: Iterable[Asked], titles: Mapping[str, str]) -> str:
    """What a learner still lacks, as one list in a sentence; `titles` are those of modules and quizzes by id."""
    said = []
    for each in asked:
        phrase = missing(*leaf(each.requirement, each.finding), titles)
        said.append(str(ngettext(phrase.one, phrase.many, phrase.count, **phrase.params)))
    return sentence_case(listed(said))


def waited(days: int) -> str:
    """How long something has waited, in days."""
    if days == 0:
        return str(_("since today"))
    return str(ngettext("%(num)s day", "%(num)s days", days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whose home it is: what is on it, what modules and quizzes are called, the day, whether she is a volunteer."""

    home: Home
    titles: Mapping[str, str]
    at: date
    plain: bool

    def name(self, person: str | None) -> str:
        """A person's name, or that it was erased."""
        return self.home.names.get(person or "") or str(_(ERASED))

    def thing(self, asked: Requirement) -> str:
        """The module, course or paper that a requirement is about."""
        match asked.verb:
            case Read(module=ref) | Pass(quiz=ref):
                return f"“{self.titles.get(ref) or called(ref)}”"
            case _:
                return str(_(named(asked)))

    def things(self, line: Line) -> str:
        """All that one line of how to begin is about, as a list in a sentence."""
        return listed([self.thing(each) for each in line.requirements])

    def asked(self, asked: Requirement) -> str:
        """A requirement as a line."""
        return asked_for(asked, self.titles, _)

    def line(self, awaited: Awaited) -> str:
        """An entry that somebody else has, as a line."""
        known = (each for way in self.home.ways for each in way.progress.evidence.events)
        found = next((each for each in known if each.id == awaited.key), None)
        return told(facts(found), self.at, self.titles, _) if found else awaited.milestone.title

    def plain_title(self, asked: Requirement) -> str:
        """A requirement in a volunteer's words."""
        return sentence_case(self.thing(asked).strip("“”"))

    def plain_door(self, asked: Requirement) -> str:
        """Where a volunteer does what a requirement asks for."""
        match asked.verb:
            case Check(check=ref):
                return url_for("logbook.other", what=f"{EntryKind.CHECK}.{ref}")
            case Pass(quiz=ref):
                return way_to_pass(ref)[1]
            case Read(module=ref):
                return url_for("library.module", module=ref)
            case _:
                return ""


def named(asked: Requirement) -> str:
    """What the paper or course of a requirement is called."""
    match asked.verb:
        case Attend(course=ref) | Document(document=ref) | Check(check=ref):
            return called(ref)
        case _:
            return called(asked.id)
