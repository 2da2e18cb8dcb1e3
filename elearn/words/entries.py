"""Without this file what counts would be a list of ids: here each entry is a line, and says who knows of it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from elearn.words import _
from elearn.words.kinds import called
from elearn.words.reasons import Translate, spoken
from elearn.words.requirements import Titles

Facts = Mapping[str, Any]
Names = Mapping[str, str]

ERASED = _("somebody whose name was erased")

LINES: Mapping[str, str] = {
    "cycle": _("Cycle with %(client)s, reviewed on %(on)s"),
    "cycle-open": _("Cycle with %(client)s, filmed on %(on)s"),
    "visit": _("Visit to %(client)s on %(on)s"),
    "session": _("Session with %(client)s on %(on)s"),
    "intervention": _("Video intervention on %(on)s"),
    "supervision": _("Supervision on %(on)s, %(minutes)s minutes"),
    "meeting": _("%(what)s on %(on)s"),
    "course": _("%(what)s on %(on)s"),
    "document": _("%(what)s on %(on)s"),
    "check": _("%(what)s on %(on)s"),
    "quiz": _("%(what)s, passed on %(on)s"),
    "quiz-done": _("%(what)s, done on %(on)s"),
    "quiz-tried": _("%(what)s, tried on %(on)s"),
    "mentee": _("One of your trainees reached it on %(on)s"),
    "reading": _("%(what)s, read to the end on %(on)s"),
}
"""One line a kind of entry; a kind that has none of its own is its name and its day."""

SOURCES: Mapping[str, str] = {
    "confirmed": _("confirmed by %(person)s"),
    "confirmed-for": _("confirmed by %(person)s in the supervisor’s stead"),
    "with": _("with %(person)s, not confirmed yet"),
    "seen": _("seen by %(person)s"),
    "entered": _("entered in the logbook"),
    "kept": _("kept by this service"),
}


def told(entry: Facts, at: date, titles: Titles, translate: Translate = str, *, plain: bool = False) -> str:
    """An entry as a line; ``plain`` for those who are told of no passing."""
    kind = _kind(entry)
    if plain and kind == "quiz":
        kind = "quiz-done"
    params = {
        "on": spoken(day_of(entry), at),
        "client": entry.get("client", ""),
        "minutes": entry.get("minutes", 0),
        "what": _what(entry, titles, translate),
    }
    return translate(LINES.get(kind, _("%(what)s on %(on)s"))) % params


def source(entry: Facts, names: Names, translate: Translate = str) -> str:
    """Who knows of an entry."""
    code, person = _source(entry)
    known = names.get(person) or translate(ERASED)
    return translate(SOURCES[code]) % {"person": known}


def day_of(entry: Facts) -> date:
    """The day of an entry; a cycle's is its shared review."""
    return date.fromisoformat(entry.get("reviewed") or entry["on"])


def _kind(entry: Facts) -> str:
    kind: str = entry["kind"]
    if kind == "cycle" and not entry.get("reviewed"):
        return "cycle-open"
    return "quiz-tried" if kind == "quiz" and not entry.get("passed") else kind


def _what(entry: Facts, titles: Titles, translate: Callable[[str], str]) -> str:
    named = next(
        (
            entry[key]
            for key in ("course", "document", "check", "quiz", "module", "meeting")
            if entry.get(key)
        ),
        None,
    )
    said = titles.get(named) or translate(called(named)) if named else translate(called(entry["kind"]))
    return said[:1].upper() + said[1:]


def _source(entry: Facts) -> tuple[str, str]:
    match entry["kind"]:
        case "supervision" if entry.get("confirmed"):
            stead = entry.get("confirmed_by", entry["with_"])
            return ("confirmed" if stead == entry["with_"] else "confirmed-for"), stead
        case "supervision":
            return "with", entry["with_"]
        case "course" | "document" | "check" if entry.get("by"):
            return "seen", entry["by"]
        case "quiz" | "reading":
            return "kept", ""
        case _:
            return "entered", ""
