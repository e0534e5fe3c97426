"""Every component in Chromium, under the product's own content policy: legible, reachable, and quick by keyboard."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.ui.gallery import SHELL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.gallery")]
Opened = Callable[..., Page]
GALLERY = SHELL.path
PLACES = (GALLERY, "/ayuda/", "/ayuda/primera-hora/", "/ayuda/regla/M014/")
WIDTHS = (1360, 360)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What stands further right than the window, although nothing around it can be scrolled.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(at => {
  for (let around = at.parentElement; around; around = around.parentElement)
    if (getComputedStyle(around).overflowX !== 'visible') return false;
  return at.getBoundingClientRect().right > innerWidth + 1;
}).map(at => at.outerHTML.slice(0, 90))"""


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Iterator[Opened]:
    """Yield a function that opens a page at a width; what the console complains of fails the test."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(path: str = GALLERY, width: int = 1360, *, script: bool = True) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=script)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + path, wait_until="networkidle")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PLACES)
def test_a_page_is_accessible_and_does_not_scroll_sideways(opened: Opened, axe: str, path: str, width: int) -> None:
    page = opened(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE) == []
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags}).then(found => found.violations)", STANDARDS)
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_menus_are_accessible_too(opened: Opened, axe: str, width: int) -> None:
    page = opened(width=width)
    for summary in page.locator("details.menu > summary:visible").all():
        summary.click()
        page.evaluate(axe)
        found = page.evaluate(
            "tags => axe.run('details.menu[open]', {runOnly: tags}).then(found => found.violations)", STANDARDS
        )
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_can_be_pressed_is_large_enough(opened: Opened) -> None:
    """WCAG 2.5.8 asks for 24 pixels each way, or as much room around; a check box has its label."""
    small = opened(width=360).evaluate(
        """() => [...document.querySelectorAll('button, summary, select, .btn, .top a, .tabs a, .pages a')]
        .filter(at => at.checkVisibility() && !at.closest('.unseen'))
        .map(at => [at.outerHTML.slice(0, 80), at.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html, box]) => `${html} ${box.width}×${box.height}`)"""
    )
    assert small == []


def test_the_menu_stands_in_one_line_and_folds_on_a_telephone(opened: Opened) -> None:
    wide, narrow = opened(), opened(width=360)
    tops = wide.locator(".main-nav > *").evaluate_all("all => all.map(at => at.getBoundingClientRect().top)")
    assert len(tops) == len(SHELL.daily) + 1
    assert len(set(tops)) == 1
    wide.locator(".main-nav summary").click()
    assert wide.locator(".main-nav .menu-body a", has_text="Historia").is_visible()
    assert narrow.locator(".main-nav").is_hidden()
    narrow.get_by_text("Menú").click()
    assert narrow.locator(".fold nav a", has_text="Revisión").is_visible()


def test_fonts_icons_and_styles_arrive_under_the_policy(opened: Opened) -> None:
    page = opened()
    assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") >= 3
    assert page.evaluate("document.querySelector('.btn .icon use').getBBox().width") > 0
    assert page.evaluate("typeof htmx") == "object"
    assert page.evaluate("htmx.config.allowEval") is False
    assert page.evaluate("document.querySelectorAll('style').length") == 0


def test_what_travels_is_within_the_budget(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(live_server.url + GALLERY, wait_until="networkidle")
    context.close()
    assert len(sizes) >= 7
    assert sum(sizes) <= 150_000, json.dumps(sizes)


def test_single_keys_act_only_outside_fields(opened: Opened) -> None:
    page = opened()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.matches('[data-search]')")
    page.keyboard.type("agua n")
    assert page.evaluate(f"{focused}.value") == "agua n"
    assert page.url.endswith(GALLERY)
    page.evaluate(f"{focused}.blur()")
    page.keyboard.press("n")
    page.wait_for_url("**#y")
    page.keyboard.press("j")
    first = page.evaluate(f"{focused}.textContent")
    page.keyboard.press("j")
    assert page.evaluate(f"{focused}.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate(f"{focused}.textContent") == first


def test_single_keys_can_be_switched_off(opened: Opened) -> None:
    page = opened()
    page.evaluate("document.body.removeAttribute('data-shortcuts'); document.activeElement.blur()")
    page.keyboard.press("n")
    page.keyboard.press("/")
    assert page.url.endswith(GALLERY)
    assert page.evaluate("document.activeElement === document.body")


def test_a_menu_closes_with_escape_and_with_a_click_elsewhere(opened: Opened) -> None:
    page = opened()
    summary, body = page.locator(".person > summary"), page.locator(".person .menu-body")
    summary.click()
    assert body.is_visible()
    page.keyboard.press("Escape")
    assert body.is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    summary.click()
    page.locator("h1").click()
    assert body.is_hidden()


def test_the_way_to_what_must_be_mended_is_taken_at_once(opened: Opened) -> None:
    assert opened().evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_everything_works_without_script(opened: Opened) -> None:
    page = opened(width=360, script=False)
    page.get_by_text("Menú").click()
    assert page.locator(".fold nav").is_visible()
    branch = page.locator(".branch").filter(has_text="Producción de agua").first
    branch.locator("summary").first.click()
    assert page.get_by_text("línea 417").first.is_hidden()


def test_paper_shows_what_the_screen_folds_and_no_buttons(opened: Opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert page.locator(".btn:visible, .person:visible, .main-nav:visible").count() == 0
    assert page.locator("details.more table").first.evaluate("at => at.getBoundingClientRect().height") > 0
    assert page.locator(".logo").is_visible()


def test_nothing_moves_for_those_who_asked_for_rest(opened: Opened) -> None:
    page = opened()
    page.emulate_media(reduced_motion="reduce")
    assert page.locator(".btn").first.evaluate("at => getComputedStyle(at).transitionDuration") == "0s"
