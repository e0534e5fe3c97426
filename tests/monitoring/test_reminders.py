"""Reminders: who is told of what, once, also after a restart; a letter that fails is tried again."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from ceiba.indicators.cycles import grant_extension, open_cycle
from ceiba.indicators.holidays import add_holiday
from ceiba.indicators.models import Report, ReportingCycle
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.monitoring.models import Reminder
from ceiba.monitoring.reminders import remind, remind_everybody
from tests.indicators.desks import DUTY, FAR, PERIOD, plant, report_of, set_cycle
from tests.people import Office

DUE = date(2025, 5, 12)
SOON, LATE = DUE - timedelta(days=3), DUE + timedelta(days=1)
FEAST = date(2098, 3, 12)  # a day far from all others


@pytest.fixture
def reporting(office: Office) -> Office:
    """Return the invented office with an open cycle."""
    plant(office)
    open_cycle(office.actor(), DUTY, PERIOD)
    Assignment.objects.filter(person=office.people["administrator"]).exclude(role="administrator").delete()
    Assignment.objects.update(begins=date(2025, 1, 1))
    Institution.objects.update(invented=False)
    return office


def letters(today: date) -> dict[str, str]:
    """Return the letters of a day: what each person reads."""
    mail.outbox.clear()
    assert remind_everybody(today) == len(mail.outbox)
    return {letter.to[0].partition("@")[0]: str(letter.body) for letter in mail.outbox}


def test_a_head_is_told_of_the_unit_and_planners_of_what_has_none(reporting: Office) -> None:
    assert letters(DUE - timedelta(days=6)) == {}
    told = letters(SOON)
    assert set(told) == {"unit_head", "planner"}
    assert "Dirección de aguas: vence el 12 de mayo de 2025" in told["unit_head"]
    assert "Día 10 del mes siguiente al período." in told["unit_head"]
    assert "lo que no tiene unidad" in told["planner"]
    assert "Dirección de aguas" not in told["planner"]
    assert mail.outbox[0].subject == "Reportes pendientes en Municipalidad de Valle Alto"


def test_nobody_is_told_twice_of_the_same(reporting: Office) -> None:
    assert len(letters(SOON)) == 2
    assert letters(SOON) == {}  # the program was started again the same day
    assert letters(DUE) == {}
    assert "venció el 12 de mayo de 2025" in letters(LATE)["unit_head"]
    assert letters(LATE + timedelta(days=90)) == {}


def test_a_day_that_moved_is_told_again(reporting: Office) -> None:
    letters(SOON)
    add_holiday(reporting.actor(), day=DUE, name="Feria")
    assert "vence el 13 de mayo de 2025" in letters(SOON)["unit_head"]


def test_an_extension_is_told_to_its_unit_also_where_all_is_closed(reporting: Office) -> None:
    report = report_of(ReportingCycle.objects.get(), reporting)
    set_cycle(report, closed="2025-06-01T00:00Z")
    grant_extension(reporting.actor(), report, until=FAR, reason="Lluvia")
    assert set(letters(FAR - timedelta(days=1))) == {"unit_head"}
    assert letters(FAR + timedelta(days=1)) == {}


def test_a_reviewer_is_told_once_of_what_waits(reporting: Office) -> None:
    report = Report.objects.filter(unit=reporting.unit("aguas"))
    report.update(state=Report.State.REPORTED, reported_at="2025-05-08T15:00Z")
    add_holiday(reporting.actor(), day=FEAST, name="Feria")  # the snapshot is read anew
    told = letters(SOON)
    assert set(told) == {"planner", "reviewer"}
    assert "espera su revisión" in told["reviewer"]
    assert "Dirección de aguas: reportado el 8 de mayo de 2025" in told["reviewer"]
    assert letters(SOON) == {}
    report.update(reported_at="2025-05-20T15:00Z")  # returned and reported again
    add_holiday(reporting.actor(), day=FEAST + timedelta(days=1), name="Feria")
    assert set(letters(date(2025, 5, 21))) == {"planner", "reviewer"}


def test_a_letter_that_fails_is_tried_again(reporting: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert remind(reporting.institution, SOON) == 0
    assert not Reminder.objects.exists()
    assert len(letters(SOON)) == 2


def test_who_left_is_not_written_to_and_english_readers_read_english(reporting: Office) -> None:
    Person.objects.filter(pk=reporting.people["planner"].pk).update(is_active=False)
    Person.objects.filter(pk=reporting.people["unit_head"].pk).update(language="en")
    told = letters(SOON)
    assert set(told) == {"unit_head"}
    assert "due on May 12, 2025" in told["unit_head"]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def test_without_a_mail_server_letters_go_to_the_console(reporting: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert remind(reporting.institution, SOON) == 2
    assert "Dirección de aguas: vence el 12 de mayo de 2025" in capsys.readouterr().out


def test_nobody_is_written_to_in_an_invented_institution(reporting: Office) -> None:
    Institution.objects.update(invented=True)
    assert letters(SOON) == {}
