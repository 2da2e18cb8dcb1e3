"""Importing this file is importing every table: migrations and their test need the metadata whole."""

from elearn.storage import (
    assignments,
    audit,
    editions,
    evidence,
    library,
    links,
    logbook,
    people,
    quizzes,
    sessions,
    signoffs,
    throttle,
)
from elearn.storage.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "assignments",
    "audit",
    "editions",
    "evidence",
    "library",
    "links",
    "logbook",
    "people",
    "quizzes",
    "sessions",
    "signoffs",
    "throttle",
]
