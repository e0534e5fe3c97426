"""A period of a plan: a unit reports, is returned, corrects, is validated and the board moves; then what comes later.

Amendments of an approved plan and restatements of a closed period go the same way. Each three times: with the mouse,
without script, and by keyboard alone on a window as wide as a telephone.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.approvals import reviewing
from ceiba.approvals.models import PlanVersion
from ceiba.indicators.models import Indicator, Report, Restatement
from tests.approvals.planned import answered, approved
from tests.approvals.reporting import fresh, reported
from tests.indicators.desks import opened, pk_of, plant, row
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.people import PASSWORD, Office
from tests.people import office as new_office
from tests.plans.planted import element, plan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
NARROW = 360


class Desks:
    """The browsers of the people of an office, each signed in once."""

    def __init__(
        self, make: type[Mouse], width: int, browser: Browser, server: LiveServer, office: Office | None = None
    ) -> None:
        self.office: Office = office or new_office()
        self._make, self._width, self._browser, self._server = make, width, browser, server
        self._hands: dict[str, Mouse] = {}

    def at(self, who: str, path: str) -> Mouse:
        """Return somebody's browser, at an address of the institution."""
        if who not in self._hands:
            hands = self._hands[who] = self._make(self._browser, self._width)
            hands.open(f"{self._server.url}/cuenta/login/")
            hands.fill("login", self.office.people[who].email)
            hands.fill("password", PASSWORD)
            with hands.leaving():
                hands.page.keyboard.press("Enter")
        hands = self._hands[who]
        hands.open(f"{self._server.url}/{self.office.slug}/{path}")
        return hands

    def no_complaints(self) -> None:
        """See that no browser complained, and that nobody had to scroll sideways."""
        for hands in self._hands.values():
            assert hands.complaints == []
            width, shown = hands.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert width <= shown


@pytest.fixture(
    params=[(Mouse, 1360), (WithoutScript, 1360), (Keyboard, NARROW)], ids=["mouse", "without-script", "keyboard-360"]
)
def ways(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Desks:
    make, width = request.param
    return Desks(make, width, browser, live_server)


def enter(desks: Desks, figures: dict[str, str]) -> None:
    """Write figures into the report of the unit, and send it to review."""
    hands = desks.at("unit_head", "mi-unidad/")
    for name, figure in figures.items():
        hands.fill(name, figure)
    hands.press("^Revisar y enviar$")
    hands.press("^Enviar a revisión$")


def day(hands: Mouse, name: str, iso: str) -> None:
    """Choose a day; by keyboard as the browser of the tests writes days, month first."""
    if not isinstance(hands, Keyboard):
        hands.fill(name, iso)
        return
    year, month, number = iso.split("-")
    hands._go(lambda focus: focus["name"] == name)
    hands.page.keyboard.type(f"{month}{number}{year}")


def check(hands: Mouse, name: str) -> None:
    """Mark the first box of a name."""
    if isinstance(hands, Keyboard):
        hands._go(lambda focus: focus["name"] == name)
        hands.page.keyboard.press("Space")
    else:
        hands.page.locator(f"main [name={name}]").first.check()


def test_a_unit_reports_is_returned_corrects_is_validated_and_the_board_moves(ways: Desks) -> None:
    office = ways.office
    plant(office)
    report = opened(office)
    board = "tablero/?periodo=2025-C1"
    before = ways.at("auditor", board).text()
    hogares, cloro, fugas = (pk_of(key) for key in ("hogares", "cloro", "fugas"))
    enter(ways, {f"value-{hogares}-0": "60", f"num-{cloro}-0": "46", f"den-{cloro}-0": "50", f"value-{fugas}-0": "29"})
    assert fresh(report).state == Report.State.REPORTED
    hands = ways.at("reviewer", "planes/reportes/")
    hands.follow("Dirección de aguas")
    assert "Hogares conectados" in hands.text()
    hands.fill("return-note", "Son menos hogares: revise la lista")
    hands.press("^Devolver$")
    assert "Son menos hogares" in ways.at("unit_head", "mi-unidad/").text()
    enter(ways, {f"value-{hogares}-0": "44"})
    hands = ways.at("reviewer", "planes/reportes/")
    hands.follow("Dirección de aguas")
    assert "44" in hands.text()
    hands.press("^Validar$")
    assert fresh(report).state == Report.State.VALIDATED
    assert row("hogares").value.amount == 44
    after = ways.at("auditor", board).text()
    assert "100.0\u00a0%" in after
    assert "100.0\u00a0%" not in before
    ways.no_complaints()


def test_an_approved_plan_is_amended_by_a_resolution(ways: Desks, tmp_path: Path) -> None:
    office = ways.office
    approved(office)
    act = tmp_path / "resolucion.txt"
    act.write_text("Resolución 014-2026, inventada", encoding="utf-8")
    hands = ways.at("planner", f"planes/vida/{plan().key}")
    hands.follow("^Abrir una modificación$")
    hands.fill("number", "014-2026")
    day(hands, "date", "2025-03-01")
    day(hands, "effective", "2025-03-01")
    check(hands, "kinds")
    hands.fill("reason", "El pozo se secó")
    hands.upload(act)
    hands.press("^Abrir la modificación$")
    page = hands.page.url.split(f"/{office.slug}/")[1]
    hands = ways.at("planner", f"editar/elemento/{element('ob').key}")
    hands.fill("text", "Llevar agua segura a todos")
    hands.press("^Guardar")
    answered(office)
    hands = ways.at("reviewer", page)
    assert "Llevar agua segura a todos" in hands.text()
    hands.press("^Aprobar la modificación$")
    assert (plan().version, plan().amended, PlanVersion.objects.count()) == ("2", False, 2)
    assert "Llevar agua segura a todos" in ways.at("auditor", f"planes/comparar/{plan().key}?de=1&a=2").text()
    ways.no_complaints()


def test_a_closed_period_is_corrected_in_the_open(ways: Desks) -> None:
    office = ways.office
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    board = "tablero/?periodo=2025-C1"
    before = ways.at("auditor", board).text()
    hands = ways.at("planner", "planes/reportes/")
    hands.follow("^Cerrar el período$")
    hands.fill("note", "Se cerró el cuatrimestre")
    hands.press("^Cerrar el período$")
    assert "Cerrado el" in hands.text()
    hands = ways.at("reviewer", f"planes/reportes/{report.pk}/")
    hands.follow(f"^Rectificar {Indicator.objects.get(key='hogares').text}")
    hands.fill("number", "44")
    hands.fill("reason", "Se contó dos veces un barrio")
    hands.press("^Rectificar$")
    assert "decía 30, dice 44" in hands.text()
    assert Restatement.objects.count() == 1
    after = ways.at("auditor", board).text()
    assert "100.0\u00a0%" in after
    assert "100.0\u00a0%" not in before
    assert "rectific" in ways.at("unit_head", f"mi-unidad/{report.pk}/").text()
    ways.no_complaints()
