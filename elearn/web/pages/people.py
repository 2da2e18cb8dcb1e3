"""Without these pages a coordinator could not invite people, relate them, assign pathways or hand trainees over."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.domain.access import Action
from elearn.domain.cohort import Outcome
from elearn.domain.errors import NotFound
from elearn.domain.people import LEARNERS, Role
from elearn.services import assignments, cohort, lapses, letters, moves, people, relations, roster
from elearn.services.roster import Profile
from elearn.web.forms.account import Empty
from elearn.web.forms.base import did, text
from elearn.web.forms.people import Assign, Cohort, EndRelation, HandOver, Invite, Relate, Roles, Unassign
from elearn.web.gate import actor, allows
from elearn.web.house import catalogue, house, now, today
from elearn.web.render import page
from elearn.web.session import db
from elearn.web.tongue import gettext as _
from elearn.web.tongue import ngettext
from elearn.words.refusals import sentence
from elearn.words.roles import ROLE_WORDS

bp = Blueprint("people", __name__, url_prefix="/people")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allows(Action.RUN_PEOPLE)
def index() -> Answer:
    """Everyone, fifty a page, found by name or address."""
    named = request.args.get("named", "").strip()[:100]
    after = request.args.get("after", "")[:200]
    sheet = roster.sheet(db(), actor(), named=named, after=after, today=today())
    return page(
        "people/index.html",
        sheet=sheet,
        named=named,
        words=ROLE_WORDS,
        pathways=dict(_pathways()),
        mailed=bool(house().config.smtp),
    )


@bp.route("/invite", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def invite() -> Answer:
    """Enter one person and show the link to send her."""
    form = Invite()
    made = form.submit(
        lambda: people.invite(
            db(),
            actor(),
            name=text(form.name),
            email=text(form.email),
            roles=_roles(form.roles.data),
            now=now(),
        )
    )
    if made is None:
        return page("people/invite.html", form=form, mailed=bool(house().config.smtp)), form.status
    person, token = made
    return page(
        "people/link.html",
        person=person,
        links=[(person.name, _link(token))],
        purpose="invitation",
        mailed=letters.reaches(db(), person),
    )


@bp.get("/<person>")
@allows(Action.RUN_PEOPLE)
def one(person: str) -> Answer:
    """One person: account, roles, who supervises her, whom she supervises, pathways."""
    return _profile(person)


@bp.post("/<person>/link")
@allows(Action.RUN_PEOPLE)
def link(person: str) -> Answer:
    """A fresh invitation or reset link, shown once."""
    purpose, token = people.invite_again(db(), actor(), person, now())
    found = roster.profile(db(), actor(), person)
    return page(
        "people/link.html",
        person=found.person,
        links=[(found.person.name, _link(token))],
        purpose=purpose,
        mailed=letters.reaches(db(), found.person),
    )


@bp.post("/<person>/roles")
@allows(Action.RUN_PEOPLE)
def roles(person: str) -> Answer:
    """Set the roles a person has."""
    form = Roles()
    done = form.submit(lambda: did(people.set_roles, db(), actor(), person, _roles(form.roles.data), now()))
    return _done(person, _("The roles are set."), person) if done else _profile(person, roles_form=form)


@bp.post("/<person>/close")
@allows(Action.RUN_PEOPLE)
def close(person: str) -> Answer:
    """Close an account and end its sessions."""
    people.disable(db(), actor(), person, now())
    return _done(person, _("The account is closed and every session of it has ended."), person)


@bp.post("/<person>/open")
@allows(Action.RUN_PEOPLE)
def reopen(person: str) -> Answer:
    """Open a closed account again."""
    people.enable(db(), actor(), person, now())
    return _done(person, _("The account is open again."))


@bp.post("/<person>/supervisor")
@allows(Action.RUN_PEOPLE)
def relate(person: str) -> Answer:
    """Enter who supervises this learner."""
    form = Relate()
    form.offer(roster.supervisors(db(), but=person))
    done = form.submit(
        lambda: relations.relate(
            db(),
            actor(),
            learner=person,
            supervisor=text(form.supervisor),
            since=form.since.data or today(),
            until=form.until.data,
            covering=bool(form.covering.data),
            now=now(),
        )
    )
    if not done:
        return _profile(person, relate_form=form)
    return _done(person, _("The supervisor is entered."), text(form.supervisor))


@bp.route("/<person>/relation/<relation>", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def end_relation(person: str, relation: str) -> Answer:
    """Set the last day of a relation."""
    found = roster.profile(db(), actor(), person)
    if relation not in {each.id for each, _name in found.supervised_by}:
        raise NotFound
    form = EndRelation(data={"until": today()})
    done = form.submit(
        lambda: did(
            relations.end_relation,
            db(),
            actor(),
            relation,
            form.until.data or today(),
            today=today(),
            now=now(),
        )
    )
    if done:
        return _done(person, _("The last day is entered. What was confirmed until then stands."))
    return page("people/end_relation.html", form=form, person=found.person), form.status


@bp.post("/<person>/pathway")
@allows(Action.RUN_PEOPLE)
def assign(person: str) -> Answer:
    """Put a learner on a pathway."""
    form = Assign()
    form.offer(_pathways())
    done = form.submit(
        lambda: assignments.assign(
            db(),
            actor(),
            catalogue().pathways,
            learner=person,
            pathway=text(form.pathway),
            began_on=form.began_on.data or today(),
            now=now(),
        )
    )
    return _done(person, _("The pathway is assigned.")) if done else _profile(person, assign_form=form)


@bp.route("/<person>/pathway/<assignment>/end", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def unassign(person: str, assignment: str) -> Answer:
    """End an assignment with a reason."""
    found = roster.profile(db(), actor(), person)
    if assignment not in {each.id for each in found.assignments}:
        raise NotFound
    form = Unassign()
    done = form.submit(lambda: did(assignments.unassign, db(), actor(), assignment, text(form.why), now()))
    if done:
        return _done(person, _("The pathway has ended for this person. The record stays."))
    return page("people/unassign.html", form=form, person=found.person), form.status


@bp.route("/<person>/hand-over", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def hand_over(person: str) -> Answer:
    """Hand all of a supervisor's trainees and open requests to another, and perhaps close her account."""
    found = roster.profile(db(), actor(), person)
    form = HandOver(data={"since": today()})
    form.offer(roster.supervisors(db(), but=person))
    if found.stands == "closed":
        del form.close
    moved = form.submit(lambda: _hand_over(person, form))
    if moved is None:
        return page("people/hand_over.html", form=form, profile=found, today=today()), form.status
    said = _handed_over(len(moved), found.person.name)
    if form.close and form.close.data:
        said = f"{said} {_('The account of %(name)s is closed.', name=found.person.name)}"
    return _done(person, said, text(form.to), person)


