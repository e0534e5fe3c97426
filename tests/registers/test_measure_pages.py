"""The pages of measures: formula, figures and rows behind them, and the binding that shows what it would change."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ceiba.indicators.models import LateFigure, MeasureBinding, Measurement
from ceiba.registers.models import Register
from tests.indicators.desks import cell, opened, plant, save
from tests.people import Office
from tests.registers.books import INCIDENTS, adopted, procedure
from tests.registers.test_binding import C1, dispatched


@pytest.fixture
def register(office: Office) -> Register:
    plant(office)
    return adopted(office)


def words(office: Office, path: str, who: str = "planner", **sent: str) -> str:
    """Return what a page says, without tags and with single blanks; what is sent is posted."""
    client, whole = office.client(who), f"/{office.slug}/registros/{path}"
    answer = client.post(whole, sent, follow=True) if sent else client.get(whole)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_each_measure_says_its_formula_and_its_figure(office: Office, register: Register) -> None:
    dispatched(office, register)
    procedure(office, register)
    page = words(office, f"{register.key}/medidas/")
    assert "100 × «Trámites ingresados que ya se despacharon o archivaron» / «Trámites ingresados»" in page
    assert "Cuenta las filas con Estado: Despachado o Archivado. Cada una cuenta por su «Fecha de ingreso»." in page
    page = words(office, f"{register.key}/medidas/resueltos/?cada=ano&por=procedencia")
    assert "50 % 1 / 2" in page
    assert "Interno" in page


def test_the_rows_behind_a_figure_are_those_that_it_counted(office: Office, register: Register) -> None:
    done, waiting = dispatched(office, register), procedure(office, register, at="2025-04-02 08:00")
    later = procedure(office, register, at="2025-05-02 08:00")
    page = words(office, f"{register.key}/medidas/resueltos/filas/?periodo=2025-C1")
    assert [row.code in page for row in (done, waiting, later)] == [True, True, False]
    page = words(office, f"{register.key}/medidas/ingresados_resueltos/filas/?periodo=2025-C1")
    assert [row.code in page for row in (done, waiting)] == [True, False]
    page = words(office, f"{register.key}/medidas/dias_mediana/filas/?periodo=2025-M03")
    assert [row.code in page for row in (done, waiting)] == [True, False]
    open_one = procedure(office, register, at=f"{timezone.localdate() - timedelta(1)} 08:00")
    page = words(office, f"{register.key}/medidas/en_plazo/filas/?periodo=2025..2027")
    assert [row.code in page for row in (done, waiting, open_one)] == [True, True, False], "it may still be in time"
    page = words(office, f"{register.key}/medidas/ingresados/filas/?periodo=2025&parte-procedencia=externo")
    assert "Ninguna fila cuenta" in page
    assert office.client().get(f"/{office.slug}/registros/{register.key}/medidas/nada/").status_code == 404
    assert office.client().get(f"/{office.slug}/registros/nada/medidas/").status_code == 404


def test_of_a_restricted_register_others_see_the_count_and_no_row(office: Office) -> None:
    from ceiba.registers.models import RegisterEdition
    from ceiba.registers.queries_types import _TYPES, register_of, type_of

    plant(office)
    register = adopted(office)
    row = procedure(office, register)
    edition = RegisterEdition.objects.get(register=register)
    closed = edition.content.replace(
        "title: Trámite administrativo\n", "title: Trámite administrativo\nprivacy: restricted\n"
    )
    assert closed != edition.content
    RegisterEdition.objects.update(content=closed, sha256="0" * 64)
    _TYPES.pop("0" * 64, None)
    assert type_of(register_of(office.institution, register.key).edition).privacy == "restricted"
    page = words(office, f"{register.key}/medidas/ingresados/filas/?periodo=2025-C1", "auditor")
    assert row.code not in page
    assert "Y una fila reservada que usted no puede abrir" in page
    _TYPES.pop("0" * 64, None)


def test_a_binding_shows_what_it_would_change_before_anything_is_saved(office: Office, register: Register) -> None:
    dispatched(office, register)
    report = opened(office)
    save(office, report, cell("cloro", numerator=Decimal(45), denominator=Decimal(50)))
    path = f"{register.key}/medidas/resueltos/vincular/"
    sent = {"indicator": "cloro", "since": "2025-01-01", "until": "2025-04-30"}
    page = words(office, path, do="preview", **sent)
    assert "90 45 / 50 100 1 / 1 la cifra escrita pasa a la historia" in page
    assert not MeasureBinding.objects.exists()
    assert Measurement.objects.get().numerator == 45
    page = words(office, path, do="save", **sent)
    assert "Desde ahora lo mide el registro" in page
    assert Measurement.objects.get(period=C1).numerator == 1
    assert "Hogares con agua clorada" in words(office, f"{register.key}/medidas/")
    (binding,) = MeasureBinding.objects.all()
    page = words(office, f"{register.key}/vinculos/{binding.pk}/terminar/", until="2025-03-31", reason="Otro registro")
    assert "se escribe otra vez a mano" in page
    binding.refresh_from_db()
    assert binding.until == date(2025, 3, 31)


def test_what_is_wrong_with_a_binding_is_said_and_what_was_chosen_stays(office: Office, register: Register) -> None:
    path = f"/{office.slug}/registros/{register.key}/medidas/resueltos/vincular/"
    sent = {"indicator": "cloro", "since": "2025-05-01", "until": "2025-01-01", "do": "save"}
    answer = office.client().post(path, sent)
    assert answer.status_code == 409
    assert "queda antes del primero" in answer.content.decode()
    assert 'value="2025-05-01"' in answer.content.decode()
    assert office.client("clerk").get(path).status_code == 403


def test_a_register_of_another_kind_has_its_pages_too(office: Office) -> None:
    register = adopted(office, INCIDENTS)
    for measure in ("", "homicidios_pnc/", "tasa_homicidios_pnc/", "lugares_pnc/"):
        assert "PNC" in words(office, f"{register.key}/medidas/{measure}")
    assert not LateFigure.objects.exists()


def test_from_the_page_of_a_goal_one_chooses_what_measures_it(office: Office, register: Register) -> None:
    goal = office.client("planner").get(f"/{office.slug}/indicador/cloro").content.decode()
    assert f"/{office.slug}/registros/vincular/indicador/cloro/" in goal
    page = office.client("planner").get(f"/{office.slug}/registros/vincular/indicador/cloro/").content.decode()
    assert f"/{office.slug}/registros/{register.key}/medidas/resueltos/vincular/?indicador=cloro" in page
    assert "Trámites administrativos" in page
    for who in ("clerk", "unit_head"):
        assert office.client(who).get(f"/{office.slug}/registros/vincular/indicador/cloro/").status_code == 403
    assert office.client("planner").get(f"/{office.slug}/registros/vincular/indicador/nada/").status_code == 404
