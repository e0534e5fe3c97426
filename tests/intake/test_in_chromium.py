"""The review of a document in a real browser: by keyboard, on a desk and on a phone, without a fault for axe-core."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ceiba.exchange.decisions import Verdict
from ceiba.intake.models import Decision, Proposal
from tests.intake.bringing import AXES, bring, review
from tests.people import Office
from tests.people import office as new_office

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = os.environ.get("CEIBA_SHOTS")  # a folder for pictures, for whoever wants to look

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def here(transactional_db: None) -> Office:
    """Return the invented institution, where the server sees it."""
    return new_office()


@pytest.fixture(params=[1360, 360], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Browser, here: Office, live_server: Any) -> Iterator[Page]:
    """Yield a page of the browser in which the planner has signed in; what the browser complains about fails."""
    session = here.client().cookies[settings.SESSION_COOKIE_NAME].value
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
    """Return what axe-core finds wrong with the page that is open."""
    if SHOTS:
        width = (tab.viewport_size or {}).get("width")
        tab.screenshot(path=str(Path(SHOTS) / f"intake-{name}-{width}.png"), full_page=True)
    tab.evaluate(axe)
    tab.evaluate("document.querySelectorAll('main details.more').forEach(fold => { fold.open = true; })")
    found = tab.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    told = [f"{v['id']}: {v['help']} · {v['nodes'][0]['html'][:200]}" for v in found["violations"]]
    return [*told, *(["wider than the window"] if wide else [])]


def test_no_page_of_a_proposal_has_a_fault(tab: Page, axe: str, here: Office) -> None:
    row, asked = bring(here), bring(here, AXES)
    doubt = review(here, row).doubts[0]
    indicator = next(i.subject for i in review(here, row).items if i.noun == "indicator")
    pages = {
        "lista": reverse("imports", args=[here.slug]),
        "propuesta": reverse("proposal", args=[here.slug, row.pk]),
        "duda": reverse("proposal", args=[here.slug, row.pk]) + f"?ver=dudas&d={doubt}",
        "preguntas": reverse("proposal", args=[here.slug, asked.pk]) + "?ver=preguntas",
        "rechazados": reverse("proposal", args=[here.slug, row.pk]) + "?ver=rechazados",
        "corregir": reverse("proposal_correct", args=[here.slug, row.pk]) + f"?d={indicator}",
        "aceptar": reverse("proposal_accept", args=[here.slug, row.pk]),
        "revision": reverse("proposal_findings", args=[here.slug, row.pk]),
    }
    found = {}
    for name, address in pages.items():
        tab.goto(address)
        if told := faults(tab, axe, name):
            found[name] = told
    assert found == {}


def test_doubts_are_gone_through_by_keyboard(tab: Page, here: Office) -> None:
    row = bring(here)
    doubts = review(here, row).doubts
    tab.goto(reverse("proposal", args=[here.slug, row.pk]))
    for key in ("n", "a", "r"):  # deciding a doubt leads to the next one
        with tab.expect_navigation():
            tab.keyboard.press(key)
    decided = dict(Decision.objects.values_list("subject", "verdict"))
    first, second = doubts[:2] if review(here, row).items[0].subject != doubts[0] else doubts[1:3]
    assert decided == {first: Verdict.ACCEPTED, second: Verdict.REJECTED}


def test_from_the_file_to_the_plan(tab: Page, here: Office, tmp_path: Path) -> None:
    from tests.intake.bringing import example
    from tests.people import run_jobs

    file = tmp_path / "plan.txt"
    file.write_bytes(example())
    tab.goto(reverse("imports", args=[here.slug]))
    tab.set_input_files("input[type=file]", str(file))
    tab.get_by_role("button", name="Leer el documento").click()
    tab.wait_for_url("**/tareas/**")
    run_jobs()
    row = Proposal.objects.get()
    tab.goto(reverse("proposal", args=[here.slug, row.pk]))
    tab.get_by_role("button", name="seguros").click()
    expect(tab.get_by_text("Se aceptaron")).to_be_visible()
    tab.get_by_role("link", name="Llevar al plan").click()
    tab.get_by_role("button", name="Aceptar").click()
    tab.wait_for_url("**/plan/**")
    expect(tab.get_by_text("ya está en el plan")).to_be_visible()
