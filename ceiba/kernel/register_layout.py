"""Which tables of a register are printed, what their cells count, and how they are protected.

A table most of which would be withheld is not printed: a measure is told by month where few months are small, else by
quarter, else by year alone; its years are opened by a dimension where no more than half of those cells are small; and
all tables together have no more cells than rows can fill. So less is withheld, and the proof ends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ceiba.kernel.period import Period
from ceiba.kernel.register_disclosure import (
    BAR,
    LINE,
    OPEN,
    DisclosureScope,
    RegisterSurvey,
    constituents,
    counted,
)
from ceiba.kernel.register_measure import Measure, MeasureKind
from ceiba.kernel.register_table import STATE, UNKNOWN
from ceiba.kernel.suppression import (
    Key,
    ReleasedCell,
    TableAxis,
    TableEdition,
    TableLayout,
    TableRelease,
    publish,
)

MONTHS = 24  # the longest run of months that is told one by one; the years tell what lies before
MOST_CELLS = 40  # of one basis: with more, a release after several others takes minutes to prove
EDITIONS = 6  # of those before, that are walked through whole: each makes the proof a few times longer
_QUARTER, _YEAR = 3, 12
_FEW, _HALF = 4, 2  # of the cells that are not zero, at most one in so many is small
_DIMENSION = "cells"


@dataclass(frozen=True, slots=True)
class CountedCell:
    """A cell that a figure rests on: what it counts, and its place in the tables of that basis."""

    basis: str
    layout: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTables:
    """What is told of a base measure: its periods, and the dimensions by which its years are opened."""

    periods: tuple[Period, ...]
    by: tuple[str, ...]


def printed(found: RegisterSurvey) -> dict[str, PrintedTables]:
    """Return which tables of each base measure are printed: years always, then months or quarters, then dimensions.

    Each is printed while its basis has room: beside the years a cell for every ``2 × threshold`` units that it counts.
    Tables with more cells than that single out nearly everybody, and nearly all of them would be withheld.
    """
    years = tuple(Period.of_year(year) for year in years_of(found))
    cell = 2 * found.scope.rule.threshold
    room = {basis: min(sum(units.values()) // cell, MOST_CELLS) for basis, units in found.units.items()}
    told = {measure.key: PrintedTables(years, ()) for measure in found.scope.base}
    for measure in found.scope.base:
        for length in (1, _QUARTER):
            periods = _whole_parts(years, length, found.scope.last_month)
            sizes = [_sizes(measure, found, period) for period in periods]
            if _worth(measure, sizes, _FEW, found.scope) and _take(room, measure, len(periods), found.scope):
                told[measure.key] = PrintedTables((*periods, *years), ())
                break
    for measure in found.scope.base:
        for name in measure.by:
            wanted = [(year, part) for year in years for part in found.tables[measure.key].parts(name)]
            sizes = [_sizes(measure, found, year, {name: part}) for year, part in wanted]
            if _worth(measure, sizes, _HALF, found.scope) and _take(room, measure, len(wanted), found.scope):
                tables = told[measure.key]
                told[measure.key] = PrintedTables(tables.periods, (*tables.by, name))
    return told


def _whole_parts(years: Iterable[Period], length: int, last: int) -> tuple[Period, ...]:
    parts = [part for year in years for part in year.divide(length) if part.last_month <= last]
    return tuple(parts[-(MONTHS // length) :])


def _take(room: dict[str, int], measure: Measure, cells: int, scope: DisclosureScope) -> bool:
    """Take room for a table in every basis that it counts; tell whether there was."""
    wanted = [basis for basis, _layout in counted(measure, scope)] if measure in scope.closed else []
    enough = all(room[basis] >= cells * wanted.count(basis) for basis in wanted)
    for basis in wanted if enough else ():
        room[basis] -= cells
    return enough


def _sizes(
    measure: Measure, found: RegisterSurvey, period: Period, where: Mapping[str, str] | None = None
) -> tuple[int, ...]:
    """Return the counts behind a figure: its rows, and for a share in time both the kept and the late."""
    told = Period(period.first_month, min(period.last_month, found.scope.last_month) - period.first_month + 1)
    tally = found.tables[measure.key].tally(told, where)
    if measure.kind is not MeasureKind.WITHIN_DEADLINE:
        return (tally.rows,)
    late = sum(times for due, times in tally.values.items() if due < found.scope.cut)
    kept = int(tally.total)
    return tally.rows + late, kept, tally.rows - kept + late


def _worth(measure: Measure, cells: Sequence[tuple[int, ...]], one_in: int, scope: DisclosureScope) -> bool:
    sizes = [size for cell in cells for size in cell if size]
    small = sum(size < scope.rule.threshold for size in sizes)
    return bool(sizes) and (scope.open(measure) or small * one_in <= len(sizes))


def years_of(found: RegisterSurvey) -> tuple[int, ...]:
    """Return the calendar years that are told, from the first row or the first day of the register to the last."""
    last = found.scope.last_month
    months = {month for table in found.tables.values() for month, _parts in table.cells if month <= last}
    if found.scope.since is not None:
        months.add(min(found.scope.since.year * 12 + found.scope.since.month - 1, last))
    return tuple(range(min(months) // _YEAR, last // _YEAR + 1)) if months else ()


def parts_of(measure: Measure, name: str, found: RegisterSurvey) -> tuple[str, ...]:
    """Return the parts of a table: all that the type lists, and of what it does not list those that occur."""
    register = found.scope.register
    options = tuple(option.key for option in register.parts_of(name) or () if not option.retired)
    listed = tuple(state.key for state in register.states) if name == STATE else options
    return (*listed, *(part for part in found.tables[measure.key].parts(name) if part not in listed))


def edition_of(basis: str, found: RegisterSurvey) -> TableEdition:
    """Return the counts of a basis and the tables that are printed of them: by period, and by year and part."""
    members, told = _members(basis, found), printed(found)
    layouts = []
    for measure in found.scope.closed:
        tables = told[measure.key]
        for own, name in counted(measure, found.scope):
            if own == basis:
                codes = {code(period, UNKNOWN) for period in tables.periods}
                layouts.append(_layout(name, codes, members))
                layouts += [_opened(measure, name, by, tables, members, found) for by in tables.by]
    if OPEN in members:
        layouts.append(_layout(OPEN, members[OPEN], members))
    counts: dict[Key, int] = {(key,): number for key, number in sorted(found.units[basis].items())}
    return TableEdition((_DIMENSION,), counts, tuple(layouts))


_Members = dict[str, dict[str, set[str]]]  # layout → code of a cell → keys that it adds up


def _members(basis: str, found: RegisterSurvey) -> _Members:
    members: _Members = {}
    for key in found.units[basis]:
        lines = key.split(LINE)
        told = LINE.join(line for line in lines if line.startswith(OPEN + BAR))
        if told:
            members.setdefault(OPEN, {}).setdefault(told, set()).add(key)
        for line in lines:
            layout, month, *parts = line.split(BAR)
            if layout != OPEN and int(month) <= found.scope.last_month:
                _place(members, layout, int(month), parts, key)
    return members


def _place(members: _Members, layout: str, month: int, parts: Sequence[str], key: str) -> None:
    for length in (1, _QUARTER, _YEAR):
        period = Period(month - month % length, length)
        members.setdefault(layout, {}).setdefault(code(period, UNKNOWN), set()).add(key)
    year = Period(month - month % _YEAR, _YEAR)
    for at, part in enumerate(parts):
        members.setdefault(f"{layout}/{at}", {}).setdefault(code(year, part), set()).add(key)


def _opened(
    measure: Measure, name: str, by: str, tables: PrintedTables, members: _Members, found: RegisterSurvey
) -> TableLayout:
    years = [period for period in tables.periods if period.months == _YEAR]
    codes = {code(year, part) for year in years for part in parts_of(measure, by, found)}
    return _layout(f"{name}/{measure.by.index(by)}", codes, members)


def _layout(name: str, codes: Iterable[str], members: _Members) -> TableLayout:
    own = members.get(name, {})
    groups = tuple((one, frozenset(own.get(one, ()))) for one in sorted(codes))
    return TableLayout(name, (TableAxis(_DIMENSION, groups),))


def code(period: Period, part: str) -> str:
    """Return the code of a cell: its period, and the part by which it is opened."""
    return f"{period.notation()}{BAR}{part}"


def protected(basis: str, found: RegisterSurvey, history: Sequence[TableRelease] = ()) -> TableRelease:
    """Return the tables of a basis as they may be published after earlier ones, oldest first.

    Where rows are public, who is alone in a cell is told by the rows themselves, and nothing is called exposed.
    """
    edition = edition_of(basis, found)
    rows = _rows_of(edition)
    release = publish(edition, found.scope.rule, [*_with_rows(remembered(history)), *rows])
    if not rows:
        return release
    told = {cell.codes: cell for cell in rows[0].cells}
    cells = tuple(told[cell.codes] if cell.layout == OPEN else cell for cell in release.cells)
    return replace(release, cells=cells, exposed=())


def remembered(history: Sequence[TableRelease]) -> tuple[TableRelease, ...]:
    """Return what a new release is held against: the last ``EDITIONS``, and older ones that a cell stands from.

    So whatever figure was last given of a cell is always among them. What is left out can be subtracted only over
    figures in between, each of which differs from its neighbours by nothing or by no small number.
    """
    kept = set(range(max(len(history) - EDITIONS, 0), len(history)))
    last: dict[tuple[str, tuple[str, ...]], int] = {}
    for at, release in enumerate(history):
        last.update({(cell.layout, cell.codes): at for cell in release.cells if cell.count is not None})
    return tuple(release for at, release in enumerate(history) if at in kept | set(last.values()))


def _with_rows(history: Iterable[TableRelease]) -> Iterator[TableRelease]:
    for release in history:
        yield from _rows_of(release.edition)
        yield release


def _rows_of(edition: TableEdition) -> tuple[TableRelease, ...]:
    """Return what public rows tell by themselves, as a release of its own; none where no rows are public."""
    layouts = tuple(layout for layout in edition.layouts if layout.id == OPEN)
    if not layouts:
        return ()
    rows = TableEdition(edition.dimensions, edition.counts, layouts)
    cells = (
        ReleasedCell(layout, codes, sum(edition.counts[key] for key in keys))
        for (layout, codes), keys in sorted(rows.members().items())
    )
    return (TableRelease(rows, tuple(cells)),)


def cells_behind(
    measure: Measure, period: Period, by: str, part: str, scope: DisclosureScope
) -> tuple[CountedCell, ...]:
    """Return the protected cells that a figure rests on; none for an open measure."""
    found = []
    for key in constituents(measure):
        base = scope.register.measure_by_key[key]
        for basis, layout in counted(base, scope) if base in scope.closed else ():
            table = layout if not by else f"{layout}/{base.by.index(by)}"
            found.append(CountedCell(basis, table, (code(period, part),)))
    return tuple(found)
