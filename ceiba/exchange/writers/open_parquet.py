"""A table of open data as Parquet: amounts as decimal(18,2), other figures as decimal(38,10), days as days.

Where a figure does not fit, its column has as many digits as it needs; one that no column holds goes out as text:
nothing is rounded. Each field carries what it says. The same rows give the same bytes as long as the library that
writes them is the same: its version stands in the file.
"""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any

from ceiba.exchange.datasets.dataset import Cell, ColumnType, DataColumn, Dataset, Issue, Row
from ceiba.exchange.language import translator
from ceiba.exchange.writers.open_data import Imprint

_AT_ONCE = 50_000  # rows of a group
_WANTED = {ColumnType.MONEY: (18, 2), ColumnType.DECIMAL: (38, 10)}  # digits in all, and of them after the point
_MOST = (38, 76)  # digits that the two kinds of decimals of the format hold


def write(dataset: Dataset, issue: Issue, imprint: Imprint) -> bytes:
    """Return the file. The rows are gone through twice: once to see how wide each figure is."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = [_arrow(pa, column, size) for column, size in zip(dataset.columns, _sizes(dataset, issue), strict=True)]
    say = translator()
    fields = [
        pa.field(column.name, kind, metadata={"description": say(column.says)})
        for column, kind in zip(dataset.columns, kinds, strict=True)
    ]
    schema = pa.schema(fields, metadata={"title": say(dataset.title), **imprint.facts})
    out = BytesIO()
    with parquet.ParquetWriter(out, schema, compression="snappy") as writer:
        for rows in _groups(dataset.rows(issue)):
            columns = [
                pa.array([_fit(cell, kind, pa) for cell in cells], kind)
                for cells, kind in zip(zip(*rows, strict=True), kinds, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    return out.getvalue()


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _sizes(dataset: Dataset, issue: Issue) -> list[tuple[int, int]]:
    """Return how many digits each column needs before and after the point; none where it holds no decimals."""
    places = [place for place, column in enumerate(dataset.columns) if column.type in _WANTED]
    sizes = [(0, 0)] * len(dataset.columns)
    for row in dataset.rows(issue) if places else ():
        for place in places:
            cell = row[place]
            if isinstance(cell, Decimal):
                sizes[place] = _wider(sizes[place], cell)
    return sizes


def _wider(size: tuple[int, int], amount: Decimal) -> tuple[int, int]:
    _sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)  # every figure is finite
    return max(size[0], len(digits) + exponent), max(size[1], -exponent)


def _arrow(pa: Any, column: DataColumn, size: tuple[int, int]) -> Any:
    """Return the type of a column in the file."""
    if column.type not in _WANTED:
        return {
            ColumnType.TEXT: pa.string(),
            ColumnType.INTEGER: pa.int64(),
            ColumnType.BOOLEAN: pa.bool_(),
            ColumnType.DATE: pa.date32(),
            ColumnType.MOMENT: pa.timestamp("s", tz="UTC"),
        }[column.type]
    digits, after = _WANTED[column.type]
    before, behind = max(digits - after, size[0]), max(after, size[1])
    if size[0] <= digits - after and size[1] <= after:
        return pa.decimal128(digits, after)
    if before + behind <= _MOST[0]:
        return pa.decimal128(_MOST[0], behind)
    return pa.decimal256(_MOST[1], behind) if before + behind <= _MOST[1] else pa.string()


def _fit(cell: Cell, kind: Any, pa: Any) -> Cell:
    if isinstance(cell, Decimal) and kind == pa.string():
        return format(cell, "f")
    return cell
