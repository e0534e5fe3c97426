"""What a table of open data is: its name, what it says, its columns, and how its rows come from a publication."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

from ceiba.kernel.calendar import first_day
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Datum, State, Value
from ceiba.kernel.text import _

Cell = str | int | bool | Decimal | date | datetime | None
Row = tuple[Cell, ...]
Read = Callable[["Issue", Any], Any]


class ColumnType(StrEnum):
    """What the cells of a column are. Money and decimals are exact; an empty cell is what nobody said, never zero."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Issue:
    """What one publication says, and until the end of which period it tells figures."""

    face: Snapshot
    until: Period


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: its name in every file, its type, what it says, and which fields of the kernel it comes from.

    ``says`` is a marked sentence, and so is ``unit``, in which its figures are. ``codes`` are the words that a cell may
    hold where there is a closed list. ``refers`` names the dataset whose ``clave`` stands in the cells.
    ``optional`` tells of a column of the key that it may be blank all the same.
    """

    name: str
    type: ColumnType
    says: str
    source: str
    read: Read
    unit: str = ""
    codes: tuple[str, ...] = ()
    refers: str = ""
    optional: bool = False


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table: its name in addresses, title and meaning (marked sentences), the columns that tell its rows apart.

    ``things`` yields what a publication has of it, in the order of the publication; each gives one row.
    """

    name: str
    title: str
    says: str
    key: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    things: Callable[[Issue], Iterable[Any]]

    def rows(self, issue: Issue) -> Iterator[Row]:
        """Yield the rows, in the order of the columns; time is linear in their number."""
        reads = self._reads
        for thing in self.things(issue):
            yield tuple(_plain(read(issue, thing)) for read in reads)

    def count(self, issue: Issue) -> int:
        """Return how many rows there are, without reading their cells."""
        return sum(1 for _thing in self.things(issue))

    @property
    def is_keyed(self) -> bool:
        """Tell whether no column of the key may be blank."""
        return not any(column.optional for column in self.columns if column.name in self.key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def _reads(self) -> tuple[Read, ...]:
        return tuple(column.read for column in self.columns)


def _plain(cell: Any) -> Cell:
    """Return a cell as it goes out: a word of a closed list as its text, a moment to the second, no empty text."""
    if isinstance(cell, str):
        return str(cell) or None
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(microsecond=0)
    found: Cell = cell
    return found


def column(kind: ColumnType, name: str, says: str, source: str, read: Read | None = None, **more: Any) -> DataColumn:
    """Return a column; without ``read`` it is the field that ``source`` names («Plan.title»)."""
    return DataColumn(name, kind, says, source, read or _field(source), **more)


def at(path: str) -> Read:
    """Return what reads a path of fields of a thing («indicator.measure_unit.name»): None where the way breaks off."""
    get, steps = attrgetter(path), path.split(".")

    def read(_issue: Issue, thing: Any) -> Any:
        try:
            return get(thing)
        except AttributeError:
            for step in steps:  # only nothing has no fields; a wrong name is a mistake of ours
                if thing is None:
                    return None
                thing = getattr(thing, step)
            return thing

    return read


def _field(source: str) -> Read:
    return at(source.partition(".")[2])


def text(name: str, says: str, source: str, read: Read | None = None, **more: Any) -> DataColumn:
    """Return a column of texts."""
    return column(ColumnType.TEXT, name, says, source, read, **more)


def integer(name: str, says: str, source: str, read: Read | None = None, **more: Any) -> DataColumn:
    """Return a column of whole numbers."""
    return column(ColumnType.INTEGER, name, says, source, read, **more)


def decimal(name: str, says: str, source: str, read: Read | None = None, **more: Any) -> DataColumn:
    """Return a column of exact decimals."""
    return column(ColumnType.DECIMAL, name, says, source, read, **more)


def day(name: str, says: str, source: str, read: Read | None = None) -> DataColumn:
    """Return a column of days."""
    return column(ColumnType.DATE, name, says, source, read)


def moment(name: str, says: str, source: str, read: Read | None = None) -> DataColumn:
    """Return a column of moments."""
    return column(ColumnType.MOMENT, name, says, source, read)


def flag(name: str, says: str, source: str, read: Read | None = None) -> DataColumn:
    """Return a column of true and false."""
    return column(ColumnType.BOOLEAN, name, says, source, read)


def key(source: str, path: str = "id") -> DataColumn:
    """Return the column ``clave``: the identifier of a thing, read by a path of its fields."""
    return text("clave", _("Identificador, único en esta tabla."), source, at(path))


def money(source: str, read: Read | None = None, *, name: str = "monto", says: str = "") -> DataColumn:
    """Return a column of amounts; ``read`` gives ``Money`` or None."""
    told = read or _field(source)

    def amount(issue: Issue, thing: Any) -> Decimal | None:
        found: Money | None = told(issue, thing)
        return found.amount if found is not None else None

    unit = _("la moneda de la columna «moneda»")
    return column(ColumnType.MONEY, name, says or _("Monto exacto."), source, amount, unit=unit)


def currency(*sources: str, within: str = "") -> DataColumn:
    """Return the column of the currency of the first amount of a row that is known; blank where there is none.

    ``within`` is what a row calls the thing that has the amounts, where it is not that thing itself.
    """
    reads = [at(".".join(filter(None, (within, source.partition(".")[2])))) for source in sources]

    def code(issue: Issue, thing: Any) -> str | None:
        amounts = (read(issue, thing) for read in reads)
        found = next((amount for amount in amounts if amount is not None), None)
        return currency_of(issue, found)

    return text("moneda", _("Código de la moneda (ISO 4217)."), " ".join(sources), code)


def currency_of(issue: Issue, amount: Money | None) -> str | None:
    """Return the currency of an amount: its own, else that of the country; None without amount."""
    return None if amount is None else amount.currency or issue.face.methodology.currency


def span(source: str, read: Read | None = None) -> tuple[DataColumn, DataColumn, DataColumn]:
    """Return the columns of a period: as it is written, its first and its last day."""
    get = read or _field(source)

    def written(issue: Issue, thing: Any) -> str | None:
        return notation(issue, get(issue, thing))

    def begins(issue: Issue, thing: Any) -> date | None:
        period: Period | None = get(issue, thing)
        return None if period is None else _day(period.first_month)

    def ends(issue: Issue, thing: Any) -> date | None:
        period: Period | None = get(issue, thing)
        return None if period is None else last_day(period)

    says = _("Período: 2026 (año), 2026-S1, 2026-C1, 2026-Q1, 2026-B1, 2026-M01 o 2024..2027.")
    return (
        text("periodo", says, source, written),
        day("desde", _("Primer día del período."), source, begins),
        day("hasta", _("Último día del período."), source, ends),
    )


def notation(issue: Issue, period: Period | None) -> str | None:
    """Return a period as text; None where there is none or no calendar has it."""
    try:
        return None if period is None else period.notation(issue.face.methodology.fiscal_start)
    except ValueError:
        return None


def last_day(period: Period) -> date | None:
    """Return the last day of a period; None where no calendar has it."""
    after = _day(period.last_month + 1)
    return None if after is None else date.fromordinal(after.toordinal() - 1)


def _day(month: int) -> date | None:
    try:
        return first_day(month)
    except ValueError:
        return None


def figure(source: str, read: Read, *, after: str = "", says: str = "", unit: str = "") -> tuple[DataColumn, ...]:
    """Return the two columns of a figure: which of the five states it has, and its value where it has one.

    ``after`` is what follows the names of both columns.
    """

    def state(issue: Issue, thing: Any) -> State | None:
        found: Datum | None = read(issue, thing)
        return None if found is None else found.state

    def value(issue: Issue, thing: Any) -> Decimal | None:
        found: Datum | None = read(issue, thing)
        return found.amount if isinstance(found, Value) else None

    told = _(
        "Qué se sabe de la cifra. «value»: hay valor, y cero es un valor. «no_data»: debía haberla y nadie la dio. "
        "«not_programmed»: no se programó. «not_due»: aún no vence. «not_applicable»: no aplica."
    )
    return (
        text(f"estado{after}", told, source, state, codes=tuple(State)),
        decimal(f"valor{after}", says or _("La cifra, exacta; vacía si no la hay."), source, value, unit=unit),
    )
