"""The indicators of a row of a matrix: which columns belong together, and what their cells say."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ceiba.exchange.extraction.changes import IndicatorReading
from ceiba.exchange.extraction.content import is_value
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.numbers import find_numbers, find_years, parse_amount
from ceiba.exchange.extraction.open_matrix import LEVEL
from ceiba.exchange.extraction.rows import Row
from ceiba.exchange.extraction.tables import Grid
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.text import fold, squeeze

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHARED = frozenset(
    {"baseline", "baseline_year", "target", "target_year", "yearly_target", "measure_unit", "verification", "formula"}
)
_PLACEHOLDER = re.compile(r"[-–—_.\s]*|n\.?\s?[/.]?\s?[ad]\.?|s\.?/?[di]\.?|no aplica", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """The columns that speak of one indicator: the place of each field, and the places of the columns of years.

    ``owner`` is the column of the element that it measures, None where the deepest element of the row is meant.
    ``name`` is the place of its name, None where the element itself is what is counted.
    """

    name: int | None
    owner: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    yearly: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as a row gives it, with the targets of single years and the years that its final target spans."""

    reading: IndicatorReading
    yearly: tuple[tuple[int, Decimal], ...] = ()
    period: Period | None = None
    details: dict[str, str] = field(default_factory=dict)  # formula, verification … as printed
    target_text: str | None = None


def blocks(grid: Grid, level_terms: dict[str, frozenset[str]]) -> tuple[Block, ...]:
    """Return the indicators that a row of a table holds: each goes with the values to its right up to the next one.

    ``level_terms`` are the folded words of each column of elements, for «indicador de producto».
    """
    names = [i for i, f in enumerate(grid.columns) if f == "indicator" and grid.columns[i - 1 : i] != ("indicator",)]
    own = [Block(i, _owner(grid, i, level_terms)) for i in names] or [Block(None)]
    for i, name in enumerate(grid.columns):
        if name not in _SHARED:
            continue
        block = next((b for b in reversed(own) if b.name is not None and b.name < i), own[0])
        year = _year_of(grid.headers[i])
        if name == "yearly_target" and year is not None:
            block.yearly.append((year, i))
        else:
            block.places.setdefault("target" if name == "yearly_target" else name, i)
    return tuple(own)


def _owner(grid: Grid, place: int, level_terms: dict[str, frozenset[str]]) -> str | None:
    header = set(fold(grid.headers[place]).split())
    for name, terms in level_terms.items():
        if terms & header:
            return name
    left = [f for f in grid.columns[:place] if f and f.startswith(LEVEL)]
    return left[-1] if left else None


def _year_of(header: str) -> int | None:
    found = _YEAR.findall(header)
    return int(found[-1]) if found else None


class RowReader:
    """Reads the cells of the indicators of one table."""

    def __init__(self, grid: Grid, methodology: Methodology, separator: str) -> None:
        self._grid, self._methodology, self._separator = grid, methodology, separator
        self._above: dict[int, str] = {}

    def read(self, row: Row, block: Block, text: str) -> Measured:
        """Return the indicator of a row, ``text`` being its name."""
        baseline, base_year, base_percent = self._value(self._cell(row, block, "baseline"))
        printed = self._cell(row, block, "target")
        target, year, percent = self._value(printed)
        yearly = tuple(
            (y, value) for y, i in block.yearly if (value := self._value(self._carried(row, i))[0]) is not None
        )
        base_year = self._stated_year(row, block, "baseline") or base_year or self._header_year(block, "baseline")
        year = self._stated_year(row, block, "target") or year or self._header_year(block, "target")
        period = None
        if target is None and yearly and "target" not in block.places:
            year, target = max(yearly)
        elif target is not None and yearly and year is None:
            years = [y for y, _place in block.yearly]
            year, period = max(years), Period.of_years(min(years), max(years))
        unit = measure_unit(self._cell(row, block, "measure_unit"), text, self._methodology)
        if unit is None and (percent or base_percent):
            unit = PERCENT
        reading = IndicatorReading(
            squeeze(text),
            baseline,
            base_year if baseline is not None or self._cell(row, block, "baseline_year") else None,
            target,
            year if target is not None else None,
            unit,
            quote=row.quote[:600],
            confidence=0.9,
        )
        told = ((name, squeeze(self._cell(row, block, name))) for name in ("formula", "verification"))
        details = {name: text for name, text in told if text}
        words = squeeze(printed) if target is None and any(map(str.isalpha, printed)) else None
        return Measured(reading, yearly, period, details, words)

    def _cell(self, row: Row, block: Block, name: str) -> str:
        place = block.places.get(name)
        return self._carried(row, place) if place is not None else ""

    def _carried(self, row: Row, place: int) -> str:
        """Return a cell, that of a merged cell above it where one covers it."""
        text = row.at(place)
        if not text and place in row.above:
            return self._above.get(place, "")
        self._above[place] = text
        return text

    def _value(self, text: str) -> tuple[Decimal | None, int | None, bool]:
        """Return the value of a cell, the year printed beside it and whether it is a percentage."""
        bare = squeeze(text)
        if not bare or _PLACEHOLDER.fullmatch(bare):
            return None, None, False
        amount = parse_amount(bare, self._separator)
        if amount is not None:
            return amount, None, bare.rstrip(" .").endswith("%")
        years = find_years(bare)
        numbers = [n for n in find_numbers(bare, self._separator) if all(n.start != y.start for y in years)]
        if not numbers or not (is_value(bare) or (years and numbers[0].start == 0) or len(numbers) == 1):
            return None, None, False
        if numbers[0].start > 0 and len(bare.split()) > 6:
            return None, None, False
        return numbers[0].value, int(years[0].value) if len(years) == 1 else None, numbers[0].percent

    def _stated_year(self, row: Row, block: Block, name: str) -> int | None:
        match = _YEAR.search(self._cell(row, block, f"{name}_year"))
        return int(match[1]) if match else None

    def _header_year(self, block: Block, name: str) -> int | None:
        place = block.places.get(name)
        return _year_of(self._grid.headers[place]) if place is not None else None
