"""The stages of a work in time: when each was to be, and when it was; a bar above the other, on one axis of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ceiba.charts.chart import Chart, ChartTable, Scale, clipped, coordinate, drawing, scale, text_at

WIDTH, LEFT, RIGHT = 340, 4, 336
ROW, TOP = 44, 30
_LEAST = Decimal(4)  # a stage of one day is still seen
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A stage: its name, baseline and real days (begin and end; None where nobody wrote it), all with their words.

    ``words`` are baseline, real, and how far the end moved, as the table writes them. A stage with a single day is
    drawn as that day; one that began and has not ended is drawn up to ``today``.
    """

    name: str
    planned: Span
    current: Span
    words: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class GanttWords:
    """The words around the drawing: its title, the headers of its four columns, what today is called."""

    title: str
    headers: tuple[str, str, str, str]
    today: str


def gantt(key: str, rows: Sequence[GanttRow], words: GanttWords, today: date) -> Chart | None:
    """Return the stages as bars, baseline above and real below; None where no stage has a day."""
    days = [day for row in rows for day in (*row.planned, *row.current) if day is not None]
    if not days:
        return None
    running = any(begun and not ended for row in rows for begun, ended in (row.current,))
    shown = [*days, today] if running or min(days) <= today <= max(days) else days
    across = scale([Decimal(day.toordinal()) for day in shown], LEFT, RIGHT, from_zero=False)
    height = TOP + ROW * len(rows) + 10
    full = height + 14
    parts = [*_years(across, min(shown), max(shown), height)]
    for place, row in enumerate(rows):
        parts.append(_row(row, TOP + ROW * place, across, today))
    if today in shown:
        at = across.at(Decimal(today.toordinal()))
        parts.append(f'<path class="today" d="M{coordinate(at)} {TOP - 6}V{height - 6}"/>')
        parts.append(text_at(min(at, Decimal(RIGHT - 16)), height + 8, words.today, "when", "middle"))
    said = "; ".join(f"{row.name}: {', '.join(filter(None, row.words))}" for row in rows)
    table = ChartTable(words.title, words.headers, tuple((row.name, *row.words) for row in rows))
    return Chart(drawing(key, WIDTH, full, title=words.title, description=said, css="gantt", parts=parts), table)


def _years(across: Scale, first: date, last: date, height: int) -> Iterator[str]:
    """Yield a line at the beginning of each year, or of each quarter where all lies within a year and a half."""
    months = (1, 4, 7, 10) if (last - first).days < 550 else (1,)
    for year in range(first.year, last.year + 1):
        for month in months:
            day = date(year, month, 1)
            if first <= day <= last:
                at = across.at(Decimal(day.toordinal()))
                words = str(year) if len(months) == 1 else f"{month:02d}/{year}"
                yield f'<path class="ground" d="M{coordinate(at)} {TOP - 6}V{height - 6}"/>'
                yield text_at(min(at, Decimal(RIGHT - 24)), TOP - 12, words, "when", "middle")


def _row(row: GanttRow, top: int, across: Scale, today: date) -> str:
    name = text_at(LEFT, top + 13, clipped(row.name, Decimal(RIGHT - LEFT)), "name")
    begun, ended = row.current
    still = begun is not None and ended is None and begun <= today
    current = (begun, today) if still else row.current
    late = row.planned[1] is not None and current[1] is not None and current[1] > row.planned[1]
    css = "bar-real" + (" late" if late else "") + (" still" if still else "")
    return name + _bar(row.planned, top + 19, 6, "bar-planned", across) + _bar(current, top + 27, 9, css, across)


def _bar(span: Span, top: int, thick: int, css: str, across: Scale) -> str:
    begun, ended = span[0] or span[1], span[1] or span[0]
    if begun is None or ended is None:
        return ""
    ends = sorted((begun, ended))
    left, right = (across.at(Decimal(day.toordinal())) for day in ends)
    wide = max(right - left, _LEAST)
    left = min(left, Decimal(RIGHT) - wide)
    box = f'x="{coordinate(left)}" y="{top}" width="{coordinate(wide)}" height="{thick}"'
    return f'<rect class="{css}" {box} rx="2"/>'
