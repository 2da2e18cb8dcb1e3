"""What erasing a person comes to, as an operator reads it before she says yes, and after."""

from collections.abc import Iterator

from elearn.services.erasure import Erased
from elearn.storage.inventory import inventory


def told(found: Erased, email: str, done: bool) -> str:
    """What goes, what stays and why, and what else there is to do; in the same words before and after."""
    return "\n".join(_lines(found, email, done))


def _lines(found: Erased, email: str, done: bool) -> Iterator[str]:
    who = f"{found.name} <{email}>"
    yield f"{who} is erased." if done else f"This would erase {who}. Nothing was changed; say --yes to do it."
    yield from _goes(found)
    yield from _stays(found)
    yield f"Signatures that stay as “person erased, role, date”: {found.signed}."
    yield f"Open requests that are taken back: {found.waiting}."
    if found.alone:
        then = "enter a supervisor for each, on the page of each" if done else "hand over first"
        yield f"Then nobody supervises {', '.join(found.alone)}: {then}."
    if found.mentioned:
        where = ", ".join(f"{table} ({rows})" for table, rows in found.mentioned.items())
        yield f"Others wrote this name or address in {where}. These are their words: ask them."
    if not done:
        yield "The person may first take their own record along, at /me/record."
    yield "Backups made before still hold this person. After restoring one, erase them again."


def _goes(found: Erased) -> Iterator[str]:
    yield "Goes:"
    for each in found.tables:
        if each.deleted:
            yield f"  {each.table}: {each.deleted} ({inventory()[each.table].holds})"


def _stays(found: Erased) -> Iterator[str]:
    yield "Stays, as opaque ids, codes and days, without the name and without a text of this person:"
    for each in found.tables:
        if each.stays:
            yield f"  {each.table}: {each.stays} ({inventory()[each.table].because})"
