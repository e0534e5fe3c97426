"""The rules are made to fit the institution: a value changed, a finding justified with its file, one dismissed.

Three times: with the mouse, without script, and by keyboard alone on a window as wide as a telephone.
"""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.audits import services
from ceiba.audits.models import Answer, Finding, Gone
from ceiba.institutions.models import RuleSetting
from tests.cast import valle_alto
from tests.journeys.hands import Keyboard, Mouse, WithoutScript
from tests.journeys.test_reporting import Desks
from tests.snapshots.adopting import adopt_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.django_db(transaction=True)]
REASON = "El concejo lo decidió así en su sesión."
ACT = "Acta 14-2026 del concejo"


@pytest.fixture(
    params=[(Mouse, 1360), (WithoutScript, 1360), (Keyboard, 360)], ids=["mouse", "without-script", "keyboard-360"]
)
def ways(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Desks:
    make, width = request.param
    desks = Desks(make, width, browser, live_server)
    adopt_all(desks.office.actor(), valle_alto())
    services.current(desks.office.institution)
    return desks


def unfold(hands: Mouse, words: str) -> None:
    """Open what is folded under these words."""
    if isinstance(hands, Keyboard):
        hands._go(lambda focus: focus["tag"] == "SUMMARY" and re.search(words, focus["words"]) is not None)
        hands.page.keyboard.press("Enter")
    else:
        hands.page.locator("main summary", has_text=re.compile(words)).click()


def test_a_value_is_changed_within_its_bounds_and_taken_back(ways: Desks) -> None:
    hands = ways.at("planner", "revision/reglas/E003/")
    hands.fill("set_times", "1")
    hands.fill("reason", REASON)
    hands.fill("source", ACT)
    hands.press("^Guardar$")
    assert "No puede bajar de 2." in hands.text()
    assert hands.complaints.pop().startswith("Failed to load resource: the server responded with a status of 422")
    hands.fill("set_times", "25")
    hands.press("^Guardar$")
    assert "Desde ahora la regla se usa así." in hands.page.locator("body").inner_text()
    assert "lo usual: 10" in hands.text()
    assert RuleSetting.objects.get().settings == [["times", "25"]]
    unfold(hands, "^Volver a lo usual")
    hands.press("^Volver a lo usual$")
    assert not RuleSetting.objects.exists()
    ways.no_complaints()


def test_a_finding_is_justified_with_the_file_that_bears_it_out(ways: Desks, tmp_path: Path) -> None:
    photo = tmp_path / "acta-14.png"
    Image.new("RGB", (40, 30), "white").save(photo)
    row = Finding.objects.get(rule="F001")
    hands = ways.at("reviewer", f"revision/{row.pk}/")
    hands.fill("justify-reason", REASON)
    hands.upload(photo)
    hands.press("^Justificar$")
    assert "acta-14.png" in hands.text()
    assert REASON in hands.text()
    assert Answer.objects.get().attachment.media_type == "image/png"
    ways.no_complaints()


def test_a_rule_is_dismissed_from_one_of_its_findings_and_shown_as_such(ways: Desks) -> None:
    row = Finding.objects.get(rule="F001")
    hands = ways.at("planner", f"revision/{row.pk}/")
    unfold(hands, "^Descartar la regla entera")
    hands.fill("rule-reason", REASON)
    hands.fill("rule-source", ACT)
    hands.press("^Descartar la regla$")
    assert "La institución descartó esta regla" in hands.text()
    row.refresh_from_db()
    assert row.gone_as == Gone.RULE_OFF
    hands = ways.at("auditor", "revision/reglas/")
    assert "descartada aquí" in hands.text()
    assert ACT in hands.text()
    ways.no_complaints()
