"""From nothing to a public chart: a register written by following the manual alone, through the product's own pages."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_tallies import measured
from ceiba.registers.queries_types import register_of, type_of
from tests.people import Office, run_jobs
from tests.registers.written_page import document

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEY = "prestamos_biblioteca"
YEAR, ASKED = Period.of_year(2025), date(2025, 12, 31)
LOAN = {
    "material": "novela",
    "ejemplares": "1",
    "lector-name": "Ana Inventada",
    "telefono": "5555 0000",
}


def address(office: Office, name: str, *arguments: Any) -> str:
    """Return the address of a page of the register, or of all registers where nothing follows."""
    return reverse(name, args=[office.slug, *arguments])


def said(answer: HttpResponse) -> str:
    """Return what a page says, and see that it came."""
    assert answer.status_code == 200, (answer.status_code, answer.content[:300])
    return answer.content.decode()


def opened(office: Office) -> Register:
    """Declare the register of the manual on the page that takes it, and return it."""
    planner, place = office.client("planner"), address(office, "register_design")
    assert place in said(planner.get(address(office, "registers")))
    sent = {"document": document(), "since": "2025-01-01", "unit": str(office.unit("aguas").pk)}
    tried = said(planner.post(place, {**sent, "do": "check"}))
    assert "Sus ejemplos dan lo que dicen" in tried
    assert "Quiénes leerán, por edad" in tried
    assert not Register.objects.exists()
    made = planner.post(place, {**sent, "do": "adopt"})
    assert made["Location"] == address(office, "register", KEY)
    return register_of(office.institution, KEY)


def lent(office: Office, day: str, times: int = 1, **values: str) -> None:
    """Have the clerk write down loans of a day of 2025."""
    clerk = office.client("clerk")
    for _at in range(times):
        given = {**LOAN, "fecha": f"2025-{day}", "row-at": f"2025-{day}T09:00", **values}
        answer = clerk.post(address(office, "record_add", KEY), given)
        assert answer.status_code == 302, said(answer)


def passed(office: Office, number: int, way: str, day: str, **values: str) -> None:
    """Have the clerk take a step with a row on a day of 2025."""
    row = RegisterRow.objects.get(number=number)
    given = {"row-version": str(row.version), "row-at": f"2025-{day}T09:00", **values}
    answer = office.client("clerk").post(address(office, "record_move", KEY, number, way), given)
    assert answer.status_code == 302, said(answer)


def told(register: Register, key: str, **where: str) -> Decimal | str:
    """Return the year's figure of a measure: its number, or why there is none."""
    found = measured(register, type_of(register.edition).measure_by_key[key], YEAR, ASKED, where=where)
    assert found is not None
    return found.value.amount if isinstance(found.value, Value) else found.value.state.value


@pytest.mark.django_db(transaction=True)
def test_from_a_document_to_a_public_chart(office: Office) -> None:
    register = opened(office)
    lent(office, "03-03", 20)
    lent(office, "03-04", 16, material="revista", ejemplares="2")
    lent(office, "03-05", 2, material="estudio")
    passed(office, 1, "devolver", "03-12", condicion="bueno")
    assert told(register, "prestamos") == 38
    assert told(register, "ejemplares", material="revista") == 32
    assert "Préstamos" in said(office.client("clerk").get(address(office, "register_measures", KEY)))

    planner, anybody = office.client("planner"), office.client("nobody")
    public = reverse("public_register", args=[office.slug, KEY])
    assert anybody.get(public).status_code == 404
    assert planner.post(address(office, "register_prepare", KEY)).status_code == 302
    run_jobs()
    draft = said(planner.get(address(office, "register_releases", KEY)))
    (digest,) = re.findall(r'name="sha256" value="([0-9a-f]{64})"', draft)
    assert planner.post(address(office, "register_publish", KEY), {"sha256": digest}).status_code == 302

    page = said(anybody.get(public))
    assert "Préstamos de la biblioteca" in page
    assert "Porcentaje devuelto a tiempo" in page
    assert "<svg" in page
    assert re.search(r'<th scope="row">2025</th><td data-num>38', page)
    assert "PRE-2025-00001" in page
    for private in ("Inventada", "5555 0000", "En buen estado"):
        assert private not in page


def test_a_slip_is_told_in_the_words_of_the_document_and_nothing_is_lost(office: Office) -> None:
    opened(office)
    given = {**LOAN, "fecha": "2025-03-03", "ejemplares": "6"}
    page = said(office.client("clerk").post(address(office, "record_add", KEY), given))
    assert "«Ejemplares» es mayor que 5" in page
    assert "Ana Inventada" in page
    assert not RegisterRow.objects.exists()


def test_its_steps_its_deadline_and_its_list_are_those_of_the_document(office: Office) -> None:
    register = opened(office)
    lent(office, "03-03", **{"lectores-ninez": "2", "lectores-adultos": "1"})
    lent(office, "03-03", material="revista")
    clerk = office.client("clerk")
    page = said(clerk.get(address(office, "record", KEY, 1)))
    assert "Día de devolver" in page
    assert RegisterRow.objects.get(number=1).due == date(2025, 3, 18)
    passed(office, 1, "renovar", "03-17")
    assert RegisterRow.objects.get(number=1).due == date(2025, 4, 2)
    lacking = {"row-version": "2", "row-at": "2025-03-28T09:00"}
    assert "Falta «Cómo se devolvió" in said(clerk.post(address(office, "record_move", KEY, 1, "devolver"), lacking))
    passed(office, 1, "devolver", "03-28", condicion="danado")
    assert told(register, "lectores", **{"lectores.edad": "ninez"}) == 2
    assert told(register, "a_tiempo") == 50  # the other one was due on the 18th and never came back
    assert told(register, "dias") == 25
    listed = said(clerk.get(address(office, "register", KEY), {"campo-material": "revista"}))
    assert "PRE-2025-00002" in listed
    assert "PRE-2025-00001" not in listed
    lanes = said(clerk.get(address(office, "register_board", KEY)))
    assert all(label in lanes for label in ("Prestado", "Renovado", "Devuelto", "Perdido"))


def test_who_may_not_see_the_reader_does_not(office: Office) -> None:
    opened(office)
    lent(office, "03-03")
    page = said(office.client("auditor").get(address(office, "record", KEY, 1)))
    assert "PRE-2025-00001" in page
    assert "Ana Inventada" not in page
    assert "5555 0000" not in page


def test_a_document_of_which_a_word_is_wrong_opens_nothing(office: Office) -> None:
    broken = document().replace("requires: [condicion]", "requires: [estado]")
    sent = {"document": broken, "since": "2025-01-01", "unit": "", "do": "adopt"}
    page = said(office.client("planner").post(address(office, "register_design"), sent))
    assert "exige el campo «estado», que no existe" in page
    line = next(at for at, text in enumerate(broken.split("\n"), 1) if "key: devolver," in text)
    assert f"Renglón {line}" in page
    assert not Register.objects.exists()
