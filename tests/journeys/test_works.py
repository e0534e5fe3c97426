"""A project on its way: its photos come in and are told, its risks are written, and both stand on its page.

Three times: with the mouse, without script, and by keyboard alone on a window as wide as a telephone.
"""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.kernel.risk import Grade
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.journeys.test_reporting import Desks
from tests.pictures import photo
from tests.snapshots.adopting import adopt_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
KEY = "990104"


@pytest.fixture(
    params=[(Mouse, 1360), (WithoutScript, 1360), (Keyboard, 360)], ids=["mouse", "without-script", "keyboard-360"]
)
def ways(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Desks:
    make, width = request.param
    desks = Desks(make, width, browser, live_server)
    adopt_all(desks.office.actor(), valle_alto())
    return desks


def test_a_photo_comes_in_and_only_holds_what_a_person_saw(ways: Desks, tmp_path: Path) -> None:
    file = tmp_path / "camino.jpg"
    file.write_bytes(photo(size=(1800, 1200), taken="2025:09:02 08:00:00"))
    hands = ways.at("planner", f"proyecto/{KEY}")
    hands.follow("^Agregar o editar fotos$")
    hands.upload(file)
    hands.press("^Subir$")
    assert "Se guardó 1 foto, privada." in hands.page.inner_text("body")
    assert "El teléfono anotó esto en la foto" in hands.text()
    (held,) = current(ways.office.institution).photos
    assert (held.day, held.latitude) == (None, None)
    hands.fill("caption", "El camino ya balastado")
    hands.fill("latitude", "14.95")
    hands.press("^Guardar$")
    (held,) = current(ways.office.institution).photos
    assert (held.caption, held.day, str(held.latitude), str(held.longitude)) == (
        "El camino ya balastado",
        date(2025, 9, 2),
        "14.95",
        "-90.61281",
    )
    said = ways.at("auditor", f"proyecto/{KEY}").text()
    assert "2 de septiembre de 2025" in said
    assert "físico 35" in said
    ways.no_complaints()


def test_a_risk_is_written_and_stands_on_the_page(ways: Desks) -> None:
    hands = ways.at("planner", f"proyecto/{KEY}")
    hands.follow("^Editar riesgos$")
    hands.fill("risks-0-text", "El puente no aguanta la maquinaria.")
    hands.press("^Guardar$")
    assert "Elija uno de los tres." in hands.text()
    hands.choose("risks-0-probability", "Alta")
    hands.choose("risks-0-impact", "Medio")
    hands.fill("risks-0-responsible", "Supervisión")
    hands.press("^Guardar$")
    (risk,) = next(one for one in current(ways.office.institution).projects if one.id == KEY).risks
    assert (risk.text, risk.grade, risk.responsible) == (
        "El puente no aguanta la maquinaria.",
        Grade.HIGH,
        "Supervisión",
    )
    assert "lo vigila Supervisión" in hands.text()
    ways.no_complaints()
