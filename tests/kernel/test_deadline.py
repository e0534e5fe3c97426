"""Deadlines counted in sight, against a count of all days by somebody who knows nothing of how it is done."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceiba.kernel.calendar import Holiday, WorkCalendar, calendar_of
from ceiba.kernel.deadline import AddedDays, DayKind, LegalDeadline, SilenceEffect, Suspension, Term, count, moved_by
from ceiba.kernel.methodology import HolidayRule, Workday

FRIDAY = HolidayRule("viernes", "Viernes Santo", from_easter=-2)
NEW_YEAR = HolidayRule("ano", "Año Nuevo", 1, 1)
PLAIN = WorkCalendar()
TEN = Term(10, article="Art. 42")


def sentences(deadline: LegalDeadline, calendar: WorkCalendar = PLAIN) -> list[str]:
    """Return the steps of a count as they read."""
    return [str(step) for step in count(deadline, calendar).steps]


def test_ten_working_days_over_two_weekends() -> None:
    deadline = LegalDeadline("a", date(2025, 6, 2), TEN)
    assert count(deadline, PLAIN).due == date(2025, 6, 16)
    assert sentences(deadline) == [
        "Se cuenta desde el día siguiente al 2025-06-02.",
        "El plazo es de 10 días hábiles.",
        "Sábados y domingos que no cuentan: 4.",
        "El día 10 es el 2025-06-16.",
    ]


def test_the_day_of_the_event_counts_where_the_norm_says_so() -> None:
    deadline = LegalDeadline("a", date(2025, 6, 2), Term(10, day_after=False))
    assert count(deadline, PLAIN).due == date(2025, 6, 13)
    assert sentences(deadline)[0] == "Se cuenta desde el mismo 2025-06-02."


def test_holidays_of_the_country_and_the_patron_day_do_not_count() -> None:
    calendar = calendar_of([FRIDAY], [Holiday(date(2025, 4, 21), "Feria patronal")])
    deadline = LegalDeadline("a", date(2025, 4, 16), Term(2))
    assert count(deadline, calendar).due == date(2025, 4, 22)
    assert "El 2025-04-18 no cuenta: Viernes Santo." in sentences(deadline, calendar)
    assert "El 2025-04-21 no cuenta: Feria patronal." in sentences(deadline, calendar)


def test_calendar_days_that_end_on_a_day_of_rest() -> None:
    saturday = LegalDeadline("a", date(2025, 6, 4), Term(3, DayKind.CALENDAR))
    assert count(saturday, PLAIN).due == date(2025, 6, 9)
    assert sentences(saturday)[-1] == "El 2025-06-07 cae en fin de semana: vence el 2025-06-09."
    before = LegalDeadline("a", date(2025, 6, 4), Term(3, DayKind.CALENDAR, rest=Workday.PREVIOUS))
    assert count(before, PLAIN).due == date(2025, 6, 6)
    stays = LegalDeadline("a", date(2025, 6, 4), Term(3, DayKind.CALENDAR, rest=Workday.STAYS))
    assert count(stays, PLAIN).due == date(2025, 6, 7)
    feast = LegalDeadline("a", date(2025, 12, 30), Term(2, DayKind.CALENDAR))
    assert count(feast, calendar_of([NEW_YEAR])).due == date(2026, 1, 2)
    assert sentences(feast, calendar_of([NEW_YEAR]))[-1].startswith("El 2026-01-01 no se trabaja (Año Nuevo)")


def test_a_suspension_stops_the_count_and_an_extension_adds_to_it() -> None:
    stopped = Suspension(date(2025, 6, 4), date(2025, 6, 10), "falta un documento")
    deadline = LegalDeadline("a", date(2025, 6, 2), Term(3), (stopped,), (AddedDays(2, "caso complejo"),))
    assert count(deadline, PLAIN).counted == tuple(date(2025, 6, day) for day in (3, 11, 12, 13, 16))
    assert "Del 2025-06-04 al 2025-06-10 no corre: suspendido (falta un documento)." in sentences(deadline)
    assert "La prórroga agrega 2 días (caso complejo)." in sentences(deadline)


def test_while_it_is_suspended_there_is_no_day() -> None:
    deadline = LegalDeadline("a", date(2025, 6, 2), Term(3), (Suspension(date(2025, 6, 4), None, "peritaje"),))
    found = count(deadline, PLAIN)
    assert (found.due, found.counted) == (None, (date(2025, 6, 3),))
    assert "1 de 3 días" in str(found.steps[-1])
    short = Suspension(date(2025, 6, 3), date(2025, 6, 5))
    both = LegalDeadline("a", date(2025, 6, 2), Term(1), (*deadline.suspensions, short))
    assert count(both, PLAIN).due is None
    late = LegalDeadline("a", date(2025, 6, 2), Term(1), deadline.suspensions)
    assert count(late, PLAIN).due == date(2025, 6, 3)
    moved = LegalDeadline("a", date(2025, 6, 4), Term(3, DayKind.CALENDAR), (Suspension(date(2025, 6, 8)),))
    assert count(moved, PLAIN).due is None


def test_silence_is_said() -> None:
    start = date(2025, 6, 2)
    assert sentences(LegalDeadline("a", start, Term(1, silence=SilenceEffect.GRANTED)))[-1].endswith(
        "se entiende concedido."
    )
    assert sentences(LegalDeadline("a", start, Term(1, silence=SilenceEffect.DENIED)))[-1].endswith(
        "se entiende denegado."
    )
    assert "se entiende" not in " ".join(sentences(LegalDeadline("a", start, Term(1))))


def test_a_new_holiday_moves_only_what_runs_over_it() -> None:
    over = LegalDeadline("over", date(2025, 6, 2), TEN)
    done = LegalDeadline("before", date(2025, 5, 5), TEN)
    calm = LegalDeadline("calendar", date(2025, 6, 2), Term(10, DayKind.CALENDAR))
    (moved,) = moved_by([over, done, calm], PLAIN, calendar_of([], [Holiday(date(2025, 6, 9), "Duelo municipal")]))
    assert (moved.deadline.id, moved.before, moved.after.due) == ("over", date(2025, 6, 16), date(2025, 6, 17))
    assert any("Duelo municipal" in str(step) for step in moved.after.steps)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Term(0)
    with pytest.raises(ValueError, match="at least one day"):
        AddedDays(0)
    with pytest.raises(ValueError, match="cannot end before"):
        Suspension(date(2025, 6, 2), date(2025, 6, 1))


@st.composite
def cases(draw: st.DrawFn) -> tuple[LegalDeadline, WorkCalendar]:
    """Draw a deadline and a calendar with feasts around it."""
    start = draw(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
    near = st.integers(-5, 60).map(lambda days: start + timedelta(days=days))
    term = Term(
        draw(st.integers(1, 40)),
        draw(st.sampled_from(DayKind)),
        draw(st.booleans()),
        draw(st.sampled_from([Workday.NEXT, Workday.STAYS])),
    )
    stopped = draw(st.lists(st.tuples(near, st.integers(0, 20)), max_size=3))
    stops = [Suspension(first, first + timedelta(days=days)) for first, days in stopped]
    added = tuple(AddedDays(days) for days in draw(st.lists(st.integers(1, 10), max_size=2)))
    feasts = [Holiday(day, "Feria") for day in draw(st.sets(near, max_size=8))]
    return LegalDeadline("x", start, term, tuple(stops), added), calendar_of([FRIDAY, NEW_YEAR], feasts)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_it_is_the_day_that_a_naive_count_finds(case: tuple[LegalDeadline, WorkCalendar]) -> None:
    deadline, calendar = case
    days = [deadline.start + timedelta(days=n) for n in range(400)]
    if deadline.term.day_after:
        days = days[1:]
    off = {day for day in days if any(s.first <= day <= (s.last or day) for s in deadline.suspensions)}
    rest = {day for day in days if day.weekday() >= 5 or day in calendar.holidays_in(day.year)}
    working = deadline.term.kind is DayKind.WORKING
    counting = [day for day in days if day not in off and not (working and day in rest)]
    due = counting[deadline.term.days + sum(e.days for e in deadline.extensions) - 1]
    if deadline.term.rest is Workday.NEXT:
        due = min(day for day in days if day >= due and day not in rest | off)
    found = count(deadline, calendar)
    assert found.due == due
    assert len(found.counted) == deadline.days == len(set(found.counted))
    assert off.isdisjoint(found.counted)


@settings(max_examples=80, deadline=None)
@given(cases(), st.integers(0, 60))
def test_one_more_holiday_never_shortens_and_is_told_where_it_moves(
    case: tuple[LegalDeadline, WorkCalendar], days: int
) -> None:
    deadline, calendar = case
    more = WorkCalendar(calendar.rules, (*calendar.own, Holiday(deadline.start + timedelta(days=days), "Asueto")))
    before, after = count(deadline, calendar).due, count(deadline, more).due
    assert before is not None
    assert after is not None
    assert after >= before
    assert [one.deadline for one in moved_by([deadline], calendar, more)] == ([deadline] if after != before else [])
