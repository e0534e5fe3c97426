"""Indicator sheets set in columns (label beside value, labels above values, grids of years) made «label: value».

Sheets come as tables of two or four columns, as text that blanks lay out, and with the values of the years in a grid.
All of them become the one form that ``sheets`` reads; texts that hold no sheet are left as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ceiba.exchange.document import Line
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.sheet_grids import grid_at
from ceiba.exchange.extraction.sheet_labels import SheetLabels

_GAP = re.compile(r" {2,}|\t+")
_WINDOW = 14  # lines around a row in which other labels must stand
_FEWEST = 3  # labels that make a sheet
_LONGEST_VALUE = 1500
_LONGEST_LABEL, _BESIDE = 60, 2  # characters of a label that is no sheet's own, and fields near it


def unfold(lines: Sequence[TextLine], printed: Sequence[Line], labels: SheetLabels) -> tuple[TextLine, ...]:
    """Return the lines with the rows of sheets unfolded, one for one. Cost is linear in the length of the text."""
    return _Unfolding(lines, printed, labels).run()


class _Unfolding:
    def __init__(self, lines: Sequence[TextLine], printed: Sequence[Line], labels: SheetLabels) -> None:
        self._lines = list(lines)
        self._labels = labels
        self._raw = {line.number: line.text for line in printed}
        self._segments = [self._cut(line) for line in lines]
        self._groups = [self._group(segments) for segments in self._segments]
        self._cells = [line.cells for line in lines]
        self._was_field = [self._is_fields([p for p in parts if p]) and len(parts) > 1 for parts in self._segments]

    def run(self) -> tuple[TextLine, ...]:
        """Unfold every sheet of the document."""
        if "indicator" not in self._groups and "name" not in self._groups:
            return tuple(self._lines)
        at = 0
        while at < len(self._lines):
            at += self._unfold_grid(at) or self._unfold_at(at)
        return tuple(self._lines)

    def _cut(self, line: TextLine) -> tuple[str, ...]:
        """Return the cells of a line, or what its blanks part."""
        if line.cells:
            return line.cells
        raw = self._raw.get(line.number, "").expandtabs(8).strip()
        return tuple(part for part in _GAP.split(raw) if part) if "  " in raw else (line.text,)

    def _group(self, segments: tuple[str, ...]) -> str | None:
        found = self._labels.find(segments[0]) if segments and segments[0] else None
        return found.group if found is not None and found.parted else None

    def _unfold_grid(self, at: int) -> int:
        """Unfold the grid that begins at a line; return how many lines were used up."""
        grid = grid_at(self._segments, at, self._labels)
        if grid is not None and self._in_sheet(at, _FEWEST - 1):
            self._write(at, grid.text)
            for used in range(at + 1, at + grid.height):
                self._write(used, "")
            return grid.height
        return 0

    def _unfold_at(self, at: int) -> int:
        """Unfold the labels and values that begin at a line; return how many lines were used up."""
        segments = self._segments[at]
        filled = [part for part in segments if part]
        if len(filled) < 2:
            return 1
        if self._is_fields(filled) and self._in_sheet(at):
            more = self._hanging(at, segments)
            self._write(at, self._joined([*filled[:-1], " ".join([filled[-1], *more])]))
            for used in range(at + 1, at + 1 + len(more)):
                self._write(used, "")
            return 1 + len(more)
        if len(filled) == 2 and self._is_beside_fields(at, filled):
            more = self._hanging(at, segments)
            self._write(at, self._joined([filled[0], " ".join([filled[1], *more])]))
            for used in range(at + 1, at + 1 + len(more)):
                self._write(used, "")
            return 1 + len(more)
        if self._is_heads(filled) and self._in_sheet(at):
            return self._under_heads(at, filled)
        return 1

    def _is_fields(self, filled: Sequence[str]) -> bool:
        """Tell whether labels and values take turns."""
        if len(filled) % 2 or sum(map(len, filled)) > _LONGEST_VALUE:
            return False
        named = [self._labels.group(label) is not None for label in filled[::2]]
        return all(named) and not any(self._labels.group(value) for value in filled[1::2])

    def _is_beside_fields(self, at: int, filled: Sequence[str]) -> bool:
        """Tell whether a row of two parts stands among fields and begins like one: «OEI  OEI.01 Mejorar …»."""
        if len(filled[0]) > _LONGEST_LABEL or not filled[0][:1].isupper() or any(c.isdigit() for c in filled[0]):
            return False
        shape = bool(self._lines[at].cells)
        near = [i for i in range(max(0, at - 3), min(at + 4, len(self._lines))) if i != at]
        fields = [i for i in near if self._was_field[i] and bool(self._cells[i]) == shape]
        return len(fields) >= _BESIDE and self._in_sheet(at)

    def _is_heads(self, filled: Sequence[str]) -> bool:
        groups = [self._labels.group(part) for part in filled]
        return all(groups) and "indicator" not in groups and len(set(groups)) == len(groups)

    def _under_heads(self, at: int, heads: Sequence[str]) -> int:
        """Give each head the value that stands right below it, where the next line has as many parts."""
        if at + 1 >= len(self._segments):
            return 1
        values = [part for part in self._segments[at + 1] if part]
        if len(values) != len(heads) or any(self._labels.group(value) for value in values):
            return 1
        below = self._segments[at + 2] if at + 2 < len(self._segments) else ()
        if len([part for part in below if part]) == len(heads) and not self._labels.find(below[0]):
            return 1  # a table of several rows
        self._write(at, self._joined([part for pair in zip(heads, values, strict=True) for part in pair]))
        self._write(at + 1, "")
        return 2

    def _hanging(self, at: int, segments: tuple[str, ...]) -> list[str]:
        """Return the lines that go on with a value below it: set in blanks, further in than any label."""
        if self._lines[at].cells or len(segments) != 2:
            return []
        raw = self._raw[self._lines[at].number].expandtabs(8)
        column = raw.find(segments[1], len(segments[0]))
        more = []
        for below in range(at + 1, min(at + 30, len(self._lines))):
            own = self._raw.get(self._lines[below].number, "").expandtabs(8)
            if not own.strip() or abs(len(own) - len(own.lstrip()) - column) > 1:
                break
            more.append(own.strip())
        return more

    def _joined(self, filled: Sequence[str]) -> str:
        pairs = zip(filled[::2], filled[1::2], strict=True)
        return " | ".join(f"{label.rstrip(' :')}: {value}" for label, value in pairs)

    def _in_sheet(self, at: int, fewest: int = _FEWEST) -> bool:
        """Tell whether enough labels stand around a line to take it for a row of a sheet."""
        near = self._groups[max(0, at - _WINDOW) : at + _WINDOW + 1]
        own = {self._labels.group(part) for part in self._segments[at][::2]} - {None}
        return len({group for group in near if group} | own) >= fewest

    def _write(self, at: int, text: str) -> None:
        line = self._lines[at]
        self._lines[at] = replace(line, text=text, cells=(), table=None, bullet="", enumerator="", style="", tabs=0)
