"""A table of open data as CSV (RFC 4180): UTF-8 with its mark, since without it Excel takes accents for other letters.

Commas part the cells and a point the decimals, whatever the country: one file for everybody. What a spreadsheet would
run is made harmless (``open_cells``).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from ceiba.exchange.datasets.dataset import Cell, Dataset, Issue
from ceiba.exchange.writers.open_cells import written

MARK = "\ufeff"
_AT_ONCE = 2000  # rows


def write(dataset: Dataset, issue: Issue) -> Iterator[bytes]:
    """Yield the table in parts: headings first, then rows."""
    return lines(dataset.names, dataset.rows(issue))


def lines(headings: Sequence[str], rows: Iterable[Iterable[Cell]], *, mark: str = MARK) -> Iterator[bytes]:
    """Yield headings and rows as CSV, many rows at once."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    out.write(mark)
    writer.writerow(headings)
    coming = iter(rows)
    while True:
        for row in (some := list(islice(coming, _AT_ONCE))):
            writer.writerow([written(cell) for cell in row])
        yield out.getvalue().encode()
        if len(some) < _AT_ONCE:
            return
        out.seek(0)
        out.truncate()
