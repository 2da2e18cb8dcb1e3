"""Without this the lessons of a module could not stand on one page: their places would share names."""

import re

from markupsafe import Markup

_NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_LED_TO = re.compile(r'(href="|url\()#([^")]+)')
# A section with a label is a landmark, and a page with six of one name helps nobody to find her way.
_LANDMARK = re.compile(r'(<section\b[^>]*?) aria-labelledby="[^"]*"')
_HEADING = re.compile(r"(</?h)([2-5])\b")


def apart(html: str, name: str) -> Markup:
    """Safe HTML of a lesson with its places named after it and its headings one step lower."""
    html = _LANDMARK.sub(r"\1", html)
    html = _NAMED.sub(lambda found: f'{found[1]}="{_all_named(found[2], name)}"', html)
    html = _LED_TO.sub(lambda found: f"{found[1]}#{name}--{found[2]}", html)
    return Markup(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html))  # noqa: S704 (compiled by us)


def _all_named(places: str, name: str) -> str:
    return " ".join(f"{name}--{place}" for place in places.split())
