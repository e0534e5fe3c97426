"""A year's execution comes in as a workbook, its money meets the plan, and the board's gap opens to its lines.

Twice: with the mouse on a desk, and by keyboard alone on a window as wide as a telephone; nothing that axe finds is
wrong at any step. Institution, report and amounts are invented.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.budgets.models import BudgetCutoff
from ceiba.kernel.budget import Share
from ceiba.kernel.exact import total
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.execution_reports import HEAD, Line, table, xlsx
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.test_reporting import Desks, check
from tests.monitoring.test_in_chromium import faults
from tests.snapshots.adopting import adopt_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(500), pytest.mark.django_db(transaction=True)]

YEAR_HEAD = (HEAD[0], "Ejecución de Egresos del Ejercicio 2025", "Del 01/01/2025 al 31/08/2025")
PIPES = Line("12-00-003-000-001", "331", "22-0101-0001", "Conexiones domiciliares de agua", 9_000_000_00, 50_000_10,
             8_500_000_00, 8_000_000_01, 8_000_000_01)  # fmt: skip
OFFICE = Line("01-00-000-001-000", "021", "21-0101-0001", "Papelería de alcaldía", 120_000_00, 0, 60_000_00, 60_000_00,
              59_000_00)  # fmt: skip


@pytest.fixture(params=[(Mouse, 1360), (Keyboard, 360)], ids=["mouse", "keyboard-360"])
def ways(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Desks:
    make, width = request.param
    return Desks(make, width, browser, live_server)


def seen(hands: Mouse, axe: str, name: str) -> str:
    """Return what the page says, after seeing that nobody is kept out of it and nobody scrolls sideways."""
    assert faults(hands.page, axe, name) == []
    width, shown = hands.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= shown, name
    return hands.text().replace("\u00a0", " ")


def test_execution_comes_in_its_money_is_linked_and_the_gap_opens_to_its_lines(
    ways: Desks, axe: str, tmp_path: Path
) -> None:
    office, workbook = ways.office, tmp_path / "ejecucion.xlsx"
    adopt_all(office.actor(), valle_alto())
    workbook.write_bytes(xlsx(table((PIPES, OFFICE), YEAR_HEAD)))

    hands = ways.at("finance", "dinero/informes/")
    seen(hands, axe, "execution-form")
    hands.upload(workbook)
    hands.press("^Ver qué trae$")
    told = seen(hands, axe, "execution-shown")
    assert "agosto de 2025" in told
    assert "Q8,060,000.01" in told
    assert "Conexiones domiciliares de agua" in told
    hands.press("^Cargar el informe$")
    assert "Nuevos: 2; cambiados: 0" in seen(hands, axe, "execution-loaded")
    assert set(BudgetCutoff.objects.values_list("accrued", flat=True)) >= {8_000_000_01, 60_000_00}

    hands = ways.at("finance", "dinero/vincular/")
    told = seen(hands, axe, "execution-linking")
    assert "«conexiones», «domiciliares», «agua»" in told
    check(hands, "renglon")
    hands.press("^Aceptar la sugerencia de los elegidos$")
    assert "Quedó vinculado 1 renglón." in seen(hands, axe, "execution-linked")
    line = next(line for line in current(office.institution).budget_lines if line.name == PIPES.name)
    assert (line.serves[0].subject, total(share.share for share in line.serves)) == ("element/P1", 1)
    assert isinstance(line.serves[0], Share)

    hands = ways.at("auditor", "tablero/?plan=pom&periodo=2025")
    told = seen(hands, axe, "execution-board")
    assert "Brecha" in told
    hands.follow("^Viviendas con conexión domiciliar nueva de agua$")
    told = seen(hands, axe, "execution-gap")
    assert "Brecha entre lo físico y lo financiero" in told
    assert "Conexiones domiciliares de agua" in told
    assert "Q8,000,000.01" in told
    hands.follow("^Conexiones domiciliares de agua$")
    seen(hands, axe, "execution-line")
    ways.no_complaints()
