"""Cells of open data as text, and a text that a spreadsheet would run as a formula made harmless and back again.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or an end of line is a formula to programs of tables, and one
that somebody planted in a plan would run on the reader's machine. In CSV such a text goes out with one apostrophe
before it, and so does one that has only apostrophes before such a sign; taking one apostrophe off any text that begins
so gives every text back as it was. Figures are no texts: a negative amount stays as it is.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from ceiba.exchange.datasets.dataset import Cell
from ceiba.exchange.writers.open_data import moment

_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
_RUNS = re.compile(rf"'*{_SIGNS}")
_GUARDED = re.compile(rf"'+{_SIGNS}")


def guarded(text: str) -> str:
    """Return a text that no program of tables takes for a formula.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("agua")
    ("'=1+1", "''=1+1", 'agua')
    """
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given.

    >>> unguarded("'=1+1"), unguarded("'agua'")
    ('=1+1', "'agua'")
    """
    return text[1:] if _GUARDED.match(text) else text


def written(cell: Cell) -> str:
    """Return a cell as text: figures with a point and nothing between, days and moments as RFC 3339, blank for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
