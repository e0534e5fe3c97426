"""Figures of measures from the stored tables: read for the months that are asked, divided by the kernel."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.db.models import Count, JSONField, Q, Sum
from django.db.models.functions import Cast

from ceiba.kernel.exact import EXACT
from ceiba.kernel.period import Period
from ceiba.kernel.rates import PopulationSeries
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure
from ceiba.kernel.register_measure import DERIVED, Measure
from ceiba.kernel.register_table import UNKNOWN, CellKey, MeasureTable
from ceiba.kernel.register_tally import Tally
from ceiba.kernel.register_type import RegisterType
from ceiba.registers.models import KeptValue, Register, StoredTable, StoredTally
from ceiba.registers.queries_types import type_of
from ceiba.registers.tallies import read_cell, read_kept


def needed(register: RegisterType, measure: str) -> tuple[str, ...]:
    """Return the measures whose tables a measure is read from: itself, or those that it is made of."""
    found = register.measure_by_key[measure]
    if found.kind not in DERIVED:
        return (measure,)
    parts = [part for part in (found.numerator, found.denominator) if part]
    return tuple(each for part in parts for each in needed(register, part))


def tables(
    register: Register, measures: Iterable[str], period: Period | None = None, where: Mapping[str, str] | None = None
) -> dict[str, MeasureTable]:
    """Return the stored tables of measures by key, of the months of a period alone where one is given: three queries.

    With ``where`` (empty: everything together) the database adds the cells of each month that have those parts into
    one: all that figures need, whatever the number of places. ``KeyError`` for a name by which a measure is not opened.

    One that is being made anew is read as it stood before, with the measure that it was made by; one that is made for
    the first time is not there.
    """
    shape = type_of(register.edition)
    wanted = {each for measure in measures for each in needed(shape, measure)}
    stored = StoredTable.objects.filter(register=register, measure__in=wanted, complete=True)
    stored = stored.select_related("edition").defer("edition__content")
    by_pk = {table.pk: type_of(table.edition).measure_by_key[table.measure] for table in stored}
    months = {} if period is None else {"month__gte": period.first_month, "month__lte": period.last_month}
    cells = _cells(by_pk, months) if where is None else _added(by_pk, months, where)
    return {made.key: MeasureTable(made, MappingProxyType(cells.get(made.key, {}))) for made in by_pk.values()}


Cells = dict[str, dict[CellKey, Tally]]


def _cells(by_pk: Mapping[int, Measure], months: Mapping[str, int]) -> Cells:
    """Return every cell of the tables, by measure: two queries."""
    kept: dict[tuple[int, str], dict[Any, int]] = defaultdict(dict)
    values = KeptValue.objects.filter(table__in=by_pk, **months).order_by()
    for table, cell, value, times in values.values_list("table_id", "cell", "value", "times").iterator():
        kept[table, cell][read_kept(by_pk[table], value)] = times
    found: Cells = defaultdict(dict)
    tallies = StoredTally.objects.filter(table__in=by_pk, **months).order_by()
    sums = tallies.values_list("table_id", "cell", "rows", "blank", "total")
    for table, cell, rows, blank, total in sums.iterator():
        values = MappingProxyType(kept.pop((table, cell), {}))
        found[by_pk[table].key][read_cell(cell)] = Tally(rows, blank, total, values)
    for (table, cell), alone in kept.items():  # of open rows a deadline keeps the due day and no sum
        found[by_pk[table].key][read_cell(cell)] = Tally(values=MappingProxyType(alone))
    return found


def _added(by_pk: Mapping[int, Measure], months: Mapping[str, int], where: Mapping[str, str]) -> Cells:
    """Return one cell for each month of the tables, of the parts asked for: two queries.

    Whole numbers are added by the database; exact sums here, each once with how often it stands.
    """
    asked = reduce(or_, (_parts(table, made, where) for table, made in by_pk.items()), Q(pk__in=()))
    sums: dict[tuple[int, int], list[Tally]] = defaultdict(list)
    tallies = _opened(StoredTally, months, where).filter(asked).values("table_id", "month", "total")
    for row in tallies.annotate(times=Count("pk"), rows_of=Sum("rows"), blanks=Sum("blank")):
        total = EXACT.multiply(row["total"], Decimal(row["times"]))
        sums[row["table_id"], row["month"]].append(Tally(int(row["rows_of"]), int(row["blanks"]), total))
    values = _opened(KeptValue, months, where).filter(asked).values("table_id", "month", "value")
    kept: dict[tuple[int, int], dict[Any, int]] = defaultdict(dict)
    for row in values.annotate(times_of=Sum("times")):
        value = read_kept(by_pk[row["table_id"]], row["value"])
        kept[row["table_id"], row["month"]][value] = int(row["times_of"])
    for place, some_values in kept.items():
        sums[place].append(Tally(values=MappingProxyType(some_values)))
    found: Cells = defaultdict(dict)
    for (table, month), some in sums.items():
        made = by_pk[table]
        found[made.key][month, tuple(where.get(name, UNKNOWN) for name in made.by)] = Tally.sum_of(some)
    return found


def _opened(model: Any, months: Mapping[str, int], where: Mapping[str, str]) -> Any:
    """Return the cells of some months, with their parts to be asked by place where any are."""
    rows = model.objects.filter(**months).order_by()
    return rows.annotate(at=Cast("cell", JSONField())) if where else rows


def _parts(table: int, made: Measure, where: Mapping[str, str]) -> Q:
    """Return what the cells of a table must be that have some parts; the month stands before them."""
    if lost := where.keys() - set(made.by):
        raise KeyError(f"{made.key} is not opened by {', '.join(sorted(lost))}")
    return Q(table=table, **{f"at__{made.by.index(name) + 1}": part for name, part in where.items()})


def measured(
    register: Register,
    measure: Measure,
    period: Period,
    as_of: date,
    *,
    where: Mapping[str, str] | None = None,
    populations: Iterable[PopulationSeries] = (),
) -> RegisterFigure | None:
    """Return the figure of a measure in a period, asked on a day: three queries. None until it is counted once."""
    question = MeasureQuestion(period, as_of, register.since, where or {})
    stored = tables(register, [measure.key], period, question.where)
    if any(each not in stored for each in needed(type_of(register.edition), measure.key)):
        return None
    asked = stored[measure.key].measure if measure.key in stored else measure
    return figure(asked, stored, question, populations)


def being_made(register: Register) -> int:
    """Return how many tables of a register are being made anew: until then their measures tell how it stood before."""
    return StoredTable.objects.filter(register=register, complete=False).count()
