"""Who lives in the demo and where each of them stands; dates are counted back from the day of loading."""

from elearn.domain.entering import Other, Prior
from elearn.domain.logbook import EntryKind
from elearn.domain.people import Actor, Role
from elearn.services.demo.stage import Stage

VIG = "vig-practitioner"
INDUCTION = "paraprofessional-induction"


def play(stage: Stage) -> None:
    """Let everybody live up to today."""
    cora = stage.person("Cora Finn", Role.COORDINATOR)
    ruth = stage.person("Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR)
    olu = stage.person("Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
    mina = stage.person("Mina Shaw", Role.ASSESSOR)
    _new(stage, ruth)
    sam = _mid_stage(stage, ruth)
    jon = _waiting(stage, ruth)
    stage.group(ruth, (sam, jon), 33)
    _asked_again(stage, ruth, mina)
    _changed_supervisor(stage, olu, ruth, mina)
    _prior_elsewhere(stage, olu)
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
    )
    stage.supervision(sam, ruth, 90, brought=(first,), next_step="Look for the moment before she reaches.")
    second, _client = stage.cycle(sam, client, 70, 63)
    stage.supervision(sam, ruth, 60, brought=(second,), minutes=45)
    third, _other = stage.cycle(sam, None, 35, 28, question="When do we laugh together?")
    stage.supervision(sam, ruth, 26, brought=(third,))
    stage.cycle(sam, client, 12, None)
    stage.answers(sam, "watch-wait-and-wonder", 8, leaves=6)
    return sam


def _waiting(stage: Stage, ruth: Actor) -> Actor:
    """A session of nine days ago still waits for Ruth's word."""
    jon = stage.person("Jon Price", Role.TRAINEE, ago=90)
    stage.supervises(ruth, jon, 90)
    stage.assign(jon, VIG, 90)
    stage.prepared(jon, ruth, 85)
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
    """Stage 1 with Olu, signed by Mina; stage 2 began with Ruth."""
    dana = stage.person("Dana Kovářová", Role.TRAINEE, ago=420)
    stage.supervises(olu, dana, 420, until=201)
    assignment = stage.assign(dana, VIG, 420)
    stage.prepared(dana, olu, 415)
    stage.stage(dana, olu, clients=2, cycles=6, talks=7, ago=390)
    request = stage.ask(dana, assignment, "stage-1", mina, 240)
    stage.decide(mina, request, 230, agree=True, note="A pleasure to watch how you wait.")
    stage.supervises(ruth, dana, 200)
    introduction = Other(
        kind=EntryKind.COURSE,
        name="stage-2-introduction",
        on=stage.day(195),
        minutes=60,
        kept="with the service",
    )
    stage.paper(dana, introduction, ruth, 195)
    stage.stage(dana, ruth, clients=3, cycles=4, talks=4, ago=150)


def _prior_elsewhere(stage: Stage, olu: Actor) -> None:
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
        stage.prior(priya, prior, olu, 98)
    stage.stage(priya, olu, clients=2, cycles=2, talks=2, ago=60)


def _supervisor_who_learns(stage: Stage, olu: Actor, ruth: Actor) -> None:
    """Owen supervises one trainee and is supervised himself on Watch, Wait and Wonder."""
    owen = stage.person("Owen Hughes", Role.SUPERVISOR, Role.TRAINEE, ago=300)
    stage.supervises(olu, owen, 300)
    stage.assign(owen, "www-foundations", 60)
    stage.reads(owen, "parental-sensitivity", 50)
    stage.answers(owen, "parental-sensitivity", 45, leaves=12)
    tess = stage.person("Tess Lund", Role.TRAINEE, ago=40)
    stage.supervises(owen, tess, 40)
    stage.assign(tess, VIG, 40)
    stage.reads(tess, "parental-sensitivity", 30, lessons=2)


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
        stage.answers(lucy, module, 54 - 3 * number)
    check = Other(
        kind=EntryKind.CHECK,
        name="background-check",
        on=stage.day(50),
        until=stage.day(-1045),
        kept="in the office",
    )
    stage.paper(lucy, check, cora, 28)
