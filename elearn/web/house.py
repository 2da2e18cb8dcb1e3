"""Without this a page could not reach the settings, the database or the content it was started with."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, g

from elearn import clock
from elearn.config import Config
from elearn.domain.library import Catalogue
from elearn.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What one running program was started with; it never changes while it runs."""

    config: Config
    database: Database
    catalogue: Catalogue


def house() -> House:
    """The house this request is served by."""
    found: House = current_app.extensions["elearn"]
    return found


def catalogue() -> Catalogue:
    """The content compiled at start."""
    return house().catalogue


def now() -> datetime:
    """The instant of this request: read once, so that everything one request writes bears one stamp."""
    if "now" not in g:
        g.now = clock.now()
    stamp: datetime = g.now
    return stamp


def today() -> date:
    """The service's day at the instant of this request."""
    return clock.today(now(), house().config.timezone)
