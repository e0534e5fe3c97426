"""The money meets the plan: a suggestion is accepted, a line is divided, and the board's gap opens to its lines.

Three times: with the mouse, without script, and by keyboard alone on a window as wide as a telephone.
"""

from decimal import Decimal

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.budgets import services
from ceiba.kernel.budget import BudgetLine, Share, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.journeys.test_reporting import Desks, check
from tests.snapshots.adopting import adopt_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
PIPES = BudgetLine(
    "x1",
    "12-01-003-000-001",
    "Conexiones domiciliares de agua",
    amounts=((Stage.CURRENT, Money(Decimal(9000000), "GTQ")), (Stage.ACCRUED, Money(Decimal(8000000), "GTQ"))),
    period=Period.of_year(2025),
)


@pytest.fixture(
    params=[(Mouse, 1360), (WithoutScript, 1360), (Keyboard, 360)], ids=["mouse", "without-script", "keyboard-360"]
)
def ways(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Desks:
    make, width = request.param
    return Desks(make, width, browser, live_server)


def test_a_suggestion_is_accepted_and_the_gap_opens_to_its_lines(ways: Desks) -> None:
    office = ways.office
    adopt_all(office.actor(), valle_alto())
    services.adopt(office.actor(), lines=(PIPES,))
    before = ways.at("finance", "elemento/P1").text()
    hands = ways.at("finance", "dinero/vincular/")
    assert "Q12,120,000.00" in hands.text()
    assert "«conexiones», «domiciliares», «agua»" in hands.text()
    check(hands, "renglon")
    hands.press("^Aceptar la sugerencia de los elegidos$")
    assert "Quedó vinculado 1 renglón." in hands.text()
    hands.follow("^Repartir")
    hands.fill("q", "aguas")
    hands.press("^Buscar$")
    hands.fill("parte-0", "90")
    hands.press("^Guardar las partes$")
    assert "falta 10" in hands.text()
    assert hands.complaints.pop().startswith("Failed to load resource: the server responded with a status of 422")
    hands.fill("parte-0", "100")
    hands.press("^Guardar las partes$")
    assert "Nada: de cada renglón se dijo a qué sirve." in hands.text()
    served = {line.id: line.serves for line in current(office.institution).budget_lines}
    assert served["x1"] == (Share("element/P1", Decimal(1)),)
    hands = ways.at("finance", "tablero/?plan=pom&periodo=2025")
    assert "Brecha" in hands.text()
    hands.follow("^Viviendas con conexión domiciliar nueva de agua$")
    assert "Conexiones domiciliares de agua" in hands.text()
    assert "Conexiones domiciliares de agua" not in before
    ways.no_complaints()
