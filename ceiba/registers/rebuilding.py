"""Jobs over all rows of a register: tables counted anew, and due days reckoned anew when the calendar changed.

Each goes forward by some rows at a time, each time in a transaction of its own that says how far it came: one that a
restart interrupted goes on from there, and people write rows meanwhile.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.calendar_changes import follows_calendar
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_measure import MeasureKind
from ceiba.kernel.register_type import DayCount, Deadline, RegisterType
from ceiba.registers.binding import measure_again
from ceiba.registers.columns import earliest_due
from ceiba.registers.models import Register, RegisterRow, StoredTable
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_types import registers_of, type_of
from ceiba.registers.services_registers import REBUILD, begin_tables, throw_away
from ceiba.registers.tallies import Tallies

CHUNK = 5_000  # rows of one transaction
FOLLOW = "register.follow_calendar"
_READ = ("pk", "key", "state", "values", "history", "withdrawn", "due", "deadline")


_WITH = ("edition", "institution")


def _locked(pk: int) -> Register:
    rows = Register.objects.select_for_update(of=("self",)).select_related("edition", "institution")
    return rows.defer("edition__content").get(pk=pk)


@errand(REBUILD)
def rebuild_tables(actor: Actor, progress: Progress, *, register: int) -> None:
    """Make the tables of a register that are not complete, and put each in the place of the one before it."""
    total = RegisterRow.objects.filter(register=register).count()
    done, left = 0, True
    while left:
        with transaction.atomic():
            counted, left = _count_some(_locked(register))
        done = min(done + counted, total)
        progress(done, total, _("Se cuentan las filas"))
    measure_again(Actor.system(actor.institution), [Register.objects.select_related(*_WITH).get(pk=register)])


def _count_some(register: Register) -> tuple[int, bool]:
    """Count the next rows into the tables that are furthest behind; return how many, and whether anything is left."""
    waiting = StoredTable.objects.filter(register=register, complete=False).select_related("edition")
    tables = list(waiting.defer("edition__content").order_by("reached", "pk"))
    if not tables:
        return 0, False
    reached = tables[0].reached
    together = [table for table in tables if table.reached == reached]
    further = [table.reached for table in tables if table.reached > reached]
    rows = RegisterRow.objects.filter(register=register, pk__gt=reached)
    if further:
        rows = rows.filter(pk__lte=min(further))
    some = list(rows.order_by("pk").only(*_READ)[:CHUNK])
    last = some[-1].pk if some else (min(further) if further else reached)
    for table in together:
        table.reached = last
    tallies, shape = Tallies(register, together), type_of(register.edition)
    for row in some:
        if not row.withdrawn:
            tallies.give(row.pk, record_of(row, shape))
    tallies.write()
    StoredTable.objects.filter(pk__in=[table.pk for table in together]).update(reached=last)
    if not some and not further:
        _complete(register, together)
    return len(some), True


def _complete(register: Register, tables: list[StoredTable]) -> None:
    measures = [table.measure for table in tables]
    throw_away(list(StoredTable.objects.filter(register=register, measure__in=measures, complete=True)))
    StoredTable.objects.filter(pk__in=[table.pk for table in tables]).update(complete=True)


@follows_calendar
def follow_calendar(actor: Actor, day: date) -> None:
    """Queue what a day that became one of rest, or no longer is, changes in the registers of an institution.

    Open due days are reckoned anew by a job, and shares within a deadline counted anew.
    """
    touched = [(register, shape) for register, shape in _in_use(actor) if shape.deadlines]
    for register, shape in touched:
        begin_tables(_locked(register.pk), _of_deadlines(shape))
    if touched:
        later(actor, FOLLOW, day=day.isoformat())


def _in_use(actor: Actor) -> list[tuple[Register, RegisterType]]:
    return [(register, type_of(register.edition)) for register in registers_of(actor.institution)]


def _of_deadlines(shape: RegisterType) -> list[str]:
    return [
        measure.key
        for measure in shape.measures
        if measure.kind is MeasureKind.WITHIN_DEADLINE and _rests(shape.deadline_by_key[measure.deadline])
    ]


def _rests(deadline: Deadline) -> bool:
    """Tell whether a day of rest can move a deadline."""
    counts = {deadline.count, *(variant.count for variant in deadline.variants)}
    return DayCount.WORKING in counts or deadline.workday is not Workday.STAYS


@errand(FOLLOW)
def reckon_anew(actor: Actor, progress: Progress, *, day: str) -> None:
    """Reckon the open due days of every register anew, as far as a day of rest moves them, then the shares."""
    for register, shape in _in_use(actor):
        if shape.deadlines:
            _reckon_rows(register, date.fromisoformat(day), progress)
            rebuild_tables(actor, progress, register=register.pk)


def _reckon_rows(register: Register, day: date, progress: Progress) -> None:
    """Reckon the open due days of a register anew, some rows at a time."""
    rows = RegisterRow.objects.filter(register=register, withdrawn=False, due__isnull=False)
    if all(not one.before and one.workday is not Workday.PREVIOUS for one in type_of(register.edition).deadlines):
        rows = rows.filter(due__gte=day)  # no day of rest after it moves a day to which one counts forward
    total, done, after = rows.count(), 0, 0
    while some := _reckon_some(register, rows.filter(pk__gt=after)):
        after, done = some[-1].pk, done + len(some)
        progress(min(done, total), total, _("Se cuentan de nuevo los plazos"))


def _reckon_some(register: Register, rows: Any) -> list[RegisterRow]:
    with transaction.atomic():
        held = _locked(register.pk)
        shape, calendar = type_of(held.edition), work_calendar(register.institution)
        some, moved = list(rows.order_by("pk").only(*_READ)[:CHUNK]), []
        for row in some:
            due, deadline = earliest_due(record_of(row, shape), shape, calendar)
            if due != row.due:
                row.due, row.deadline = due, deadline
                moved.append(row)
        RegisterRow.objects.bulk_update(moved, ["due", "deadline"], batch_size=500)
    return some
