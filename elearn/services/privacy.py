"""Without this a text would be kept although it says who a family is, and nobody would have been asked."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.errors import Refused
from elearn.domain.people import Actor
from elearn.domain.privacy import identifiers
from elearn.services import audit


def guard(
    session: Session,
    actor: Actor,
    texts: Mapping[str, str],
    kept: Collection[str],
    *,
    about: str,
    entry: str,
    now: datetime,
) -> None:
    """Ask about every piece that looks like an identifier, unless she has said of just this piece that it is none.

    Raises ``Refused`` at the first such field, with ``found`` as pairs of a field and what was found in it. Pieces
    she keeps are audited by kind and number; no text goes there.
    """
    found = [(field, each) for field, text in texts.items() for each in identifiers(text)]
    asked = tuple((field, each) for field, each in found if each.text not in kept)
    if asked:
        raise Refused("identifier-found", field=asked[0][0], found=asked)
    if found:
        kinds = sorted(each.kind for _field, each in found)
        audit.record(session, "guard-overridden", by=actor.id, about=about, now=now, entry=entry, kinds=kinds)
