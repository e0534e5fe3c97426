"""Tables of money laid out with blanks: one row for each source or axis, and the sums that they print both ways."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from ceiba.exchange.document import Line
from ceiba.exchange.extraction import money_lists, vertical_money
from ceiba.exchange.extraction.drafts import MoneyRow, TotalRow
from ceiba.exchange.extraction.headings import Grammar, Label
from ceiba.exchange.extraction.laid_out import LaidOut
from ceiba.exchange.extraction.layout_rows import LayoutRow, LayoutTable, tables
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.money_tables import AMOUNTS
from ceiba.exchange.extraction.tables import assign
from ceiba.exchange.extraction.totals import is_total
from ceiba.kernel.methodology import Level, Methodology, Role
from ceiba.kernel.text import fold, squeeze
from ceiba.kernel.vocabulary import Layout

_NEARLY = Decimal("0.00001")  # by how much, in parts of itself, a printed sum may miss and still be one


def find(
    lines: Sequence[Line], printed: Sequence[TextLine], grammar: Grammar, methodology: Methodology
) -> dict[int, LaidOut]:
    """Return the tables of funding of a document, keyed by their first line. Cost is linear in its length."""
    by_number = {line.number: line for line in printed}
    found = {}
    for table in tables(lines, _numbered(grammar)):
        reader = _Reader(table, grammar, methodology)
        if reader.is_funding:
            own = tuple(by_number[n] for n in range(table.first, table.last + 1) if n in by_number)
            if any(line.cells and _lists_projects(line.cells, methodology) for line in own):
                continue
            found[table.first] = LaidOut(own, *reader.read())
    return money_lists.find(printed, methodology) | vertical_money.find(printed, methodology) | found


def _lists_projects(cells: Sequence[str], methodology: Methodology) -> bool:
    """Tell whether the cells are the header of a list of projects, whose column of sources makes it no funding."""
    for layout in methodology.vocabulary.layouts:
        fields = set(assign(cells, layout)) if layout.row == "project" else set()
        if fields >= {"name", "amount", "source"}:
            return True
    return False


def _numbered(grammar: Grammar) -> Callable[[str], bool]:
    def is_label(text: str) -> bool:
        label = grammar.label(text) if text else None
        return label is not None and label.code is not None

    return is_label


class _Reader:
    """Reads one table: which of its rows are sums, which column is the amount of a row."""

    def __init__(self, table: LayoutTable, grammar: Grammar, methodology: Methodology) -> None:
        self._table, self._grammar, self._methodology = table, grammar, methodology
        words = methodology.vocabulary.totals
        self._sorted = [
            _with_sums([r.amounts[c] for r in table.rows if c in r.amounts]) for c in range(len(table.headers))
        ]
        named = [row for row in table.rows if is_total(row.name, words)]
        self._sums = [
            row
            for row in table.rows
            if is_total(row.name, words) or (self._is_sum(row) and not self._is_addend(row, named))
        ]
        sums = {row.line for row in self._sums}
        named = [row for row in table.rows if row.line not in sums and row.name]
        self._labels = {row.line: self._label(row) for row in named}
        axes = [row for row in named if self._axis(row) is not None]
        self._rows = axes or named
        self._across = self._adds_up_across()
        self._columns = self._assigned()

    @property
    def is_funding(self) -> bool:
        """Tell whether the headers say that amounts of sources or axes stand below them."""
        return len(self._rows) > 1 and "amount" in self._columns

    def read(self) -> tuple[tuple[MoneyRow, ...], tuple[TotalRow, ...], tuple[tuple[Level, Label, LayoutRow], ...]]:
        """Return the rows, the totals and the axes."""
        rows = []
        for row in self._rows:
            amounts = {name: row.amounts[i] for i, name in enumerate(self._columns) if name and i in row.amounts}
            if "amount" in amounts:
                rows.append(MoneyRow("funding", {"name": self._full_name(row)}, amounts, row.line, _quote(row), 0.85))
        axes = tuple(
            (level, label, row)
            for row in self._rows
            if (level := self._axis(row)) is not None and (label := self._labels[row.line]) is not None
        )
        return tuple(rows), (*self._totals_across(), *self._totals_below()), axes

    # --- sums -----------------------------------------------------------------------------------------------------

    def _is_sum(self, row: LayoutRow) -> bool:
        """Tell whether every amount of a row is the sum of its column, whatever stands before it."""
        for column, amount in row.amounts.items():
            amounts, sums = self._sorted[column]
            smaller = bisect_left(amounts, amount)
            if smaller < 2 or not _is_nearly(amount, sums[smaller]):
                return False
        return bool(row.amounts)

    def _is_addend(self, row: LayoutRow, named: Sequence[LayoutRow]) -> bool:
        """Tell whether a row whose amounts happen to be sums is itself a part of a total that is called so."""
        others = [r for r in self._table.rows if all(r is not total for total in named)]
        return any(
            _is_nearly(total.amounts[c], sum((r.amounts[c] for r in others if c in r.amounts), Decimal(0)))
            for total in named
            for c in row.amounts
            if c in total.amounts
        )

    def _adds_up_across(self) -> bool:
        """Tell whether the last column is the sum of the others in the rows that fill them all."""
        last = len(self._table.headers) - 1
        full = [row for row in self._rows if len(row.amounts) == last + 1]
        if last < 2 or len(full) < 2:
            return False
        return all(_is_nearly(r.amounts[last], sum(r.amounts.values(), Decimal(0)) - r.amounts[last]) for r in full)

    def _totals_across(self) -> Iterator[TotalRow]:
        last = len(self._table.headers) - 1
        for row in self._rows if self._across else ():
            addends = tuple(amount for column, amount in sorted(row.amounts.items()) if column != last)
            if last in row.amounts and len(addends) > 1:
                name, header = self._full_name(row), self._table.headers[last]
                yield TotalRow(name, header, row.amounts[last], addends, addends, row.line, _quote(row))

    def _totals_below(self) -> Iterator[TotalRow]:
        for row in self._sums:
            for column, amount in sorted(row.amounts.items()):
                if "%" in self._table.headers[column]:
                    continue
                every = tuple(r.amounts[column] for r in self._rows if column in r.amounts)
                above = tuple(r.amounts[column] for r in self._rows if column in r.amounts and r.line < row.line)
                if len(every) > 1:
                    label = squeeze(row.name) or "Total"
                    header = self._table.headers[column]
                    yield TotalRow(label, header, amount, above or every, every, row.line, _quote(row))

    # --- names ------------------------------------------------------------------------------------------------------

    def _label(self, row: LayoutRow) -> Label | None:
        """Return the numbered label of a row, the whole name as its rest, wherever in the cell it stands."""
        for i, (_line, text) in enumerate(pieces := sorted(row.pieces)):
            label = self._grammar.label(text)
            if label is not None and label.code is not None:
                rest = " ".join([*(t for _l, t in pieces[:i]), label.rest, *(t for _l, t in pieces[i + 1 :])])
                return Label(label.levels, label.words, squeeze(rest), label.code, separated=True)
        return None

    def _axis(self, row: LayoutRow) -> Level | None:
        label = self._labels.get(row.line)
        levels = label.levels if label is not None and label.rest else ()
        return next((lv for lv in levels if lv.role is Role.AXIS and lv.kind == "axis"), None)

    def _full_name(self, row: LayoutRow) -> str:
        label = self._labels.get(row.line)
        return squeeze(f"{label.words} {label.code} {label.rest}" if label is not None else row.name)

    # --- columns ----------------------------------------------------------------------------------------------------

    def _assigned(self) -> tuple[str | None, ...]:
        """Return the field of each column by the layout of funding that the headers and the rows speak for."""
        for layout in self._methodology.vocabulary.layouts:
            if layout.row == "funding" and self._names_rows(layout):
                columns = tuple(c if c in AMOUNTS else None for c in assign(self._table.headers, layout))
                if "amount" in columns:
                    return (None,) * (len(columns) - 1) + ("amount",) if self._across else columns
        return ()

    def _names_rows(self, layout: Layout) -> bool:
        """Tell whether the title or the labels of the rows say what the rows of this layout are."""
        words = f" {fold(self._table.title)} "
        phrases = [fold(h) for column in layout.columns if column.field == "name" for h in column.headers]
        labels = {fold(label.words) for label in self._labels.values() if label is not None}
        return any(phrase and (f" {phrase} " in words or phrase in labels) for phrase in phrases)


def _with_sums(amounts: Sequence[Decimal]) -> tuple[list[Decimal], list[Decimal]]:
    """Return amounts in rising order, and the sum of the first so many of them."""
    rising = sorted(amounts)
    return rising, list(accumulate(rising, initial=Decimal(0)))


def _is_nearly(stated: Decimal, computed: Decimal) -> bool:
    return abs(stated - computed) <= max(Decimal(2), abs(stated) * _NEARLY)


def _quote(row: LayoutRow) -> str:
    return " | ".join([squeeze(row.name), *(f"{amount:f}" for _column, amount in sorted(row.amounts.items()))])
