"""On whose behalf somebody acts: separation of duties would be worth nothing if a delegation went around it."""

from collections.abc import Iterable

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Person, Unit
from ceiba.institutions.permissions import PERMISSIONS


def on_behalf_of(actor: Actor, permission: str, unit: Unit | None = None) -> Person | None:
    """Return whose role gives somebody a permission in a unit: None where it is their own, else who delegated it."""
    line = {None}
    at = unit.pk if unit else None
    while at is not None and at not in line:
        line.add(at)
        at = actor.above.get(at)
    holding = [one for one in actor.assignments if one.role in PERMISSIONS[permission] and one.unit_id in line]
    if not holding or any(one.delegated_by_id is None for one in holding):
        return None
    return holding[0].delegated_by


def meet(one: Iterable[Person | None], other: Iterable[Person | None]) -> Person | None:
    """Return somebody who stands on both sides, None where nobody does."""
    theirs = {person.pk for person in other if person is not None}
    return next((person for person in one if person is not None and person.pk in theirs), None)
