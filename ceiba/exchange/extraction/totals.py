"""Printed totals with their addends: the rows above, and every row of the table wherever the total stands."""

from collections.abc import Sequence
from decimal import Decimal

from ceiba.exchange.extraction.drafts import MoneyRow, TotalRow
from ceiba.kernel.text import fold


def is_total(label: str, words: Sequence[str]) -> bool:
    """Tell whether a row's label says that it is a sum."""
    folded = f" {fold(label)} "
    return any(f" {fold(word)} " in folded for word in words) and len(folded.split()) < 14


def totals(
    label: str,
    stated: dict[str, Decimal],
    above: Sequence[MoneyRow],
    rows: Sequence[MoneyRow],
    headers: dict[str, str],
    place: tuple[int, str],
) -> tuple[TotalRow, ...]:
    """Return one total for each column that has a printed sum and addends: ``place`` is its line and quote."""
    found = []
    for column, amount in stated.items():
        addends = tuple(row.amounts[column] for row in above if column in row.amounts)
        everything = tuple(row.amounts[column] for row in rows if column in row.amounts)
        if everything and len(rows) > 1:
            name = headers.get(column, column)
            found.append(TotalRow(label, name, amount, addends or everything, everything, place[0], place[1]))
    return tuple(found)
