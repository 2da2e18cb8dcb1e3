"""Without this file a signer would read codes: how she knows, what she decided, what changed since she looked."""

from collections.abc import Mapping

from elearn.domain.evidence import Known, Verdict
from elearn.domain.pathways import Closer
from elearn.domain.replies import Reply
from elearn.domain.signoffs import ChangeKind, Lapse
from elearn.words import _

KNOWN: Mapping[Known, str] = {
    Known.LIVE: _("I was there and saw it"),
    Known.FILM: _("I saw it on film"),
    Known.ACCOUNT: _("From the learner’s own account"),
}

KNOWN_SINCE: Mapping[Known, str] = {
    Known.LIVE: _("Saw it live"),
    Known.FILM: _("Saw it on film"),
    Known.ACCOUNT: _("From the learner’s account"),
}
"""The same, as it is told afterwards."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.AGREE: _("Agreed"),
    Verdict.NOT_YET: _("Not yet"),
}

PARTS: Mapping[Closer, str] = {
    Closer.ASSESSOR: _("Assessor"),
    Closer.SUPERVISOR: _("Supervisor"),
    Closer.COORDINATOR: _("Coordinator"),
}
"""In which part somebody signs."""

LAPSES: Mapping[Lapse, str] = {
    Lapse.ROLE: _("%(who)s may not sign this any more, so it was taken back."),
    Lapse.SUPERVISES: _(
        "%(who)s supervises you now, and whoever assesses you must stand apart, so it was taken back."
    ),
    Lapse.LEFT: _("%(who)s is not here any more, so it was taken back."),
}
"""Why a request was taken back that its learner did not take back."""

CAME_BACK: Mapping[str, str] = {
    Reply.DECLINED.value: _("%(who)s cannot take this on."),
    **{why.value: said for why, said in LAPSES.items()},
}
"""Why a request came back to its learner without an answer."""

CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.CORRECTED: _("Corrected: %(entry)s."),
    ChangeKind.COUNTS_NOW: _("%(requirement)s: now also counts: %(entry)s."),
    ChangeKind.COUNTS_NO_LONGER: _("%(requirement)s: no longer counts: %(entry)s."),
    ChangeKind.LEFT_OUT_NOW: _("%(requirement)s: new, and does not count: %(entry)s."),
    ChangeKind.STANDS_OTHERWISE: _("%(requirement)s: it stands otherwise than before."),
    ChangeKind.WORDS_OTHERWISE: _("%(entry)s: what is shared of its reflection is otherwise than before."),
}
