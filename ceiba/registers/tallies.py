"""The stored tables of a register move with its rows: what a row gave goes away, what it gives comes.

The sums are the kernel's; the database only keeps them. Called while the register is locked, so that what is read is
what is written over.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from ceiba.institutions.models import Holiday, Institution
from ceiba.kernel import calendar as kernel
from ceiba.kernel.calendar import WorkCalendar, calendar_of
from ceiba.kernel.register_measure import Measure, MeasureKind
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_table import CellKey, contributions
from ceiba.kernel.register_tally import Tally
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.loader import load
from ceiba.registers.models import KeptValue, Register, StoredTable, StoredTally
from ceiba.registers.queries_types import type_of

_ASKED = 500  # cells in one query
_LONGEST_KEPT = 200  # characters of a kept text; of a longer one its digest is kept
Place = tuple[int, str]  # primary key of the table, and cell


def told_calendar(institution: Institution) -> dict[str, Any]:
    """Return the calendar of an institution as a stored table keeps it."""
    own = Holiday.objects.of(institution).values_list("day", "name", "yearly")
    return {"methodology": institution.methodology, "own": [[str(day), name, yearly] for day, name, yearly in own]}


def read_calendar(stored: Mapping[str, Any]) -> WorkCalendar:
    """Return the calendar that a stored table was made by."""
    own = (kernel.Holiday(date.fromisoformat(day), name, yearly) for day, name, yearly in stored.get("own", ()))
    return calendar_of(load(stored["methodology"]).holidays, own) if stored else WorkCalendar()


def told_cell(key: CellKey) -> str:
    """Return a cell's month and parts as one text."""
    month, parts = key
    return json.dumps([month, *parts], ensure_ascii=False, separators=(",", ":"))


def read_cell(stored: str) -> CellKey:
    """Return the month and the parts of a stored cell."""
    month, *parts = json.loads(stored)
    return month, tuple(parts)


def told_kept(measure: Measure, value: Any) -> str:
    """Return a kept value as text; ``read_kept`` is its inverse but for very long texts, which are only compared."""
    if measure.kind is MeasureKind.LAST:
        moment, key, amount = value
        return f"{moment.isoformat()} {amount} {key}"
    if measure.kind is MeasureKind.WITHIN_DEADLINE:
        return str(value.isoformat())
    text = str(value)
    return text if len(text) <= _LONGEST_KEPT else "sha256:" + sha256(text.encode()).hexdigest()


def read_kept(measure: Measure, stored: str) -> Any:
    """Return the value of a kept text."""
    match measure.kind:
        case MeasureKind.LAST:
            moment, amount, key = stored.split(" ", 2)
            return datetime.fromisoformat(moment), key, Decimal(amount)
        case MeasureKind.WITHIN_DEADLINE:
            return date.fromisoformat(stored)
        case MeasureKind.TIME_BETWEEN:
            return int(stored)
        case MeasureKind.MINIMUM | MeasureKind.MAXIMUM:
            return Decimal(stored)
    return stored


