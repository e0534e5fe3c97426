"""Tables of money: funding by source and projects, with the totals that they print, of columns and of rows."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ceiba.exchange.extraction.drafts import MoneyRow, TotalRow
from ceiba.exchange.extraction.numbers import decimal_separator, parse_amount
from ceiba.exchange.extraction.tables import Grid, Row
from ceiba.exchange.extraction.totals import Amounts, is_nearly, is_total, totals
from ceiba.kernel.text import fold, squeeze

AMOUNTS = ("amount", "investment", "operating")
_PERCENTS = ("stated_investment_percent", "stated_operating_percent")
_NO_MONEY = frozenset({"number", "code", "year", "baseline", "baseline_year", "target_year", "indicator_code", "level"})
_NO_SUM = re.compile(
    r"%|\bporcentaje|\bporcentual|\bc[óo]d(?:igo)?\b|^n\.?[ºo°]\.?$|\bid\b|^a[ñn]o$|\bavance\b|\bbpin\b|\bsnip\b|\bcui\b|\bindicador",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b(?:inicial|aprobad[oa]|pia|asignad[oa]|original)\b")
_CURRENT = (  # «Modificado» is the change itself where «Vigente» stands beside it
    re.compile(r"\b(?:vigente|codificad[oa]|definitiv[oa]|actualizad[oa]|pim|ajustad[oa])\b"),
    re.compile(r"\bmodificad[oa]\b"),
)
_SCALED = re.compile(
    r"\b(?:mil(?:es)?\s+de\s+millones|millones|miles)\b|\bmdp\b|\bmdd\b|(?<!\w)MM?\s?\$", re.IGNORECASE
)
_SCALED_SIGN = re.compile(r"(?<!\w)MM?(?=\s?\$)")  # «M$», «MM$»: thousands and millions of pesos
_FEWEST_SUMS = 2  # rows whose last column is the sum of the others before the table is taken to add up across


def read(grid: Grid, total_words: Sequence[str]) -> tuple[tuple[MoneyRow, ...], tuple[TotalRow, ...]]:
    """Return the rows of a table of funding or projects, and its totals, in the order of the document."""
    separator = decimal_separator([row.fields[f] for row in grid.rows for f in AMOUNTS if f in row.fields])
    place = _amount_place(grid)
    rows: list[MoneyRow] = []
    for row in grid.rows:
        label = row.fields.get("name") or next((c for c in row.cells if any(map(str.isalpha, c))), "")
        if is_total(label, total_words) or is_total(row.cells[0], total_words):
            continue
        amounts = _amounts(row, grid, separator, place)
        if label and (amounts or (grid.layout.row == "project" and _is_row(row))):
            fields = {k: v for k, v in row.fields.items() if k not in AMOUNTS} | {
                "name": squeeze(row.fields.get("name", label))
            }
            rows.append(MoneyRow(grid.layout.row, fields, amounts, row.line, row.quote))
    return tuple(rows), sums(grid, total_words)


def scale_of(grid: Grid) -> str | None:
    """Return the header that says that a table's amounts are thousands or millions, None where none does.

    Amounts are kept as printed, so that a person can compare them with the page and decide.
    """
    places = [i for i, field in enumerate(grid.columns) if field in AMOUNTS]
    header = next((grid.headers[i] for i in places if _SCALED.search(grid.headers[i])), None)
    cells = (row.at(i) for row in grid.rows[:1] for i in places)
    return header or next((match[0] + "$" for cell in cells if (match := _SCALED_SIGN.search(cell))), None)


def as_printed(text: str, separator: str | None = None) -> Decimal | None:
    """Return an amount without what its sign multiplies it by: «M$ 420.900» is 420900, as in a column «Monto (M$)»."""
    bare = _SCALED_SIGN.sub("", text)
    return parse_amount(bare, separator) if separator is not None else parse_amount(bare)


def sums(grid: Grid, total_words: Sequence[str]) -> tuple[TotalRow, ...]:
    """Return the printed sums of any table: of its columns, and of its rows where a column adds the others up."""
    if not any(is_total(header, total_words) for header in grid.headers) and not any(
        _total_label(_texts(row), total_words) for row in grid.rows
    ):
        return ()
    separator = decimal_separator([cell for row in grid.rows for cell in row.cells[1:]])
    columns = _summed_columns(grid)
    rows = [_amounts_of(row, grid, columns, separator, total_words) for row in grid.rows]
    if not any(row.is_sum for row in rows) and not any(is_total(grid.headers[c], total_words) for c in columns):
        return ()
    return (*_across(grid, columns, rows, total_words), *totals(rows, grid.headers))


def _summed_columns(grid: Grid) -> list[int]:
    """Return the columns whose numbers can be added: no percentages, codes, numbers of rows."""
    found = []
    for column, (field, header) in enumerate(zip(grid.columns, grid.headers, strict=True)):
        if field in _NO_MONEY or field in _PERCENTS or _NO_SUM.search(header) or (field or "").startswith("code:"):
            continue
        cells = [row.cells[column] for row in grid.rows if column < len(row.cells) and row.cells[column]]
        numeric = [cell for cell in cells if any(map(str.isdigit, cell)) and as_printed(cell) is not None]
        percent = sum(cell.rstrip().endswith("%") for cell in cells)
        if len(numeric) > 1 and len(numeric) * 2 >= len(cells) and percent * 2 < len(numeric):
            found.append(column)
    return found


def _amounts_of(row: Row, grid: Grid, columns: Sequence[int], separator: str, total_words: Sequence[str]) -> Amounts:
    texts = _texts(row)
    label = _total_label(texts, total_words)
    own = {}
    for column in columns:
        cell = row.cells[column] if column < len(row.cells) else ""
        amount = as_printed(cell, separator) if any(map(str.isdigit, cell)) else None
        if amount is not None:
            own[column] = amount
    if label and len(own) < len(columns):
        own = _by_place(row, grid, columns, separator) or own
    name = label or (row.fields.get("source") or row.fields.get("name") or (texts[0] if texts else ""))
    return Amounts(squeeze(name), own, row.line, row.quote, bool(label))


def _texts(row: Row) -> list[str]:
    return [cell for cell in row.cells if any(map(str.isalpha, cell))]


def _total_label(texts: Sequence[str], total_words: Sequence[str]) -> str:
    """Return which of the first texts of a row says that it is a sum, "" where none does."""
    return next((text for text in texts[:3] if is_total(text, total_words)), "")


def _by_place(row: Row, grid: Grid, columns: Sequence[int], separator: str) -> dict[int, Decimal]:
    """Return the amounts of a total row whose cells do not stand under their columns, where there is one a column."""
    cells = [cell for cell in row.cells if any(map(str.isdigit, cell)) and not cell.rstrip().endswith("%")]
    amounts = [amount for cell in cells if (amount := as_printed(cell, separator)) is not None]
    if len(amounts) != len(columns):
        last = columns[-1:] if "amount" not in grid.columns else [grid.columns.index("amount")]
        columns = last if len(amounts) == 1 else []
    return dict(zip(columns, amounts, strict=True)) if columns else {}


def _across(
    grid: Grid, columns: Sequence[int], rows: Sequence[Amounts], total_words: Sequence[str]
) -> Iterator[TotalRow]:
    """Yield the sum of each row where a column that is called a total adds up those before it."""
    last = next((c for c in reversed(columns) if is_total(grid.headers[c], total_words)), None)
    before = [c for c in columns if last is not None and c < last]
    if last is None or len(before) < _FEWEST_SUMS:
        return
    full = [row for row in rows if last in row.by_column and any(c in row.by_column for c in before)]
    fitting = [row for row in full if is_nearly(row.by_column[last], _sum(row, before))]
    if len(fitting) < _FEWEST_SUMS or len(fitting) * 3 < len(full) * 2:
        return
    for row in full:
        addends = tuple(row.by_column[c] for c in before if c in row.by_column)
        if not row.is_sum and len(addends) > 1:
            yield TotalRow(row.label, grid.headers[last], row.by_column[last], addends, addends, row.line, row.quote)


def _sum(row: Amounts, columns: Sequence[int]) -> Decimal:
    return sum((row.by_column[c] for c in columns if c in row.by_column), Decimal(0))


def _amounts(row: Row, grid: Grid, separator: str, place: int | None) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for field in grid.columns:
        if field not in (*AMOUNTS, *_PERCENTS) or (field == "amount" and place is not None):
            continue
        text = row.fields.get(field)
        amount = as_printed(text, separator) if text else None
        if amount is not None:
            found[field] = amount
    if place is not None and place < len(row.cells):
        amount = as_printed(row.cells[place], separator)
        if amount is not None:
            found["amount"] = amount
    return found


def _amount_place(grid: Grid) -> int | None:
    """Return the column of the current budget where the one taken for the amount is the initial one; else None."""
    if "amount" not in grid.columns:
        return None
    first = grid.columns.index("amount")
    if not _INITIAL.search(fold(grid.headers[first])):
        return None
    headers = [fold(header) for header in grid.headers]
    return next((i for words in _CURRENT for i, h in enumerate(headers) if words.search(h) and "%" not in h), None)


def _is_row(row: Row) -> bool:
    """Tell a project without an amount from the heading of a group, which stands alone in its row."""
    return bool(row.fields.get("code")) or sum(map(bool, row.cells)) > 1
