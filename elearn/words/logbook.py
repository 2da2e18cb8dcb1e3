"""Without this file the logbook would speak in codes: settings, principles, acts and how an entry stands."""

from collections.abc import Mapping

from elearn.domain.entry_states import State
from elearn.domain.logbook import ActKind, EntryKind
from elearn.domain.practice import Caution
from elearn.domain.privacy import Identifier
from elearn.words import _

SETTINGS: Mapping[str, str] = {
    "home": _("At the family’s home"),
    "clinic": _("In a clinic or hospital"),
    "nursery": _("In a nursery or school"),
    "community": _("In a family hub or another place"),
    "online": _("Online"),
}

MODES: Mapping[str, str] = {
    "in-person": _("In person"),
    "video": _("By video"),
    "phone": _("By telephone"),
}

SIZES: Mapping[str, str] = {"individual": _("One to one"), "group": _("In a group")}

PRINCIPLES: Mapping[str, str] = {
    "attentive": _("Being attentive"),
    "encouraging": _("Encouraging initiatives"),
    "receiving": _("Receiving initiatives"),
    "attuned": _("Developing attuned interactions"),
    "guiding": _("Guiding"),
    "deepening": _("Deepening discussion"),
}
"""The six groups of the principles of attuned interactions and guidance (Kennedy, Landor and Todd, 2011)."""

PURPOSES: Mapping[str, str] = {
    "supervision": _("Supervision: my supervisor may see the film"),
    "intervision": _("Intervision: other trainees may see it"),
    "training": _("Training: it may be shown when others are taught"),
}

CONSENTS: Mapping[str, str] = {
    "supervision": _("supervision"),
    "intervision": _("intervision"),
    "training": _("training"),
}

WORK: Mapping[EntryKind, str] = {
    EntryKind.CYCLE: _("a cycle"),
    EntryKind.VISIT: _("a visit"),
    EntryKind.SESSION: _("a session"),
    EntryKind.SUPERVISION: _("a supervision"),
}

PAPERS: Mapping[EntryKind, str] = {
    EntryKind.COURSE: _("A course or training day"),
    EntryKind.DOCUMENT: _("A document"),
    EntryKind.CHECK: _("A background check"),
    EntryKind.MEETING: _("A meeting"),
}

APPROACHES: Mapping[str, str] = {
    "vig": _("Video Interaction Guidance"),
    "www": _("Watch, Wait and Wonder"),
    "vipp-sd": _("VIPP-SD"),
    "induction": _("Induction"),
}

STATES: Mapping[State, str] = {
    State.WITHDRAWN: _("Taken back on %(day)s"),
    State.NOT_RECOGNISED: _("%(person)s does not know this, said on %(day)s"),
    State.WAITING: _("Waiting for %(person)s since %(day)s"),
    State.STRANDED: _("Waiting for a coordinator, since %(person)s has left"),
    State.UNSEEN: _("Waiting to be seen since %(day)s"),
    State.UNFINISHED: _("Counts when the shared review has happened"),
    State.COUNTS: _("Counts"),
    State.LEFT: _("Does not count"),
    State.KEPT: _("Kept"),
}

ACTS: Mapping[ActKind, str] = {
    ActKind.CONFIRMED: _("%(person)s confirmed it"),
    ActKind.SEEN: _("%(person)s has seen it"),
    ActKind.NOT_RECOGNISED: _("%(person)s does not know it"),
    ActKind.RECOGNISED: _("%(person)s knows it after all"),
    ActKind.WITHDRAWN: _("%(person)s took it back"),
    ActKind.FILM_ERASED: _("The film was erased"),
    ActKind.CONSENT_WITHDRAWN: _("The family took its consent back"),
    ActKind.SHARED: _("%(person)s shared what is written in it"),
    ActKind.UNSHARED: _("%(person)s no longer shares what is written in it"),
}

INSTEAD = _("%(person)s, coordinator, confirmed it, since %(named)s has left")

CAUTIONS: Mapping[Caution, str] = {
    Caution.TOO_SHORT: _("It is kept, and does not count towards %(pathway)s, which asks for %(least)s."),
    Caution.COVERS_NOTHING: _(
        "It counts as time. No piece of work is named in it, so none is covered by it."
    ),
    Caution.NEVER_BROUGHT: _("Not brought to any session yet: %(work)s."),
}

BARRIERS: Mapping[str, str] = {
    "consent-withdrawn": _("the family took its consent back"),
    "consent-does-not-reach": _("no consent to supervision is entered"),
    "consent-not-for-group": _("no consent to intervision is entered"),
}
"""Why a piece of work cannot be brought, in a few words beside it."""

IDENTIFIERS: Mapping[Identifier, str] = {
    Identifier.EMAIL: _("an e-mail address"),
    Identifier.NHS_NUMBER: _("an NHS number"),
    Identifier.PHONE: _("a telephone number"),
    Identifier.POSTCODE: _("a postcode"),
    Identifier.BIRTH_DATE: _("a date of birth"),
    Identifier.NAME: _("a person’s name"),
}

TEXTS: Mapping[str, str] = {
    "helping_question": _("Helping question"),
    "reflection": _("Reflection"),
    "question": _("What I brought"),
    "went_well": _("What went well"),
    "next_step": _("Next step"),
}
"""What each text in an entry is called, in the order it is shown."""
