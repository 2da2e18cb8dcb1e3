"""Who lives in the demo and where each of them stands; dates are counted back from the day of loading."""

from decimal import Decimal

from elearn.domain.clips import Kind, Use
from elearn.domain.entering import Other, Prior
from elearn.domain.follow_ups import Agreed, Side
from elearn.domain.logbook import EntryKind
from elearn.domain.moments import Mark
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Moment, Preparation
from elearn.services import moment_sharing, moments
from elearn.services.demo import former, turns
from elearn.services.demo.stage import Stage

VIG = "vig-practitioner"
INDUCTION = "paraprofessional-induction"
STAFF = 600
"""So many days ago those came who were here before all learners."""


def play(stage: Stage) -> None:
    """Let everybody live up to today."""
    cora = stage.person("Cora Finn", Role.COORDINATOR, ago=STAFF)
    ruth = stage.person("Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR, ago=STAFF)
    olu = stage.person("Olu Bell", Role.SUPERVISOR, Role.ASSESSOR, ago=STAFF)
    mina = stage.person("Mina Shaw", Role.ASSESSOR, ago=STAFF)
    former.trained_here_before(stage, STAFF - 10)
    _new(stage, ruth)
    sam = _mid_stage(stage, ruth)
    jon = _waiting(stage, ruth)
    stage.group(ruth, (sam, jon), 33)
    _asked_again(stage, ruth, mina)
    _changed_supervisor(stage, olu, ruth, mina)
    _nearly_accredited(stage, olu, ruth, mina, cora)
    _prior_elsewhere(stage, olu, cora)
    _supervisor_who_learns(stage, olu, ruth)
    _volunteers(stage, cora)
    stage.invited("Ellis Park", Role.TRAINEE, ago=5)


def _new(stage: Stage, ruth: Actor) -> None:
    nia = stage.person("Nia Okafor", Role.TRAINEE, ago=2)
    stage.supervises(ruth, nia, 2)
    stage.assign(nia, VIG, 2)


def _mid_stage(stage: Stage, ruth: Actor) -> Actor:
    """In the middle of stage 1, and one film still waits for its shared review."""
    sam = stage.person("Sam Rees", Role.TRAINEE, ago=130)
    stage.supervises(ruth, sam, 130)
    stage.assign(sam, VIG, 130)
    stage.prepared(sam, ruth, 125)
    first, client = stage.cycle(
        sam,
        None,
        100,
        92,
        question="What is happening when bath time goes well?",
        reflection="He paused and she reached. We both saw it at once.",
        share=True,
        erases=False,
    )
    stage.supervision(sam, ruth, 90, brought=(first,), next_step="Look for the moment before she reaches.")
    stage.rates(sam, first, (3, 2, 2, 2, 2, 1), 91, note="I hurry after the first answer.")
    stage.rates(
        ruth, first, (3, 3, 2, 2, 2, 2), 89, note="You turn to her each time; the pause at 0:42 is hers."
    )
    second, _client = stage.cycle(sam, client, 70, 63)
    stage.supervision(sam, ruth, 60, brought=(second,), minutes=45)
    stage.rates(sam, second, (3, 3, 2, 2, 2, 2), 62)
    third, _other = stage.cycle(sam, None, 35, 28, question="When do we laugh together?")
    stage.rates(sam, third, (3, 3, 3, 2, 3, 2), 27, note="She went on by herself twice.")
    stage.rates(ruth, third, (4, 3, 3, 3, 2, 2), 25, note="Short turns from 2:10 on.")
    stage.supervision(
        sam,
        ruth,
        26,
        brought=(third,),
        agreed=(
            Agreed(what="Film a bath time, and wait twice as long before speaking.", side=Side.LEARNER),
            Agreed(what="Look out the chapter on helping questions.", side=Side.SUPERVISOR),
        ),
    )
    fourth, _client = stage.cycle(sam, client, 12, None)
    stage.prepares(
        sam,
        Preparation(
            brought=(fourth,),
            question="How long can I wait before the waiting is about me?",
            moments=(
                Moment(at=Decimal(42), note="he looks up and she waits", kind=Kind.INITIATIVE),
                Moment(at=Decimal("131.5"), note="she says what he did, and he does it again"),
            ),
            share=True,
        ),
        1,
    )
    stage.shares(sam, "parental-sensitivity", 120)
    _marks(stage, sam, 20, finds=5)
    stage.answers(sam, "watch-wait-and-wonder", 8, leaves=6)
    return sam


def _marks(stage: Stage, learner: Actor, ago: int, *, finds: int) -> None:
    """Mark so many moments of the first clip there is to practise on, and one as another kind; share the result."""
    session, catalogue, now = stage.session, stage.catalogue, stage.at(ago)
    clip = next(each for each in catalogue.clips.values() if each.use is Use.PRACTICE)
    sitting = moments.begin(session, learner, catalogue, clip.id, now)
    other = clip.needed[finds]
    mistaken = next(kind for kind in Kind if kind is not other.kind)
    seen = [Mark(at=each.at, kind=each.kind) for each in clip.needed[:finds]]
    seen.append(Mark(at=other.at, kind=mistaken))
    today = stage.day(ago)
    moments.submit(session, learner, catalogue, sitting, seen, excused=frozenset(), now=now, today=today)
    moment_sharing.share(session, learner, sitting, shared=True, now=now)


def _waiting(stage: Stage, ruth: Actor) -> Actor:
    """A session of nine days ago still waits for Ruth's word, and a few questions come up again."""
    jon = stage.person("Jon Price", Role.TRAINEE, ago=90)
    stage.supervises(ruth, jon, 90)
    stage.assign(jon, VIG, 90)
    stage.prepared(jon, ruth, 85, slips=4)
    stage.recalls(jon, 60)
    first, client = stage.cycle(jon, None, 50, 44)
    stage.supervision(jon, ruth, 40, brought=(first,))
    second, _client = stage.cycle(jon, client, 24, 17)
    stage.supervision(jon, ruth, 9, brought=(second,), confirmed=False)
    return jon


def _asked_again(stage: Stage, ruth: Actor, mina: Actor) -> None:
    """All of stage 1 was there, Mina said what it still wanted, and Helen has asked again."""
    helen = stage.person("Helen Murray", Role.TRAINEE, ago=220)
    stage.supervises(ruth, helen, 220)
    assignment = stage.assign(helen, VIG, 220)
    stage.prepared(helen, ruth, 215)
    stage.stage(helen, ruth, clients=2, cycles=6, talks=7, ago=190)
    request = stage.ask(helen, assignment, "stage-1", mina, 40)
    stage.decide(
        mina,
        request,
        30,
        agree=False,
        note="Your pauses in the last film are lovely. I would like to see one review where the parent speaks "
        "first; bring that and we will look together.",
        talk_in=14,
    )
    entry, _client = stage.cycle(
        helen, None, 25, 18, reflection="She spoke first, and I listened.", share=True
    )
    stage.supervision(helen, ruth, 14, brought=(entry,))
    stage.ask(helen, assignment, "stage-1", mina, 4)


def _changed_supervisor(stage: Stage, olu: Actor, ruth: Actor, mina: Actor) -> None:
    """Stage 1 with Olu, signed by Mina; then a leave, and stage 2 began with Ruth."""
    dana = stage.person("Dana Kovářová", Role.TRAINEE, ago=420)
    stage.supervises(olu, dana, 420, until=201)
    assignment = stage.assign(dana, VIG, 420)
    stage.prepared(dana, olu, 415)
    stage.stage(dana, olu, clients=2, cycles=6, talks=7, ago=390)
    request = stage.ask(dana, assignment, "stage-1", mina, 240)
    stage.decide(mina, request, 230, agree=True, note="A pleasure to watch how you wait.")
    stage.away(dana, 228, 203)
    stage.supervises(ruth, dana, 200)
    stage.introduced(dana, ruth, 2, 195)
    stage.stage(dana, ruth, clients=3, cycles=4, talks=4, ago=150)


def _nearly_accredited(stage: Stage, olu: Actor, ruth: Actor, mina: Actor, cora: Actor) -> None:
    """A whole training, but for its last film: a family that took its consent back, a leave, a change, a link."""
    ines = stage.person("Ines Carter", Role.TRAINEE, ago=570)
    stage.supervises(olu, ines, 570, until=401)
    assignment = stage.assign(ines, VIG, 570)
    stage.prepared(ines, olu, 566)
    first = stage.stage(ines, olu, clients=2, cycles=6, talks=7, ago=556)
    turns.takes_consent_back(stage, ines, first[1], 480)
    request = stage.ask(ines, assignment, "stage-1", mina, 478)
    stage.decide(mina, request, 472, agree=True, note="You follow before you lead, and it shows.")
    stage.away(ines, 466, 405)
    stage.supervises(ruth, ines, 400)
    stage.introduced(ines, ruth, 2, 396)
    stage.stage(ines, ruth, clients=3, cycles=9, talks=8, ago=388)
    lea = turns.entered_outside(stage, cora, "Lea Marsh", 286)
    request = stage.ask(ines, assignment, "stage-2", lea, 284)
    turns.signs_by_link(stage, cora, lea, request, 276, note="Three families, and each of them met anew.")
    stage.introduced(ines, ruth, 3, 270)
    stage.stage(ines, ruth, clients=3, cycles=11, talks=8, ago=150)
    stage.cycle(ines, None, 6, None)


def _prior_elsewhere(stage: Stage, olu: Actor, cora: Actor) -> None:
    """Stage 1 was reached before this service began."""
    priya = stage.person("Priya Nair", Role.TRAINEE, ago=100)
    stage.supervises(olu, priya, 100)
    stage.assign(priya, VIG, 100)
    for milestone, ago in (("ready", 700), ("stage-1", 460)):
        prior = Prior(
            pathway=VIG,
            milestone=milestone,
            met_on=stage.day(ago),
            evidence="The letter of her former service, with the date of the meeting.",
            signed_by="Her supervisor there",
        )
        stage.prior(priya, prior, cora, 98)
    stage.stage(priya, olu, clients=2, cycles=2, talks=2, ago=60)


def _supervisor_who_learns(stage: Stage, olu: Actor, ruth: Actor) -> None:
    """Owen supervises one trainee, who is on leave, and is supervised himself on Watch, Wait and Wonder."""
    owen = stage.person("Owen Hughes", Role.SUPERVISOR, Role.TRAINEE, ago=300)
    stage.supervises(olu, owen, 300)
    stage.assign(owen, "www-foundations", 60)
    stage.reads(owen, "parental-sensitivity", 50)
    stage.answers(owen, "parental-sensitivity", 45, leaves=12)
    tess = stage.person("Tess Lund", Role.TRAINEE, ago=40)
    stage.supervises(owen, tess, 40)
    stage.assign(tess, VIG, 40)
    stage.reads(tess, "parental-sensitivity", 30, lessons=2)
    stage.away(tess, 6)


def _volunteers(stage: Stage, cora: Actor) -> None:
    """One volunteer has half of her induction done, another all of it."""
    modules = stage.catalogue.pathways[INDUCTION].asked_to_pass
    yusuf = stage.person("Yusuf Karim", Role.PARAPROFESSIONAL, ago=20)
    stage.assign(yusuf, INDUCTION, 20)
    for number, module in enumerate(modules[: len(modules) // 2]):
        stage.reads(yusuf, module, 16 - 3 * number)
        stage.answers(yusuf, module, 15 - 3 * number)
    stage.reads(yusuf, modules[len(modules) // 2], 2, lessons=1)
    lucy = stage.person("Lucy Hart", Role.PARAPROFESSIONAL, ago=60)
    stage.assign(lucy, INDUCTION, 60)
    for number, module in enumerate(modules):
        stage.reads(lucy, module, 55 - 3 * number)
        stage.answers(lucy, module, 54 - 3 * number, slips=0 if number else 2)
    check = Other(
        kind=EntryKind.CHECK,
        name="background-check",
        on=stage.day(50),
        until=stage.day(-1045),
        kept="in the office",
    )
    stage.paper(lucy, check, cora, 28)
