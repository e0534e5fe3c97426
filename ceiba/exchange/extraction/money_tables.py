"""Tables of money: funding by source and projects, with the totals that they print."""

from collections.abc import Sequence
from decimal import Decimal

from ceiba.exchange.extraction.drafts import MoneyRow, TotalRow
from ceiba.exchange.extraction.numbers import decimal_separator, parse_amount
from ceiba.exchange.extraction.tables import Grid, Row
from ceiba.exchange.extraction.totals import is_total, totals
from ceiba.kernel.text import squeeze

AMOUNTS = ("amount", "investment", "operating")
_PERCENTS = ("stated_investment_percent", "stated_operating_percent")


def read(grid: Grid, total_words: Sequence[str]) -> tuple[tuple[MoneyRow, ...], tuple[TotalRow, ...]]:
    """Return the rows of a table of funding or projects, and its totals, in the order of the document."""
    name = "source" if grid.layout.row == "funding" else "name"
    separator = decimal_separator([row.fields[f] for row in grid.rows for f in AMOUNTS if f in row.fields])
    headers = {field: header for field, header in zip(grid.columns, grid.headers, strict=True) if field}
    rows: list[MoneyRow] = []
    sums: list[tuple[str, dict[str, Decimal], int, Row]] = []
    for row in grid.rows:
        label = row.fields.get(name) or next((c for c in row.cells if any(ch.isalpha() for ch in c)), "")
        amounts = _amounts(row, separator)
        if is_total(label, total_words) or (is_total(row.cells[0], total_words) and amounts):
            sums.append((squeeze(label), amounts or _by_place(row, grid, separator), len(rows), row))
        elif label and (amounts or grid.layout.row == "project"):
            fields = {k: v for k, v in row.fields.items() if k not in AMOUNTS} | {
                "name": squeeze(row.fields.get(name, label))
            }
            rows.append(MoneyRow(grid.layout.row, fields, amounts, row.line, row.quote))
    found: list[TotalRow] = []
    for label, stated, above, row in sums:
        found += totals(label, stated, rows[:above], rows, headers, (row.line, row.quote))
    return tuple(rows), tuple(found)


def _amounts(row: Row, separator: str) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for field in (*AMOUNTS, *_PERCENTS):
        text = row.fields.get(field)
        amount = parse_amount(text, separator) if text else None
        if amount is not None:
            found[field] = amount
    return found


def _by_place(row: Row, grid: Grid, separator: str) -> dict[str, Decimal]:
    """Return the amount of a total row whose cells do not stand under their columns: one amount, one column."""
    amounts = [
        a
        for a in (parse_amount(cell, separator) for cell in row.cells if any(c.isdigit() for c in cell))
        if a is not None
    ]
    return {"amount": amounts[-1]} if len(amounts) == 1 and "amount" in grid.columns else {}
