"""The page of ``ceiba audit --format html`` in a real browser: on a desk, on a phone, from the keyboard, on paper.

It is opened as the file that people send each other; its own policy, in its head, allows it nothing from outside.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ceiba.cli import main

ROOT = Path(__file__).parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["valle-alto.txt", "valle-alto.yaml"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of an example into a file, as the command does, and return where it is."""
    example = ROOT / "ceiba" / "examples" / request.param
    path = tmp_path_factory.mktemp("page") / "auditoría.html"
    with path.open("w", encoding="utf-8") as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        assert main.run(["audit", str(example), "--format", "html"]) == 1
    return path.as_uri()


@pytest.fixture(params=[1360, 360], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    """Open the page at the width of a desk and of a phone; what the browser complains about fails the test."""
    tab = browser.new_page(viewport={"width": request.param, "height": 800})
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: complaints.append(asked.url) if asked.url != address else None)
    tab.goto(address)
    yield tab
    tab.close()
    assert [c for c in complaints if "favicon" not in c and "axe" not in c] == []


def violations(tab: Any, axe: str) -> list[str]:
    """Return what axe-core finds wrong, rule and place; through the debugger, for the page itself allows no script."""
    result = tab.evaluate(
        "async ([source, rules]) => { (0, eval)(source); return await axe.run({runOnly: rules}); }",
        [axe, RULES],
    )
    return [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in result["violations"] for node in v["nodes"]]


def test_axe_finds_nothing_folded_or_open(page: Any, axe: str) -> None:
    page.context.set_default_timeout(40_000)
    assert violations(page, axe) == []
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert violations(page, axe) == []


def test_its_own_policy_allows_it_nothing(page: Any) -> None:
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_scrolls_sideways(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenido"


def test_branches_open_and_close_from_the_keyboard(page: Any) -> None:
    folds = page.locator("#plan details > summary")
    folds.first.focus()
    was_open = page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is not was_open
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.parentElement.open") is was_open


def test_a_link_to_a_finding_opens_what_it_was_folded_into(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = false; })")
    link = page.locator("#plan a[href^='#h'], #dinero a[href^='#h']").first
    target = link.get_attribute("href")
    page.evaluate("target => { location.hash = target; }", target)
    page.wait_for_function("target => document.querySelector(target).checkVisibility()", arg=target)


def test_every_target_is_large_enough_to_touch(page: Any) -> None:
    small = page.evaluate(
        """() => [...document.querySelectorAll('nav a, summary')].filter(e => e.checkVisibility())
        .map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([words]) => words)"""
    )
    assert small == []


def test_paper_shows_what_the_screen_folds(browser: Any, address: str, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.goto(address)
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = false; })")
    tab.emulate_media(media="print")
    hidden = tab.evaluate(
        "[...document.querySelectorAll('#plan .body')].filter(body => !body.getBoundingClientRect().width).length"
    )
    assert hidden == 0
    paper = tab.pdf(format="A4")
    tab.close()
    assert paper.startswith(b"%PDF")
    assert len(paper) > 20_000
