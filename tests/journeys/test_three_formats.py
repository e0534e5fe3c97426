"""The same plan as Word, PDF and Excel ends as the same plan; what a person corrected is there after a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.institutions.models import Institution
from ceiba.intake import review
from ceiba.intake.models import Proposal
from ceiba.kernel.text import fold
from ceiba.snapshots.services import current
from tests.journeys.hands import Mouse
from tests.journeys.test_first_hour import bring_the_document, found_the_institution, read_the_document

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ENDINGS = ("docx", "pdf", "xlsx")


def elements(institution: Institution) -> list[tuple[str, str, str]]:
    """Return level, words and parent's words of every element of the plan in force."""
    found = [element for plan in current(institution).plans for element in plan.elements]
    texts = {element.id: fold(element.text) for element in found}
    return sorted((element.level, texts[element.id], texts.get(element.parent or "", "")) for element in found)


def restart() -> None:
    """Forget everything that a process keeps between two pages, as one that was just started."""
    review._value.cache_clear()
    review._reviews.kept.clear()


def taken(hands: Mouse) -> Iterator[str]:
    """Bring the example in each format to an institution of its own and accept it; yield the format."""
    for ending in ENDINGS:
        hands.page.locator("summary", has_text="Más").first.click()
        hands.follow("Documentos")
        read_the_document(hands, EXAMPLES / f"plan-de-valle-alto.{ending}")
        yield ending


def test_a_plan_is_the_same_whatever_its_format(browser: Browser, live_server: LiveServer) -> None:
    hands = Mouse(browser)
    found_the_institution(hands, live_server)
    institution = Institution.objects.get()
    first: list[tuple[str, str, str]] = []
    for ending in taken(hands):
        hands.follow("Llevar al plan")
        hands.press(r"^Aceptar( de todos modos)?$")
        if not first:
            first = elements(institution)
            assert len(first) > 20
        assert elements(institution) == first, ending
    assert hands.complaints == []


def test_a_correction_is_there_after_a_restart(browser: Browser, live_server: LiveServer) -> None:
    hands = Mouse(browser)
    found_the_institution(hands, live_server)
    bring_the_document(hands, EXAMPLES / "plan-de-valle-alto.docx")
    address = hands.page.url
    hands.page.get_by_role("row").filter(has_text="Agua").get_by_role("link", name="Corregir").first.click()
    hands.fill("text", "Agua segura para todos los barrios")
    hands.press("Guardar la corrección")
    restart()
    hands.open(address)
    assert "Agua segura para todos los barrios" in hands.text()
    assert Proposal.objects.get().version == 1
