"""Without this a role would have other words on each page; a role's own vocabulary stands in this one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.domain.people import Role
from elearn.words import _

ROLE_WORDS: Mapping[Role, str] = {
    Role.TRAINEE: _("Trainee practitioner"),
    Role.PARAPROFESSIONAL: _("Family support worker or volunteer"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.ASSESSOR: _("Assessor (accredited supervisor)"),
    Role.COORDINATOR: _("Coordinator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words one kind of learner is spoken to in."""

    pathway: str
    milestone: str
    quiz: str
    supervisor: str
    practise: str
    milestones: str


PRACTITIONER = Vocabulary(
    pathway=_("pathway"),
    milestone=_("milestone"),
    quiz=_("quiz"),
    supervisor=_("supervisor"),
    practise=_("Practise"),
    milestones=_("Milestones"),
)
INDUCTION = Vocabulary(
    pathway=_("induction"),
    milestone=_("step"),
    quiz=_("check yourself"),
    supervisor=_("coordinator"),
    practise=_("My notes"),
    milestones=_("My steps"),
)


def vocabulary(roles: frozenset[Role]) -> Vocabulary:
    """The words for a person with these roles: a paraprofessional who is nothing else gets plain ones."""
    return INDUCTION if Role.PARAPROFESSIONAL in roles and Role.TRAINEE not in roles else PRACTITIONER
