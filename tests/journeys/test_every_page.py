"""Every page, opened as the person who may see most: no complaint of axe or of the browser, no scrolling sideways.

On a desk in Spanish, on a phone in English, so that both languages and both widths are seen for the price of one.
"""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Error, Page
from pytest_django.live_server_helper import LiveServer

from ceiba.intake.models import Proposal
from tests import test_doors as doors
from tests.furnished import furnish
from tests.people import PASSWORD, Office
from tests.people import office as new_office

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Not pages: files, addresses that only take what a form sends, and those that lead elsewhere at once.
NO_PAGE = frozenset(
    {
        "logo",
        "document_file",
        "findings_file",
        "photo_file",
        "photo_small",
        "report_workbook",
        "record_file",
        "record_restore",
        "register_file",
        "sheet_refused",
        "availability_table",
        "budget_fdp",
        "public_feed",
        "public_head",
        "public_publication_file",
        "public_register_file",
        "publication_file",
        "procurement_csv",
        "procurement_xlsx",
        "projects_oc4ids",
        "works_report_csv",
        "works_report_xlsx",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
    }
)

API_ANSWERS = doors.API_DOORS - {"api_explained"}  # JSON, not pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]


def pages(office: Office, waiting: Proposal) -> Iterator[str]:
    """Yield the address of every page, with real arguments, and the faces of a proposal that waits."""
    for address in doors.ADDRESSES:
        path = None if address.name in NO_PAGE | API_ANSWERS else doors.path_of(address, office)
        if path is not None and "<" not in path:
            yield path
    here = reverse("proposal", args=[office.slug, waiting.pk])
    yield from (f"{here}?ver={face}" for face in ("", "dudas", "preguntas", "diferencias", "rechazados"))
    yield reverse("proposal_accept", args=[office.slug, waiting.pk])


def problems(tab: Page, axe: str) -> list[str]:
    """Return what axe finds on a page, with everything unfolded, and whether it scrolls sideways."""
    tab.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    found = tab.evaluate(
        "async ([source, rules]) => { (0, eval)(source); return await axe.run({runOnly: rules}); }", [axe, RULES]
    )
    told = [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]
    wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*told, *(["scrolls sideways"] if wide else [])]


@pytest.mark.parametrize(("width", "language"), [(1360, "es"), (360, "en")], ids=["desk-es", "phone-en"])
def test_no_page_stands_in_the_way(
    width: int, language: str, browser: Browser, axe: str, live_server: LiveServer
) -> None:
    office = new_office()
    waiting = furnish(office)
    boss = office.people["administrator"]
    boss.language, boss.installer = language, True
    boss.save()
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(f"{message.text} {tab.url}"))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(f"{live_server.url}{reverse('account_login')}")
    tab.fill("main [name=login]", boss.email)
    tab.fill("main [name=password]", PASSWORD)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    seen, wrong = 0, {}
    for path in pages(office, waiting):
        try:
            answer = tab.goto(live_server.url + path)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            continue  # a file and no page
        assert answer is not None
        # 403, 404: not for this person; 405: only takes what a form sends; 409: settled already. They are pages too.
        assert answer.status in (200, 403, 404, 405, 409), f"{answer.status} {path}"
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue  # a picture or a text that the browser shows by itself
        seen += answer.status == 200
        if found := problems(tab, axe):
            wrong[path] = found
    assert wrong == {}
    assert seen > 40
    assert [words for words in complaints if not re.search("40[3459]", words)] == []
