"""The calendar of duties: holidays as rules, working days, and the day on which a report is due, with its reckoning."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.easter import easter

from ceiba.kernel.methodology import HolidayRule, ReportingPeriod, Workday
from ceiba.kernel.period import Period

_WEEKEND = frozenset({5, 6})  # Saturday and Sunday, counted from Monday as 0
_DAY = timedelta(days=1)
_LONGEST_REST = 31  # days; a calendar without a working day in a month is no calendar


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody works, and what it is called. ``yearly`` ones come again on the same day of every year."""

    day: date
    name: str
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a due day was found: the day that the duty names, the days that were passed over and why, and the due day.

    A passed day has the name of its holiday, or an empty name for a weekend.
    """

    named: date
    passed: tuple[tuple[date, str], ...]
    due: date


@dataclass(frozen=True)
class WorkCalendar:
    """Working days of a place: weekends, the holidays of its country by rule, and its own («patron day»)."""

    rules: tuple[HolidayRule, ...] = ()
    own: tuple[Holiday, ...] = ()
    _years: dict[int, dict[date, str]] = field(default_factory=dict, compare=False, repr=False)

    def holidays_in(self, year: int) -> dict[date, str]:
        """Return the holidays of a calendar year by day, with their names; a day's own name goes before a rule's."""
        if year not in self._years:
            days = {on(rule, year): rule.name for rule in self.rules}
            for holiday in self.own:
                if holiday.day.year == year:
                    days[holiday.day] = holiday.name
                elif holiday.yearly and holiday.day.year < year:
                    days[_same_day(holiday.day, year)] = holiday.name
            self._years[year] = dict(sorted(days.items()))
        return self._years[year]

    def rest(self, day: date) -> str | None:
        """Return why nobody works on a day: the holiday's name, empty for a weekend; None for a working day."""
        name = self.holidays_in(day.year).get(day)
        return name if name is not None else "" if day.weekday() in _WEEKEND else None

    def moved(self, day: date, workday: Workday) -> Reckoning:
        """Return a day moved to a working day as the duty says; unmoved where it stays or is one already.

        ``ValueError`` where no working day lies within a month of it.
        """
        step = {Workday.NEXT: _DAY, Workday.PREVIOUS: -_DAY, Workday.STAYS: timedelta()}[workday]
        passed: list[tuple[date, str]] = []
        at = day
        while step and (why := self.rest(at)) is not None:
            passed.append((at, why))
            if len(passed) > _LONGEST_REST:
                raise ValueError(f"no working day within a month of {day}")
            at += step
        return Reckoning(day, tuple(passed), at)


def on(rule: HolidayRule, year: int) -> date:
    """Return the day of a rule in a year: a day of a month, or so many days from Easter Sunday (Gregorian)."""
    if rule.from_easter is not None:
        return easter(year) + timedelta(days=rule.from_easter)
    return _same_day(date(2000, rule.month, rule.day), year)


def _same_day(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def first_day(month: int) -> date:
    """Return the first day of a month that is counted as ``Period`` counts its months."""
    return date(month // 12, month % 12 + 1, 1)


def reckon(duty: ReportingPeriod, period: Period, calendar: WorkCalendar) -> Reckoning:
    """Return when the report of a period is due, and why: the duty's day, some months after the period's last one.

    The last day of that month where the duty names none, or one that the month does not have.
    """
    month = first_day(period.last_month + duty.due_months_after)
    last = monthrange(month.year, month.month)[1]
    return calendar.moved(month.replace(day=min(duty.due_day or last, last)), duty.workday)


def calendar_of(rules: Iterable[HolidayRule], own: Iterable[Holiday] = ()) -> WorkCalendar:
    """Return the calendar of a country's rules and of an institution's own holidays."""
    return WorkCalendar(tuple(rules), tuple(own))
