"""Three ways to use a page: with the mouse, with the mouse and no script, and with the keyboard alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as Waited

PATIENCE = 15_000  # milliseconds until a page that does not come is a failure
TABS = 400


class Mouse:
    """Somebody who points: follows links and presses buttons by their words, fills fields by their names."""

    script = True

    def __init__(self, browser: Browser, width: int = 1360) -> None:
        self.complaints: list[str] = []
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=self.script)
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> None:
        """Open an address, and see that it is a good one."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{answer.status} {address}"

    def fill(self, name: str, text: str) -> None:
        """Write into a field."""
        self.page.locator(f"main [name={name}]").fill(text)

    def choose(self, name: str, words: str) -> None:
        """Choose the option that begins with these words."""
        found = self.page.locator(f"main [name={name}] option", has_text=re.compile(f"^{words}"))
        self.page.locator(f"main [name={name}]").select_option(found.first.get_attribute("value"))

    def upload(self, path: Path) -> None:
        """Choose a file of this machine."""
        self.page.locator("main input[type=file]").set_input_files(path)

    def press(self, words: str) -> None:
        """Press a button and wait for the page that comes."""
        with self.leaving():
            self.page.get_by_role("button", name=re.compile(words)).first.click()

    def follow(self, words: str) -> None:
        """Follow a link and wait for the page that comes."""
        with self.leaving():
            self.page.get_by_role("link", name=re.compile(words)).first.click()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Wait until another page has been loaded."""
        with self.page.expect_navigation(wait_until="load"):
            yield

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()


class WithoutScript(Mouse):
    """Somebody whose browser runs no script."""

    script = False


class Keyboard(Mouse):
    """Somebody without a mouse: reaches everything with the tabulator, and presses Enter or the key that is shown."""

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type."""
        self._go(lambda focus: focus["name"] == name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, name: str, words: str) -> None:
        """Go to a list and type the first letters of the option, as far as this keyboard has them."""
        self._go(lambda focus: focus["name"] == name)
        self.page.keyboard.type("".join(takewhile(str.isascii, words)))

    def upload(self, path: Path) -> None:
        """Go to the file field and open it with the space bar."""
        self._go(lambda focus: focus["type"] == "file")
        for wait in (3_000, PATIENCE):  # on a busy machine the first press may come before the page listens
            with suppress(Waited):
                with self.page.expect_file_chooser(timeout=wait) as chooser:
                    self.page.keyboard.press("Space")
                chooser.value.set_files(path)
                return
        raise AssertionError("no chooser of files opened")

    def press(self, words: str) -> None:
        """Go to a button and press Enter."""
        self._enter(words, "BUTTON")

    def follow(self, words: str) -> None:
        """Go to a link and press Enter."""
        self._enter(words, "A")

    def key(self, key: str) -> None:
        """Press the single key that a button or link shows."""
        self.page.evaluate("document.activeElement.blur()")
        with self.leaving():
            self.page.keyboard.press(key)

    def _enter(self, words: str, tag: str) -> None:
        self._go(lambda focus: focus["tag"] == tag and re.search(words, focus["words"]) is not None)
        with self.leaving():
            self.page.keyboard.press("Enter")

    def _go(self, wanted: object) -> None:
        for _step in range(TABS):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(
                """() => { const e = document.activeElement; return {tag: e.tagName, name: e.name || '',
                type: e.type || '', words: (e.getAttribute('aria-label') || e.innerText || '').trim()} }"""
            )
            if wanted(focus):  # type: ignore[operator]
                return
        raise AssertionError(f"the tabulator never reached it; last {focus}")
