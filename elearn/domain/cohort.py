"""Without this a coordinator would type fourteen names one by one: pasted lines, and what each would do."""

from collections.abc import Mapping
from csv import reader as rows_of
from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.people import EMAIL_MAX, NAME_MAX, fold_email

MOST = 200
HEADINGS = frozenset({"name", "names", "full name"})


class Verdict(StrEnum):
    """What one pasted line would do."""

    INVITE = "invite"
    ASSIGN = "assign"
    RELATE = "relate"
    NOTHING = "nothing"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pasted line, read: ``number`` as the person counts them, addresses folded."""

    number: int
    name: str
    email: str
    pathway: str
    supervisor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the people and pathways a line may speak of; addresses folded.

    ``on`` holds pairs of address and pathway, ``with_`` pairs of learner's and supervisor's address.
    """

    people: frozenset[str]
    closed: frozenset[str]
    supervisors: frozenset[str]
    pathways: frozenset[str]
    on: frozenset[tuple[str, str]]
    with_: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A line with what it would do, or the code and parameters of what is the matter with it."""

    line: Line
    does: tuple[Verdict, ...]
    code: str = ""
    params: Mapping[str, str] | None = None

    @property
    def good(self) -> bool:
        """Whether the line can be carried out (also when there is nothing left to do)."""
        return Verdict.MISTAKE not in self.does


def read_lines(pasted: str) -> tuple[Line, ...]:
    """The lines of ``name, email, pathway, supervisor`` (commas, semicolons or tabs); a heading is passed over."""
    found = []
    for number, row in enumerate(pasted.splitlines(), start=1):
        cells = [cell.strip() for cell in _cells(row)]
        if not any(cells) or cells[0].casefold() in HEADINGS:
            continue
        name, email, pathway, supervisor = (*cells, "", "", "", "")[:4]
        found.append(
            Line(
                number=number,
                name=name,
                email=email,
                pathway=pathway,
                supervisor=fold_email(supervisor),
            )
        )
    return tuple(found)


def weigh(lines: tuple[Line, ...], known: Known) -> tuple[Outcome, ...]:
    """What each line would do, in order; a second telling of what is already so does nothing."""
    seen: set[str] = set()
    outcomes = []
    for line in lines:
        outcomes.append(_twice(line) if fold_email(line.email) in seen else _weigh(line, known))
        seen.add(fold_email(line.email))
    return tuple(outcomes)


def _cells(row: str) -> list[str]:
    mark = "\t" if "\t" in row else ";" if ";" in row else ","
    return next(rows_of([row], delimiter=mark, skipinitialspace=True), [])


def _weigh(line: Line, known: Known) -> Outcome:
    if wrong := _mistake(line, known):
        code, params = wrong
        return Outcome(line=line, does=(Verdict.MISTAKE,), code=code, params=params)
    email = fold_email(line.email)
    steps = (
        (Verdict.INVITE, email not in known.people),
        (Verdict.ASSIGN, bool(line.pathway) and (email, line.pathway) not in known.on),
        (Verdict.RELATE, bool(line.supervisor) and (email, line.supervisor) not in known.with_),
    )
    does = tuple(verdict for verdict, needed in steps if needed)
    return Outcome(line=line, does=does or (Verdict.NOTHING,))


def _mistake(line: Line, known: Known) -> tuple[str, dict[str, str]] | None:
    email = fold_email(line.email)
    if not line.name or len(line.name) > NAME_MAX:
        return "name-missing", {}
    if "@" not in email[1:-1] or " " in email or len(email) > EMAIL_MAX:
        return "email-missing", {}
    if email in known.closed:
        return "account-closed", {"email": line.email}
    if line.pathway and line.pathway not in known.pathways:
        return "no-such-pathway", {"pathway": line.pathway}
    if line.supervisor and line.supervisor not in known.supervisors:
        return "no-such-supervisor", {"email": line.supervisor}
    if line.supervisor == email:
        return "not-yourself", {}
    return None


def _twice(line: Line) -> Outcome:
    return Outcome(line=line, does=(Verdict.MISTAKE,), code="cohort-twice", params={"email": line.email})
