"""Figures of measures from the stored tables: read for the months that are asked, divided by the kernel."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ceiba.kernel.period import Period
from ceiba.kernel.rates import PopulationSeries
from ceiba.kernel.register_figure import MeasureQuestion, RegisterFigure, figure
from ceiba.kernel.register_measure import DERIVED, Measure
from ceiba.kernel.register_table import CellKey, MeasureTable
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


def tables(register: Register, measures: Iterable[str], period: Period | None = None) -> dict[str, MeasureTable]:
    """Return the stored tables of measures by key, of the months of a period alone where one is given: three queries.

    One that is being made anew is read as it stood before, with the measure that it was made by; one that is made for
    the first time is not there.
    """
    shape = type_of(register.edition)
    wanted = {each for measure in measures for each in needed(shape, measure)}
    stored = StoredTable.objects.filter(register=register, measure__in=wanted, complete=True)
    stored = stored.select_related("edition").defer("edition__content")
    by_pk = {table.pk: type_of(table.edition).measure_by_key[table.measure] for table in stored}
    months = {} if period is None else {"month__gte": period.first_month, "month__lte": period.last_month}
    cells = _cells(by_pk, months)
    return {made.key: MeasureTable(made, MappingProxyType(cells.get(made.key, {}))) for made in by_pk.values()}


def _cells(by_pk: Mapping[int, Measure], months: Mapping[str, int]) -> dict[str, dict[CellKey, Tally]]:
    kept: dict[tuple[int, str], dict[Any, int]] = defaultdict(dict)
    values = KeptValue.objects.filter(table__in=by_pk, **months).order_by()
    for table, cell, value, times in values.values_list("table_id", "cell", "value", "times").iterator():
        kept[table, cell][read_kept(by_pk[table], value)] = times
    found: dict[str, dict[CellKey, Tally]] = defaultdict(dict)
    tallies = StoredTally.objects.filter(table__in=by_pk, **months).order_by()
    sums = tallies.values_list("table_id", "cell", "rows", "blank", "total")
    for table, cell, rows, blank, total in sums.iterator():
        values = MappingProxyType(kept.pop((table, cell), {}))
        found[by_pk[table].key][read_cell(cell)] = Tally(rows, blank, total, values)
    for (table, cell), alone in kept.items():  # of open rows a deadline keeps the due day and no sum
        found[by_pk[table].key][read_cell(cell)] = Tally(values=MappingProxyType(alone))
    return found


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
    question, stored = (
        MeasureQuestion(period, as_of, register.since, where or {}),
        tables(register, [measure.key], period),
    )
    if any(each not in stored for each in needed(type_of(register.edition), measure.key)):
        return None
    asked = stored[measure.key].measure if measure.key in stored else measure
    return figure(asked, stored, question, populations)


def being_made(register: Register) -> int:
    """Return how many tables of a register are being made anew: until then their measures tell how it stood before."""
    return StoredTable.objects.filter(register=register, complete=False).count()
