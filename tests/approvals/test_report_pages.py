"""Pages of reviewers: the period, one report, several at once, closing and restating, without script."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from ceiba.approvals import reviewing
from ceiba.indicators.desk import desk
from ceiba.indicators.models import Indicator, Measurement, Report
from ceiba.institutions.services import assign
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.plans.models import Link
from tests.approvals.reporting import fresh, reported, reported_by_nobody
from tests.indicators.desks import FAR, cell, opened, pk_of, plant, row, save, set_cycle
from tests.people import Office
from tests.queries import pinned


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def page_of(client: Client, path: str, status: int = 200) -> str:
    """Return what a page says."""
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_the_list_begins_with_what_waits_and_says_where_each_stands(office: Office) -> None:
    empty = page_of(office.client("reviewer"), f"/{office.slug}/planes/reportes/")
    assert "Todavía no se ha abierto ningún período" in empty
    report = reported(office)
    page = page_of(office.client("reviewer"), f"/{office.slug}/planes/reportes/")
    assert page.index("Dirección de aguas") < page.index("Lo que ninguna unidad tiene a cargo")
    assert f'value="{report.pk}"' in page
    auditor = office.client("auditor")
    with pinned("reports_review"):
        auditor.get(f"/{office.slug}/planes/reportes/")
    assert 'type="checkbox"' not in page_of(auditor, f"/{office.slug}/planes/reportes/")


def test_a_report_shows_figures_change_words_and_doubts(office: Office) -> None:
    plant(office)
    report = opened(office)
    save(office, report, cell("hogares", "30.5", sure=True))
    client, path = office.client("reviewer"), f"/{office.slug}/planes/reportes/{report.pk}/"
    page = page_of(client, path)
    assert "cifra inusual" in page
    assert "decimales" in page
    assert "todavía no lo ha enviado" in page
    assert ">Validar<" not in page
    with pinned("report_review"):
        client.get(path)


def test_a_reviewer_returns_and_validates_by_the_page(office: Office) -> None:
    report = reported(office)
    client, path = office.client("reviewer"), f"/{office.slug}/planes/reportes/{report.pk}/"
    page = page_of(client, path)
    assert "El camino" in page
    bad = client.post(path, {"do": "return", "return-note": ""})
    assert (bad.status_code, fresh(report).state) == (422, Report.State.REPORTED)
    seen = hidden(page)["seen"]
    assert client.post(path, {"do": "validate", "seen": "otra cosa"}).status_code == 422
    assert client.post(path, {"do": "validate"}).status_code == 422  # without saying what was seen
    assert client.post(path, {"do": "validate", "seen": seen, "validate-note": "Bien"}).status_code == 302
    assert fresh(report).state == Report.State.VALIDATED
    assert client.post(path, {"do": "nada"}).status_code == 409


def test_whoever_reported_is_told_that_somebody_else_validates(office: Office) -> None:
    report = reported(office)
    assign(office.actor("administrator"), office.people["unit_head"], "reviewer", None)
    page = page_of(office.client("unit_head"), f"/{office.slug}/planes/reportes/{report.pk}/")
    assert "lo valida otra persona" in page
    assert 'value="validate"' not in page


def test_several_are_listed_before_they_are_validated(office: Office) -> None:
    report = reported(office)
    other = reported_by_nobody(office, report.cycle)
    client, path = office.client("reviewer"), f"/{office.slug}/planes/reportes/validar/"
    page = page_of(client, f"{path}?informe={report.pk}&informe={other.pk}&informe=x")
    for words in (
        "2 informes pasan",
        "con 4 cifras",
        "Hogares conectados",
        "Kilómetros de camino",
        "Dirección de aguas",
    ):
        assert words in page
    assert Measurement.objects.exclude(validated_by=None).count() == 0  # looking changes nothing
    seen = {name: value for name, value in hidden(page).items() if name.startswith("seen-")}
    reviewing.return_report(office.actor("reviewer"), other, remark="x")
    refused = client.post(path, {"informe": [report.pk, other.pk], **seen})
    assert refused.status_code == 409
    assert "No se validó ninguno" in refused.content.decode()
    assert fresh(report).state == Report.State.REPORTED
    assert client.post(path, {"informe": [report.pk], **seen}).status_code == 302
    assert fresh(report).state == Report.State.VALIDATED
    assert client.post(path, {}).status_code == 409
    assert "No eligió ningún informe" in page_of(client, path)


def test_closing_lists_what_is_missing(office: Office) -> None:
    report = reported(office)
    client, path = office.client(), f"/{office.slug}/planes/periodo/{report.cycle_id}/cerrar/"
    page = page_of(client, path)
    assert "2 de 2 informes no están validados" in page
    assert "Kilómetros de camino" in page
    assert client.post(path, {"unfinished": "2", "note": ""}).status_code in (200, 422)
    assert client.post(path, {"unfinished": "1", "note": "Fin de año"}).status_code == 409
    assert client.post(path, {"unfinished": "x", "note": "Fin de año"}).status_code == 409
    assert client.post(path, {"unfinished": "2", "note": "Fin de año"}).status_code == 302
    assert "Ya está cerrado" in page_of(client, path)
    assert "Lo que se corrija ahora es una rectificación" in page_of(client, f"/{office.slug}/planes/reportes/")
    assert office.client("reviewer").get(path).status_code == 403
    other = Report.objects.get(unit=None)
    assert "se cerró" in page_of(client, f"/{office.slug}/mi-unidad/{other.pk}/")


def test_a_figure_is_restated_by_the_page_and_nothing_typed_is_lost(office: Office) -> None:
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    client = office.client("reviewer")
    path = f"/{office.slug}/planes/reportes/{report.pk}/rectificar/{pk_of('hogares')}/"
    assert path in page_of(client, f"/{office.slug}/planes/reportes/{report.pk}/")
    assert "Hoy dice 30" in page_of(client, path)
    bad = client.post(path, {"number": "treinta", "reason": "Un motivo largo"})
    assert "Un motivo largo" in bad.content.decode()
    odd = client.post(path, {"number": "30.5", "reason": "Un motivo largo"})
    assert "decimales" in odd.content.decode()
    assert 'type="checkbox"' in odd.content.decode()
    assert client.post(path, {"number": "31", "reason": "Se contó dos veces"}).status_code == 302
    assert row("hogares").value.amount == 31
    assert office.client("planner").get(path).status_code == 403
    assert client.get(f"/{office.slug}/planes/reportes/{report.pk}/rectificar/{pk_of('caminos')}/").status_code == 409


@pytest.mark.parametrize("who", ["outsider", "nobody"])
def test_strangers_see_nothing(office: Office, who: str) -> None:
    report = reported(office)
    for path in ("", f"{report.pk}/", "validar/"):
        answer = office.client(who).get(f"/{office.slug}/planes/reportes/{path}")
        assert answer.status_code in (302, 404)


def test_a_period_of_the_future_waits(office: Office) -> None:
    plant(office)
    report = opened(office)
    set_cycle(report, opens=FAR)
    assert "todavía no lo ha enviado" in page_of(
        office.client("reviewer"), f"/{office.slug}/planes/reportes/{report.pk}/"
    )


def test_parts_that_do_not_come_to_the_total_are_told_to_the_reviewer(office: Office) -> None:
    plant(office)
    report = opened(office)
    Indicator.objects.filter(key="hogares").update(disaggregations=[["área", ["urbana", "rural"]]])
    save(office, report, cell("hogares", 30))
    path = f"/{office.slug}/planes/reportes/{report.pk}/"
    assert "no cuadra" not in page_of(office.client("reviewer"), path)
    for part, value in (("urbana", 20), ("rural", 15)):
        Measurement.objects.create(
            institution=office.institution,
            key=f"hogares {part}",
            indicator_id=pk_of("hogares"),
            period=report.cycle.period,
            value=Value(Decimal(value)),
            disaggregation=part,
        )
    page = page_of(office.client("reviewer"), path)
    assert "no cuadra" in page
    assert "suman 35" in page


def test_before_says_the_figures_of_what_an_annual_plan_repeats(office: Office) -> None:
    plant(office)
    report = opened(office)
    link = {"institution": office.institution, "kind": "repeats", "key": "x"}
    Link.objects.create(**link, origin="indicator/hogares", destination="indicator/caminos")
    figure = {"institution": office.institution, "indicator_id": pk_of("caminos"), "value": Value(Decimal(27))}
    Measurement.objects.create(key="old", period=Period.parse("2024-C3"), **figure)
    (row,) = desk(report, [pk_of("hogares")]).rows
    assert row.before is not None
    assert (row.before.value, row.before.period.notation()) == (Value(Decimal(27)), "2024-C3")
    assert row.cells[""] is None
    own = figure | {"indicator_id": pk_of("hogares"), "value": Value(Decimal(28))}
    Measurement.objects.create(key="own", period=Period.parse("2024-C3"), **own)
    (row,) = desk(report, [pk_of("hogares")]).rows
    assert row.before is not None
    assert row.before.value == Value(Decimal(28))
