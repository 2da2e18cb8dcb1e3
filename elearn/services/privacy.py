"""Without this a text would be kept although it says who a family is, and nobody would have been asked."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.errors import Refused
from elearn.domain.library import Catalogue
from elearn.domain.names import names
from elearn.domain.people import Actor
from elearn.domain.privacy import Found, Identifier, apart, identifiers
from elearn.services import audit
from elearn.services.lists import listed
from elearn.storage import people

CAPITALS = re.compile(r"\b[^\W\d_a-z][\w'’-]+")

NAMING = frozenset({"signed_by", "instead"})
"""Fields that ask for the name of somebody at work elsewhere."""


def guard(
    session: Session,
    actor: Actor,
    texts: Mapping[str, str],
    kept: Collection[str],
    *,
    about: str,
    entry: str,
    now: datetime,
    known: frozenset[str] = frozenset(),
) -> None:
    """Ask about every piece that looks like an identifier or a name, unless she has said of this piece that it is none.

    Names in ``known``, folded, are nobody's: people of a story.
    Raises ``Refused`` at the first such field, with ``found`` as pairs of a field and what was found in it. Pieces
    she keeps are audited by kind and number; no text goes there.
    """
    found = [
        (field, each)
        for field, text in texts.items()
        for each in suspicious(session, text, known)
        if field not in NAMING or each.kind is not Identifier.NAME
    ]
    asked = tuple((field, each) for field, each in found if each.text not in kept)
    if asked:
        raise Refused("identifier-found", field=asked[0][0], found=asked)
    if found:
        kinds = sorted(each.kind for _field, each in found)
        audit.record(session, "guard-overridden", by=actor.id, about=about, now=now, entry=entry, kinds=kinds)


def suspicious(session: Session, text: str, known: frozenset[str] = frozenset()) -> tuple[Found, ...]:
    """Every piece of a text that may say who a family is; words of the content and people of this service may not."""
    known |= listed("capitals.txt") | listed("places.txt") | session.info.get("known_words", frozenset())
    given = listed("given.txt") - known
    named = names(text, known, given)
    if named:  # only now, since most texts name nobody, is anybody looked up
        known |= words_of(people.called(session, words_of([each.text for each in named])))
        named = names(text, known, given - known)
    return apart(identifiers(text), named)


def known_words(catalogue: Catalogue) -> frozenset[str]:
    """The words with a capital that the content itself uses: terms, authors, journals, modules and pathways."""
    return words_of(
        [
            *(term.name for term in catalogue.glossary.values()),
            *(author.family for source in catalogue.sources.values() for author in source.authors),
            *(
                f"{source.title} {source.container} {source.publisher}"
                for source in catalogue.sources.values()
            ),
            *(module.title for module in catalogue.modules.values()),
            *(pathway.title for pathway in catalogue.pathways.values()),
        ]
    )


def words_of(texts: Collection[str]) -> frozenset[str]:
    """The words with a capital in some texts, folded, and the parts of those with a hyphen."""
    found = {word.casefold() for text in texts for word in CAPITALS.findall(text)}
    return frozenset(found | {part for word in found for part in word.split("-") if len(part) > 1})
