"""A count is told step by step, so that anybody can follow it with a calendar on the wall."""

from dataclasses import replace
from datetime import date

from ceiba.kernel.calendar import Holiday, WorkCalendar
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_deadline import reckon_deadline
from ceiba.kernel.register_deadline_steps import count_steps
from ceiba.kernel.register_type import DayCount, Deadline, Silence
from tests.kernel.register_samples import FIVE, opened

CALENDAR = WorkCalendar(own=(Holiday(date(2026, 3, 4), "Feria"),))
MONDAY = ("abierta", "2026-03-02 08:00")


def told(*changes: tuple[str, str], deadline: Deadline = FIVE, calendar: WorkCalendar = CALENDAR) -> list[str]:
    reckoning = reckon_deadline(opened(*changes), deadline, calendar)
    assert reckoning is not None
    return [str(step) for step in count_steps(reckoning)]


def test_what_did_not_count_is_named() -> None:
    assert told(MONDAY) == [
        "Se cuenta desde el día siguiente al 2026-03-02.",
        "Días hábiles del plazo: 5.",
        "El 2026-03-04 no cuenta: Feria.",
        "Sábados y domingos que no cuentan: 2.",
        "El día 5 es el 2026-03-10: ese día vence.",
    ]


def test_a_suspension_is_told_with_its_days_and_while_it_lasts() -> None:
    waiting = (MONDAY, ("espera", "2026-03-05 10:00"))
    assert told(*waiting)[-2:] == [
        "Desde el 2026-03-05 no corre: está suspendido.",
        "Se contaron 1 de 5 días y no hay fecha aún.",
    ]
    assert "Del 2026-03-05 al 2026-03-08 no corre: está suspendido." in told(*waiting, ("abierta", "2026-03-09 10:00"))
    assert "El 2026-03-05 no corre: está suspendido." in told(*waiting, ("abierta", "2026-03-06 10:00"))


def test_a_prolongation_and_what_came_of_it() -> None:
    plain = WorkCalendar()
    steps = told(MONDAY, ("ampliada", "2026-03-09 10:00"), ("cerrada", "2026-03-12 17:00"), calendar=plain)
    assert "Días que agrega la prórroga: 3." in steps
    assert steps[-2:] == ["El día 8 es el 2026-03-12: ese día vence.", "Terminó el 2026-03-12, en plazo."]
    late = told(MONDAY, ("cerrada", "2026-03-12 17:00"), calendar=plain)
    assert late[-1] == "Terminó el 2026-03-12, fuera de plazo."


def test_silence_is_said_while_nobody_has_answered() -> None:
    granted, denied = (replace(FIVE, silence=silence) for silence in (Silence.GRANTED, Silence.DENIED))
    assert told(MONDAY, deadline=granted)[-1] == "Sin respuesta al 2026-03-10 se entiende concedido."
    assert told(MONDAY, deadline=denied)[-1] == "Sin respuesta al 2026-03-10 se entiende denegado."


def test_calendar_days_that_end_on_a_day_of_rest_say_where_they_go() -> None:
    five = replace(FIVE, count=DayCount.CALENDAR, workday=Workday.NEXT)
    assert told(MONDAY, deadline=five)[1:] == [
        "Días calendario del plazo: 5.",
        "El 2026-03-07 cae en fin de semana: vence el 2026-03-09.",
    ]
    patron = WorkCalendar(own=(Holiday(date(2026, 3, 7), "Feria"),))
    assert told(MONDAY, deadline=five, calendar=patron)[-1] == (
        "El 2026-03-07 no se trabaja (Feria): vence el 2026-03-09."
    )


def test_a_count_that_goes_back_says_so() -> None:
    back = replace(FIVE, before=True)
    assert told(MONDAY, deadline=back)[0] == "Se cuenta hacia atrás, desde el día anterior al 2026-03-02."
