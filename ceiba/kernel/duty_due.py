"""When something of a duty falls due, with its reckoning: the calendar's own for a day of the month, the registers'
deadlines for so many days after a period."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ceiba.kernel.calendar import WorkCalendar, first_day, reckon
from ceiba.kernel.duty import DutyRule
from ceiba.kernel.methodology import ReportingPeriod
from ceiba.kernel.period import Period
from ceiba.kernel.register_deadline import reckon_deadline
from ceiba.kernel.register_deadline_steps import CountStep, count_steps
from ceiba.kernel.register_record import Record, StateChange
from ceiba.kernel.register_type import DayCount, Deadline
from ceiba.kernel.text import _

_OVER, _DONE = "over", "done"


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A period of a duty, the day until which it is published, and how that day was found, in sentences with facts."""

    period: Period
    due: date
    steps: tuple[CountStep, ...]


def due_of(rule: DutyRule, period: Period, calendar: WorkCalendar) -> DutyDue:
    """Return when a period of a rule falls due. The due day itself still counts."""
    if rule.days is not None:
        return _counted(rule, period, rule.days, calendar)
    named = ReportingPeriod("", "", rule.months, rule.due_day, rule.due_months_after, workday=rule.workday)
    found = reckon(named, period, calendar)
    return DutyDue(period, found.due, tuple(_named_steps(period, found.named, found.passed, found.due)))


def last_due(rule: DutyRule, today: date, calendar: WorkCalendar) -> DutyDue | None:
    """Return the latest period whose due day is past; None where nothing falls due by a calendar."""
    found = [one for one in _around(rule, today, calendar) if one.due < today]
    return max(found, key=lambda one: one.due, default=None)


def next_due(rule: DutyRule, today: date, calendar: WorkCalendar) -> DutyDue | None:
    """Return the first period whose due day is today or later; None where nothing falls due by a calendar."""
    found = [one for one in _around(rule, today, calendar) if one.due >= today]
    return min(found, key=lambda one: one.due, default=None)


def last_over(rule: DutyRule, today: date) -> Period | None:
    """Return the last period that ended before a day: of it speaks what is published now."""
    if not rule.months:
        return None
    running = _period_of(rule, today)
    return running.previous()


def end_of(period: Period) -> date:
    """Return the last day of a period."""
    return first_day(period.last_month + 1) - timedelta(days=1)


def _period_of(rule: DutyRule, day: date) -> Period:
    month = day.year * 12 + day.month - 1
    return Period(month - month % rule.months, rule.months)


def _around(rule: DutyRule, today: date, calendar: WorkCalendar) -> list[DutyDue]:
    """Return the periods whose due day may lie next to a day: those from two before its own to two after."""
    if not rule.months:
        return []
    later = rule.due_months_after // rule.months + (rule.days or 0) // (28 * rule.months) + 2
    own = _period_of(rule, today)
    return [due_of(rule, own.shift(rule.months * step), calendar) for step in range(-later, 3)]


def _counted(rule: DutyRule, period: Period, days: int, calendar: WorkCalendar) -> DutyDue:
    """Return the day so many days after a period ends, as the deadlines of registers count them."""
    deadline = Deadline("", "", _OVER, (_DONE,), days, rule.count, workday=rule.workday)
    row = Record("", "", _OVER, {}, (StateChange(_OVER, datetime.combine(end_of(period), time())),))
    found = reckon_deadline(row, deadline, calendar)
    if found is None or found.due is None:
        raise ValueError(f"{days} days after {period} have no end")
    return DutyDue(period, found.due, count_steps(found))


def _named_steps(period: Period, named: date, passed: tuple[tuple[date, str], ...], due: date) -> list[CountStep]:
    steps = [
        CountStep(_("El período termina el %(day)s."), {"day": end_of(period)}),
        CountStep(_("La norma señala el %(day)s."), {"day": named}),
    ]
    steps += [
        CountStep(_("El %(day)s no se trabaja: %(holiday)s."), {"day": day, "holiday": why})
        for day, why in passed
        if why
    ]
    if weekend := sum(1 for _day, why in passed if not why):
        steps.append(CountStep(_("Sábados y domingos que se pasan: %(count)s."), {"count": weekend}))
    return [*steps, CountStep(_("Vence el %(day)s; ese día todavía cuenta."), {"day": due})]


_EVERY = {
    1: _("Cada mes."),
    2: _("Cada dos meses."),
    3: _("Cada trimestre."),
    4: _("Cada cuatrimestre."),
    6: _("Cada semestre."),
    12: _("Cada año."),
}


def rule_steps(rule: DutyRule) -> tuple[CountStep, ...]:
    """Return a rule in sentences: how often, and until when."""
    if not rule.months:
        return (CountStep(_("Se actualiza cuando algo cambia.")),)
    every = CountStep(_EVERY[rule.months])
    if rule.days is not None:
        working = rule.count is DayCount.WORKING
        message = (
            _("Hasta %(days)s días hábiles después de que termina el período.")
            if working
            else _("Hasta %(days)s días calendario después de que termina el período.")
        )
        return every, CountStep(message, {"days": rule.days})
    if rule.due_day is None:
        return every, CountStep(_("Hasta el último día del mes."))
    message = _("Hasta el día %(day)s; meses después del período: %(after)s.")
    return every, CountStep(message, {"day": rule.due_day, "after": rule.due_months_after})
