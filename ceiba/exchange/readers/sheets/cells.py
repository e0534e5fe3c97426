"""What every workbook format comes to: the filled cells of each sheet as people see them, and what was not read."""

from collections import Counter
from dataclasses import dataclass, field

from ceiba.exchange.document import PLAIN, Style, UnusableDocument
from ceiba.kernel.text import _

MOST_CELLS = 600_000  # filled cells of a workbook: 1,200 pages; more are the register of a system and no plan
MOST_LETTERS = 60_000_000  # of all cells; one text may stand in many
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SHOWN = 5
_CLEAN = str.maketrans(dict.fromkeys("\t\f\v\u00a0\u2007\u202f", " ") | dict.fromkeys("\r\ufeff", ""))


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: its first and last row and column, counted from 0, all of them inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Exact:
    """A cell as it is stored: its kind («n» number, «s» text, «e» error…), what is written, how a number is shown."""

    kind: str
    raw: str
    shown: str = ""
    formula: bool = False


@dataclass(slots=True)
class Sheet:
    """The visible content of a sheet. Rows and columns count from 0.

    ``rows`` holds, for each row with a filled cell, its filled cells by column. ``styles`` is how the first filled cell
    of a row is set, where it is not plain. ``behind`` are the filled cells that are hidden, by row and column, and
    ``skipped_rows`` the hidden rows among them; ``filtered`` says that a filter hides rows.
    ``exact`` are the cells as they are stored, for whoever asked for them; None for all others.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    behind: dict[tuple[int, int], str] = field(default_factory=dict)
    skipped_rows: set[int] = field(default_factory=set)
    filtered: bool = False
    exact: dict[tuple[int, int], Exact] | None = None

    def put(self, row: int, column: int, text: str, *, hidden: bool = False) -> bool:
        """Keep the text of a cell; False where its row or column is hidden."""
        if hidden or column in self.hidden_columns:
            self.behind[row, column] = text
            if hidden:
                self.skipped_rows.add(row)
            return False
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
        cells[column] = text
        return True

    def settle(self) -> None:
        """Bring to sight what is written in a hidden place of a merged cell that shows: a title, a label of rows."""
        for place, span in enumerate(self.spans):
            if (span.top, span.left) not in self.behind:
                continue
            rows = range(span.top, min(span.bottom, span.top + LAST_COLUMN) + 1)
            row = next((r for r in rows if r in self.rows and r not in self.skipped_rows), None)
            columns = range(span.left, min(span.right, LAST_COLUMN) + 1)
            column = next((c for c in columns if c not in self.hidden_columns), None)
            if span.top not in self.skipped_rows:
                row = span.top
            if row is not None and column is not None:
                self.put(row, column, self.behind.pop((span.top, span.left)))
                self.spans[place] = Span(row, column, span.bottom, span.right)
        left = {row for row, _column in self.behind}
        self.skipped_rows &= left

    def skipped_columns(self) -> list[int]:
        """Return the hidden columns that hold something in a row that shows."""
        return sorted({column for row, column in self.behind if row not in self.skipped_rows})

    def style(self, row: int) -> Style:
        """Return how the first filled cell of a row is set."""
        return self.styles.get(row, PLAIN)


@dataclass(slots=True)
class Tally:
    """Counts what a person should know of cells: at most some places of each are kept («Metas!C14»)."""

    count: int = 0
    places: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    def add(self, place: str, word: str = "", times: int = 1) -> None:
        """Count a cell, and the word that it shows."""
        self.count += times
        if len(self.places) < _SHOWN:
            self.places.append(place)
        if word:
            self.words[word] += times

    def shown(self) -> str:
        """Return the first places, with «…» where there are more."""
        return ", ".join(self.places) + ("…" if self.count > len(self.places) else "")


class Limit:
    """How much of a workbook was taken; refuses one of more than ``most`` cells, else larger than a plan can be."""

    def __init__(self, file: str, most: int | None = None) -> None:
        self._file, self._most = file, MOST_CELLS if most is None else most
        self._cells = self._letters = 0

    def take(self, sheet: str, letters: int, cells: int = 1) -> None:
        """Count filled cells of a sheet and their letters; ``UnusableDocument`` past the bounds."""
        self._cells += cells
        self._letters += letters
        if self._cells > self._most or self._letters > MOST_LETTERS:
            message = _(
                "%(file)s tiene demasiado para leerse: al llegar a la hoja «%(sheet)s» pasa de %(most)s celdas llenas. "
                "Guarde en otro libro solo las hojas del plan y súbalo."
            )
            raise UnusableDocument(message % {"file": self._file, "sheet": sheet, "most": self._most})


@dataclass(slots=True)
class Workbook:
    """All sheets that are to be read, and what was met on the way and is not."""

    sheets: list[Sheet] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    unsaved: Tally = field(default_factory=Tally)  # formulas without the value that they had
    errors: Tally = field(default_factory=Tally)
    macros: bool = False
    links: bool = False  # formulas that take values from other files


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(sheet: str, row: int, column: int) -> str:
    """Return where a cell stands as people write it («Metas!C14»)."""
    return f"{sheet}!{column_letters(column)}{row + 1}"


def clean(text: str) -> str:
    """Return the text of a cell without the signs that part cells and lines elsewhere; its line feeds stay."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return text.translate(_CLEAN).strip()
