"""A figure in detail: computed from its variables, opened into parts that come to the total, never half saved."""

import html

import pytest

from ceiba.indicators.models import Indicator, Measurement, Report
from ceiba.indicators.services import submit_report
from ceiba.indicators.submitting import Incomplete
from ceiba.kernel.states import NOT_APPLICABLE
from tests.indicators.desks import PERIOD, opened, pk_of, plant, row
from tests.people import Office
from tests.plans.pages import Desk


@pytest.fixture
def report(office: Office) -> Report:
    plant(office)
    Indicator.objects.filter(key="hogares").update(disaggregations=[["sexo", ["mujeres", "hombres"]]])
    Indicator.objects.filter(key="cloro").update(
        formula="Clorada / Hogares × 100", variables=["Clorada", {"name": "Hogares", "measured_in": "hogares"}]
    )
    return opened(office)


def desk(office: Office, report: Report, key: str) -> Desk:
    return Desk(office.client("unit_head"), f"/{office.slug}/mi-unidad/{report.pk}/detalle/{pk_of(key)}/")


def part(name: str) -> Measurement:
    return Measurement.objects.get(indicator__key="hogares", period=PERIOD, disaggregation=name)


def test_variables_compute_the_figure_with_its_two_numbers(office: Office, report: Report) -> None:
    at = desk(office, report, "cloro")
    status, page = at.send(var__0="45", var__1="60", do="try")
    assert (status, "75 %" in " ".join(html.unescape(page).split())) == (200, True)
    assert not Measurement.objects.filter(indicator__key="cloro").exists()
    status, where = at.send(var__0="45", var__1="60")
    assert (status, where) == (302, f"/{office.slug}/mi-unidad/{report.pk}/#i{pk_of('cloro')}")
    kept = row("cloro")
    assert (str(kept.value.amount), kept.numerator, kept.denominator) == ("75", 45, 60)
    assert kept.inputs == [["Clorada", "45"], ["Hogares", "60"]]
    again = desk(office, report, "cloro")
    assert (again.fields["var-0"], again.fields["var-1"]) == ("45", "60")
    page = office.client().get(f"/{office.slug}/indicador/cloro").content.decode()
    assert "Clorada = 45; Hogares = 60" in page


def test_nothing_came_in_is_not_applicable_and_said_so(office: Office, report: Report) -> None:
    at = desk(office, report, "cloro")
    _status, page = at.send(var__0="0", var__1="0", do="try")
    assert "Se divide entre cero: la cifra no aplica" in page
    assert at.send(var__0="0", var__1="0")[0] == 302
    assert row("cloro").value == NOT_APPLICABLE


@pytest.mark.parametrize(("typed", "said"), [("cuarenta", "no se entiende como número"), ("", "Falta este valor")])
def test_a_variable_that_cannot_be_is_told_at_it(office: Office, report: Report, typed: str, said: str) -> None:
    at = desk(office, report, "cloro")
    status, page = at.send(var__0=typed, var__1="60")
    assert (status, said in html.unescape(page)) == (200, True)
    assert (at.fields["var-0"], at.fields["var-1"]) == (typed, "60")
    assert not Measurement.objects.filter(indicator__key="cloro").exists()


def test_parts_that_do_not_come_to_the_total_are_not_saved(office: Office, report: Report) -> None:
    at = desk(office, report, "hogares")
    status, page = at.send(value__0="40", value__1="25", value__2="16")
    assert (status, "Las partes según sexo suman 41 y el total dice 40." in html.unescape(page)) == (200, True)
    assert at.fields["value-2"] == "16"
    assert not Measurement.objects.filter(indicator__key="hogares").exists()
    assert at.send(value__2="15")[0] == 302
    assert [str(part(name).value.amount) for name in ("", "mujeres", "hombres")] == ["40", "25", "15"]
    page = office.client().get(f"/{office.slug}/indicador/hogares").content.decode()
    assert "Según sexo" in page
    assert "no cuadra" not in page


def test_a_total_changed_alone_is_told_and_keeps_the_report(office: Office, report: Report) -> None:
    desk(office, report, "hogares").send(value__0="40", value__1="25", value__2="15")
    Measurement.objects.filter(indicator__key="hogares", disaggregation="").update(value=part("mujeres").value)
    page = office.client("unit_head").get(f"/{office.slug}/mi-unidad/{report.pk}/").content.decode()
    assert "suman 40 y el total dice 25" in page
    with pytest.raises(Incomplete, match="suman 40 y el total dice 25"):
        submit_report(office.actor("unit_head"), report, missing_as_no_data=True)
    assert "no cuadra" in office.client().get(f"/{office.slug}/indicador/hogares").content.decode()


def test_the_second_who_writes_is_told(office: Office, report: Report) -> None:
    first, second = desk(office, report, "hogares"), desk(office, report, "hogares")
    assert first.send(value__0="40")[0] == 302
    status, page = second.send(value__0="41")
    assert (status, "quedó aquí: 40" in html.unescape(page)) == (200, True)
    assert second.fields["value-0"] == "41"
    assert second.send()[0] == 302
    assert str(row("hogares").value.amount) == "41"
