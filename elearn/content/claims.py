"""Without this file no statement of fact would have its source, its status and its age; nor the review its errata."""

from datetime import date

from elearn.content.fields import Fields, Notes
from elearn.content.prose import read_prose
from elearn.content.reader import Entries, Entry, Node
from elearn.content.references import Kind
from elearn.content.values import day, identifier, one_of
from elearn.domain.library import Claim, ClaimStatus, Erratum, Seen, Side, Term, Verdict

GLOSSARY = "modules/glossary.yaml"
ERRATA = "modules/errata.yaml"


def read_claims(node: Node | None, topic: str, path: str, notes: Notes) -> dict[str, Claim]:
    """The claims of one topic, by id."""
    claims = {}
    for entry in _entries(node, "the claims", path, notes, Kind.CLAIM):
        notes.references.define(Kind.CLAIM, entry.key, path, entry.line, notes.problems)
        if isinstance(entry.value, Entries):
            fields = Fields(entry.value, thing="a claim", path=path, notes=notes, line=entry.line)
            claims[entry.key] = _claim(entry.key, topic, fields)
        else:
            notes.problems.error(
                path, entry.line, "a claim is a mapping of keys: says, source, design, status, checked"
            )
    return claims


def _claim(claim_id: str, topic: str, fields: Fields) -> Claim:
    status = fields.read("status", one_of(ClaimStatus), ClaimStatus.CHECKED)
    say = fields.fields("say", "what may be said")
    claim = Claim(
        id=claim_id,
        topic=topic,
        says=read_prose(fields, "says"),
        source=fields.refer("source", Kind.SOURCE),
        design=fields.text("design"),
        status=status,
        checked=fields.read("checked", day, date.min),
        seen=fields.read("seen", one_of(Seen), None, required=False),
        size=fields.text("size", ""),
        effect=fields.text("effect", ""),
        about=fields.listed("about", identifier),
        review=_review(fields, status),
        sides=_sides(fields, status),
        to_parents=read_prose(say, "parent", "") if say else "",
        to_commissioners=read_prose(say, "commissioner", "") if say else "",
        was=fields.read("was", identifier, "", required=False),
    )
    if say:
        say.close()
    fields.close()
    return claim


def _review(fields: Fields, status: ClaimStatus) -> str:
    said = read_prose(fields, "review", "")
    if status is ClaimStatus.CORRECTED and not said:
        fields.wrong("status", 'a corrected claim needs "review:", what the 2011 review said')
    return said


def _sides(fields: Fields, status: ClaimStatus) -> tuple[Side, ...]:
    sides = []
    for node in fields.items("sides"):
        side = fields.as_fields(node, "a side", node.line)
        if side:
            sides.append(Side(says=read_prose(side, "says"), source=side.refer("source", Kind.SOURCE)))
            side.close()
    if status is ClaimStatus.CONTESTED and len(sides) < 2:
        fields.wrong("status", 'a contested claim needs "sides:", two or more, each with "says" and "source"')
    return tuple(sides)


def read_glossary(node: Node | None, notes: Notes) -> dict[str, Term]:
    """The words of the field, by id."""
    terms = {}
    for entry in _entries(node, "the glossary", GLOSSARY, notes, Kind.TERM):
        notes.references.define(Kind.TERM, entry.key, GLOSSARY, entry.line, notes.problems)
        alone = Entries((Entry("means", entry.line, entry.value),), entry.line)
        written = entry.value if isinstance(entry.value, Entries) else alone
        fields = Fields(written, thing=f'the term "{entry.key}"', path=GLOSSARY, notes=notes, line=entry.line)
        means = read_prose(fields, "means")
        terms[entry.key] = Term(id=entry.key, means=means, spelt=fields.text("spelt", ""))
        fields.close()
    return terms


def read_errata(node: Node | None, notes: Notes) -> dict[str, Erratum]:
    """The rows of the source review's errata, by their number."""
    errata = {}
    for entry in _entries(node, "the errata", ERRATA, notes, None):
        if not isinstance(entry.value, Entries):
            notes.problems.error(ERRATA, entry.line, "a row of the errata is a mapping: verdict, claims")
            continue
        fields = Fields(entry.value, thing="a row of the errata", path=ERRATA, notes=notes, line=entry.line)
        errata[entry.key] = Erratum(
            id=entry.key,
            verdict=fields.read("verdict", one_of(Verdict), Verdict.STANDS),
            claims=fields.refer_all("claims", Kind.CLAIM),
        )
        fields.close()
    return errata


def _entries(node: Node | None, thing: str, path: str, notes: Notes, kind: Kind | None) -> tuple[Entry, ...]:
    """The entries of a file that is one mapping of ids; where it is not, nobody is scolded for naming them."""
    if isinstance(node, Entries):
        return tuple(Fields(node, thing=thing, path=path, notes=notes).entries())
    if node:
        notes.problems.error(path, node.line, f"{thing} are a mapping: id: …")
    if kind:
        notes.references.unread(kind)
    return ()
