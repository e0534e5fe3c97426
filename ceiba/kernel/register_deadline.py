"""How long a row has: the due day of a deadline with its working, and whether the row kept it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_text import fits
from ceiba.kernel.register_type import DayCount, Deadline

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeadlineReckoning:
    """How a due day was counted: from which day, how many days, which were passed over and why, when it is due.

    ``started`` is the day of the entry, or the one of the field that the days run from; ``rule`` the deadline as it
    is for this row, with the days and the article of its variant.

    ``passed`` holds days with the name of their holiday, blank for a weekend. ``suspended`` are the days in a state
    that stops the clock, ``prolonged`` the days added. ``due`` is None while the clock stands still, since ``halted``
    and after ``counted`` days. ``ended`` is the day on which the row reached one of the states that end it.
    """

    started: date
    days: int
    passed: tuple[tuple[date, str], ...]
    suspended: tuple[date, ...]
    prolonged: int
    due: date | None
    ended: date | None
    rule: Deadline
    counted: int
    halted: date | None

    @property
    def kept(self) -> bool | None:
        """Tell whether it ended in time; None where it has not ended."""
        if self.ended is None:
            return None
        return self.due is None or self.ended <= self.due


def reckon_deadline(row: Record, deadline: Deadline, calendar: WorkCalendar) -> DeadlineReckoning | None:
    """Return how the deadline of a row is counted; None where it has not begun to run, or is not the row's.

    A prolongation counts where the row went into its state no later than the day that was due until then.
    """
    start = row.entered(deadline.starts)
    origin = _origin(row, deadline)
    if start is None or origin is None or (deadline.when is not None and not fits(deadline.when, row.values)):
        return None
    ended = min((at for state in deadline.ends if (at := row.entered(state, start)) is not None), default=None)
    deadline = _of_row(deadline, row)
    more, days = deadline.prolongation, deadline.days
    asked = [change.at.date() for change in row.history if more and change.state == more.state and change.at >= start]
    clock = _Clock(row, deadline, calendar, origin)
    due = clock.due(days)
    for day in asked[: more.times if more else 0]:
        if more is not None and (due is None or day <= due):
            days += more.days
            due = clock.due(days)
    return DeadlineReckoning(
        origin,
        days,
        tuple(clock.passed),
        tuple(clock.suspended),
        days - deadline.days,
        due,
        None if ended is None else ended.date(),
        deadline,
        clock.counted,
        clock.halted,
    )


def _of_row(deadline: Deadline, row: Record) -> Deadline:
    """Return the deadline with the days, their count and the article of the row's variant."""
    own = next((each for each in deadline.variants if fits(each.when, row.values)), None)
    return replace(deadline, days=own.days, count=own.count, source=own.source) if own else deadline


def _origin(row: Record, deadline: Deadline) -> date | None:
    """Return the day that the days are counted from: that of its field, or of the entry into the state."""
    at = row.values.get(deadline.runs_from) if deadline.runs_from else row.entered(deadline.starts)
    return at.date() if isinstance(at, datetime) else at if isinstance(at, date) else None


class _Clock:
    """The days of one deadline, walked through once for each number of days asked."""

    def __init__(self, row: Record, deadline: Deadline, calendar: WorkCalendar, start: date) -> None:
        self._working, self._workday = deadline.count is DayCount.WORKING, deadline.workday
        self._calendar, self._start = calendar, start
        self._step, self._end = (-_DAY, date.min) if deadline.before else (_DAY, date.max)
        self._rests = () if deadline.before else tuple(_rests(row, deadline))
        self.passed: list[tuple[date, str]] = []
        self.suspended: list[date] = []
        self.counted = 0
        self.halted: date | None = None

    def due(self, days: int) -> date | None:
        """Return the day after so many counted days, the start not counted; None where the clock stands still."""
        self.passed, self.suspended, self.counted, self.halted = [], [], 0, None
        day = self._start
        while self.counted < days:
            if day == self._end:  # a slip of the pen in the row, which its check tells
                return None
            day += self._step
            rest = next((until for since, until in self._rests if since <= day and (until is None or day < until)), day)
            if rest is None:
                self.halted = day
                return None
            why = self._calendar.rest(day) if self._working else None
            if rest != day:
                self.suspended.append(day)
            elif why is not None:
                self.passed.append((day, why))
            else:
                self.counted += 1
        moved = self._calendar.moved(day, self._workday)
        self.passed += moved.passed
        return moved.due


def _rests(row: Record, deadline: Deadline) -> Iterator[tuple[date, date | None]]:
    """Yield the spans in which the clock stands still: the day of entry into a suspending state, the day of leaving."""
    leaving = [change.at.date() for change in row.history[1:]]
    for change, until in zip(row.history, [*leaving, None], strict=False):
        if change.state in deadline.suspended_in:
            yield change.at.date(), until
