"""From rows to figures: a table of tallies by month and part, which any period and any wider opening is read from.

Rows → ``contributions`` → ``MeasureTable`` → ``figure``. A changed row takes its old contributions away and adds
its new ones; nothing else is computed again, and the result is that of counting everything anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.register_deadline import reckon_deadline
from ceiba.kernel.register_measure import DERIVED, OF_FIELD, Condition, Measure, MeasureKind
from ceiba.kernel.register_record import Counts, FieldValue, Location, Record
from ceiba.kernel.register_tally import Tally, of_value
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import FieldKind, RegisterType

CellKey = tuple[int, tuple[str, ...]]  # month as ``Period`` counts it, and parts in the order of ``Measure.by``
Contribution = tuple[CellKey, Tally]

STATE = "state"
FIRST_ENTRY = "state:"
UNKNOWN = ""  # the part of rows that do not say which


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """The tallies of one measure by month and parts. Tables of disjoint rows are added; the order does not matter."""

    measure: Measure
    cells: Mapping[CellKey, Tally]

    def __add__(self, other: "MeasureTable") -> "MeasureTable":
        return self.changed((), other.cells.items())

    def changed(self, gone: Iterable[Contribution], come: Iterable[Contribution]) -> "MeasureTable":
        """Return the table after contributions went away and others came: what one changed row asks for."""
        cells = dict(self.cells)
        for key, tally in gone:
            cells[key] = cells.get(key, Tally()) - tally
        for key, tally in come:
            cells[key] = cells.get(key, Tally()) + tally
        return MeasureTable(self.measure, MappingProxyType({key: tally for key, tally in cells.items() if tally}))

    def tally(self, period: Period, where: Mapping[str, str] | None = None) -> Tally:
        """Return the sum of the cells of a period, of the parts asked for by name (as in ``Measure.by``).

        ``KeyError`` for a name by which the measure is not opened.
        """
        wanted = [(self._place(name), part) for name, part in (where or {}).items()]
        return Tally.sum_of(
            tally
            for (month, parts), tally in self.cells.items()
            if period.first_month <= month <= period.last_month and all(parts[at] == part for at, part in wanted)
        )

    def parts(self, name: str) -> tuple[str, ...]:
        """Return the parts that occur under a name, in order; the blank one is of rows that do not say which."""
        at = self._place(name)
        return tuple(sorted({parts[at] for _month, parts in self.cells}))

    def _place(self, name: str) -> int:
        if name not in self.measure.by:
            raise KeyError(f"{self.measure.key} is not opened by {name}")
        return self.measure.by.index(name)


def tabulate(
    rows: Iterable[Record], measure: Measure, register: RegisterType, calendar: WorkCalendar | None = None
) -> MeasureTable:
    """Return the table of a measure over rows; ``calendar`` is the one that working-day deadlines are counted with."""
    cells: dict[CellKey, list[Tally]] = {}
    for row in rows:
        for key, tally in contributions(row, measure, register, calendar):
            cells.setdefault(key, []).append(tally)
    whole = {key: Tally.sum_of(tallies) for key, tallies in cells.items()}
    return MeasureTable(measure, MappingProxyType({key: tally for key, tally in whole.items() if tally}))


def contributions(
    row: Record, measure: Measure, register: RegisterType, calendar: WorkCalendar | None = None
) -> tuple[Contribution, ...]:
    """Return what one row gives to a measure; nothing where it does not meet the filter or has no moment.

    ``ValueError`` for a measure that is made of others: those are what rows give to.
    """
    if measure.kind in DERIVED:
        raise ValueError(f"{measure.key} is made of other measures")
    found = []
    for cell, number in _opened(row, measure, register):
        if all(_meets(row, cell, condition, register) for condition in measure.filters):
            parts = tuple(_part(row, cell, name, register) for name in measure.by)
            for moment, tally in _GIVE[measure.kind](row, number, measure, register, calendar or WorkCalendar()):
                found.append(((moment.year * 12 + moment.month - 1, parts), tally))
    return tuple(found)


Cell = Mapping[str, str]  # the part of each dimension of counts, by ``field.dimension``; empty for a row as a whole
Given = Iterator[tuple[date, Tally]]


def _opened(row: Record, measure: Measure, register: RegisterType) -> Iterator[tuple[Cell, FieldValue | None]]:
    """Yield the row as a whole with the measured field's value, or each cell of its counts with its number."""
    field = register.field_by_key.get(measure.field)
    value = row.values.get(measure.field)
    if field is None or field.kind is not FieldKind.COUNTS or not isinstance(value, Counts):
        yield {}, value
        return
    names = [f"{field.key}.{dimension.key}" for dimension in field.dimensions]
    for parts, number in value.cells:
        yield dict(zip(names, parts, strict=False)), number


