"""A record as the cells of its sheet, each in the form in which it is read back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from ceiba.exchange.readers.records.names import written_options
from ceiba.exchange.register_sheet import (
    DOCUMENT,
    ENTERED,
    KEY,
    LATITUDE,
    LONGITUDE,
    STATE,
    SheetColumn,
)
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName, Record
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import Field, FieldKind, RegisterType

OutCell = str | int | Decimal | date | datetime | None
Labels = Mapping[str, Mapping[str, str]]


class RecordCells:
    """Gives the cells of records in the order of some columns.

    ``labels`` is how keys of units, places and linked things are written, by field; those of choices are known here.
    """

    def __init__(self, register: RegisterType, columns: Sequence[SheetColumn], labels: Labels | None = None) -> None:
        self.columns = tuple(columns)
        self._states = {state.key: state.label for state in register.states}
        self._labels: dict[str, Mapping[str, str]] = dict(labels or {})
        for column in columns:
            if column.field is not None and column.field.kind is FieldKind.CHOICE:
                self._labels[column.field.key] = written_options(column.field)

    def of(self, record: Record) -> Iterator[OutCell]:
        """Yield the cells of a record; None where it says nothing."""
        for column in self.columns:
            if column.field is not None:
                value = record.values.get(column.field.key)
                yield None if value is None else self._cell(column.field, column.part, value)
            elif column.target == KEY:
                yield record.key
            elif column.target == STATE:
                yield self._states.get(record.state, record.state)
            else:
                yield record.entered(column.target.removeprefix(ENTERED))

    def _cell(self, field: Field, part: str, value: FieldValue) -> OutCell:
        match value:
            case Money():
                return value.amount
            case PersonName():
                return (value.document or None) if part == DOCUMENT else value.name
            case Location():
                return self._place(field, part, value)
            case Counts():
                return self._count(part, value)
            case str():
                return self._labels.get(field.key, {}).get(value, value)
            case _:
                return value

    def _place(self, field: Field, part: str, value: Location) -> OutCell:
        if part == LATITUDE:
            return value.latitude
        if part == LONGITUDE:
            return value.longitude
        return self._labels.get(field.key, {}).get(value.territory, value.territory) or None

    @staticmethod
    def _count(part: str, value: Counts) -> OutCell:
        if not part:
            return write_value(value) or None
        return next((number for parts, number in value.cells if "/".join(parts) == part), None)
