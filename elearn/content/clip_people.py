"""Without this file a clip's people would have looks that nobody can draw, or no name to be spoken of."""

from typing import Any

from elearn.content.clip_words import WORDS, word_of
from elearn.content.fields import Fields
from elearn.content.values import one_of, truth
from elearn.domain.clips import Adult, Baby, Role, Who

_BLANK: dict[str, Any] = {"name": "", "who": "", "skin": "", "hair": "", "head": "", "wears": ""}
NO_BABY = Baby(**_BLANK, months=0)
NO_ADULT = Adult(**_BLANK, role=Role.MOTHER)


def read_people(fields: Fields) -> tuple[Baby, Adult]:
    """The baby and the adult of a clip; stand-ins where the file does not say who they are."""
    people = fields.fields("people", "the people", required=True)
    if not people:
        return NO_BABY, NO_ADULT
    baby = people.fields(Who.BABY, "the baby", required=True)
    adult = people.fields(Who.ADULT, "the adult", required=True)
    people.close()
    return _baby(baby) if baby else NO_BABY, _adult(adult) if adult else NO_ADULT


def _baby(fields: Fields) -> Baby:
    months = fields.read("months", word_of(WORDS["months"], "months"), "0")
    baby = Baby(**_person(fields, Who.BABY), months=int(months))
    fields.close()
    return baby


def _adult(fields: Fields) -> Adult:
    adult = Adult(
        **_person(fields, Who.ADULT),
        role=fields.read("role", one_of(Role), Role.MOTHER),
        beard=fields.read("beard", truth, False, required=False),
        glasses=fields.read("glasses", truth, False, required=False),
    )
    fields.close()
    return adult


def _person(fields: Fields, who: Who) -> dict[str, Any]:
    return {
        "name": fields.text("name"),
        "who": fields.text("is"),
        "skin": fields.read("skin", word_of(WORDS["skins"], "skin"), ""),
        "hair": fields.read("hair", word_of(WORDS["hair"], "hair"), ""),
        "head": fields.read("head", word_of(WORDS["heads"][who], "head"), ""),
        "wears": fields.read("wears", word_of(WORDS["wears"], "wears"), ""),
    }
