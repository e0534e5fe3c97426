"""What every test may ask for: the folder of founding documents, and the browser with its accessibility judge."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.people import Office
from tests.people import office as new_office

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# Playwright keeps a loop running in this thread, and Django would take every query here for one made inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# On CI the same examples every time: what fails there must fail again on the bench.
settings.register_profile("ceiba", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ceiba")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of founding and labelled documents; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("CEIBA_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the founding documents (../shared, or CEIBA_SHARED) are not here")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the Chromium of the system; where there is none the test fails, for a page nobody opened is not tested."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail("Falta Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        # The sandbox of Chromium needs rights that root in a container does not have; the pages are our own.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core, which looks for what breaks accessibility."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.fail("Falta axe-core: make setup, con node y npm instalados")
    return script.read_text(encoding="utf-8")


@pytest.fixture
def office(db: None) -> Office:
    """Return the invented institution with its people (``tests/people.py``)."""
    return new_office()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Yield a running server that gives static files as the product does: by whitenoise, named by their content."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    yield server
    server.stop()