class Tallies:
    """The tables of a register, and what rows give to them until ``write``."""

    def __init__(self, register: Register, tables: Sequence[StoredTable] | None = None) -> None:
        every = StoredTable.objects.filter(register=register).select_related("edition").defer("edition__content")
        self._tables = list(every) if tables is None else list(tables)
        self._made = {table.pk: _Made(table) for table in self._tables}
        self._come: dict[Place, list[Tally]] = defaultdict(list)
        self._gone: dict[Place, list[Tally]] = defaultdict(list)
        self._months: dict[Place, int] = {}
        self.moved: dict[str, set[int]] = defaultdict(set)  # the months in which a measure moved, all writes together

    def give(self, pk: int, record: Record) -> None:
        """Add what a row gives; to a table that is being made anew only where the row is among those it has reached."""
        self._move(self._come, pk, record)

    def take(self, pk: int, record: Record) -> None:
        """Take away what a row gave, as it stood."""
        self._move(self._gone, pk, record)

    def _move(self, side: dict[Place, list[Tally]], pk: int, record: Record) -> None:
        for table in self._tables:
            if not table.complete and pk > table.reached:
                continue
            made = self._made[table.pk]
            for key, tally in contributions(record, made.measure, made.type, made.calendar):
                place = (table.pk, made.cell(key))
                side[place].append(tally)
                self._months[place] = key[0]

    def write(self) -> None:
        """Keep what moved: at most six queries for each five hundred cells, however many rows there were."""
        moved: dict[Place, Tally] = {}
        for place in self._come.keys() | self._gone.keys():
            delta = Tally.sum_of(self._come.get(place, ())) - Tally.sum_of(self._gone.get(place, ()))
            if delta:
                moved[place] = delta
        for place in moved:
            self.moved[self._made[place[0]].measure.key].add(self._months[place])
        places = sorted(moved)
        for start in range(0, len(places), _ASKED):
            some = {place: moved[place] for place in places[start : start + _ASKED]}
            self._write_cells(some)
            self._write_kept({place: tally for place, tally in some.items() if tally.values})
        self._come.clear()
        self._gone.clear()

    def _write_cells(self, moved: Mapping[Place, Tally]) -> None:
        stood = {(row.table_id, row.cell): row for row in StoredTally.objects.filter(**_among(moved))}
        kept, over = [], []
        for place, tally in moved.items():
            row = stood.get(place)
            if row is not None:
                tally += Tally(row.rows, row.blank, row.total)  # noqa: PLW2901  the new sum of this cell
            if tally.rows or tally.blank or tally.total:
                sums = {"rows": tally.rows, "blank": tally.blank, "total": tally.total}
                kept.append(StoredTally(table_id=place[0], cell=place[1], month=self._months[place], **sums))
            elif row is not None:
                over.append(row.pk)
        _upserted(StoredTally, kept, ["table", "cell"], ["rows", "blank", "total"])
        if over:
            StoredTally.objects.filter(pk__in=over).delete()

    def _write_kept(self, moved: Mapping[Place, Tally]) -> None:
        wanted: dict[tuple[int, str, str], int] = defaultdict(int)
        for place, tally in moved.items():
            measure = self._made[place[0]].measure
            for value, times in tally.values.items():
                wanted[*place, told_kept(measure, value)] += times
        keys = sorted(wanted)
        for start in range(0, len(keys), _ASKED):
            some = keys[start : start + _ASKED]
            rows = KeptValue.objects.filter(**_among((table, cell) for table, cell, _value in some))
            rows = rows.filter(value__in={value for _table, _cell, value in some})
            stood = {(row.table_id, row.cell, row.value): row for row in rows}
            kept, over = [], []
            for key in some:
                times = wanted[key] + (stood[key].times if key in stood else 0)
                if times:
                    table, cell, value = key
                    month = self._months[table, cell]
                    kept.append(KeptValue(table_id=table, cell=cell, month=month, value=value, times=times))
                elif key in stood:
                    over.append(stood[key].pk)
            _upserted(KeptValue, kept, ["table", "cell", "value"], ["times"])
            if over:
                KeptValue.objects.filter(pk__in=over).delete()


class _Made:
    """What a stored table is made by."""

    def __init__(self, table: StoredTable) -> None:
        self.type: RegisterType = type_of(table.edition)
        self.measure = self.type.measure_by_key[table.measure]
        # Only days of a deadline ask which days are of rest.
        counts_days = self.measure.kind is MeasureKind.WITHIN_DEADLINE
        self.calendar = read_calendar(table.calendar) if counts_days else WorkCalendar()
        self._cells: dict[CellKey, str] = {}

    def cell(self, key: CellKey) -> str:
        """Return the text of a cell; rows by the thousand share few of them."""
        if key not in self._cells:
            self._cells[key] = told_cell(key)
        return self._cells[key]


def _among(places: Iterable[Place]) -> dict[str, Any]:
    there = list(places)
    return {"table__in": {table for table, _cell in there}, "cell__in": {cell for _table, cell in there}}


def _upserted(model: Any, rows: list[Any], unique: list[str], fields: list[str]) -> None:
    if rows:
        model.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=fields)
