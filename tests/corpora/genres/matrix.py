"""Plans written as a matrix: rows of cells, a cell that holds for several rows is repeated or stands in the first."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.corpora.genres.paper import Paper, table

Thunk = Callable[[int], None]


@dataclass
class Matrix:
    """Rows by column key, and what each row states, noted once its line is known."""

    p: Paper
    columns: list[tuple[str, str]]
    merge: tuple[str, ...] = ()
    mode: str = "tabs"
    rows: list[dict[str, str]] = field(default_factory=list)
    thunks: list[list[Thunk]] = field(default_factory=list)

    def add(self, row: dict[str, str], *states: Thunk) -> None:
        """Add a row; each of `states` is called with the row's line when it is printed."""
        self.rows.append(row)
        self.thunks.append(list(states))

    def cells(self, filled: bool) -> list[list[str]]:
        """Return the rows as cells; unless `filled`, a merged value stands in its first row only."""
        out = []
        before: dict[str, str] = {}
        for row in self.rows:
            cells = []
            changed = False
            for key, _ in self.columns:
                value = row.get(key, "")
                changed = changed or (key in self.merge and before.get(key) != value)
                held = key in self.merge and not changed and not filled
                cells.append("" if held else value)
            before = row
            out.append(cells)
        return out

    def print(self) -> list[int]:
        """Print the matrix and note what its rows state; return their lines."""
        filled = self.mode in ("flat", "narrow") or self.p.rng.random() < 0.5
        self.p.features.add("merged:repeated" if filled else "merged:first")
        lines = table(self.p, [head for _, head in self.columns], self.cells(filled), self.mode)
        for states, line in zip(self.thunks, lines, strict=False):
            for state in states:
                state(line)
        return lines


def heads(p: Paper, words: dict[str, str]) -> list[tuple[str, str]]:
    """Choose one of the «a|b» wordings of every column; capitals hold for all of them or for none."""
    upper = p.rng.random() < 0.25
    chosen = [(key, p.rng.choice(text.split("|"))) for key, text in words.items()]
    return [(key, head.upper() if upper else head) for key, head in chosen]
