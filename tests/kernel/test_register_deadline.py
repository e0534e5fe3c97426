"""Deadlines: the day of the entry does not count, holidays and suspension stop the clock, and a prolongation adds."""

from dataclasses import replace
from datetime import date

from ceiba.kernel.calendar import Holiday, WorkCalendar
from ceiba.kernel.law import LegalSource
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_deadline import DeadlineReckoning, reckon_deadline
from ceiba.kernel.register_type import Case, DayCount, DeadlineVariant
from tests.kernel.register_samples import FIVE, opened, row

PLAIN = WorkCalendar()
CALENDAR = WorkCalendar(own=(Holiday(date(2026, 3, 4), "Feria"),))
MONDAY = ("abierta", "2026-03-02 08:00")


def reckoned(*changes: tuple[str, str], calendar: WorkCalendar = PLAIN) -> DeadlineReckoning:
    found = reckon_deadline(opened(*changes), FIVE, calendar)
    assert found is not None
    return found


def test_working_days_pass_over_weekends_and_holidays_and_say_so() -> None:
    assert reckoned(MONDAY).due == date(2026, 3, 9)
    found = reckoned(MONDAY, calendar=CALENDAR)
    assert found.due == date(2026, 3, 10)
    assert found.passed == ((date(2026, 3, 4), "Feria"), (date(2026, 3, 7), ""), (date(2026, 3, 8), ""))
    assert found.kept is None


def test_calendar_days_pass_over_nothing() -> None:
    found = reckon_deadline(opened(MONDAY), replace(FIVE, count=DayCount.CALENDAR), CALENDAR)
    assert found is not None
    assert (found.due, found.passed) == (date(2026, 3, 7), ())


def test_a_new_holiday_moves_the_due_day_of_an_open_row() -> None:
    more = WorkCalendar(own=(*CALENDAR.own, Holiday(date(2026, 3, 5), "Duelo")))
    assert reckoned(MONDAY, calendar=more).due == date(2026, 3, 11)


def test_the_clock_stands_still_while_suspended() -> None:
    waiting = (MONDAY, ("espera", "2026-03-04 10:00"))
    assert reckoned(*waiting).due is None
    found = reckoned(*waiting, ("abierta", "2026-03-06 10:00"))
    assert found.suspended == (date(2026, 3, 4), date(2026, 3, 5))
    assert found.due == date(2026, 3, 11)


def test_a_suspension_after_the_due_day_changes_nothing() -> None:
    assert reckoned(MONDAY, ("espera", "2026-03-12 10:00")).due == date(2026, 3, 9)


def test_a_prolongation_in_time_adds_its_days_once() -> None:
    found = reckoned(MONDAY, ("ampliada", "2026-03-09 10:00"), ("cerrada", "2026-03-12 17:00"))
    assert (found.days, found.prolonged, found.due, found.kept) == (8, 3, date(2026, 3, 12), True)
    late = reckoned(MONDAY, ("ampliada", "2026-03-10 10:00"), ("cerrada", "2026-03-12 17:00"))
    assert (late.days, late.due, late.kept) == (5, date(2026, 3, 9), False)


def test_a_deadline_past_the_end_of_the_calendar_has_no_due_day() -> None:
    assert reckoned(("abierta", "9999-12-30 08:00")).due is None


def test_a_deadline_that_has_not_begun_is_none() -> None:
    assert reckon_deadline(row(), FIVE, CALENDAR) is None


PROMISED = replace(FIVE, days=0, count=DayCount.CALENDAR, runs_from="fecha", suspended_in=(), prolongation=None)


def test_days_may_run_from_the_day_that_a_field_holds() -> None:
    promised = opened(MONDAY, ("cerrada", "2026-03-14 10:00"), fecha=date(2026, 3, 14))
    found = reckon_deadline(promised, PROMISED, CALENDAR)
    assert found is not None
    assert (found.started, found.due, found.kept) == (date(2026, 3, 14), date(2026, 3, 14), True)
    assert reckon_deadline(opened(MONDAY), PROMISED, CALENDAR) is None
    assert reckon_deadline(row(fecha=date(2026, 3, 14)), PROMISED, CALENDAR) is None
    later = reckon_deadline(promised, replace(PROMISED, days=3, count=DayCount.WORKING), CALENDAR)
    assert later is not None
    assert later.due == date(2026, 3, 18)


def test_days_may_be_counted_back_from_a_day() -> None:
    called = replace(PROMISED, days=3, count=DayCount.WORKING, before=True)
    found = reckon_deadline(opened(MONDAY, ("cerrada", "2026-03-05 10:00"), fecha=date(2026, 3, 9)), called, CALENDAR)
    assert found is not None
    # Sunday and Saturday are passed over, then the fair on the fourth
    assert [day.day for day, _why in found.passed] == [8, 7, 4]
    assert (found.due, found.kept) == (date(2026, 3, 3), False)
    assert reckon_deadline(opened(MONDAY, fecha=date.min), called, CALENDAR).due is None  # type: ignore[union-attr]


def test_a_due_day_of_rest_moves_where_the_deadline_says_so() -> None:
    saturday = opened(MONDAY, fecha=date(2026, 3, 14))
    due = {}
    for workday in Workday:
        found = reckon_deadline(saturday, replace(PROMISED, workday=workday), CALENDAR)
        assert found is not None
        due[workday] = found.due and found.due.day
    assert due == {Workday.NEXT: 16, Workday.PREVIOUS: 13, Workday.STAYS: 14}


def test_a_deadline_of_one_variant_is_of_no_other_row() -> None:
    leaks = replace(FIVE, when=Case("clase", ("fuga", "corte")))
    found = reckon_deadline(opened(MONDAY, clase="fuga"), leaks, PLAIN)
    assert found is not None
    assert found.due == date(2026, 3, 9)
    assert reckon_deadline(opened(MONDAY, clase="luz"), leaks, PLAIN) is None
    assert reckon_deadline(opened(MONDAY), leaks, PLAIN) is None


def test_a_variant_of_a_procedure_has_its_own_days_and_article() -> None:
    norm = LegalSource("Norma inventada", "7")
    quick = DeadlineVariant(Case("clase", ("luz",)), 2, DayCount.CALENDAR, norm)
    never_asked = DeadlineVariant(Case("clase", ("luz", "fuga")), 9, DayCount.WORKING)
    varied = replace(FIVE, variants=(quick, never_asked))
    found = {clase: reckon_deadline(opened(MONDAY, clase=clase), varied, PLAIN) for clase in ("agua", "fuga", "luz")}
    assert {clase: each and each.due for clase, each in found.items()} == {
        "agua": date(2026, 3, 9),
        "fuga": date(2026, 3, 13),
        "luz": date(2026, 3, 4),
    }
    assert {clase: each and each.rule.source for clase, each in found.items()}["luz"] == norm
    more = reckon_deadline(opened(MONDAY, ("ampliada", "2026-03-04 09:00"), clase="luz"), varied, PLAIN)
    assert more is not None
    assert (more.days, more.prolonged, more.due) == (5, 3, date(2026, 3, 7))
