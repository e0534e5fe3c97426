"""Amounts as bars under their names, each bar cut into its parts: funding by source, projects by size."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.chart import Chart, ChartTable, Scale, breadth, clipped, coordinate, drawing, scale, text_at

WIDTH, ROW, BAR, GAP = 340, 40, 12, 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its amount, the class that colours and shapes it, and its words («Inversión 90.00 %»)."""

    amount: Decimal
    css: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A named amount in words, and the parts it is drawn of; a bar without parts says its words and draws nothing."""

    name: str
    words: str
    parts: tuple[Part, ...] = ()

    @property
    def length(self) -> Decimal:
        """Return the amount drawn: negative parts draw nothing, so that no bar points backwards unseen."""
        return sum((max(part.amount, Decimal(0)) for part in self.parts), Decimal(0))


def bars(key: str, title: str, rows: Sequence[Bar], headers: tuple[str, str, str]) -> Chart:
    """Return one bar for each row, all on one scale from zero, and the table with every part in words."""
    along = scale([row.length for row in rows], 0, WIDTH)
    drawn = [_row(index, row, along) for index, row in enumerate(rows)]
    said = "; ".join(f"{row.name}: {row.words}" for row in rows)
    table = ChartTable(title, headers, tuple((row.name, row.words, _parts_in_words(row)) for row in rows))
    height = max(ROW * len(rows), 1)
    return Chart(drawing(key, WIDTH, height, title=title, description=said, css="bars", parts=drawn), table)


def _parts_in_words(row: Bar) -> str:
    return " · ".join(part.words for part in row.parts if part.words)


def _row(index: int, row: Bar, along: Scale) -> str:
    top = index * ROW
    room = WIDTH - breadth(row.words) - GAP
    pieces = [
        text_at(0, top + 14, clipped(row.name, room), "name"),
        text_at(WIDTH, top + 14, row.words, "figure", "end"),
        f'<rect class="rail" x="0" y="{top + 20}" width="{WIDTH}" height="{BAR}"/>',
    ]
    left = Decimal(0)
    for part in row.parts:
        width = _width(part, along)
        if width > 0:
            pieces.append(
                f'<rect class="{part.css}" x="{coordinate(left)}" y="{top + 20}" '
                f'width="{coordinate(width)}" height="{BAR}"/>'
            )
        left += width
    return "".join(pieces)


def _width(part: Part, along: Scale) -> Decimal:
    return Decimal(0) if along.high == along.low else along.at(max(part.amount, Decimal(0)))
