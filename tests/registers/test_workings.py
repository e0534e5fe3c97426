"""The working of a deadline, day by day: what the page says adds up to the due day that the kernel reckons."""

from dataclasses import replace
from datetime import date, datetime

from ceiba.kernel.calendar import Holiday, WorkCalendar
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_record import Record, StateChange
from ceiba.kernel.register_type import DayCount
from ceiba.methodologies.registers import load_register
from ceiba.registers.workings import DeadlineWorking, Pace, workings

FAIR = WorkCalendar(own=(Holiday(date(2026, 3, 19), "Feria inventada"),))


def record(*history: tuple[str, str]) -> Record:
    """Return a row of administrative procedures that was in some states, each from a moment on."""
    changes = tuple(StateChange(state, datetime.fromisoformat(at)) for state, at in history)
    return Record("a", "tramites_administrativos", history[-1][0], {}, changes)


def working(today: date, *history: tuple[str, str]) -> DeadlineWorking:
    """Return the working of its deadline: 15 working days."""
    return workings(record(*history), load_register("tramites_administrativos"), FAIR, today)[0]


def test_each_day_says_whether_it_counted() -> None:
    one = working(date(2026, 3, 5), ("ingresado", "2026-03-03T08:00"))
    told = [(run.first.day, run.last.day, run.said) for run in one.runs]
    assert told == [
        (4, 6, "Días 1 a 3"),
        (7, 7, "No cuenta: sábado"),
        (8, 8, "No cuenta: domingo"),
        (9, 13, "Días 4 a 8"),
        (14, 14, "No cuenta: sábado"),
        (15, 15, "No cuenta: domingo"),
        (16, 18, "Días 9 a 11"),
        (19, 19, "No cuenta: Feria inventada"),
        (20, 20, "Día 12"),
        (21, 21, "No cuenta: sábado"),
        (22, 22, "No cuenta: domingo"),
        (23, 25, "Días 13 a 15"),
    ]
    assert one.reckoning is not None
    assert one.reckoning.due == date(2026, 3, 25)
    assert one.steps[-1] == "El día 15 es el 25 de marzo de 2026: ese día vence."


def test_suspended_days_say_in_which_state_the_clock_stood_still() -> None:
    history = (
        ("ingresado", "2026-03-02T08:00"),
        ("en_tramite", "2026-03-02T09:00"),
        ("en_espera", "2026-03-03T09:00"),
        ("en_tramite", "2026-03-06T09:00"),
    )
    one = working(date(2026, 3, 9), *history)
    assert [(run.first.day, run.last.day, run.said) for run in one.runs][:2] == [
        (3, 5, "No cuenta: en «En espera del solicitante»"),
        (6, 6, "Día 1"),
    ]


def test_a_clock_that_stands_still_has_no_due_day() -> None:
    history = (("ingresado", "2026-03-02T08:00"), ("en_tramite", "2026-03-02T09:00"), ("en_espera", "2026-03-04T09:00"))
    one = working(date(2026, 3, 10), *history)
    assert one.pace is Pace.STOPPED
    assert "no hay fecha aún" in one.steps[-1]
    assert [(run.first.day, run.last.day, run.said) for run in one.runs] == [
        (3, 3, "Día 1"),
        (4, 10, "No cuenta: en «En espera del solicitante»"),
    ]


def test_where_a_deadline_stands() -> None:
    begun = ("ingresado", "2026-03-03T08:00")
    assert working(date(2026, 3, 5), begun).pace is Pace.RUNNING
    assert working(date(2026, 3, 20), begun).pace is Pace.SOON
    assert working(date(2026, 3, 25), begun).pace is Pace.SOON
    assert working(date(2026, 3, 26), begun).pace is Pace.LATE
    way = (begun, ("en_tramite", "2026-03-03T09:00"))
    assert working(date(2026, 4, 1), *way, ("despachado", "2026-03-25T08:00")).pace is Pace.KEPT
    assert working(date(2026, 4, 1), *way, ("despachado", "2026-03-26T08:00")).pace is Pace.MISSED


def test_what_has_not_begun_says_what_it_waits_for() -> None:
    register = load_register("gt.solicitudes_informacion")
    one = workings(Record("a", register.id, register.initial), register, FAIR, date(2026, 3, 5))[0]
    assert one.pace is Pace.WAITING
    assert one.steps == []
    assert "Pendiente" in one.begins
    assert "57-2008" in one.article


def test_days_that_run_back_from_a_date_are_shown_in_the_order_of_the_calendar() -> None:
    register = load_register("gt.sesiones_consejo")
    history = (StateChange("programada", datetime.fromisoformat("2026-03-01T08:00")),)
    values = {"fecha": datetime.fromisoformat("2026-03-12T09:00")}
    one = workings(Record("a", register.id, "programada", values, history), register, FAIR, date(2026, 3, 5))[0]
    assert one.reckoning is not None
    assert one.reckoning.due == date(2026, 3, 7)
    assert [(run.first.day, run.last.day, run.said) for run in one.runs] == [(7, 11, "Días 5 a 1")]


def test_a_due_day_that_moves_off_a_weekend_says_so() -> None:
    register = load_register("tramites_administrativos")
    moving = replace(register.deadlines[0], count=DayCount.CALENDAR, days=5, workday=Workday.NEXT)
    one = workings(
        record(("ingresado", "2026-03-03T08:00")), replace(register, deadlines=(moving,)), FAIR, date(2026, 3, 5)
    )[0]
    assert [(run.first.day, run.last.day, run.said) for run in one.runs] == [
        (4, 8, "Días 1 a 5"),
        (9, 9, "No cuenta: el plazo pasa a este día"),
    ]
