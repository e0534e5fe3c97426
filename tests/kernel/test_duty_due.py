"""When a duty falls due: a day of the month moved by holidays, working days after a period, and the words of both."""

from datetime import date

import pytest

from ceiba.kernel.calendar import Holiday, WorkCalendar
from ceiba.kernel.duty import DutyRule
from ceiba.kernel.duty_due import due_of, last_due, last_over, next_due, rule_steps
from ceiba.kernel.methodology import Workday
from ceiba.kernel.period import Period
from ceiba.kernel.register_type import DayCount

CALENDAR = WorkCalendar(own=(Holiday(date(2026, 9, 15), "Independencia"),))
FIFTEENTH = DutyRule(months=1, due_day=15, workday=Workday.NEXT)
TEN_DAYS = DutyRule(months=3, days=10, count=DayCount.WORKING)


def test_the_fifteenth_moves_past_a_holiday_and_says_so() -> None:
    found = due_of(FIFTEENTH, Period.parse("2026-M08"), CALENDAR)
    assert found.due == date(2026, 9, 16)
    said = [str(step) for step in found.steps]
    assert any("Independencia" in one for one in said)
    assert "2026-08-31" in said[0]


def test_a_weekend_moves_it_to_monday() -> None:
    found = due_of(FIFTEENTH, Period.parse("2026-M10"), CALENDAR)  # 15 November 2026 is a Sunday
    assert found.due == date(2026, 11, 16)
    assert any("Sábados y domingos" in str(step) for step in found.steps)


def test_working_days_after_a_quarter() -> None:
    found = due_of(TEN_DAYS, Period.parse("2026-Q2"), CALENDAR)
    assert found.due == date(2026, 7, 14), "1 to 14 July without the weekends of 4 and 11"


def test_thirty_days_after_a_month() -> None:
    rule = DutyRule(months=1, days=30)
    assert due_of(rule, Period.parse("2026-M01"), CALENDAR).due == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("today", "last", "following"),
    [
        (date(2026, 11, 16), "2026-M09", "2026-M10"),  # the due day still counts
        (date(2026, 11, 17), "2026-M10", "2026-M11"),
        (date(2026, 1, 1), "2025-M11", "2025-M12"),
    ],
)
def test_what_is_past_and_what_comes(today: date, last: str, following: str) -> None:
    past, comes = last_due(FIFTEENTH, today, CALENDAR), next_due(FIFTEENTH, today, CALENDAR)
    assert past is not None
    assert comes is not None
    assert (past.period.notation(), comes.period.notation()) == (last, following)
    assert past.due < today <= comes.due


def test_a_year_that_falls_due_in_the_next_one() -> None:
    rule = DutyRule(months=12, due_day=30, due_months_after=6)
    comes = next_due(rule, date(2026, 3, 1), CALENDAR)
    assert comes is not None
    assert (comes.period.notation(), comes.due) == ("2025", date(2026, 6, 30))
    assert last_over(rule, date(2026, 3, 1)) == Period.parse("2025")


def test_what_changes_when_it_changes_is_never_due() -> None:
    assert last_due(DutyRule(), date(2026, 1, 1), CALENDAR) is None
    assert next_due(DutyRule(), date(2026, 1, 1), CALENDAR) is None
    assert last_over(DutyRule(), date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DutyRule(), "Se actualiza cuando algo cambia."),
        (FIFTEENTH, "Cada mes. Hasta el día 15; meses después del período: 1."),
        (TEN_DAYS, "Cada trimestre. Hasta 10 días hábiles después de que termina el período."),
        (DutyRule(months=12), "Cada año. Hasta el último día del mes."),
    ],
)
def test_a_rule_in_words(rule: DutyRule, words: str) -> None:
    assert " ".join(str(step) for step in rule_steps(rule)) == words
