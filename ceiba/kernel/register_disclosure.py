"""What a register's public measures count, as tables that ``kernel.suppression`` can protect together.

A *basis* is what a table counts, and each has small groups of its own: rows, the people of a field of counts, the units
of a whole number, or the different values of a field. In a basis every unit is known by the cells that it falls in, of
all public measures together, so that «ingresados» minus «resueltos» is as safe as either of them.

Where rows are public, what their columns tell is no secret: a measure that follows from the columns alone is *open* and
given as it is, and the others are protected as if whoever attacks had the rows in hand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_measure import DERIVED, Measure, MeasureKind
from ceiba.kernel.register_record import Counts, Record
from ceiba.kernel.register_table import STATE, UNKNOWN, Contribution, MeasureTable, contributions
from ceiba.kernel.register_tally import Tally
from ceiba.kernel.register_type import FieldKind, PublicView, RegisterType
from ceiba.kernel.suppression import DisclosureRule

ROWS = "rows"
OPEN = "open"  # the table of what public rows tell by themselves
KEPT = ".kept"  # of a share in time: the rows that were in time
AMOUNT = ".amount"  # of a whole number or of counts: what the number adds up to
BAR, LINE = "|", "\n"  # part what names a cell, and cells from one another
_OF_AMOUNT = frozenset({MeasureKind.SUM, MeasureKind.AVERAGE})


@dataclass(frozen=True, slots=True)
class CountedCell:
    """A cell that a figure rests on: what it counts, and its place in the tables of that basis."""

    basis: str
    layout: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class DisclosureScope:
    """What is asked: a type, the last day of the last month that is told, and since when rows are kept.

    ``known``: by the name of a dimension that the type does not list (place, unit), the parts that have a public name;
    any other one counts as not said, so that no code that somebody wrote down reaches a table.
    """

    register: RegisterType
    cut: date
    rule: DisclosureRule
    since: date | None = None
    calendar: WorkCalendar | None = None
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def view(self) -> PublicView:
        """Return what the type makes public; nothing where it says nothing."""
        return self.register.public or PublicView()

    @cached_property
    def base(self) -> tuple[Measure, ...]:
        """Return the measures with rows of their own that the public ones are, or are made of."""
        by_key = self.register.measure_by_key
        keys: dict[str, None] = {}
        for key in self.view.measures:
            keys.update(dict.fromkeys(constituents(by_key[key])))
        return tuple(by_key[key] for key in keys)

    @cached_property
    def closed(self) -> tuple[Measure, ...]:
        """Return the base measures that do not follow from public columns: the ones to protect."""
        return tuple(measure for measure in self.base if not self.open(measure))

    def open(self, measure: Measure) -> bool:
        """Tell whether anybody can reckon a measure from the public rows."""
        view = self.view
        states = {state.key for state in self.register.states}
        unseen = self.register.sealed_states or (view.states and set(view.states) != states)
        if not view.columns or unseen:
            return False
        if measure.kind in DERIVED:
            return all(self.open(self.register.measure_by_key[key]) for key in constituents(measure))
        if measure.kind in (MeasureKind.WITHIN_DEADLINE, MeasureKind.TIME_BETWEEN):
            return False
        used = {measure.moment, *measure.by, *(condition.field for condition in measure.filters)}
        used |= {measure.field} - {""}
        return all(name.partition(".")[0] in view.columns for name in used)

    @cached_property
    def last_month(self) -> int:
        """Return the last month that is told, as ``Period`` counts months."""
        return self.cut.year * 12 + self.cut.month - 1

    def told(self, part: str, name: str) -> str:
        """Return a part as it may be named in public; the blank one where it has no public name."""
        listed = self.register.parts_of(name)
        known = {option.key for option in listed} if listed else self.known.get(name, frozenset())
        return part if name == STATE or (part in known and BAR not in part) else UNKNOWN


def constituents(measure: Measure) -> tuple[str, ...]:
    """Return the keys of the measures with rows of their own that a measure is made of: its own where it has rows."""
    if measure.kind is MeasureKind.RATIO:
        return measure.numerator, measure.denominator
    return (measure.numerator,) if measure.kind is MeasureKind.RATE else (measure.key,)


@dataclass(frozen=True)
class RegisterSurvey:
    """What rows give: the tables of the base measures, and of each basis how many units fall in the same cells.

    The key of ``units`` names those cells: a line for each measure, with month and parts.
    """

    scope: DisclosureScope
    tables: Mapping[str, MeasureTable]
    units: Mapping[str, Mapping[str, int]]


def survey(rows: Iterable[Record], scope: DisclosureScope) -> RegisterSurvey:
    """Read rows once, and keep of them only how many there are of each kind."""
    tables: dict[str, dict[tuple[int, tuple[str, ...]], list[Tally]]] = {measure.key: {} for measure in scope.base}
    units: dict[str, Counter[str]] = {basis: Counter() for basis in bases(scope)}
    values: dict[str, dict[str, set[str]]] = {}  # of each distinct measure: the cells of every value
    for row in rows:
        given = {measure.key: _told(row, measure, scope) for measure in scope.base}
        for key, contributed in given.items():
            for cell, tally in contributed:
                tables[key].setdefault(cell, []).append(tally)
        _count_row(given, scope, units)
        _count_amounts(row, given, scope, units)
        for measure in scope.closed:
            if measure.kind is MeasureKind.DISTINCT:
                for cell, tally in given[measure.key]:
                    for value in tally.values:
                        values.setdefault(measure.key, {}).setdefault(value, set()).add(_line(measure.key, cell))
    for key, found in values.items():
        units[f"distinct:{key}"].update(LINE.join(sorted(lines)) for lines in found.values())
    whole = {
        measure.key: MeasureTable(measure, {cell: Tally.sum_of(found) for cell, found in tables[measure.key].items()})
        for measure in scope.base
    }
    return RegisterSurvey(scope, whole, units)


def bases(scope: DisclosureScope) -> tuple[str, ...]:
    """Return what the tables of the protected measures count."""
    return tuple(dict.fromkeys(basis for measure in scope.closed for basis, _layout in counted(measure, scope)))


def counted(measure: Measure, scope: DisclosureScope) -> tuple[tuple[str, str], ...]:
    """Return the tables of counts that a base measure rests on: (basis, layout), the one of its own first."""
    if measure.kind is MeasureKind.DISTINCT:
        return ((f"distinct:{measure.key}", measure.key),)
    own = [(ROWS, measure.key)]
    if measure.kind is MeasureKind.WITHIN_DEADLINE:
        own.append((ROWS, measure.key + KEPT))
    of_field = scope.register.field_by_key.get(measure.field)
    if measure.kind in _OF_AMOUNT and of_field is not None:
        if of_field.kind is FieldKind.COUNTS:
            return ((f"people:{of_field.key}", measure.key + AMOUNT),)
        if of_field.kind is FieldKind.INTEGER:
            own.append((f"amount:{of_field.key}", measure.key + AMOUNT))
    return tuple(own)


def _told(row: Record, measure: Measure, scope: DisclosureScope) -> tuple[Contribution, ...]:
    """Return what a row gives to a measure, with parts that may be named."""
    return tuple(
        ((month, tuple(scope.told(part, name) for part, name in zip(parts, measure.by, strict=True))), tally)
        for (month, parts), tally in contributions(row, measure, scope.register, scope.calendar)
    )


_Given = Mapping[str, Sequence[Contribution]]


def _line(layout: str, cell: tuple[int, tuple[str, ...]]) -> str:
    return BAR.join((layout, str(cell[0]), *cell[1]))


def _count_row(given: _Given, scope: DisclosureScope, units: Mapping[str, Counter[str]]) -> None:
    if ROWS not in units:
        return
    lines: set[str] = set()
    for measure in scope.base:
        if measure not in scope.closed:
            lines |= {f"{OPEN}{BAR}{_line(measure.key, cell)}" for cell, _tally in given[measure.key]}
            continue
        layouts = [layout for basis, layout in counted(measure, scope) if basis == ROWS]
        for cell, tally in given[measure.key] if layouts else ():
            if tally.rows or any(due < scope.cut for due in tally.values):
                lines.add(_line(measure.key, cell))
            if tally.total and measure.key + KEPT in layouts:
                lines.add(_line(measure.key + KEPT, cell))
    if lines:
        units[ROWS][LINE.join(sorted(lines))] += 1


def _count_amounts(row: Record, given: _Given, scope: DisclosureScope, units: Mapping[str, Counter[str]]) -> None:
    """Count people and whole numbers one by one: those of one cell of counts are alike, whatever measure asks."""
    for basis in units:
        kind, _colon, key = basis.partition(":")
        measures = [one for one in scope.closed if (basis, one.key + AMOUNT) in counted(one, scope)]
        value = row.values.get(key)
        if kind == "amount" and isinstance(value, int) and value > 0:
            lines = {_line(one.key + AMOUNT, cell) for one in measures for cell, tally in given[one.key] if tally.rows}
            _add(units[basis], lines, value)
        elif kind == "people" and isinstance(value, Counts):
            for parts, number in value.cells:
                alike = replace(row, values={**row.values, key: Counts(((parts, number),))})
                lines = {
                    _line(one.key + AMOUNT, cell)
                    for one in measures
                    for cell, tally in _told(alike, one, scope)
                    if tally.rows
                }
                _add(units[basis], lines, number)


def _add(counter: Counter[str], lines: Iterable[str], number: int) -> None:
    key = LINE.join(sorted(lines))
    if key and number:
        counter[key] += number
