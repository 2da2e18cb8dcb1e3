"""Without these policies a fault in a script could carry a film off from the page that shows it."""

from flask import url_for

from elearn.web.headers import PAGE, Policy
from elearn.web.house import house

ROOM: Policy = {
    "default-src": "'none'",
    # The room's origin is opaque, and still 'self' means the address it came from (seen in Chromium 156).
    "script-src": "'self'",
    "style-src": "'self'",
    "media-src": "blob:",
    "worker-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    # The frame says so as well; said here, the room is as closed when its address is opened by itself.
    "sandbox": "allow-scripts",
}


def with_door() -> Policy:
    """The policy of a page that opens the room: it may frame that one address and no other."""
    return {**PAGE, "frame-src": f"{house().config.url}{url_for('film_room.room')}"}