def _part(row: Record, cell: Cell, name: str, register: RegisterType) -> str:
    if name == STATE:
        return row.state
    if name in cell:
        return cell[name]
    key, _point, depth = name.partition(".")
    value = row.values.get(key)
    if isinstance(value, Location):
        return value.territory
    if value is None or (depth and not depth.isdecimal()):
        return UNKNOWN
    return register.field_by_key[key].at_depth(write_value(value), int(depth)) if depth else write_value(value)


def _meets(row: Record, cell: Cell, condition: Condition, register: RegisterType) -> bool:
    if "." in condition.field and condition.field not in cell:
        return True  # counts that nobody filled: the row is one that lacks them, and no zero
    part = _part(row, cell, condition.field, register)
    if part == UNKNOWN:
        return False
    field = register.field_by_key.get(condition.field)
    above = field.lineage(part) if field is not None and condition.within else ()
    return part in condition.equals or any(option in condition.within for option in above)


def _moment(row: Record, measure: Measure) -> datetime | None:
    """Return when a row counts: the start of its day where its field is a date."""
    if measure.moment.startswith(FIRST_ENTRY):
        return row.entered(measure.moment.removeprefix(FIRST_ENTRY))
    value = row.values.get(measure.moment)
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time()) if isinstance(value, date) else None


def _amount(value: FieldValue | None) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, int):
        return Decimal(value)
    return value if isinstance(value, Decimal) else None


def _count(row: Record, _value: FieldValue | None, measure: Measure, *_rest: object) -> Given:
    moment = _moment(row, measure)
    if moment is not None:
        yield moment, Tally(rows=1)


def _of_field(row: Record, value: FieldValue | None, measure: Measure, *_rest: object) -> Given:
    moment = _moment(row, measure)
    if moment is None:
        return
    amount = _amount(value)
    if measure.kind is MeasureKind.DISTINCT:
        yield moment, Tally(blank=1) if value is None else of_value(write_value(value))
    elif amount is None:
        yield moment, Tally(blank=1)
    elif measure.kind in (MeasureKind.SUM, MeasureKind.AVERAGE):
        yield moment, Tally(rows=1, total=amount)
    elif measure.kind is MeasureKind.LAST:
        yield moment, of_value((moment, row.key, amount))
    else:
        yield moment, of_value(amount)


def _within(
    row: Record, _value: FieldValue | None, measure: Measure, register: RegisterType, calendar: WorkCalendar
) -> Given:
    """Yield a row by its due day: decided, or open with the day until which it is.

    So a table made today says tomorrow, without the rows, which open ones have become late.
    """
    reckoning = reckon_deadline(row, register.deadline_by_key[measure.deadline], calendar)
    if reckoning is None or reckoning.due is None:
        return
    if reckoning.ended is None:
        yield reckoning.due, Tally(values=MappingProxyType({reckoning.due: 1}))
    else:
        yield reckoning.due, Tally(rows=1, total=Decimal(int(reckoning.ended <= reckoning.due)))


def _time(row: Record, _value: FieldValue | None, measure: Measure, *_rest: object) -> Given:
    start = row.entered(measure.start)
    end = None if start is None else row.entered(measure.end, start)
    if start is not None and end is not None:
        span = end - start
        yield end, of_value(span.days * 86_400 + span.seconds)


_GIVE: Mapping[MeasureKind, Callable[..., Given]] = {
    MeasureKind.COUNT: _count,
    **dict.fromkeys(OF_FIELD, _of_field),
    MeasureKind.WITHIN_DEADLINE: _within,
    MeasureKind.TIME_BETWEEN: _time,
}
