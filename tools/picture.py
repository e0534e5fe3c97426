"""Draw docs/ceiba.png, the picture of the README: an element of the invented municipality's plan, seen in Chromium.

Makes a demonstration in a folder of its own, signs in as its planner and opens the element that a rule objects to.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "ceiba.png"
WIDTH, HEIGHT = 1360, 1130
PATIENCE = 60  # seconds until a demonstration that does not answer is given up
SHOWN = "Ribera limpia de los ríos"  # a name of our own example, whose stated change is wrong on purpose


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    """Wait until somebody answers."""
    for _second in range(PATIENCE * 2):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("La demostración no respondió.")


def open_the_element(tab: Page, address: str, planner: dict[str, str]) -> None:
    """Sign in, search the indicator and follow it to its element."""
    tab.goto(address)
    tab.fill("main [name=login]", planner["email"])
    tab.fill("main [name=password]", planner["password"])
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.fill("main [name=q]", SHOWN)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    with tab.expect_navigation():
        tab.locator("main a[href*='/elemento/']").first.click()
    tab.goto(tab.url.partition("#")[0])  # the whole page, not the place in it that was found


def main() -> None:
    """Draw the picture; says what is missing where there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Hace falta Chromium: apt-get install chromium")
    port = free_port()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        command = [str(ROOT / ".venv" / "bin" / "ceiba"), "demo", "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | {"CEIBA_HOME": home}, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            people = json.loads(Path(home, "demo.json").read_text(encoding="utf-8"))["people"]
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            open_the_element(tab, f"http://127.0.0.1:{port}/", people[1])
            tab.screenshot(path=PICTURE)
            browser.close()
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main()
