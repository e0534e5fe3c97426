"""A table of open data as JSON: what publication it comes from, then each row as an object, its figures exact."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

from ceiba.exchange.datasets.dataset import Cell, Dataset, Issue
from ceiba.exchange.writers.open_data import Imprint, moment

_AT_ONCE = 2000  # rows


def write(dataset: Dataset, issue: Issue, imprint: Imprint) -> Iterator[bytes]:
    """Yield the document in parts. Every row has every column; what nobody said is null."""
    head = {"conjunto": dataset.name, "publicacion": imprint.facts, "llave": dataset.key}
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "filas": ['.encode()
    names = [json.dumps(name) for name in dataset.names]
    waiting: list[str] = []
    before = "\n"
    for row in dataset.rows(issue):
        cells = ", ".join(f"{name}: {_value(cell)}" for name, cell in zip(names, row, strict=True))
        waiting.append(f"{before}{{{cells}}}")
        before = ",\n"
        if len(waiting) == _AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield f"{''.join(waiting)}\n]}}\n".encode()


_quoted: Callable[[str], str] = json.JSONEncoder(ensure_ascii=False).encode


def _value(cell: Cell) -> str:
    if cell is None:
        return "null"
    if isinstance(cell, str):
        return _quoted(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return f'"{moment(cell)}"'
    if isinstance(cell, date):
        return f'"{cell.isoformat()}"'
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