def _handed_over(count: int, name: str) -> str:
    said = ngettext(
        "One trainee is handed over, with every open request to %(name)s as supervisor.",
        "%(num)s trainees are handed over, with every open request to %(name)s as supervisor.",
        count,
        name=name,
    )
    return str(said if count else _("It is noted. No trainee was left to hand over."))


def _hand_over(person: str, form: HandOver) -> tuple[str, ...]:
    return relations.hand_over(
        db(),
        actor(),
        leaving=person,
        to=text(form.to),
        since=form.since.data or today(),
        close=bool(form.close and form.close.data),
        today=today(),
        now=now(),
    )


@bp.route("/cohort", methods=["GET", "POST"])
@allows(Action.RUN_PEOPLE)
def cohort_() -> Answer:
    """Paste an intake: first what each line would do, then do it."""
    form = Cohort()
    pathways = catalogue().pathways
    if "do" not in request.form:
        tried = form.submit(lambda: cohort.try_out(db(), pathways, text(form.lines), today()))
        return _cohort(form, tried)
    made = form.submit(
        lambda: cohort.carry_out(
            db(), actor(), pathways, text(form.lines), Role(text(form.role)), today=today(), now=now()
        )
    )
    if made is None:
        return _cohort(form, cohort.try_out(db(), pathways, text(form.lines) or "-", today()))
    return page(
        "people/link.html",
        person=None,
        links=[(m.name, _link(m.token)) for m in made],
        purpose="invitation",
        mailed=bool(house().config.smtp),
    )


def _cohort(form: Cohort, tried: tuple[Outcome, ...] | None) -> Answer:
    said = [_(sentence(each.code, each.params)) if each.code else "" for each in tried or ()]
    ready = tried is not None and all(each.good for each in tried)
    shown = list(zip(tried or (), said, strict=True))
    status = 422 if form.status == 200 and tried is not None and not ready else form.status
    return page("people/cohort.html", form=form, tried=shown, ready=ready, pathways=_pathways()), status


def _profile(
    person: str,
    roles_form: Roles | None = None,
    relate_form: Relate | None = None,
    assign_form: Assign | None = None,
) -> Answer:
    found = roster.profile(db(), actor(), person)
    status = next((form.status for form in (roles_form, relate_form, assign_form) if form), 200)
    return page(
        "people/one.html", profile=found, **_forms(found, roles_form, relate_form, assign_form)
    ), status


def _forms(
    found: Profile, roles_form: Roles | None, relate_form: Relate | None, assign_form: Assign | None
) -> dict[str, object]:
    supervised = relate_form or Relate(formdata=None, data={"since": today()}, prefix="")
    supervised.offer(roster.supervisors(db(), but=found.person.id))
    assigned = assign_form or Assign(formdata=None, data={"began_on": today()})
    assigned.offer(_pathways())
    return {
        "roles_form": roles_form or Roles(formdata=None, data={"roles": sorted(found.roles)}),
        "relate_form": supervised,
        "assign_form": assigned,
        "learns": bool(found.roles & LEARNERS),
        "words": ROLE_WORDS,
        "pathways": dict(_pathways()),
        "older": {each.id for each in found.assignments if moves.is_older(each, catalogue().pathways)},
        "today": today(),
        "oneself": found.person.id == actor().id,
        "button": Empty(),
    }


def _pathways() -> list[tuple[str, str]]:
    return [(pathway.id, pathway.title) for pathway in catalogue().pathways.values()]


def _roles(codes: list[str] | None) -> frozenset[Role]:
    return frozenset(Role(code) for code in codes or ())


def _link(token: str) -> str:
    # Built from the setting and never from the request: a Host header is written by whoever sends it.
    return f"{house().config.url}/welcome/{token}"


def _done(person: str, said: str, *signers: str) -> Answer:
    """Say what was done, and whose requests to these signers were taken back with it."""
    flash(said)
    if names := lapses.told(db(), signers, now()):
        flash(
            _(
                "What these asked for was taken back, since whom they asked may answer it no more: %(names)s.",
                names=", ".join(names),
            ),
            "wait",
        )
    return redirect(url_for("people.one", person=person), 303)
