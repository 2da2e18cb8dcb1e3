"""The turns of a long training on the stage: without them no life there would meet a withdrawn consent or a link."""

from datetime import timedelta

from elearn.domain.evidence import Known, Verdict
from elearn.domain.people import Actor
from elearn.services import assessors, entry_acts, signing
from elearn.services.decisions import Answer, Moment
from elearn.services.demo.stage import Stage
from elearn.services.signing import Browser, Signer
from elearn.storage.signoffs import DecisionRow

ELSEWHERE = Browser(person=None, device="")
PART = "Accredited supervisor"
REGISTRATION = "AV-2071"


def takes_consent_back(stage: Stage, learner: Actor, cycle: str, ago: int) -> None:
    """A family takes its consent back: the film goes the same day, and the work done with it counts."""
    entry_acts.take_consent_back(stage.session, learner, cycle, stage.day(ago), stage.sending(ago))
    entry_acts.attest_erased(stage.session, learner, cycle, stage.day(ago), stage.sending(ago))


def entered_outside(stage: Stage, coordinator: Actor, name: str, ago: int) -> Actor:
    """Somebody of another service, entered as an assessor who signs without an account."""
    row = assessors.enter(
        stage.session,
        coordinator,
        None,
        name=name,
        email=f"{name.split()[0].casefold()}@demo.example",
        part=PART,
        registration=REGISTRATION,
        today=stage.day(ago),
        now=stage.at(ago),
    )
    row.demo = True
    return Actor(id=row.id, name=name)


def signs_by_link(
    stage: Stage, coordinator: Actor, signer: Actor, request: str, ago: int, *, note: str = ""
) -> DecisionRow:
    """The coordinator hands a link on, and she who was asked agrees through it on the same day."""
    _name, token = assessors.hand_on(stage.session, coordinator, request, stage.at(ago))
    moment = Moment(now=stage.at(ago) + timedelta(hours=2), today=stage.day(ago), timezone=stage.zone)
    found = signing.opened(stage.session, token, ELSEWHERE, moment)
    assert found.bundle is not None
    answer = Answer(
        decision=Verdict.AGREE,
        seen=found.bundle.text,
        met_on=moment.today,
        minutes=60,
        known=Known.FILM,
        note=note,
    )
    said = Signer(name=signer.name, part=PART, registration=REGISTRATION)
    return signing.decide(stage.session, token, answer, said, ELSEWHERE, moment)
