"""The calendar of duties: movable feasts, weekends, holidays of one's own, and days that their month does not have."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceiba.kernel.calendar import Holiday, WorkCalendar, calendar_of, first_day, on, reckon
from ceiba.kernel.methodology import HolidayRule, ReportingPeriod, Workday
from ceiba.kernel.period import Period
from ceiba.methodologies.loader import load

LABOUR = HolidayRule("trabajo", "Día del Trabajo", 5, 1)
FRIDAY = HolidayRule("viernes", "Viernes Santo", from_easter=-2)
TENTH = ReportingPeriod("x", "X", 4, due_day=10)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 29)), (2025, date(2025, 4, 18)), (2026, date(2026, 4, 3)), (2038, date(2038, 4, 23))],
)
def test_a_movable_feast_is_counted_from_easter(year: int, day: date) -> None:
    assert on(FRIDAY, year) == day


def test_carnival_lies_before_easter() -> None:
    assert on(HolidayRule("lunes", "Lunes de Carnaval", from_easter=-48), 2025) == date(2025, 3, 3)


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    assert on(HolidayRule("bisiesto", "Bisiesto", 2, 29), 2024) == date(2024, 2, 29)
    assert on(HolidayRule("bisiesto", "Bisiesto", 2, 29), 2025) == date(2025, 2, 28)


def test_holidays_of_a_year_come_in_order_and_ones_own_name_goes_first() -> None:
    own = Holiday(date(2025, 5, 1), "Feria")
    assert calendar_of([LABOUR, FRIDAY], [own]).holidays_in(2025) == {
        date(2025, 4, 18): "Viernes Santo",
        date(2025, 5, 1): "Feria",
    }


def test_a_yearly_holiday_comes_again_and_never_before_it_began() -> None:
    calendar = WorkCalendar(own=(Holiday(date(2024, 8, 15), "Patrona", yearly=True),))
    assert calendar.holidays_in(2023) == {}
    assert list(calendar.holidays_in(2025)) == [date(2025, 8, 15)]
    once = WorkCalendar(own=(Holiday(date(2024, 8, 15), "Duelo"),))
    assert once.holidays_in(2025) == {}


def test_why_nobody_works() -> None:
    calendar = calendar_of([LABOUR])
    assert calendar.rest(date(2025, 5, 1)) == "Día del Trabajo"
    assert calendar.rest(date(2025, 5, 3)) == ""
    assert calendar.rest(date(2025, 5, 2)) is None


def test_a_weekend_moves_a_day_to_the_next_working_day_and_says_over_what() -> None:
    reckoning = reckon(TENTH, Period.parse("2025-C1"), WorkCalendar())
    assert reckoning.named == date(2025, 5, 10)
    assert reckoning.passed == ((date(2025, 5, 10), ""), (date(2025, 5, 11), ""))
    assert reckoning.due == date(2025, 5, 12)


def test_a_holiday_behind_a_weekend_moves_it_further() -> None:
    calendar = calendar_of([], [Holiday(date(2025, 5, 12), "Feria")])
    reckoning = reckon(TENTH, Period.parse("2025-C1"), calendar)
    assert reckoning.passed[-1] == (date(2025, 5, 12), "Feria")
    assert reckoning.due == date(2025, 5, 13)


def test_a_duty_may_fall_due_before_or_stay() -> None:
    before = ReportingPeriod("x", "X", 4, due_day=10, workday=Workday.PREVIOUS)
    stays = ReportingPeriod("x", "X", 4, due_day=10, workday=Workday.STAYS)
    assert reckon(before, Period.parse("2025-C1"), WorkCalendar()).due == date(2025, 5, 9)
    assert reckon(stays, Period.parse("2025-C1"), WorkCalendar()).due == date(2025, 5, 10)


def test_a_movement_crosses_the_year() -> None:
    december = ReportingPeriod("x", "X", 12, due_day=31, due_months_after=0)
    calendar = calendar_of([HolidayRule("ano", "Año Nuevo", 1, 1)], [Holiday(date(2025, 12, 31), "Fin de año")])
    assert reckon(december, Period.parse("2025"), calendar).due == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("duty", "period", "named"),
    [
        (ReportingPeriod("x", "X", 3, due_day=31), "2025-Q1", date(2025, 4, 30)),
        (ReportingPeriod("x", "X", 12), "2024", date(2025, 1, 31)),
        (ReportingPeriod("x", "X", 12, due_day=30, due_months_after=2), "2023", date(2024, 2, 29)),
        (ReportingPeriod("x", "X", 1, due_day=15, due_months_after=0), "2025-M03", date(2025, 3, 15)),
    ],
)
def test_a_day_beyond_its_month_is_its_last(duty: ReportingPeriod, period: str, named: date) -> None:
    assert reckon(duty, Period.parse(period), WorkCalendar()).named == named


def test_a_month_without_a_working_day_is_refused() -> None:
    feast = [Holiday(date(2025, 5, day), "Feria") for day in range(1, 32)]
    feast += [Holiday(date(2025, 6, day), "Feria") for day in range(1, 31)]
    with pytest.raises(ValueError, match="no working day"):
        reckon(TENTH, Period.parse("2025-C1"), calendar_of([], feast))


def test_months_are_counted_as_periods_do() -> None:
    assert first_day(Period.parse("2025-C1").last_month + 1) == date(2025, 5, 1)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(Workday), st.sets(st.integers(1, 28), max_size=9))
def test_a_moved_day_is_a_working_day_and_all_between_are_not(day: date, workday: Workday, feasts: set[int]) -> None:
    calendar = calendar_of([LABOUR, FRIDAY], [Holiday(day.replace(day=number), "Feria") for number in feasts])
    reckoning = calendar.moved(day, workday)
    if workday is Workday.STAYS:
        assert (reckoning.due, reckoning.passed) == (day, ())
        return
    assert calendar.rest(reckoning.due) is None
    assert len(reckoning.passed) == abs((reckoning.due - day).days)
    assert all(calendar.rest(passed) == why for passed, why in reckoning.passed)


@pytest.mark.parametrize(
    ("methodology", "expected"),
    [
        ("gt.municipalidad@2023", {date(2025, 4, 17): "Jueves Santo", date(2025, 9, 15): "Día de la Independencia"}),
        ("gt.gobernacion@2024", {date(2025, 6, 30): "Día del Ejército"}),
        ("ec.gad@2024", {date(2025, 3, 4): "Martes de Carnaval", date(2025, 11, 3): "Independencia de Cuenca"}),
    ],
)
def test_the_methodologies_know_the_holidays_of_their_country(methodology: str, expected: dict[date, str]) -> None:
    found = calendar_of(load(methodology).holidays).holidays_in(2025)
    assert len(found) >= 10
    assert expected.items() <= found.items()
