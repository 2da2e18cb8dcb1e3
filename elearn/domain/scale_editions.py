"""Without this a rating could not be read once its scale has changed: a scale as canonical JSON, and back."""

import json
from collections.abc import Mapping

from elearn.domain.editions import Edition, EditionKind, edition_of
from elearn.domain.scales import Item, Scale


def scale_edition(scale: Scale) -> Edition:
    """The present edition of a scale: a rating keeps the one it was given under."""
    return edition_of(EditionKind.SCALE, scale.id, scale)


def scale_from_canonical(body: str) -> Scale:
    """The scale as it stood when something was rated by it."""
    data = json.loads(body)
    return Scale(
        **{name: data[name] for name in ("id", "title", "summary", "unit")},
        licence=data.get("licence", ""),
        levels=_by_level(data["levels"]),
        items=tuple(
            Item(
                **{name: item[name] for name in ("id", "name", "looks_for")},
                anchors=_by_level(item["anchors"]),
            )
            for item in data["items"]
        ),
    )


def _by_level(told: Mapping[str, str]) -> dict[int, str]:
    return {int(level): words for level, words in told.items()}
