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
    "training-ladders": _("Training and accreditation"),
    "video-feedback": _("Video feedback"),
    "video-interaction-guidance": _("Video Interaction Guidance"),
    "watch-wait-and-wonder": _("Watch, Wait and Wonder"),
    "working-together": _("Working together"),
}
"""What the topics are called; files that share a name are one topic to a reader."""

PROGRAMMES = {
    "attachment-and-biobehavioral-catch-up": _("Attachment and Biobehavioral Catch-up (ABC)"),
    "attachment-based-programmes": _("Attachment-based programmes, all kinds"),
    "building-healthy-children": _("Building Healthy Children"),
    "care-certificate": _("The Care Certificate"),
    "care-index": _("CARE-Index"),
    "child-parent-psychotherapy": _("Child-parent psychotherapy"),
    "dyadic-developmental-psychotherapy": _("Dyadic developmental psychotherapy"),
    "emotional-availability-scales": _("Emotional Availability Scales"),
    "family-nurse-partnership": _("Family Nurse Partnership"),
    "home-start": _("Home-Start"),
    "infant-mental-health-framework": _("Infant mental health competency framework"),
    "interaction-guidance": _("Interaction Guidance"),
    "marte-meo": _("Marte Meo"),
    "newborn-behavioural-observations": _("Newborn Behavioural Observations (NBO)"),
    "nice-guidance": _("NICE guidance"),
    "parent-child-home-program": _("Parent-Child Home Program"),
    "parent-infant-psychotherapy": _("Parent-infant psychotherapy"),
    "safe-families": _("Safe Families"),
    "safeguarding-training": _("Safeguarding training"),
    "social-support-interventions": _("Social support interventions"),
    "solihull-approach": _("Solihull Approach"),
    "steep": _("STEEP"),
    "sure-start": _("Sure Start"),
    "toddler-parent-psychotherapy": _("Toddler-parent psychotherapy"),
    "veroc": _("VEROC"),
    "video-enhanced-reflective-practice": _("Video Enhanced Reflective Practice (VERP)"),
    "video-feedback": _("Video feedback, all kinds"),
    "video-home-training": _("Video Home Training (VHT)"),
    "video-interaction-guidance": _("Video Interaction Guidance (VIG)"),
    "video-intervention-therapy": _("Video Intervention Therapy"),
    "video-training-in-interaction": _("Video Training in Interaction (VTI)"),
    "vipi": _("VIPI"),
    "vipp": _("VIPP"),
    "vipp-r": _("VIPP-R"),
    "vipp-sd": _("VIPP-SD"),
    "watch-me-play": _("Watch Me Play!"),
    "watch-wait-and-wonder": _("Watch, Wait and Wonder"),
    "work-with-parents": _("Work with parents, national standards"),
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
