"""What falls due: as each role sees it, how each day is counted, who is late, and holidays that move what runs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ceiba.indicators.cycles import grant_extension, open_cycle
from ceiba.indicators.holidays import add_holiday, remove_holiday
from ceiba.indicators.models import Report, ReportingCycle
from ceiba.institutions.models import Entry, Holiday
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.monitoring.agenda import Agenda, Stage, stage, together
from ceiba.snapshots.services import current
from tests.indicators.desks import DUTY, FAR, PERIOD, plant, report_of, set_cycle
from tests.people import Office
from tests.queries import pinned

DUE = date(2025, 5, 12)  # the tenth is a Saturday
FEAST = date(2098, 3, 12)  # a day far from all others


@pytest.fixture
def reporting(office: Office) -> Office:
    """Return the invented office with an open cycle: water owes a report, and what has no unit another."""
    plant(office)
    open_cycle(office.actor(), DUTY, PERIOD)
    return office


def seen(office: Office, who: str, today: date = DUE) -> Agenda:
    """Return what somebody sees on a day."""
    return Agenda(office.actor(who), current(office.institution), work_calendar(office.institution), today)


def units(deadlines: tuple[object, ...]) -> list[str | None]:
    """Return of which units some deadlines are."""
    return [one.unit.key if one.unit else None for one in deadlines]  # type: ignore[attr-defined]


def text(office: Office, who: str = "planner") -> str:
    """Return the page as somebody reads it."""
    answer = office.client(who).get(reverse("agenda", args=[office.slug]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("days", "expected"), [(-6, Stage.AHEAD), (-5, Stage.SOON), (0, Stage.SOON), (1, Stage.LATE)])
def test_the_day_itself_still_belongs_to_the_unit(days: int, expected: Stage) -> None:
    assert stage(DUE, DUE + timedelta(days=days)) is expected


def test_each_role_sees_what_it_owes(reporting: Office) -> None:
    assert units(seen(reporting, "unit_head").mine) == ["aguas"]
    assert units(seen(reporting, "clerk").mine) == ["aguas"]
    assert sorted(map(str, units(seen(reporting, "planner").mine))) == ["None", "aguas"]
    for who in ("reviewer", "auditor", "finance"):
        assert seen(reporting, who).mine == ()
    assert seen(reporting, "reviewer").to_review == ()


def test_what_was_reported_waits_for_the_reviewer_and_is_late_no_more(reporting: Office) -> None:
    Report.objects.filter(unit=reporting.unit("aguas")).update(state=Report.State.REPORTED)
    add_holiday(reporting.actor(), day=FEAST, name="Feria")  # any verb: the snapshot is read anew
    assert units(seen(reporting, "reviewer").to_review) == ["aguas"]
    assert seen(reporting, "unit_head").mine == ()
    assert seen(reporting, "unit_head").to_review == ()
    assert units(seen(reporting, "auditor", DUE + timedelta(days=1)).late) == [None]


def test_late_is_told_of_the_whole_institution_and_of_closed_cycles(reporting: Office) -> None:
    assert seen(reporting, "auditor").late == ()
    report = report_of(ReportingCycle.objects.get(), reporting)
    set_cycle(report, closed="2025-06-01T00:00Z")
    add_holiday(reporting.actor(), day=FEAST, name="Feria")
    later = seen(reporting, "auditor", DUE + timedelta(days=30))
    assert len(later.late) == 2
    assert seen(reporting, "unit_head", DUE + timedelta(days=30)).mine == ()


def test_an_extension_gives_one_unit_its_own_day_and_ends(reporting: Office) -> None:
    report = report_of(ReportingCycle.objects.get(), reporting)
    set_cycle(report, closed="2025-06-01T00:00Z")
    grant_extension(reporting.actor(), report, until=FAR, reason="Lluvia")
    (mine,) = seen(reporting, "unit_head", FAR).mine
    assert (mine.report.due, mine.stage) == (FAR, Stage.SOON)
    assert mine.how.startswith("Prórroga; el período vencía el 12 de mayo de 2025.")
    assert units(seen(reporting, "planner", FAR).late) == [None]
    assert seen(reporting, "unit_head", FAR + timedelta(days=1)).mine == ()
    assert len(seen(reporting, "planner", FAR + timedelta(days=1)).late) == 2


def test_each_deadline_says_how_it_was_counted(reporting: Office) -> None:
    (mine,) = seen(reporting, "unit_head").mine
    assert mine.how == (
        "Día 10 del mes siguiente al período. 10 de mayo de 2025 y 11 de mayo de 2025: fin de semana. "
        "Pasa al día hábil siguiente."
    )
    ReportingCycle.objects.update(due=date(2025, 5, 20))
    add_holiday(reporting.actor(), day=FEAST, name="Feria")
    ReportingCycle.objects.update(duty="otro")
    add_holiday(reporting.actor(), day=FEAST + timedelta(days=1), name="Feria")
    (mine,) = seen(reporting, "unit_head").mine
    assert (mine.duty, mine.how) == ("otro", "Día fijado al abrir el período.")


def test_a_month_without_that_day_and_a_holiday_are_told(office: Office) -> None:
    coming = {one.duty.key: one for one in seen(office, "auditor", date(2025, 2, 1)).coming}
    assert coming["lop_17_ter"].period == Period.parse("2025-M01")
    assert coming["lop_17_ter"].how == "Último día del mes siguiente al período."
    assert coming["lop_17_ter"].reckoning.due == date(2025, 2, 28)
    add_holiday(office.actor(), day=date(2025, 2, 28), name="Feria")
    coming = {one.duty.key: one for one in seen(office, "auditor", date(2025, 2, 1)).coming}
    assert "28 de febrero de 2025: Feria." in coming["lop_17_ter"].how
    assert coming["lop_17_ter"].reckoning.due == date(2025, 3, 3)
    assert "codede" not in coming  # nobody knows its day


def test_a_duty_comes_again_after_its_day(office: Office) -> None:
    def next_due(today: date) -> date:
        return next(o.reckoning.due for o in seen(office, "auditor", today).coming if o.duty.key == DUTY)

    assert next_due(DUE) == DUE
    assert next_due(DUE + timedelta(days=1)) == date(2025, 9, 10)
    assert next_due(date(2025, 12, 31)) == date(2026, 1, 12)


def test_a_holiday_moves_open_cycles_only(reporting: Office) -> None:
    closed = open_cycle(reporting.actor(), DUTY, Period.parse("2024-C1"))
    ReportingCycle.objects.filter(pk=closed.pk).update(closed="2024-07-01T00:00Z")
    was = closed.due
    made = add_holiday(reporting.actor(), day=DUE, name="Feria")
    add_holiday(reporting.actor(), day=was, name="Feria de 2024")
    due = dict(ReportingCycle.objects.values_list("key", "due"))
    assert due == {f"{DUTY}:2025-C1": date(2025, 5, 13), f"{DUTY}:2024-C1": was}
    assert {report.due for report in current(reporting.institution).reports} == {date(2025, 5, 13), was}
    remove_holiday(reporting.actor(), made)
    assert ReportingCycle.objects.get(key=f"{DUTY}:2025-C1").due == DUE
    told = Entry.objects.filter(verb="holiday.add").order_by("pk")[0].changes
    assert told[1] == {
        "subject": f"cycle/{DUTY}:2025-C1",
        "before": {"due": "2025-05-12"},
        "after": {"due": "2025-05-13"},
    }


def test_holidays_have_a_name_stand_once_and_are_of_planners(office: Office) -> None:
    with pytest.raises(Refused, match="Escriba qué"):
        add_holiday(office.actor(), day=DUE, name=" ")
    with pytest.raises(Refused, match="ya es feriado: Día del Trabajo"):
        add_holiday(office.actor(), day=date(2025, 5, 1), name="Feria")
    with pytest.raises(NotAllowed):
        add_holiday(office.actor("unit_head"), day=DUE, name="Feria")
    assert not Holiday.objects.exists()


def test_a_yearly_holiday_is_shown_in_later_years(office: Office) -> None:
    add_holiday(office.actor(), day=date(2024, 8, 15), name="Virgen de la Asunción", yearly=True)
    days = dict(seen(office, "auditor", DUE).holidays)
    assert days[date(2025, 8, 15)] == days[date(2026, 8, 15)] == "Virgen de la Asunción"
    assert min(days) >= DUE


def test_the_page_takes_a_holiday_and_asks_before_it_goes(office: Office) -> None:
    client, address = office.client(), reverse("agenda", args=[office.slug])
    assert client.post(address, {"day": FEAST, "name": "Feria patronal"}).status_code == 302
    holiday = Holiday.objects.get()
    assert "Feria patronal" in text(office)
    refused = client.post(address, {"day": FEAST, "name": "Otra vez"})
    assert refused.status_code == 409
    assert "Ese día ya es feriado: Feria patronal." in refused.content.decode()
    assert "Otra vez" in refused.content.decode()
    remove = reverse("holiday_remove", args=[office.slug, holiday.pk])
    assert "¿Quitar «Feria patronal»?" in client.get(remove).content.decode()
    assert client.post(remove).status_code == 302
    assert not Holiday.objects.exists()


def test_who_may_not_manage_sees_no_form_and_is_refused(office: Office) -> None:
    made = add_holiday(office.actor(), day=FEAST, name="Feria")
    assert "Agregar feriado" in text(office)
    assert "Agregar feriado" not in text(office, "unit_head")
    client = office.client("unit_head")
    assert client.post(reverse("agenda", args=[office.slug]), {"day": DUE, "name": "X"}).status_code == 403
    assert client.post(reverse("holiday_remove", args=[office.slug, made.pk])).status_code == 403


def test_the_page_says_what_is_owed_and_leads_to_it(reporting: Office) -> None:
    head = text(reporting, "unit_head")
    assert "Dirección de aguas" in head
    assert reverse("my_unit", args=[reporting.slug]) in head
    assert "fin de semana" in head
    assert "ningún reporte de sus unidades está abierto" in text(reporting, "auditor")


def test_the_page_asks_the_same_whatever_its_size(reporting: Office) -> None:
    client, address = reporting.client(), reverse("agenda", args=[reporting.slug])
    client.get(address)
    open_cycle(reporting.actor(), DUTY, Period.parse("2025-C2"))
    client.get(address)
    with pinned("agenda"):
        client.get(address)


def test_what_is_true_of_several_units_is_said_once(reporting: Office) -> None:
    (group,) = together(seen(reporting, "planner").mine)
    assert units(group.deadlines) != []
    assert [unit.key if unit else None for unit in group.units] == ["aguas", None]
    grant_extension(reporting.actor(), report_of(ReportingCycle.objects.get(), reporting), until=FAR, reason="Lluvia")
    first, second = together(seen(reporting, "planner").mine)
    assert (first.one.report.due, first.units) == (DUE, (None,))
    assert (second.one.report.due, [str(unit) for unit in second.units]) == (FAR, ["Dirección de aguas"])


def test_whoever_reports_late_is_named_once_on_the_page(reporting: Office) -> None:
    assert text(reporting).count("Dirección de aguas") == 1
    assert "Otros atrasos de la institución" in text(reporting, "auditor")
    assert text(reporting, "auditor").count("Dirección de aguas") == 1
