"""A holiday moves what is open, whoever added it and however many rows there are; and each count can be followed."""

from datetime import date

import pytest
from django.utils.translation import override

from ceiba.indicators.holidays import add_holiday, remove_holiday
from ceiba.institutions.models import Job
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.services import edit
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.registers.models import Register, RegisterRow, StoredTable
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_tallies import measured
from ceiba.registers.queries_types import type_of
from ceiba.registers.rebuilding import reckon_anew
from ceiba.registers.workings import workings
from tests.people import Office
from tests.registers.books import adopted, moved, procedure
from tests.registers.test_tallies import same

FAIR = date(2025, 3, 19)


def follow(office: Office) -> list[int]:
    """Do the queued job; return how far it told to be, step by step."""
    told: list[int] = []
    job = Job.objects.get(verb="register.follow_calendar")
    reckon_anew(office.actor(), lambda done, _steps, _words: told.append(done), **job.arguments)
    job.delete()
    return told


def due(row: RegisterRow) -> date | None:
    """Return when a row is due as it stands now."""
    return RegisterRow.objects.get(pk=row.pk).due


def share(register: Register) -> tuple[int, int]:
    """Return how many rows kept their deadline in March and how many were decided."""
    found = measured(
        register, type_of(register.edition).measure_by_key["en_plazo"], Period.parse("2025-M03"), date(2025, 5, 1)
    )
    assert found is not None
    assert isinstance(found.value, Value)
    return int(found.numerator or 0), int(found.denominator or 0)


def test_a_holiday_moves_open_deadlines_and_the_shares_that_were_kept(office: Office) -> None:
    register, head = adopted(office), office.actor("unit_head")
    open_row, late, early = (procedure(office, register, at=f"2025-03-{day} 08:00") for day in ("03", "04", "03"))
    moved(head, late, "archivar", "2025-03-26 08:00", reason="Tarde por un día")
    moved(head, early, "archivar", "2025-03-04 08:00", reason="A tiempo")
    assert (due(open_row), share(register)) == (date(2025, 3, 24), (1, 3))
    made = add_holiday(office.actor(), day=FAIR, name="Feria")
    follow(office)
    assert due(open_row) == date(2025, 3, 25)
    assert share(register) == (2, 3), "the one that was a day late is not late any more"
    same(register)
    remove_holiday(office.actor(), made)
    follow(office)
    assert (due(open_row), share(register)) == (date(2025, 3, 24), (1, 3))
    assert StoredTable.objects.filter(complete=False).count() == 0


def test_what_is_written_before_the_job_has_run_counts_once(office: Office) -> None:
    register, clerk = adopted(office), office.actor("clerk")
    row = procedure(office, register)
    add_holiday(office.actor(), day=FAIR, name="Feria")
    moved(clerk, row, "asignar", "2025-03-03 09:00")
    fresh = procedure(office, register)
    assert due(fresh) == date(2025, 3, 25)
    follow(office)
    assert share(register) == (0, 2)
    same(register)


def test_thousands_are_reckoned_some_at_a_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    register = adopted(office)
    rows = [procedure(office, register) for _time in range(5)]
    monkeypatch.setattr("ceiba.registers.rebuilding.CHUNK", 2)
    add_holiday(office.actor(), day=FAIR, name="Feria")
    assert follow(office)[:3] == [2, 4, 5]
    assert {due(row) for row in rows} == {date(2025, 3, 25)}


def test_a_holiday_after_the_due_day_asks_nothing(office: Office) -> None:
    register = adopted(office)
    row = procedure(office, register)
    add_holiday(office.actor(), day=date(2025, 3, 25), name="Feria")
    follow(office)
    assert due(row) == date(2025, 3, 24)


def test_each_deadline_says_how_it_was_counted_in_the_readers_language(office: Office) -> None:
    register = adopted(office)
    add_holiday(office.actor(), day=FAIR, name="Feria")
    row, shape = procedure(office, register), type_of(register.edition)
    calendar = work_calendar(office.institution)
    (line,) = workings(record_of(row, shape), shape, calendar, FAIR)
    assert line.deadline.label == "Plazo para despachar"
    assert line.article.startswith("Plazo interno")
    assert line.steps[0] == "Se cuenta desde el día siguiente al 3 de marzo de 2025."
    assert "El 19 de marzo de 2025 no cuenta: Feria." in line.steps
    assert line.steps[-1] == "El día 15 es el 25 de marzo de 2025: ese día vence."
    with override("en"):
        assert line.steps[0].startswith("It is counted from the day after")


def test_another_methodology_with_other_days_of_rest_moves_what_is_open(office: Office) -> None:
    register = adopted(office)
    rows = [procedure(office, register, at=f"2025-{day} 08:00") for day in ("04-10", "06-20")]
    before = [due(row) for row in rows]
    edit(office.actor("administrator"), methodology="base@1")
    follow(office)
    moved_days = [due(row) for row in rows]
    assert all(
        now is not None and then is not None and now < then for now, then in zip(moved_days, before, strict=True)
    )
    same(register)
    edit(office.actor("administrator"), name="Otro nombre inventado")
    assert not Job.objects.filter(verb="register.follow_calendar").exists(), "a name moves no day"
