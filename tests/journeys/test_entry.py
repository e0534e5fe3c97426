"""A unit reports a period on a telephone: with the finger, without script, by keyboard alone; nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.indicators.models import Measurement, Narrative, Report
from ceiba.kernel.states import NO_DATA
from tests.indicators.desks import opened, pk_of, plant
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.people import Office
from tests.people import office as new_office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sign_in(hands: Mouse, office: Office, server: LiveServer, who: str = "unit_head") -> None:
    """Let somebody in, as their browser remembers them."""
    session = office.client(who).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}
    hands.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary is one


def value(key: str) -> str:
    return str(Measurement.objects.get(indicator__key=key).value)


@pytest.mark.parametrize("make", [Mouse, WithoutScript, Keyboard], ids=["finger", "without-script", "keyboard"])
def test_a_unit_reports_its_period(
    make: Callable[[Browser, int], Mouse], browser: Browser, live_server: LiveServer
) -> None:
    office = new_office()
    plant(office)
    report = opened(office)
    hands = make(browser, 360)
    sign_in(hands, office, live_server)
    hands.open(f"{live_server.url}/{office.slug}/mi-unidad/")
    assert "0 de 3 cifras listas" in hands.text()
    hogares, cloro, fugas = (pk_of(key) for key in ("hogares", "cloro", "fugas"))
    hands.fill(f"value-{hogares}-0", "doce")
    hands.fill(f"num-{cloro}-0", "46")
    hands.fill(f"den-{cloro}-0", "50")
    hands.press("^Guardar$")
    # What cannot be is told at its cell and stays typed; the good one is kept.
    assert "no se entiende como número" in hands.text()
    assert hands.page.locator(f"main [name=value-{hogares}-0]").input_value() == "doce"
    assert Measurement.objects.get().indicator.key == "cloro"
    hands.fill(f"value-{hogares}-0", "40")
    hands.press("^Guardar$")
    assert "2 de 3 cifras listas" in hands.text()
    assert "guardado" in hands.text()
    hands.press("Revisar y enviar")
    assert "Sin cifra todavía" in hands.text()
    hands.page.locator("main [name=missing]").focus()
    hands.page.keyboard.press("Space")
    hands.press("Enviar a revisión")
    report.refresh_from_db()
    assert report.state == Report.State.REPORTED
    assert Measurement.objects.get(indicator=fugas).value == NO_DATA
    assert "espera su revisión" in hands.text()
    assert hands.complaints == []


def test_a_cell_keeps_itself_and_two_people_both_see(browser: Browser, live_server: LiveServer) -> None:
    """Akvo PR #4563: a save is confirmed by the server, and nobody writes over anybody."""
    office = new_office()
    plant(office)
    report = opened(office)
    pk = pk_of("hogares")
    head, clerk = Keyboard(browser, 360), Keyboard(browser)
    for hands, who in ((head, "unit_head"), (clerk, "clerk")):
        sign_in(hands, office, live_server, who)
        hands.open(f"{live_server.url}/{office.slug}/mi-unidad/{report.pk}/")
    clerk.fill(f"value-{pk}-0", "15")
    clerk.page.keyboard.press("Tab")
    clerk.page.locator(f"#s{pk}-0", has_text="guardado").wait_for()
    head.fill(f"value-{pk}-0", "20")
    head.page.keyboard.press("Tab")
    head.page.get_by_role("button", name="Guardar lo mío").wait_for()
    assert "Persona clerk" in head.text()
    assert Measurement.objects.get().value.amount == 15
    head.page.get_by_role("button", name="Guardar lo mío").focus()
    head.page.keyboard.press("Enter")
    head.page.locator(f"#s{pk}-0", has_text="guardado").wait_for()
    assert Measurement.objects.get().value.amount == 20
    assert not Narrative.objects.exists()
    assert head.complaints == []
