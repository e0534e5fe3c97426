"""Tables of money whose cells came out one a line: the names of the columns first, then record after record."""

import re
from collections.abc import Iterator, Sequence

from ceiba.exchange.extraction import money_tables
from ceiba.exchange.extraction.laid_out import LaidOut
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.numbers import parse_amount
from ceiba.exchange.extraction.rows import Row
from ceiba.exchange.extraction.tables import Grid, assign
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold
from ceiba.kernel.vocabulary import Layout

_FEWEST_COLUMNS, _MOST_COLUMNS = 2, 7
_NARROW = 4  # columns of which every one must be known
_LONGEST_NAME = 60
_FEWEST_RECORDS = 2
_AMOUNT = re.compile(r"\b(?:monto|inversion|costo|valor|presupuesto|importe|recursos)\b")
_OTHERS = re.compile(
    r"\b(?:ano|fuente|financiamiento|plazo|unidad|responsable|beneficiarios|avance|porcentaje|fecha|etapa|prioridad|comuna)\b|^n$|^no$"
)


def find(printed: Sequence[TextLine], methodology: Methodology) -> dict[int, LaidOut]:
    """Return the tables of a document, keyed by their first line. Cost is linear in its length."""
    layouts = [layout for layout in methodology.vocabulary.layouts if layout.row in {"funding", "project"}]
    headers = (fold(header) for layout in layouts for column in layout.columns for header in column.headers)
    names = {header.split()[0] for header in headers if header}
    lines = [line for line in printed if not line.is_blank and not line.aside]
    found = {}
    at = 0
    while at < len(lines):
        table = _table_at(lines, at, layouts, methodology) if _may_begin(lines, at, names) else None
        if table is None:
            at += 1
            continue
        found[table.lines[0].number] = table
        at += len(table.lines)
    return found


def _may_begin(lines: Sequence[TextLine], at: int, names: set[str]) -> bool:
    """Tell whether a line may be the name of a first column: short, and its first word begins such a name."""
    text = lines[at].text
    words = fold(text[:_LONGEST_NAME]).split() if _is_name(lines[at]) else []
    return bool(words) and words[0] in names


def _is_name(line: TextLine) -> bool:
    text = line.text
    return not line.cells and 0 < len(text) <= _LONGEST_NAME and text[-1] not in ".;:," and parse_amount(text) is None


def _table_at(
    lines: Sequence[TextLine], at: int, layouts: Sequence[Layout], methodology: Methodology
) -> LaidOut | None:
    for width in range(_MOST_COLUMNS, _FEWEST_COLUMNS - 1, -1):
        heads = lines[at : at + width]
        if len(heads) < width or not all(map(_is_name, heads)):
            continue
        for layout in layouts:
            columns = _columns([head.text for head in heads], layout)
            if columns is None:
                continue
            rows = tuple(_records(lines, at + width, columns))
            if len(rows) >= _FEWEST_RECORDS:
                grid = Grid(layout, columns, tuple(head.text for head in heads), rows)
                money, totals = money_tables.read(grid, methodology.vocabulary.totals)
                return LaidOut(tuple(lines[at : at + width * (len(rows) + 1)]), money, totals, ())
    return None


def _columns(heads: Sequence[str], layout: Layout) -> tuple[str | None, ...] | None:
    """Return the fields of heads that begin with a name and hold an amount behind it, None where they are no table."""
    fields = list(assign(heads, layout))
    if "amount" not in fields and "name" in fields:  # «Inversión estimada M$»
        likely = [i for i, head in enumerate(heads) if fields[i] is None and _AMOUNT.search(fold(head))]
        if len(likely) == 1:
            fields[likely[0]] = "amount"
    met = {name for name in fields if name}
    if not met >= {"name", "amount", *layout.required} or fields.index("name") > fields.index("amount"):
        return None
    unknown = [i for i, field in enumerate(fields) if field is None]
    others = [i for i in unknown if not _OTHERS.search(fold(heads[i]))]
    return None if others or (unknown and unknown[0] == 0) else tuple(fields)


def _records(lines: Sequence[TextLine], at: int, columns: Sequence[str | None]) -> Iterator[Row]:
    """Yield the records: as many lines as columns, the amount where it belongs and words where the name does."""
    width, amount, name = len(columns), columns.index("amount"), columns.index("name")
    while at + width <= len(lines):
        own = lines[at : at + width]
        cells = tuple("" if line.printed in ("-", "–", "—") else line.printed for line in own)
        if any(line.cells for line in own) or not any(c.isalpha() for c in cells[name]):
            return
        if parse_amount(cells[amount]) is None:
            return
        yield Row({f: c for f, c in zip(columns, cells, strict=True) if f and c}, cells, own[0].number)
        at += width
