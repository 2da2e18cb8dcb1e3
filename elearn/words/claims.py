"""Without this file a reader of the evidence would meet the names of files and the ids of programmes."""

from collections.abc import Iterable, Mapping

from elearn.domain.library import Verdict
from elearn.words import _

TOPICS = {
    "attachment": _("Attachment and how it is measured"),
    "attachment-more": _("Attachment and how it is measured"),
    "attunement": _("Attunement"),
    "guidance": _("Guidance, law and standards"),
    "high-risk-families": _("Families under strain"),
    "induction": _("Family support and volunteering"),
    "induction-care": _("Family support and volunteering"),
    "induction-visits": _("Family support and volunteering"),
    "parent-infant-psychotherapy": _("Parent-infant psychotherapy"),
    "practice": _("Practice and supervision"),
    "programmes": _("Programmes and how they compare"),
    "reading-the-evidence": _("Reading the evidence"),
    "sensitivity": _("Sensitivity"),
    "the-2011-review": _("The 2011 review itself"),
    "video-feedback": _("Video feedback"),
    "video-interaction-guidance": _("Video Interaction Guidance"),
    "watch-wait-and-wonder": _("Watch, Wait and Wonder"),
    "working-together": _("Working together"),
}
"""What the topics are called; files that share a name are one topic to a reader."""

PROGRAMMES = {
    "attachment-and-biobehavioral-catch-up": _("Attachment and Biobehavioral Catch-up (ABC)"),
    "child-parent-psychotherapy": _("Child-parent psychotherapy"),
    "steep": _("STEEP"),
    "toddler-parent-psychotherapy": _("Toddler-parent psychotherapy"),
    "family-nurse-partnership": _("Family Nurse Partnership"),
    "building-healthy-children": _("Building Healthy Children"),
    "interaction-guidance": _("Interaction Guidance"),
    "marte-meo": _("Marte Meo"),
    "parent-infant-psychotherapy": _("Parent-infant psychotherapy"),
    "social-support-interventions": _("Social support interventions"),
    "sure-start": _("Sure Start"),
    "veroc": _("VEROC"),
    "video-enhanced-reflective-practice": _("Video Enhanced Reflective Practice (VERP)"),
    "video-feedback": _("Video feedback, all kinds"),
    "video-home-training": _("Video Home Training (VHT)"),
    "video-interaction-guidance": _("Video Interaction Guidance (VIG)"),
    "video-training-in-interaction": _("Video Training in Interaction (VTI)"),
    "vipi": _("VIPI"),
    "vipp": _("VIPP"),
    "vipp-r": _("VIPP-R"),
    "vipp-sd": _("VIPP-SD"),
    "watch-me-play": _("Watch Me Play!"),
    "watch-wait-and-wonder": _("Watch, Wait and Wonder"),
}
"""What the programmes are called; any other is its id with spaces."""

VERDICTS = {
    Verdict.CORRECTED: _("Corrected"),
    Verdict.CONTESTED: _("Contested"),
    Verdict.STANDS: _("It stands"),
    Verdict.EDITORIAL: _("Put in order"),
}
"""What became of something the 2011 review says."""

VERDICTS_MEAN = {
    Verdict.CORRECTED: _("The source says something else, and we follow the source."),
    Verdict.CONTESTED: _("Good sources differ, so we give both sides."),
    Verdict.STANDS: _("We looked again and kept it."),
    Verdict.EDITORIAL: _("A name, an address or a list that we have brought up to date."),
}


def topic(id_: str) -> str:
    """What a topic is called."""
    return TOPICS.get(id_) or _spaced(id_)


def programme(id_: str) -> str:
    """What a programme is called."""
    return PROGRAMMES.get(id_) or _spaced(id_)


def by_topic_name(ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The topics under the names a reader knows them by, in the order of the names."""
    named: dict[str, tuple[str, ...]] = {}
    for id_ in ids:
        named[topic(id_)] = (*named.get(topic(id_), ()), id_)
    return dict(sorted(named.items()))


def _spaced(id_: str) -> str:
    return id_[:1].upper() + id_[1:].replace("-", " ")
