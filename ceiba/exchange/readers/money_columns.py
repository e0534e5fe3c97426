"""Which columns of a report hold what: amounts by their headers, the classifier key and the name by their contents."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ceiba.exchange.readers.money_grid import Grid
from ceiba.kernel.classifier import Classifier, ClassifierUse, WrongKey
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold

_LAST_HEADER = 60  # rows from above in which the headers are looked for
_LEAST = 2  # columns of amounts that make a row the header
_SAMPLE = 200
_MOST = 0.5
_CODE = re.compile(r"\d[\d\s.\-/]*")
_ASIDE = re.compile(r"\([^)]*\)|\b(?:en )?(?:q|gtq|usd|quetzales|dolares)$")


@dataclass(frozen=True)
class Columns:
    """The header's row and what its columns hold: amounts by their key, key columns in order, the name's column."""

    header: int
    amounts: Mapping[str, int]
    keys: tuple[int, ...]
    name: int | None


def headers_of(methodology: Methodology, use: ClassifierUse) -> dict[str, str]:
    """Return the keys of columns of amounts by the headers, folded, under which reports of this country print them."""
    found: dict[str, str] = {}
    if use is ClassifierUse.EXPENDITURE:
        for stage in methodology.money_stages:
            found.update({fold(text): str(stage.stage) for text in (stage.label, *stage.headers)})
    for column in methodology.report_columns:
        if column.report is use:
            found.update({fold(text): column.key for text in (column.label, *column.headers)})
    return found


def header(grid: Grid, known: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the row with most headers of amounts and their columns; -1 and nothing where no row has enough."""
    best: tuple[int, dict[str, int]] = (-1, {})
    for row in sorted(grid.rows)[:_LAST_HEADER]:
        found: dict[str, int] = {}
        for column, text in sorted(grid.rows[row].items()):
            key = known.get(_bare(text))
            if key is not None:
                found.setdefault(key, column)
        if len(found) >= _LEAST and len(found) > len(best[1]):
            best = row, found
    return best


def _bare(text: str) -> str:
    return _ASIDE.sub("", fold(re.sub(r"\([^)]*\)", "", text))).strip()


def columns(grid: Grid, row: int, amounts: Mapping[str, int], classifier: Classifier | None) -> Columns | None:
    """Return all columns of the table below a header; None where no column holds the key of the lines."""
    heads = grid.rows[row]
    taken = set(amounts.values())
    sample = list(_lines(grid, row, taken))
    free = sorted({column for cells in sample for column in cells} - taken)
    codes = [column for column in free if _is_code(sample, column)]
    words = [column for column in free if column not in codes]
    keys = _keys(sample, heads, codes, classifier)
    name = max(words, key=lambda column: sum(column in cells for cells in sample), default=None)
    return Columns(row, amounts, keys, name) if keys else None


def _lines(grid: Grid, row: int, amounts: set[int]) -> Iterator[Mapping[int, str]]:
    """Yield the first rows with amounts below the header, without those that begin like a total."""
    left = _SAMPLE
    for number in sorted(grid.rows):
        cells = grid.rows[number]
        if number > row and len(amounts & cells.keys()) * 2 > len(amounts) and not _is_total(cells):
            yield cells
            left -= 1
            if not left:
                return


def _is_total(cells: Mapping[int, str]) -> bool:
    return fold(cells[min(cells)]).startswith("total")


def _is_code(sample: Sequence[Mapping[int, str]], column: int) -> bool:
    """Tell whether most of a column are codes."""
    texts = [cells[column] for cells in sample if column in cells]
    return sum(_CODE.fullmatch(text) is not None for text in texts) > len(texts) * _MOST


def _keys(
    sample: Sequence[Mapping[int, str]], heads: Mapping[int, str], codes: Sequence[int], classifier: Classifier | None
) -> tuple[int, ...]:
    """Return the columns that together make a key, by which most lines can be read."""
    if classifier is None:
        return tuple(codes)
    labels = {fold(segment.label) for segment in classifier.segments}
    labelled = [column for column in codes if fold(heads.get(column, "")) in labels]
    tries = [tuple(codes), tuple(labelled), *(tuple(c for c in codes if c != left) for left in codes)]
    tries += [(column,) for column in codes]
    scores = [(_read(sample, columns, classifier), columns) for columns in tries if columns]
    best = max((score for score, _columns in scores), default=0)
    return next((columns for score, columns in scores if score == best and best), ())


def _read(sample: Iterable[Mapping[int, str]], columns: Sequence[int], classifier: Classifier) -> int:
    count = 0
    for cells in sample:
        try:
            classifier.read(joined(cells, columns))
        except WrongKey:
            continue
        count += 1
    return count


def joined(cells: Mapping[int, str], columns: Sequence[int]) -> str:
    """Return what the key columns of a line say, one after another."""
    if len(columns) == 1:
        return cells.get(columns[0], "")
    return "-".join([cells[column] for column in columns if column in cells])
