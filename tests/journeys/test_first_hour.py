"""The first hour of an office: from an empty installation to the line of the document behind a finding.

Three times: with the mouse, without script, by keyboard. At the end the plan in the database is the one proposed.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.exchange import stored
from ceiba.institutions.models import Institution
from ceiba.intake.models import Proposal
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold
from ceiba.kernel.unit import Institution as InstitutionValue
from ceiba.methodologies.loader import load
from ceiba.snapshots.services import current
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.people import PASSWORD, run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def found_the_institution(hands: Mouse, server: LiveServer) -> None:
    """Fill in the only page that a new installation asks for."""
    hands.open(f"{server.url}/primera-vez/")
    hands.fill("name", "Municipalidad de Mixco")
    hands.choose("country", "Guatemala")
    hands.fill("territory", "0108")
    hands.choose("methodology", "Planificación municipal")
    hands.fill("person_name", "Ana Planificadora")
    hands.fill("email", "ana@mixco.example")
    hands.fill("password1", PASSWORD)
    hands.fill("password2", PASSWORD)
    hands.press("Crear y entrar")


def bring_the_document(hands: Mouse, path: Path) -> None:
    """Upload a document, let the worker read it, and arrive at its proposal."""
    hands.follow("Traer un documento")
    read_the_document(hands, path)


def read_the_document(hands: Mouse, path: Path) -> None:
    """Upload a document on the page of documents, let the worker read it, and arrive at its proposal."""
    hands.upload(path)
    hands.press("Leer el documento")
    run_jobs()
    hands.page.wait_for_url("**/propuestas/*/", timeout=1) if "/propuestas/" in hands.page.url else None
    for _try in range(5):
        if "/propuestas/" in hands.page.url:
            return
        hands.page.reload()
        if hands.page.get_by_role("link", name="Seguir").count():
            hands.follow("Seguir")
    raise AssertionError(hands.text())


def answer_every_question(hands: Mouse) -> int:
    """Answer the open questions one by one; return how many there were."""
    hands.follow(r"^Preguntas")
    answered = 0
    while hands.page.get_by_role("button", name="Está bien así").count() > answered:
        hands.page.get_by_role("button", name="Está bien así").nth(answered).focus()
        with hands.leaving():
            hands.page.keyboard.press("Enter")
        answered += 1
    return answered


def accept(hands: Mouse) -> None:
    """Take what was read with certainty, look at what would change, and accept."""
    hands.press(r"^Aceptar los \d+ seguros")
    hands.follow("Llevar al plan")
    assert "errores" in hands.text()
    hands.press(r"^Aceptar( de todos modos)?$")


def to_the_quoted_line(hands: Mouse) -> str:
    """Go from the plan to a finding that quotes the document, and to the line itself; return what that line says."""
    hands.follow("^Revisión")
    hands.page.wait_for_load_state()
    hands.open(hands.page.url.split("?")[0] + "?gravedad=error")
    hands.follow(re.escape(hands.page.locator("main li > a").first.inner_text()[:60]))
    quote = hands.page.locator("main blockquote").first.inner_text()
    hands.follow("Verlo en el documento")
    marked = hands.page.locator("main [aria-current=true]").first.inner_text()
    assert fold(quote) in fold(marked)
    return marked


def comparable(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot without what acceptance adds: the institution's own identity, who accepted each source."""
    sources = tuple(sorted((replace(s, accepted_by=None) for s in snapshot.sources), key=str))
    return replace(snapshot, institution=InstitutionValue(), sources=sources)


@pytest.mark.parametrize("make", [Mouse, WithoutScript, Keyboard], ids=["mouse", "without-script", "keyboard"])
def test_from_an_empty_installation_to_the_line_behind_a_finding(
    make: Callable[[Browser], Mouse], browser: Browser, live_server: LiveServer, shared: Path
) -> None:
    hands = make(browser)
    found_the_institution(hands, live_server)
    assert "Aquí vivirán sus planes" in hands.text()
    (seed,) = (shared / "seeds").glob("002*.txt")
    bring_the_document(hands, seed)
    assert answer_every_question(hands) == 3
    accept(hands)
    assert "/plan" in hands.page.url
    row = Proposal.objects.get()
    kept = current(Institution.objects.get())
    proposed = stored.load(row.reading, load(stored.methodology_of(row.reading))).snapshot
    assert comparable(kept) == comparable(proposed)
    to_the_quoted_line(hands)
    assert hands.complaints == []
