"""A stage on which lives are played through the real services, each act on a day that is past."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.confidence import CONFIDENCE, Confidence
from elearn.domain.entering import NEW_CLIENT, Cycle, Other, Prior, Supervision
from elearn.domain.evidence import Known, Verdict
from elearn.domain.follow_ups import Agreed
from elearn.domain.leave import Leave
from elearn.domain.library import Catalogue
from elearn.domain.logbook import EntryKind
from elearn.domain.people import Actor, Role
from elearn.domain.preparations import Preparation
from elearn.services import (
    accounts,
    assignments,
    confirmations,
    decisions,
    entry_acts,
    leave,
    library,
    logbook,
    people,
    preparations,
    quizzes,
    ratings,
    relations,
    reviews,
    sharing,
    signoffs,
)
from elearn.services.confirmations import GroupSession
from elearn.services.decisions import Moment, Proof
from elearn.services.demo.answering import as_sent, right_answer, slip
from elearn.services.demo.reflections import REFLECTIONS
from elearn.services.entry_writing import Sending
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from elearn.storage.people import by_id

VIG_CYCLES = "cycle.vig."
VIG_TALKS = "supervision.vig."
HANDS = Operator()


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where the demo's people act; ``today`` is the day of loading, and every act says how many days ago it was."""

    session: Session
    catalogue: Catalogue
    today: date
    zone: ZoneInfo
    hasher: Hasher
    passphrase: str
    acts: int = field(default=0)

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int) -> datetime:
        """A moment on that day; later acts of one day come later, as their order in the record must."""
        self.acts += 1
        morning = datetime.combine(self.day(ago), time(8, 0), self.zone)
        return morning + timedelta(seconds=self.acts)

    def person(self, name: str, *roles: Role, ago: int) -> Actor:
        """Somebody of the demo, invited and with the demo's passphrase."""
        id_, token = self.invited(name, *roles, ago=ago)
        words = self.passphrase
        accounts.follow_link(self.session, token, words, words, self.hasher, self.at(ago))
        return Actor(id=id_, name=name, roles=frozenset(roles))

    def invited(self, name: str, *roles: Role, ago: int) -> tuple[str, str]:
        """Somebody who has not opened the invitation yet; returns the id and the token of the link."""
        email = f"{name.split()[0].casefold()}@demo.example"
        row, token = people.invite(
            self.session, HANDS, name=name, email=email, roles=frozenset(roles), now=self.at(ago)
        )
        row.demo = True
        return row.id, token

    def supervises(self, supervisor: Actor, learner: Actor, ago: int, until: int | None = None) -> None:
        """One supervises the other from that day, perhaps until a later one."""
        relations.relate(
            self.session,
            HANDS,
            learner=learner.id,
            supervisor=supervisor.id,
            since=self.day(ago),
            until=None if until is None else self.day(until),
            now=self.at(ago),
        )

    def assign(self, learner: Actor, pathway: str, ago: int) -> str:
        """Put a learner on a pathway; returns the assignment's id."""
        row = assignments.assign(
            self.session,
            HANDS,
            self.catalogue.pathways,
            learner=learner.id,
            pathway=pathway,
            began_on=self.day(ago),
            now=self.at(ago),
        )
        return row.id

    def reads(self, learner: Actor, module: str, ago: int, lessons: int | None = None) -> None:
        """Read the first lessons of a module, or all of them."""
        for lesson in self.catalogue.modules[module].lessons[:lessons]:
            library.mark_read(
                self.session,
                learner,
                self.catalogue,
                module,
                lesson.id,
                now=self.at(ago),
                today=self.day(ago),
            )

    def answers(
        self, learner: Actor, quiz: str, ago: int, *, leaves: int = 0, slips: int = 0, hands_in: bool = True
    ) -> None:
        """Answer a quiz, slip at the first few questions, leave the last few open; and hand it in, or not yet."""
        attempt_id = quizzes.begin(self.session, learner, self.catalogue, quiz, self.at(ago))
        held = quizzes.attempt(self.session, learner, self.catalogue, quiz, attempt_id)
        for number in range(1, held.length + 1 - leaves):
            question = held.question(number)
            given = slip(question) if number <= slips else right_answer(question)
            sent = as_sent(question, held.seed, given)
            sent[CONFIDENCE] = [Confidence.CERTAIN if number % 3 else Confidence.FAIRLY]
            quizzes.save_answer(
                self.session, learner, self.catalogue, quiz, attempt_id, number, sent, self.at(ago)
            )
        if hands_in:
            quizzes.submit(
                self.session,
                learner,
                self.catalogue,
                quiz,
                attempt_id,
                now=self.at(ago),
                today=self.day(ago),
            )

    def shares(self, learner: Actor, quiz: str, ago: int) -> None:
        """Share the answers of the last try at a quiz."""
        last = quizzes.history(self.session, learner, self.catalogue, quiz)[-1]
        sharing.share(self.session, learner, self.catalogue, quiz, last.id, shared=True, now=self.at(ago))

    def recalls(self, learner: Actor, ago: int) -> None:
        """Answer rightly all that comes up for review on that day."""
        now, today = self.at(ago), self.day(ago)
        for card in reviews.desk(self.session, learner, self.catalogue, now=now, today=today).today:
            shown = reviews.showing(
                self.session, learner, self.catalogue, card.id, card.next, now=now, today=today
            )
            assert shown is not None
            sent = as_sent(shown.question, shown.seed, right_answer(shown.question))
            reviews.answer(
                self.session,
                learner,
                self.catalogue,
                card.id,
                card.next,
                sent,
                hard=False,
                now=self.at(ago),
                today=today,
            )

    def paper(self, learner: Actor, paper: Other, seen_by: Actor, ago: int) -> None:
        """Enter a course, a document or a check, and have it seen the next day."""
        logged = logbook.log_other(self.session, learner, paper, self.sending(ago))
        confirmations.confirm_seen(self.session, seen_by, logged.entry.id, self.sending(max(0, ago - 1)))

    def prepared(self, learner: Actor, seen_by: Actor, ago: int, *, slips: int = 0) -> None:
        """All that VIG asks for before the first stage: the course, two modules with their quizzes, registration."""
        course = Other(
            kind=EntryKind.COURSE,
            name="initial-training-course",
            on=self.day(ago),
            days=2,
            kept="with the service",
        )
        self.paper(learner, course, seen_by, ago)
        for module in ("parental-sensitivity", "video-interaction-guidance"):
            self.reads(learner, module, ago - 2)
            self.answers(learner, module, ago - 3, slips=slips)
        registered = Other(
            kind=EntryKind.DOCUMENT, name="aviguk-registration", on=self.day(ago - 4), kept="in my own folder"
        )
        self.paper(learner, registered, seen_by, ago - 4)

    def cycle(
        self,
        learner: Actor,
        client: str | None,
        filmed: int,
        reviewed: int | None,
        *,
        question: str = "",
        reflection: str = "",
        share: bool = False,
        erases: bool = True,
    ) -> tuple[str, str]:
        """Film, and perhaps a shared review some days later; returns the entry's id and its client code.

        Where the day agreed with the family has come, the film was erased the day before unless told.
        """
        cycle = Cycle(
            client=client or NEW_CLIENT,
            filmed=self.day(filmed),
            minutes=12,
            setting="home",
            principle="receiving",
            consent=("supervision",),
            helping_question=question,
        )
        logged = logbook.log_cycle(self.session, learner, cycle, VIG_CYCLES, self.sending(filmed))
        code = str(logged.entry.facts["client"])
        if reviewed is None:
            return logged.entry.id, code
        finished = logbook.finish_cycle(
            self.session,
            learner,
            logged.entry.id,
            reviewed=self.day(reviewed),
            reflection=reflection,
            share=share,
            sent=self.sending(reviewed),
        )
        due = finished.entry.facts["erase_by"]
        gone = (self.today - date.fromisoformat(due)).days + 1
        if erases and gone > 0:
            entry_acts.attest_erased(
                self.session, learner, finished.entry.id, self.day(gone), self.sending(gone)
            )
        return finished.entry.id, code

    def supervision(
        self,
        learner: Actor,
        supervisor: Actor,
        ago: int,
        *,
        brought: tuple[str, ...] = (),
        minutes: int = 60,
        confirmed: bool = True,
        next_step: str = "",
        agreed: tuple[Agreed, ...] = (),
    ) -> None:
        """A session about what was brought, confirmed the next day or still waiting."""
        held = Supervision(
            on=self.day(ago),
            with_=supervisor.id,
            minutes=minutes,
            mode="video",
            brought=brought,
            next_step=next_step,
        )
        sent = self.sending(ago)
        logged = logbook.log_supervision(self.session, learner, held, VIG_TALKS, sent, agreed)
        if confirmed:
            confirmations.confirm(self.session, supervisor, logged.entry.id, self.sending(max(0, ago - 1)))

    def prepares(self, learner: Actor, wanted: Preparation, ago: int) -> None:
        """Prepare the next session."""
        preparations.prepare(self.session, learner, wanted, "", self.sending(ago))

    def group(self, supervisor: Actor, learners: tuple[Actor, ...], ago: int) -> None:
        """A group session as its supervisor enters it, for several trainees at once."""
        held = GroupSession(
            on=self.day(ago),
            minutes=90,
            mode="in-person",
            trainees=tuple(each.id for each in learners),
            presenters=(learners[0].id,),
        )
        confirmations.record_group(self.session, supervisor, held, self.sending(ago))

    def rates(self, rater: Actor, film: str, levels: tuple[int, ...], ago: int, *, note: str = "") -> None:
        """Rate a film by our own scale, item by item in its order; her own rating is shared."""
        scale = next(iter(self.catalogue.scales.values()))
        ratings.rate(
            self.session,
            rater,
            self.catalogue,
            film,
            scale.id,
            {item.id: level for item, level in zip(scale.items, levels, strict=True)},
            note=note,
            shared=True,
            seen="",
            sent=self.sending(ago),
        )

    def away(self, learner: Actor, first: int, last: int | None = None) -> None:
        """Time away from one day to another, or to a day not known yet; entered the day before it begins."""
        time_away = Leave(on=self.day(first), to=None if last is None else self.day(last))
        leave.log_leave(self.session, learner, time_away, self.sending(first + 1))

    def prior(self, learner: Actor, prior: Prior, seen_by: Actor, ago: int) -> None:
        """Enter what was reached before this service, and have its proof seen."""
        logged = logbook.log_prior(self.session, learner, prior, self.sending(ago))
        confirmations.confirm_seen(self.session, seen_by, logged.entry.id, self.sending(ago - 1))

    def stage(
        self, learner: Actor, supervisor: Actor, *, clients: int, cycles: int, talks: int, ago: int
    ) -> tuple[str, ...]:
        """A whole stage of practice, evenly spread: so many cycles with so many families, so many sessions.

        Returns the cycles' ids, in order.
        """
        codes: list[str] = []
        done: list[str] = []
        for number in range(cycles):
            begun = ago - number * 12
            known = codes[number % clients] if len(codes) == clients else None
            text = REFLECTIONS[number % len(REFLECTIONS)]
            entry, code = self.cycle(learner, known, begun, begun - 5, reflection=text, share=True)
            codes = codes if code in codes else [*codes, code]
            done.append(entry)
            if number < talks:
                self.supervision(learner, supervisor, begun - 7, brought=(entry,))
        for number in range(cycles, talks):
            self.supervision(learner, supervisor, ago - number * 12, brought=tuple(done[-1:]))
        return tuple(done)

    def introduced(self, learner: Actor, seen_by: Actor, number: int, ago: int) -> None:
        """Attend the introduction to a stage."""
        introduction = Other(
            kind=EntryKind.COURSE,
            name=f"stage-{number}-introduction",
            on=self.day(ago),
            minutes=60,
            kept="with the service",
        )
        self.paper(learner, introduction, seen_by, ago)

    def ask(self, learner: Actor, assignment: str, milestone: str, of: Actor, ago: int) -> str:
        """Ask for a sign-off; returns the request's id."""
        row = signoffs.ask(
            self.session,
            learner,
            assignment,
            milestone,
            of.id,
            today=self.day(ago),
            now=self.at(ago),
            timezone=self.zone,
        )
        return row.id

    def decide(
        self,
        signer: Actor,
        request: str,
        ago: int,
        *,
        agree: bool,
        note: str = "",
        talk_in: int | None = None,
    ) -> None:
        """Answer a request on what is before the signer that day."""
        moment = Moment(now=self.at(ago), today=self.day(ago), timezone=self.zone)
        found = signoffs.request(self.session, signer, request, today=moment.today, timezone=self.zone)
        assert isinstance(found, signoffs.Request)
        answer = decisions.Answer(
            decision=Verdict.AGREE if agree else Verdict.NOT_YET,
            seen=found.bundle.text,
            met_on=moment.today if agree else None,
            minutes=60 if agree else None,
            known=Known.FILM if agree else None,
            note=note,
            talk_on=None if talk_in is None else self.day(ago - talk_in),
        )
        proof = Proof(signed_in_at=moment.now, passphrase="", hasher=self.hasher)
        decisions.decide(self.session, signer, request, answer, proof, moment)

    def sending(self, ago: int) -> Sending:
        """How a form of that day was sent; what the demo writes names nobody."""
        now = self.at(ago)
        return Sending(key=f"demo-{self.acts}", now=now, today=self.day(ago), another=True)

    def name(self, person_id: str) -> str:
        """A person's name."""
        row = by_id(self.session, person_id)
        return row.name if row else ""
