"""Random hands on the sealed record: without this each test of it would invent tamperings of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from elearn.domain.audit import FIRST, Act, Head, Sealed, key_name, seal

KEY = "k" * 32
THEIRS = "t" * 32
KEYS = {key_name(KEY): KEY}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Rows = list[Sealed]


def act(number: int) -> Act:
    """One act of a made-up record."""
    return Act(
        at=NOON + timedelta(minutes=number),
        actor=f"ruth-{number % 3}" if number % 4 else None,
        action=("confirmed", "decided", "invited")[number % 3],
        subject=f"sam-{number}",
        detail={"entry": f"e-{number}", "roles": ["trainee"]} if number % 2 else {},
    )


def chain(length: int, key: str = KEY, *, numbered: bool = True) -> Rows:
    """An honest record of so many acts; before numbers were part of a seal where not `numbered`."""
    before, links = FIRST, []
    for number in range(1, length + 1):
        made = seal(key, before, act(number), number if numbered else None)
        links.append(Sealed(seq=number, act=act(number), before=before, seal=made, key_id=key_name(key)))
        before = made
    return links


def head(rows: Rows) -> Head:
    """The head of a record, as it is kept elsewhere."""
    return Head(acts=len(rows), seal=rows[-1].seal)


def chance(seed: int) -> Random:
    """The same hands in every run."""
    return Random(seed)  # noqa: S311 (to be repeated, not to be secret)


def tampered(rows: Rows, chance: Random) -> Rows:
    """The rows after one random edit, deletion, swap or insertion; never the same as before."""
    return chance.choice(HANDS)(list(rows), chance)


def _edit(rows: Rows, chance: Random) -> Rows:
    at = chance.randrange(len(rows))
    rows[at] = chance.choice(EDITS)(rows[at], chance)
    return rows


def _delete(rows: Rows, chance: Random) -> Rows:
    first = chance.randrange(len(rows))
    del rows[first : first + chance.randint(1, 3)]
    return _renumbered(rows) if chance.random() < 0.5 else rows


def _swap(rows: Rows, chance: Random) -> Rows:
    one, other = chance.sample(range(len(rows)), 2)
    mine, theirs = rows[one], rows[other]
    if chance.random() < 0.5:
        rows[one], rows[other] = replace(theirs, seq=mine.seq), replace(mine, seq=theirs.seq)
    else:
        rows[one], rows[other] = replace(mine, act=theirs.act), replace(theirs, act=mine.act)
    return rows


def _insert(rows: Rows, chance: Random) -> Rows:
    at = chance.randint(0, len(rows))
    before = rows[at - 1].seal if at else FIRST
    made = act(chance.randint(100, 999))
    forged = Sealed(
        seq=at + 1,
        act=made,
        before=before,
        seal=seal(THEIRS, before, made, at + 1),
        key_id=chance.choice([key_name(KEY), key_name(THEIRS)]),
    )
    rows.insert(at, chance.choice([forged, chance.choice(rows)]))
    return _renumbered(rows)


def _renumbered(rows: Rows) -> Rows:
    return [replace(each, seq=number) for number, each in enumerate(rows, 1)]


def _flipped(digits: str, chance: Random) -> str:
    at = chance.randrange(len(digits))
    return digits[:at] + ("1" if digits[at] != "1" else "2") + digits[at + 1 :]


def _with_act(**changed: object) -> Callable[[Sealed, Random], Sealed]:
    return lambda row, _chance: replace(row, act=replace(row.act, **changed))


EDITS: list[Callable[[Sealed, Random], Sealed]] = [
    _with_act(actor="olu"),
    _with_act(subject="jon"),
    _with_act(action="waived"),
    _with_act(detail={"entry": "another"}),
    lambda row, chance: replace(
        row, act=replace(row.act, at=row.act.at + timedelta(microseconds=chance.choice([-1, 1])))
    ),
    lambda row, chance: replace(row, seal=_flipped(row.seal, chance)),
    lambda row, chance: replace(row, before=_flipped(row.before, chance)),
    lambda row, chance: replace(row, key_id=_flipped(row.key_id, chance)),
    lambda row, _chance: replace(
        row, key_id=key_name(THEIRS), seal=seal(THEIRS, row.before, row.act, row.seq)
    ),
    lambda row, chance: replace(row, seq=row.seq + chance.randint(1000, 9999)),
]
HANDS = [_edit, _delete, _swap, _insert]
