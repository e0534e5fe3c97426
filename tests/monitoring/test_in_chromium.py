"""The explorer and the review in a real browser: on a desk and on a phone, without a fault that axe-core can find."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from ceiba.audits import services as audits
from ceiba.audits.models import Finding
from tests.cast import valle_alto
from tests.people import Office
from tests.people import office as new_office
from tests.snapshots.adopting import adopt_all

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = os.environ.get("CEIBA_SHOTS")  # a folder for pictures, for whoever wants to look
PAGES = {
    "planes": ("plans", []),
    "plan": ("plan", ["pdmot"]),
    "elemento": ("element", ["R1"]),
    "rama": ("element", ["1.1.1"]),
    "buscar": ("search", []),
    "dinero": ("money", []),
    "proyecto": ("project", ["990101"]),
    "revision": ("findings", []),
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def planned(transactional_db: None) -> Office:
    """Return the invented institution with its plans and the findings about them, where the server sees them."""
    made = new_office()
    adopt_all(made.actor(), valle_alto())
    audits.current(made.institution)
    return made


@pytest.fixture(params=[1360, 360], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Browser, planned: Office, live_server: Any) -> Iterator[Page]:
    """Yield a page of the browser in which the planner has signed in; what the browser complains about fails."""
    session = planned.client().cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=live_server.url)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def faults(tab: Page, axe: str, name: str) -> list[str]:
    """Return what is wrong with a page as it is and with everything open: it scrolls sideways, or axe-core finds it."""
    if SHOTS:
        tab.screenshot(path=Path(SHOTS) / f"{name}-{tab.viewport_size['width']}.png", full_page=True)
    wrong = []
    if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{name}: scrolls sideways")
    for openness in ("false", "true"):
        tab.evaluate(f"document.querySelectorAll('main details').forEach(fold => {{ fold.open = {openness}; }})")
        found = tab.evaluate(
            "async ([source, rules]) => { (0, eval)(source); return await axe.run({runOnly: rules}); }", [axe, RULES]
        )
        wrong += [f"{name}: {v['id']} {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]
    return wrong


@pytest.mark.timeout(300)
def test_every_page_is_sound_on_a_desk_and_on_a_phone(tab: Page, planned: Office, axe: str) -> None:
    wrong = []
    finding = Finding.objects.of(planned.institution).filter(severity="error", dimension="measurement").first()
    for name, (address, args) in {**PAGES, "hallazgo": ("finding", [finding.pk])}.items():
        asked = "?q=agua" if name == "buscar" else ""
        tab.goto(reverse(address, args=[planned.slug, *args]) + asked)
        wrong += faults(tab, axe, name)
    assert wrong == []


def test_a_branch_opens_without_leaving_the_page(tab: Page, planned: Office) -> None:
    tab.goto(reverse("plan", args=[planned.slug, "pdmot"]))
    address = tab.url
    branch = tab.locator(".tree details").first
    branch.locator("summary").first.click()
    tab.locator(f"a[href='{reverse('element', args=[planned.slug, '1.1'])}']").first.wait_for()
    assert tab.url == address


def test_an_element_is_edited_in_its_place_and_the_edit_undone(tab: Page, planned: Office) -> None:
    tab.goto(reverse("element", args=[planned.slug, "L1"]))
    tab.get_by_role("link", name="Editar").first.click()
    form = tab.locator("#editar form")
    form.locator("textarea").first.fill("Clorar el agua de todas las aldeas.")
    form.locator("button[type=submit]").first.click()
    tab.get_by_text("Hecho.").wait_for()
    assert tab.locator("h1").inner_text() == "Clorar el agua de todas las aldeas."
    tab.get_by_role("button", name="Deshacer").first.click()
    tab.get_by_role("heading", level=1, name="Clorar y vigilar el agua de todos los sistemas.").wait_for()
