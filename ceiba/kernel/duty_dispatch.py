"""What a duty sends in writing: for each period and each recipient, whether it was sent, when, and whether in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ceiba.kernel.calendar import WorkCalendar
from ceiba.kernel.duty import Duty, DutyRecipient
from ceiba.kernel.duty_due import DutyDue, due_of, last_over
from ceiba.kernel.period import Period

Sent = Mapping[tuple[Period, str], date]  # when something was first sent, by period and key of the recipient


@dataclass(frozen=True, slots=True)
class DispatchStanding:
    """How the dispatch to one recipient stands: ``day`` is when it was sent, None where nobody proved it.

    ``kept`` tells whether it went in time, None while there is still time.
    """

    recipient: DutyRecipient
    day: date | None
    kept: bool | None


@dataclass(frozen=True, slots=True)
class DispatchPeriod:
    """The dispatches of one period, with the day by which they go out."""

    owed: DutyDue
    dispatches: tuple[DispatchStanding, ...]


def dispatches(
    duty: Duty, sent: Sent, today: date, calendar: WorkCalendar, periods: int = 12
) -> tuple[DispatchPeriod, ...]:
    """Return how the dispatches of the last periods that are over stand, the latest first.

    None where the duty sends nothing, or names no period.
    """
    last = last_over(duty.rule, today)
    if last is None or not duty.recipients:
        return ()
    owed = (due_of(duty.rule, last.shift(-step * last.months), calendar) for step in range(periods))
    return tuple(
        DispatchPeriod(one, tuple(_standing(one, each, sent, today) for each in duty.recipients))
        for one in owed
        if duty.holds_on(one.due)
    )


def _standing(owed: DutyDue, recipient: DutyRecipient, sent: Sent, today: date) -> DispatchStanding:
    day = sent.get((owed.period, recipient.key))
    kept = day <= owed.due if day is not None else False if today > owed.due else None
    return DispatchStanding(recipient, day, kept)


def first_sent(found: Iterable[tuple[Period, str, date]]) -> dict[tuple[Period, str], date]:
    """Return when something was first sent, by period and recipient."""
    days: dict[tuple[Period, str], date] = {}
    for period, recipient, day in found:
        days[period, recipient] = min(day, days.get((period, recipient), day))
    return days
