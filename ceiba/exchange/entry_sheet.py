"""The sheet in which a unit reports a period: its columns, what goes out, and what comes back from a workbook.

One row stands for one cell of the report: an indicator, or a part of it. ``mark`` is what the house needs to know which
figure and which words the person was shown; the page of the report carries the same in its hidden fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.text import _


class Column(StrEnum):
    """The columns of the sheet, in the order in which they go out."""

    KEY = "key"
    INDICATOR = "indicator"
    UNIT = "unit"
    PART = "part"
    TARGET = "target"
    KEPT = "kept"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATE = "state"
    ANALYSIS = "analysis"
    DIFFICULTY = "difficulty"
    NEXT_STEP = "next_step"
    MARK = "mark"


HEADINGS: Mapping[Column, str] = {
    Column.KEY: _("Clave"),
    Column.INDICATOR: _("Indicador"),
    Column.UNIT: _("Unidad de medida"),
    Column.PART: _("Parte"),
    Column.TARGET: _("Meta"),
    Column.KEPT: _("En Ceiba"),
    Column.VALUE: _("Cifra"),
    Column.NUMERATOR: _("Numerador"),
    Column.DENOMINATOR: _("Denominador"),
    Column.STATE: _("Si no hay cifra, por qué"),
    Column.ANALYSIS: _("Qué pasó"),
    Column.DIFFICULTY: _("Qué lo dificultó"),
    Column.NEXT_STEP: _("Qué se hará"),
    Column.MARK: _("Control"),
}
FIGURES = (Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR, Column.STATE)
WORDS = (Column.ANALYSIS, Column.DIFFICULTY, Column.NEXT_STEP)
REQUIRED = (Column.KEY, Column.PART, *FIGURES, Column.MARK)  # without these nothing can be told
LONGEST = 32_000  # letters of a cell; workbooks hold hardly more


@dataclass(frozen=True)
class EntryRow:
    """A row that goes out: texts and numbers by column; ``open`` are the columns to be filled."""

    values: Mapping[Column, str | Decimal]
    open: frozenset[Column]


@dataclass(frozen=True)
class EntrySheet:
    """A sheet that goes out. ``code`` says whose report it is; ``lines`` stand above the table."""

    code: str
    name: str
    lines: tuple[str, ...]
    states: tuple[str, ...]
    rows: tuple[EntryRow, ...]


class Kind(StrEnum):
    """What a cell of a workbook holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"


@dataclass(frozen=True)
class ReadCell:
    """A filled cell that came back: where it stands, what it shows, its number where it holds one."""

    place: str
    text: str = ""
    kind: Kind = Kind.TEXT
    number: Decimal | None = None
    formula: bool = False


@dataclass(frozen=True)
class ReadRow:
    """A row that came back, counted from 1 as workbooks count; only filled cells."""

    number: int
    cells: Mapping[Column, ReadCell]

    def text(self, column: Column) -> str:
        """Return what a cell shows, empty where nothing stands there."""
        found = self.cells.get(column)
        return found.text if found else ""


@dataclass(frozen=True)
class ReadSheet:
    """What came back from a workbook.

    ``header`` is the row of the headings, 0 where there are none. ``doubled`` are headings that stand twice, with their
    places; ``unknown`` are headings that the sheet does not have, with theirs. ``moved`` says that columns have changed
    places: they are known by their headings.
    """

    code: str
    header: int
    columns: Mapping[Column, int]
    doubled: Mapping[Column, tuple[str, ...]]
    unknown: tuple[tuple[str, str], ...]
    rows: tuple[ReadRow, ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the columns without which the sheet cannot be read and that it lacks."""
        return tuple(column for column in REQUIRED if column not in self.columns)

    @property
    def moved(self) -> bool:
        """Tell whether columns stand in another order than they went out."""
        places = [self.columns[column] for column in Column if column in self.columns]
        return places != sorted(places)

    @property
    def has_words(self) -> bool:
        """Tell whether all three columns of the explanation are there."""
        return all(column in self.columns for column in WORDS)
