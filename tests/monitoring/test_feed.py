"""The calendar feed: valid iCalendar, of one person, and dead as soon as that person asks for another address."""

from datetime import date

import icalendar
import pytest
from django.core import signing
from django.urls import reverse

from ceiba.indicators.cycles import open_cycle
from ceiba.indicators.models import Report
from ceiba.institutions.models import Assignment
from ceiba.monitoring import feed
from tests.indicators.desks import DUTY, PERIOD, plant
from tests.people import Office


@pytest.fixture
def reporting(office: Office) -> Office:
    """Return the invented office with an open cycle."""
    plant(office)
    open_cycle(office.actor(), DUTY, PERIOD)
    return office


def address(office: Office, who: str = "unit_head") -> str:
    """Return the address of somebody's feed."""
    return reverse("agenda_feed", args=[feed.token(office.people[who], office.institution)])


def events(office: Office, who: str) -> dict[str, icalendar.Event]:
    """Return what a calendar program that nobody signed in reads, by its words."""
    answer = office.client("nobody").get(address(office, who))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer["Cache-Control"]
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Ceiba//ES")
    assert calendar.errors == []
    found = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert len({str(event["uid"]) for event in found.values()}) == len(found)
    return found


def test_a_head_reads_what_the_unit_owes_as_whole_days(reporting: Office) -> None:
    mine = "Reportar: Informe cuatrimestral al Concejo cuatrimestre 1 de 2025, Dirección de aguas"
    event = events(reporting, "unit_head")[mine]
    assert event.decoded("dtstart") == date(2025, 5, 12)
    assert event["description"].startswith("Día 10 del mes siguiente al período.")
    assert event["url"].endswith(reverse("agenda", args=[reporting.slug]))
    assert [alarm["trigger"].dt.days for alarm in event.walk("VALARM")] == [-2]


def test_each_role_reads_its_own(reporting: Office) -> None:
    Report.objects.filter(unit=reporting.unit("aguas")).update(state=Report.State.REPORTED)
    open_cycle(reporting.actor(), DUTY, PERIOD.shift(-12))  # the snapshot is read anew
    head, reviewer = events(reporting, "unit_head"), events(reporting, "reviewer")
    assert not [words for words in head if words.startswith("Revisar")]
    assert [words for words in reviewer if words.startswith("Revisar")]
    assert not [words for words in reviewer if words.startswith("Reportar")]
    assert any(words.startswith("Informes del artículo 17 Ter al Congreso") for words in head)


def test_the_same_event_keeps_its_identity(reporting: Office) -> None:
    once, again = events(reporting, "unit_head"), events(reporting, "unit_head")
    assert {w: e["uid"] for w, e in once.items()} == {w: e["uid"] for w, e in again.items()}


def test_nothing_but_due_days_is_told(reporting: Office) -> None:
    read = reporting.client("nobody").get(address(reporting)).content.decode()
    for secret in ("Hogares", "Más hogares", "@valle-alto.example,", "Persona", reporting.people["unit_head"].email):
        assert secret not in read


def test_a_renewed_address_kills_the_one_before_and_no_other(reporting: Office) -> None:
    mine, others = address(reporting), address(reporting, "planner")
    answer = reporting.client("unit_head").post(reverse("feed_renew", args=[reporting.slug]))
    assert answer.status_code == 302
    nobody = reporting.client("nobody")
    assert nobody.get(mine).status_code == 404
    assert nobody.get(others).status_code == 200
    assert address(reporting) != mine
    assert nobody.get(address(reporting)).status_code == 200
    assert (
        address(reporting)
        in reporting.client("unit_head").get(reverse("agenda", args=[reporting.slug])).content.decode()
    )
    assert reporting.client("unit_head").get(reverse("feed_renew", args=[reporting.slug])).status_code == 405


def test_a_new_password_or_leaving_kills_it_too(reporting: Office) -> None:
    nobody, head = reporting.client("nobody"), reporting.people["unit_head"]
    before = address(reporting)
    head.set_password("otra-cosa-que-sembrar")
    head.save()
    assert nobody.get(before).status_code == 404
    now = address(reporting)
    assert nobody.get(now).status_code == 200
    Assignment.objects.filter(person=head).update(begins=date(2020, 1, 1), ends=date(2020, 1, 2))
    assert nobody.get(now).status_code == 404


@pytest.mark.parametrize("content", [[1], "x", [1, 2, 3, 4, 5], {"a": 1}, ["x", "y", "z", 0]])
def test_a_forged_address_answers_nobody(reporting: Office, content: object) -> None:
    nobody = reporting.client("nobody")
    assert nobody.get(reverse("agenda_feed", args=["forjada"])).status_code == 404
    assert nobody.get(reverse("agenda_feed", args=[signing.dumps(content, salt="otra")])).status_code == 404
    good = address(reporting)
    assert nobody.get(good.replace(".ics", "x.ics")).status_code == 404
