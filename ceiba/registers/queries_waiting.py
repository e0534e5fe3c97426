"""What waits in registers: rows that are late or fall due soon, what is open, what came this month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import Reader
from ceiba.registers.queries_types import registers_of
from ceiba.registers.workings import SOON


@dataclass(frozen=True)
class Standing:
    """How many rows of a register are late, fall due soon, are open, and came this month, of those one may open."""

    late: int = 0
    soon: int = 0
    open: int = 0
    month: int = 0


def readers(actor: Actor) -> list[Reader]:
    """Return the registers of an institution as somebody reads them, by name: one query."""
    return [Reader(actor, register) for register in registers_of(actor.institution)]


def standings(found: Sequence[Reader], today: date) -> dict[int, Standing]:
    """Return how registers stand on a day, by primary key.

    One query for all that a person reads whole, and one for each of which they read some rows.
    """
    whole = [reader for reader in found if reader.reads_all]
    told: dict[int, Standing] = dict.fromkeys((reader.register.pk for reader in found), Standing())
    if whole:
        rows = RegisterRow.objects.filter(register__in=[reader.register for reader in whole], withdrawn=False)
        told |= _counted(rows, whole, today)
    for reader in found:
        if not reader.reads_all:
            told |= _counted(reader.rows(), [reader], today)
    return told


def _counted(rows: Any, found: Iterable[Reader], today: date) -> dict[int, Standing]:
    still = Q(pk__in=())
    for reader in found:
        states = [state.key for state in reader.type.states if not state.final]
        still |= Q(register=reader.register, state__in=states)
    counts = (
        rows.order_by()
        .values("register")
        .annotate(
            late=Count("pk", filter=Q(due__lt=today)),
            soon=Count("pk", filter=Q(due__gte=today, due__lte=today + SOON)),
            open=Count("pk", filter=still),
            month=Count("pk", filter=Q(day__gte=today.replace(day=1), day__lte=today)),
        )
    )
    return {one.pop("register"): Standing(**one) for one in counts}


@dataclass(frozen=True)
class Falling:
    """A row whose deadline is late or near, of a register that the person writes in."""

    reader: Reader
    row: RegisterRow

    @property
    def register(self) -> Register:
        """Return its register."""
        return self.reader.register

    @property
    def deadline(self) -> str:
        """Return what its deadline is called."""
        known = self.reader.type.deadline_by_key.get(self.row.deadline)
        return known.label if known else ""


def falling(actor: Actor, today: date, most: int = 20) -> list[Falling]:
    """Return the rows that are late or fall due soon in the units where a person writes, the earliest first.

    One query for all registers that they read whole, and one for each of the others.
    """
    units = actor.units_where(PERMISSIONS["record.write"])
    if not actor.may_somewhere("record.write"):
        return []
    found = {reader.register.pk: reader for reader in readers(actor) if reader.type.deadlines}
    whole = [reader.register for reader in found.values() if reader.reads_all]
    sets = [RegisterRow.objects.filter(register__in=whole, withdrawn=False)] if whole else []
    sets += [reader.rows() for reader in found.values() if not reader.reads_all]
    rows: list[RegisterRow] = []
    for one in sets:
        near = one.filter(due__isnull=False, due__lte=today + SOON)
        mine = near if units is None else near.filter(unit__in=units)
        rows += mine.order_by("due", "pk")[:most]
    rows.sort(key=lambda row: (row.due, row.pk))
    return [Falling(found[row.register_id], row) for row in rows[:most]]


def keeping_institutions(today: date) -> list[Institution]:
    """Return the institutions in which a row is late or falls due soon."""
    near = RegisterRow.objects.filter(due__isnull=False, due__lte=today + SOON, withdrawn=False)
    registers = Register.objects.filter(pk__in=near.order_by().values("register").distinct())
    return list(Institution.objects.filter(pk__in=registers.values("institution")).order_by("pk"))
