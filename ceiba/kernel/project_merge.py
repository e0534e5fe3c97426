"""Two entries of one project made one: what the first says stands, what only the second says is kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from ceiba.kernel.project import Project

_Row = TypeVar("_Row")
# Rows of a project, and what makes two of them one.
_ROWS: dict[str, Callable[[Any], Hashable]] = {
    "amounts": lambda one: one.year,
    "progress": lambda one: one.period,
    "stages": lambda one: one.key,
    "contracts": lambda one: (one.kind, one.number),
    "disbursements": lambda one: one,
    "serves": lambda one: one,
    "risks": lambda one: one.text,
}
_PLACE = ("latitude", "longitude")


def merged(first: Project, second: Project) -> Project:
    """Return the first project with what only the second says: blank fields are filled, rows that it lacks are added.

    Where both say something, the first stands. Shares of what it serves are those of the first, and none where the
    second adds something served, for then nobody said how they divide. Latitude and longitude come from one of them.
    """
    changes: dict[str, Any] = {}
    for field in fields(Project):
        held, other = getattr(first, field.name), getattr(second, field.name)
        if field.name in _ROWS:
            changes[field.name] = _joined(held, other, _ROWS[field.name])
        elif field.name not in ("id", "shares", "apart") and held in (None, "") and other not in (None, ""):
            changes[field.name] = other
    if any(getattr(first, name) is not None for name in _PLACE):
        changes |= {name: getattr(first, name) for name in _PLACE}
    if changes["serves"] != first.serves:
        changes["shares"] = ()
    others = dict.fromkeys((*first.apart, *second.apart))
    return replace(first, **changes, apart=tuple(one for one in others if one not in (first.id, second.id)))


def _joined(held: Sequence[_Row], other: Sequence[_Row], name: Callable[[_Row], Hashable]) -> tuple[_Row, ...]:
    known = {name(row) for row in held}
    return (*held, *(row for row in other if name(row) not in known))
