"""Official tables filled from a publication: which rows there are, and a small closed set of things a cell may say.

A template names fields of a row («unit.name», «indicator.target»); it holds no expression and runs nothing. What is
empty gets the official word, so that no cell is blank and none is invented.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ceiba.kernel.duty import DutyColumn, DutyLine, DutyTable, RowKind
from ceiba.kernel.duty_fields import FIELD_BY_NAME, Cell, TableFacts, TableRow
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class FilledBand:
    """Rows under one heading; a blank title where the table has no bands."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class FilledTable:
    """A table with everything that is printed: the lines above, headings, bands of rows, and the lines below.

    ``used`` are the words for empty cells that stand in it, ``lacking`` counts the cells of which nobody said anything.
    ``answers`` tells whether some row has everything that the table requires.
    """

    table: DutyTable
    headings: tuple[str, ...]
    bands: tuple[FilledBand, ...]
    closing: tuple[tuple[str, str], ...] = ()
    footer: tuple[tuple[str, str], ...] = ()
    lacking: int = 0
    used: tuple[str, ...] = ()
    answers: bool = True

    @property
    def count(self) -> int:
        """Return how many rows there are in all."""
        return sum(len(band.rows) for band in self.bands)

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows of every band."""
        return tuple(row for band in self.bands for row in band.rows)


def fill(table: DutyTable, face: Snapshot, about: TableFacts) -> FilledTable:
    """Return a table filled from a publication."""
    rows = tuple(_rows(table, face))
    lacking, used, made = 0, dict[str, None](), dict[int, tuple[Cell, ...]]()
    for row in rows:
        cells = []
        for column in table.columns:
            cell = _cell(column, row, face, about)
            if cell is None:
                cell = column.empty or table.empty
                lacking += cell == table.empty
                used[cell] = None
            cells.append(cell)
        made[row.number] = tuple(cells)
    return FilledTable(
        table,
        tuple(column.heading for column in table.columns),
        tuple(_bands(table, rows, made)),
        tuple(_line(one, table, about) for one in table.closing),
        tuple(_line(one, table, about) for one in table.footer),
        lacking,
        tuple(used),
        any(_has(row, table.requires, face, about) for row in rows),
    )


def _has(row: TableRow, names: Iterable[str], face: Snapshot, about: TableFacts) -> bool:
    return all(FIELD_BY_NAME[name](row, face, about) not in (None, "") for name in names)


def _bands(table: DutyTable, rows: Iterable[TableRow], made: Mapping[int, tuple[Cell, ...]]) -> Iterator[FilledBand]:
    if not table.bands:
        yield FilledBand("", tuple(made.values()))
        return
    known = {process: band.title for band in table.bands for process in band.processes}
    within: dict[str, list[tuple[Cell, ...]]] = {band.title: [] for band in table.bands}
    apart: list[tuple[Cell, ...]] = []
    for row in rows:
        process = row.unit.process if row.unit else None
        (within[known[process]] if process in known else apart).append(made[row.number])
    yield from (FilledBand(title, tuple(inside)) for title, inside in within.items() if inside)
    if apart:  # nobody said to which process these units belong
        yield FilledBand(table.empty, tuple(apart))


def _line(line: DutyLine, table: DutyTable, about: TableFacts) -> tuple[str, str]:
    if line.fixed:
        return line.label, line.fixed
    told = about.cutoff.strftime("%d/%m/%Y") if line.fact == "cutoff" else about.facts.get(line.fact, "")
    return line.label, told or table.empty


def _cell(column: DutyColumn, row: TableRow, face: Snapshot, about: TableFacts) -> Cell | None:
    if column.fixed:
        return column.fixed
    for name in column.fields:
        told = FIELD_BY_NAME[name](row, face, about)
        if told is not None and told != "":
            return told
    return None


# Rows.


def _rows(table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    """Yield the rows of a table, numbered from 1 in the order in which it prints them: band after band."""
    found = list(_ROWS[table.rows](table, face))
    order = {process: place for place, band in enumerate(table.bands) for process in band.processes}
    found.sort(key=lambda row: order.get(row.unit.process or "" if row.unit else "", len(order)))
    for number, row in enumerate(found, 1):
        yield TableRow(number, row.plan, row.element, row.indicator, row.unit, row.project, row.line)


def _goals(table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    roles = {level.key: level.role for level in face.methodology.levels}
    for plan in face.plans:
        for element in plan.elements:
            if element.withdrawn or (table.roles and str(roles.get(element.level)) not in table.roles):
                continue
            for indicator in face.indicators_of(element) or (None,):
                unit = face.unit(indicator.unit if indicator and indicator.unit else _unit_of(face, element))
                yield TableRow(0, plan, element, indicator, unit)


def _unit_of(face: Snapshot, element: Element) -> str | None:
    """Return who answers for an element: its unit, or the nearest above it."""
    return next((one.unit for one in (element, *face.ancestors(element)) if one.unit), None)


def _units(_table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    yield from (TableRow(0, unit=unit) for unit in face.units)


def _plans(_table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    yield from (TableRow(0, plan) for plan in face.plans)


def _projects(_table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    yield from (TableRow(0, project=project, unit=face.unit(project.unit)) for project in face.projects)


def _lines(_table: DutyTable, face: Snapshot) -> Iterator[TableRow]:
    yield from (TableRow(0, line=line) for line in face.budget_lines)


_ROWS: Mapping[RowKind, Callable[[DutyTable, Snapshot], Iterator[TableRow]]] = {
    RowKind.GOAL: _goals,
    RowKind.UNIT: _units,
    RowKind.PLAN: _plans,
    RowKind.PROJECT: _projects,
    RowKind.BUDGET_LINE: _lines,
}
