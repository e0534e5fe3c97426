"""A month of a register: what falls due on each day, and which rows have their main date on it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from ceiba.institutions.queries_calendar import work_calendar
from ceiba.kernel.period import Period
from ceiba.kernel.register_type import FieldKind
from ceiba.registers.listing import ListRow, list_columns, list_rows
from ceiba.registers.queries_rows import Reader, RowFilter
from ceiba.ui import formats

MOST = 400  # rows of each sort in one month
SHOWN = 4  # rows of one day; the list has the rest


@dataclass(frozen=True)
class DayCell:
    """A day of the month: what falls due, what happens, why nobody works (None: it is a working day)."""

    day: date
    inside: bool
    due: tuple[ListRow, ...] = ()
    moments: tuple[ListRow, ...] = ()
    rest: str | None = None
    is_today: bool = False

    @property
    def rows(self) -> list[tuple[ListRow, bool]]:
        """Return the first rows of the day, each with whether it falls due."""
        return [*((row, True) for row in self.due), *((row, False) for row in self.moments)][:SHOWN]

    @property
    def more(self) -> int:
        """Return how many rows of the day are not shown."""
        return len(self.due) + len(self.moments) - len(self.rows)


@dataclass(frozen=True)
class MonthPage:
    """A month as weeks from Monday on; ``cut`` where it holds more rows than are shown."""

    first: date
    weeks: tuple[tuple[DayCell, ...], ...]
    moment: str
    cut: bool

    @property
    def name(self) -> str:
        """Return the month in words."""
        return formats.period(Period(self.first.year * 12 + self.first.month - 1, 1))

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Return the names of the days of a week, from Monday on."""
        return tuple(formats.weekday(cell.day) for cell in self.weeks[0])

    @property
    def previous(self) -> str:
        """Return the month before, as the address writes it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        """Return the month after, as the address writes it."""
        return f"{self.first + timedelta(days=32):%Y-%m}"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the month."""
        return not any(cell.due or cell.moments for week in self.weeks for cell in week)


def month_of(text: str, today: date) -> date:
    """Return the first day of a month written «2026-03»; of this month where it is written otherwise."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 1900 <= found.year < 2200 else today.replace(day=1)


def month_page(reader: Reader, first: date, today: date) -> MonthPage:
    """Return a month of a register for one reader: two queries, and those of what its rows name."""
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    due = list(reader.rows().filter(due__gte=first, due__lte=last).order_by("due", "number")[: MOST + 1])
    inside = reader.filtered(RowFilter(first=first, last=last))
    happened = list(inside.order_by("day", "minute", "number")[: MOST + 1])
    fields = list_columns(reader)[:1]
    shown = list_rows(reader, [*due[:MOST], *happened[:MOST]], fields, today)
    falling, moments = shown[: len(due[:MOST])], shown[len(due[:MOST]) :]
    calendar = work_calendar(reader.register.institution)
    weeks = tuple(
        tuple(
            DayCell(
                day,
                day.month == first.month,
                tuple(one for one in falling if one.row.due == day),
                tuple(one for one in moments if one.row.day == day),
                calendar.rest(day),
                day == today,
            )
            for day in week
        )
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return MonthPage(first, weeks, _moment(reader), max(len(due), len(happened)) > MOST)


def _moment(reader: Reader) -> str:
    """Return what the main date of a row is called."""
    found = [field for field in reader.type.fields if field.kind in (FieldKind.DATE, FieldKind.DATE_TIME)]
    required = [field for field in found if field.required.always]
    return (required or found)[0].label if found else ""
