"""Without this file whoever watches a clip would read the codes of its key and of its channels."""

from elearn.domain.clips import Channel, Kind
from elearn.words import _

KINDS = {
    Kind.INITIATIVE: _("Baby’s initiative"),
    Kind.RECEIVES: _("Adult receives"),
    Kind.MISSES: _("Adult misses"),
    Kind.ATTUNED_TURN: _("Attuned turn"),
    Kind.RUPTURE: _("Rupture"),
    Kind.REPAIR: _("Repair"),
    Kind.GUIDING: _("Guiding"),
}
"""The kinds of moment as they stand on a page."""

MEANINGS = {
    Kind.INITIATIVE: _("The baby begins something: a look, a sound, a reach."),
    Kind.RECEIVES: _("The adult shows that it arrived."),
    Kind.MISSES: _("An initiative passes unseen."),
    Kind.ATTUNED_TURN: _("Turn and turn about, each waiting for the other."),
    Kind.RUPTURE: _("The two lose each other."),
    Kind.REPAIR: _("The adult gives the lead back."),
    Kind.GUIDING: _("Help that leaves the last part to the baby."),
}
"""What each kind is, in a sentence."""

CHANNELS = {
    Channel.BABY_GAZE: _("gaze"),
    Channel.BABY_FACE: _("face"),
    Channel.BABY_HANDS: _("hands"),
    Channel.BABY_BODY: _("body"),
    Channel.BABY_VOICE: _("voice"),
    Channel.ADULT_GAZE: _("gaze"),
    Channel.ADULT_FACE: _("face"),
    Channel.ADULT_HANDS: _("hands"),
    Channel.ADULT_DISTANCE: _("distance"),
    Channel.ADULT_HEAD: _("head"),
    Channel.ADULT_VOICE: _("voice"),
    Channel.TOY: _("toy"),
}
"""The lanes of the channel strip; whose lane it is stands before the word."""
