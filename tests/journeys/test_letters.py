"""Letters and the way out in Chromium: a reader asks, confirms, is told, leaves; an administrator takes everything."""

import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from ceiba.participation.models_subscription import Subscription
from tests.furnished import furnish
from tests.journeys.test_every_page import problems
from tests.people import PASSWORD, Office, run_jobs
from tests.people import office as new_office
from tests.publications.test_publishing import measured, publish, publisher

__all__ = ["publisher"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.django_db(transaction=True)]
WHO = "vecina@correo.example"


def opened(tab: Page, part: str) -> None:
    """Open the link of the last letter that leads to a part of the portal."""
    found = next(link for link in re.findall(r"https?://\S+", str(mail.outbox[-1].body)) if part in link)
    parts = urlsplit(found)
    tab.goto(f"{urlsplit(tab.url).scheme}://{urlsplit(tab.url).netloc}{parts.path}?{parts.query}")


@pytest.mark.parametrize("width", [1360, 360])
def test_a_reader_asks_confirms_is_told_and_leaves(
    width: int, publisher: Office, browser: Browser, axe: str, live_server: LiveServer
) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    publish(publisher)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    wrong: dict[str, object] = {}

    def seen(place: str) -> None:
        if found := problems(tab, axe):
            wrong[place] = found

    tab.goto(live_server.url + reverse("public_home", args=[publisher.slug]))
    tab.get_by_role("link", name="Avisos por correo").last.click()
    seen("form")
    tab.wait_for_timeout(2100)  # a person takes that long
    tab.get_by_label("Su correo electrónico").fill(WHO)
    tab.get_by_role("button", name="Enviarme la carta").click()
    assert tab.get_by_role("heading", name="Revise su correo").is_visible()
    seen("asked")
    run_jobs()
    opened(tab, "/confirmar/")
    seen("confirm")
    tab.get_by_role("button", name="Sí, quiero los avisos").click()
    assert tab.get_by_role("heading", name="Listo: recibirá los avisos").is_visible()
    seen("done")
    measured(publisher, 8, str(publisher.people["reviewer"]))
    publish(publisher)
    run_jobs()
    assert "decía 7" in str(mail.outbox[-1].body)
    opened(tab, "/publicaciones/2/")
    assert tab.get_by_role("heading", name="Publicación 2", exact=True).is_visible()
    opened(tab, "/dejar/")
    seen("leave")
    tab.get_by_role("button", name="Dejar todos los avisos").click()
    assert tab.get_by_role("heading", name="Ya no recibirá avisos").is_visible()
    seen("left")
    assert not Subscription.objects.exists()
    assert context.cookies() == []
    assert wrong == {}
    context.close()


@pytest.mark.parametrize("width", [1360, 360])
def test_an_administrator_takes_everything_with_them(
    width: int, browser: Browser, axe: str, live_server: LiveServer, tmp_path: Path
) -> None:
    office = new_office()
    furnish(office)
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, accept_downloads=True)
    tab = context.new_page()
    tab.goto(f"{live_server.url}{reverse('account_login')}")
    tab.fill("input[name=login]", office.people["administrator"].email)
    tab.fill("input[name=password]", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(lambda address: "login" not in address)
    tab.goto(live_server.url + reverse("take_out", args=[office.slug]))
    assert problems(tab, axe) == []
    tab.get_by_role("button", name="Hacer el archivo").click()
    run_jobs()
    tab.goto(live_server.url + reverse("take_out", args=[office.slug]))
    assert problems(tab, axe) == []
    with tab.expect_download() as coming:
        tab.get_by_role("button", name="Bajar").click()
    coming.value.save_as(tmp_path / "todo.zip")
    with zipfile.ZipFile(tmp_path / "todo.zip") as file:
        assert file.testzip() is None
        assert {"LEEME.txt", "README.txt", "plan.yaml", "comprobar.py"} <= set(file.namelist())
    tab.goto(live_server.url + reverse("take_out", args=[office.slug]))
    tab.get_by_role("button", name="Borrar").click()
    assert tab.get_by_text("Ninguno todavía.").is_visible()
    context.close()
