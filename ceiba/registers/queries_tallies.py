"""Figures of measures from the stored tables: read for the months that are asked, divided by the kernel."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any

from django.db.models import Count, F, JSONField, PositiveIntegerField, Q, Sum, Value
from django.db.models.functions import Cast

from ceiba.kernel.exact import EXACT
from ceiba.kernel.period import Period
from ceiba.kernel.rates import PopulationSeries
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure
from ceiba.kernel.register_measure import DERIVED, Measure, MeasureKind
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
    by_pk = _stored(register, measures)
    months = {} if period is None else _months(period)
    cells = _cells(by_pk, months) if where is None else _added(by_pk, months, where)
    return _read(by_pk, cells)


def together(register: Register, measure: str, period: Period, where: Mapping[str, str]) -> dict[str, MeasureTable]:
    """Return the stored tables that a measure is read from, all months of a period as its first one: three queries.

    Of different values the database tells only how many there are, and the table numbers them: a figure of the whole
    period asks no more of them, and a year of a big register may hold hundreds of thousands.
    """
    by_pk = _stored(register, [measure])
    return _read(by_pk, _added(by_pk, _months(period), where, whole=period.first_month))


def _stored(register: Register, measures: Iterable[str]) -> dict[int, Measure]:
    """Return the measures of the tables that some measures are read from, by primary key of the table: one query."""
    shape = type_of(register.edition)
    wanted = {each for measure in measures for each in needed(shape, measure)}
    stored = StoredTable.objects.filter(register=register, measure__in=wanted, complete=True)
    stored = stored.select_related("edition").defer("edition__content")
    return {table.pk: type_of(table.edition).measure_by_key[table.measure] for table in stored}


def _months(period: Period) -> dict[str, int]:
    return {"month__gte": period.first_month, "month__lte": period.last_month}


def _read(by_pk: Mapping[int, Measure], cells: "Cells") -> dict[str, MeasureTable]:
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


def _added(
    by_pk: Mapping[int, Measure], months: Mapping[str, int], where: Mapping[str, str], *, whole: int | None = None
) -> Cells:
    """Return one cell for each month of the tables, or one for all of them, of the parts asked for: two queries.

    Whole numbers are added by the database; exact sums here, each once with how often it stands. ``whole`` is the month
    that a cell of all of them is put in.
    """
    asked = reduce(or_, (_parts(table, made, where) for table, made in by_pk.items()), Q(pk__in=()))
    month = F("month") if whole is None else Value(whole, PositiveIntegerField())
    sums: dict[tuple[int, int], list[Tally]] = defaultdict(list)
    tallies = _opened(StoredTally, months, where).filter(asked).values("table_id", "total", of=month)
    counted = tallies.annotate(times=Count("pk"), rows_of=Sum("rows"), blanks=Sum("blank"))
    for table, total, of, times, rows, blank in counted.values_list(
        "table_id", "total", "of", "times", "rows_of", "blanks"
    ):
        sums[table, of].append(Tally(int(rows), int(blank), EXACT.multiply(total, Decimal(times))))
    values = _opened(KeptValue, months, where).filter(asked).values("table_id", of=month)
    for place, kept in _kept_values(by_pk, values, told_apart=whole is None).items():
        sums[place].append(Tally(values=MappingProxyType(kept)))
    found: Cells = defaultdict(dict)
    for (table, at), some in sums.items():
        made = by_pk[table]
        found[made.key][at, tuple(where.get(name, UNKNOWN) for name in made.by)] = Tally.sum_of(some)
    return found


def _kept_values(by_pk: Mapping[int, Measure], rows: Any, *, told_apart: bool) -> dict[tuple[int, int], dict[Any, int]]:
    """Return the kept values by table and month, with how often each stands: one query.

    Where different values need not be told apart, each of those that a table counts is a number.
    """
    counts_only = bool(by_pk) and all(made.kind is MeasureKind.DISTINCT for made in by_pk.values())
    if counts_only and not told_apart:
        counted = rows.annotate(different=Count("value", distinct=True)).values_list("table_id", "of", "different")
        return {(table, of): dict.fromkeys(range(different), 1) for table, of, different in counted}
    kept: dict[tuple[int, int], dict[Any, int]] = defaultdict(dict)
    each = rows.values("table_id", "of", "value").annotate(times_of=Sum("times"))
    for table, of, value, times in each.values_list("table_id", "of", "value", "times_of"):
        kept[table, of][read_kept(by_pk[table], value)] = int(times)
    return kept


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
    stored = together(register, measure.key, question.known or period, question.where)
    if any(each not in stored for each in needed(type_of(register.edition), measure.key)):
        return None
    asked = stored[measure.key].measure if measure.key in stored else measure
    return figure(asked, stored, question, populations)


def being_made(register: Register) -> int:
    """Return how many tables of a register are being made anew: until then their measures tell how it stood before."""
    return StoredTable.objects.filter(register=register, complete=False).count()
