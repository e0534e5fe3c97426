"""When a report is due: the day that the methodology's duty names, some months after the period ends."""

from calendar import monthrange
from datetime import date

from ceiba.kernel.methodology import ReportingPeriod
from ceiba.kernel.period import Period


def first_day(month: int) -> date:
    """Return the first day of a month that is counted as periods count theirs."""
    return date(month // 12, month % 12 + 1, 1)


def due_on(duty: ReportingPeriod, period: Period) -> date:
    """Return the day on which the reports of a period are due; the last of its month where the duty names none."""
    month = first_day(period.last_month + duty.due_months_after)
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=min(duty.due_day or last, last))
