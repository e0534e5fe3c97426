"""What the cells of a column are: words, numbers, money, codes, years. It decides where a header says two things."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ceiba.exchange.extraction.headings import is_infinitive
from ceiba.exchange.extraction.numbers import find_numbers, parse_amount
from ceiba.exchange.extraction.sheet_values import absence
from ceiba.kernel.text import fold

_YEAR = re.compile(r"(?:19|20)\d{2}")
_CODE = re.compile(
    r"(?:[A-Z]{1,5}[.\-\s]?){0,3}\d{1,4}(?:[.\-]\d{1,4}){0,5}\.?|[A-Z]{1,4}[.\-]\d{1,4}(?:[.\-]\w{1,4}){0,4}|[IVX]{1,5}\.?"
    r"|\d{5,14}-\d{1,2}|\d{5,14}\.\d{4}\.\d{3,8}"  # codes of registers of projects
)
_MONEY = re.compile(
    r"^\s*(?:[A-Z]{1,3}[$/.]{0,2}|[$€₡₲])\s?\d[\d.,' ]*\s*$|^\s*\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?\s*$"
    r"|^\s*\d{5,}(?:[.,]\d+)?\s*$"
)
_NOTHING = re.compile(r"[-–—_.]*|n\.?\s?[/.]?\s?[ad]\.?|s\.?/?[di]\.?", re.IGNORECASE)
MEASURES = (
    "porcentaje",
    "numero",
    "indice",
    "tasa",
    "cantidad",
    "proporcion",
    "cobertura",
    "razon",
    "promedio",
    "nivel",
    "%",
)  # words that begin the name of an indicator
_VALUE_WORDS = 5
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Content:
    """Shares (0–1) of the filled cells of a column that are words, values, money, codes, years, begin with a verb …

    ``filled`` counts the cells that hold something; ``distinct`` is the share of different ones among them.
    """

    filled: int = 0
    words: float = 0.0
    values: float = 0.0
    money: float = 0.0
    codes: float = 0.0
    years: float = 0.0
    verbs: float = 0.0
    percent: float = 0.0
    distinct: float = 0.0
    measures: float = 0.0
    marks: float = 0.0
    length: float = 0.0  # words of a cell, on average


def of_column(cells: Sequence[str]) -> Content:
    """Return what the cells of a column are; dashes and «N/D» count as empty."""
    filled = [cell.strip() for cell in cells if cell.strip() and not is_nothing(cell)][:_SAMPLE]
    if not filled:
        return Content()
    count = len(filled)
    return Content(
        count,
        sum(map(_is_words, filled)) / count,
        sum(map(is_value, filled)) / count,
        sum(_MONEY.match(cell) is not None for cell in filled) / count,
        sum(_CODE.fullmatch(cell) is not None for cell in filled) / count,
        sum(_YEAR.fullmatch(cell) is not None for cell in filled) / count,
        sum(map(is_infinitive, filled)) / count,
        sum(cell.endswith("%") for cell in filled) / count,
        len(set(filled)) / count,
        sum(fold(cell[:20]).startswith(MEASURES) for cell in filled) / count,
        sum(len(cell) < 3 and not cell[:1].isdigit() for cell in filled) / count,
        sum(len(cell.split()) for cell in filled) / count,
    )


def is_nothing(cell: str) -> bool:
    """Tell whether a cell says that it holds nothing: dashes, «N/D», «s/d»."""
    return _NOTHING.fullmatch(cell.strip()) is not None


@lru_cache(maxsize=1 << 12)
def is_value(cell: str) -> bool:
    """Tell whether a cell holds a value: a number alone, or one in front of the few words of what it counts."""
    if len(cell) > 60:
        return False
    if parse_amount(cell) is not None:
        return True
    if not any(map(str.isdigit, cell[:8])):
        return False
    numbers = find_numbers(cell)
    if not numbers or numbers[0].start or len(cell.split()) > _VALUE_WORDS:
        return False
    return not cell[numbers[0].end :].lstrip(" .:-–)")[:1].isupper()  # «01 Ríos limpios» is a name with its code


def _is_words(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return letters > 3 and not is_value(cell) and _CODE.fullmatch(cell) is None and absence(cell) is None
