"""The cell that a register fills: shown with the register that fills it wherever a unit reports, typed nowhere."""

import html
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ceiba.indicators.desk import desk
from ceiba.indicators.models import Indicator, MeasureBinding, Report
from ceiba.indicators.sheets import workbook
from tests.indicators.desks import opened, pk_of, plant, row
from tests.indicators.fed import SOURCE, bind, says, tell
from tests.people import Office


@pytest.fixture
def report(office: Office) -> Report:
    plant(office)
    found = opened(office)
    tell(office, bind(office), says(0, 45, 50))
    return found


def page(office: Office, report: Report, more: str = "") -> str:
    """Return a page of the report as somebody reads it."""
    answer = office.client("unit_head").get(f"/{office.slug}/mi-unidad/{report.pk}/{more}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_the_page_names_the_register_leads_to_its_rows_and_offers_nothing_to_type(
    office: Office, report: Report
) -> None:
    told = page(office, report)
    place = f"{pk_of('cloro')}-0"
    assert f"La llena el registro: {SOURCE}." in told
    assert f"/{office.slug}/registros/analisis_agua/medidas/clorada/filas/?periodo=2025-C1" in told
    assert f'name="num-{place}"' not in told
    assert f'name="was-{place}"' not in told
    assert f'name="value-{pk_of("hogares")}-0"' in told, "what people report they still type"


def test_who_typed_on_an_older_page_is_told_what_was_not_kept_and_why(office: Office, report: Report) -> None:
    place = f"{pk_of('cloro')}-0"
    sent = {f"was-{place}": '[1, "", "", "", "45", "50"]', f"num-{place}": "50", f"den-{place}": "50"}
    answer = office.client("unit_head").post(f"/{office.slug}/mi-unidad/{report.pk}/", sent)
    told = html.unescape(answer.content.decode())
    assert "Usted escribió «50 / 50» y no se guardó." in told
    assert "Corrija ahí la fila que esté mal" in told
    assert row("cloro").numerator == 45


def test_a_figure_that_opens_into_parts_keeps_its_whole_from_the_register(office: Office, report: Report) -> None:
    parts = [["sexo", ["mujeres", "hombres"]]]
    Indicator.objects.filter(key="cloro").update(disaggregations=parts)
    told = page(office, report, f"detalle/{pk_of('cloro')}/")
    assert f"La llena el registro: {SOURCE}." in told
    assert 'name="num-0"' not in told
    sent = {"num-1": "20", "den-1": "22", "seen-1": "0", "do": "save"}
    path = f"/{office.slug}/mi-unidad/{report.pk}/detalle/{pk_of('cloro')}/"
    answer = office.client("unit_head").post(path, sent)
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    assert row("cloro").numerator == 45


def test_the_sheet_closes_its_cells_and_says_so(office: Office, report: Report) -> None:
    lines = load_workbook(BytesIO(workbook(desk(report)))).active
    cells = {line[0].value: line for line in lines.iter_rows(min_row=7)}
    assert cells["cloro"][5].value.endswith("(la llena un registro)")
    assert cells["cloro"][7].protection.locked
    assert not cells["hogares"][6].protection.locked


def test_once_the_binding_has_ended_it_is_typed_again(office: Office, report: Report) -> None:
    MeasureBinding.objects.update(until="2024-12-31")
    assert f'name="num-{pk_of("cloro")}-0"' in page(office, report)
