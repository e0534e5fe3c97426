"""The goal of Secretaría General, from the counter to the citizen: a case comes in, is late, is closed, and all see it.

The institution is invented and has the goals of the public transparency matrix; every case in it is invented too. Once
with the mouse on a wide window, once without script on one as wide as a telephone.
"""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from ceiba.exchange import examples
from ceiba.exchange.measured_goals import measured_goals
from ceiba.exchange.readers import plan_text
from ceiba.institutions import services as institutions
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.permissions import Role
from ceiba.registers.binding import adopt_bindings
from ceiba.registers.models import Register
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.services_rows import create_record, move_record
from tests.journeys.hands import Mouse, WithoutScript
from tests.journeys.test_reporting import Desks
from tests.people import Office, person, run_jobs
from tests.snapshots.adopting import adopt_all

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(500), pytest.mark.django_db(transaction=True)]
EXAMPLE, GOAL, SECRETARIAT = "prefectura-lotaip.yaml", "i1", "u1"
NEIGHBOUR, SUBJECT = "Remedios Inventada", "Copia certificada de una escritura"


def last_month() -> date:
    """Return the fifth of last month: a deadline of fifteen working days from it is over, and its month is too."""
    return (timezone.localdate().replace(day=1) - timedelta(1)).replace(day=5)


def prefecture() -> Office:
    """Return an invented provincial government with the goals of the matrix, and its people in Secretaría General.

    The matrix prints no year; here its targets are of the year of last month, so that the board has what to judge by.
    """
    printed = examples.content(EXAMPLE).decode().replace("undated:", f"{last_month().year}:")
    snapshot = plan_text.read(EXAMPLE, printed.encode()).snapshot
    boss = person("administrator@prefectura.example", "Ada Administradora")
    here = institutions.found(
        boss,
        slug="prefectura-inventada",
        name="Prefectura inventada",
        kind=Institution.Kind.PROVINCIAL,
        country="EC",
        methodology=snapshot.methodology.reference,
        locale="es-EC",
        invented=True,
    )
    made = Office(here, {"administrator": boss})
    adopt_all(Actor.system(here), snapshot)
    for role in (Role.PLANNER, Role.UNIT_HEAD, Role.CLERK):
        somebody = made.people[role.value] = person(f"{role.value}@prefectura.example", f"Persona {role.value}")
        unit = None if role is Role.PLANNER else made.unit(SECRETARIAT)
        institutions.assign(made.actor("administrator"), somebody, role, unit)
    return made


def kept(office: Office) -> Register:
    """Return the register of procedures in use and bound to the goal, with eleven cases, nine of them dispatched."""
    goal = next(one for one in measured_goals(EXAMPLE) if one.indicator == GOAL)
    since = last_month().replace(month=1, day=1)
    unit = office.unit(SECRETARIAT)
    register = adopt_register(office.actor(), reference=goal.register, since=since, unit=unit)
    adopt_bindings(office.actor(), (goal.binding(since),))
    at = datetime.combine(last_month(), datetime.min.time()).replace(hour=8)
    for number in range(11):
        values = {"ingreso": str(last_month()), "procedencia": "externo", "asunto": f"Caso inventado {number}"}
        values |= {"unidad": SECRETARIAT, "solicitante": f"Persona Inventada {number}"}
        row = create_record(office.actor("clerk"), register, values, at=at)
        if number >= 9:
            continue
        row = move_record(office.actor("clerk"), row, "asignar", version=row.version, at=at + timedelta(hours=1))
        reply = {"respuesta": "Oficio inventado"}
        days = at + timedelta(days=2)
        move_record(office.actor("unit_head"), row, "despachar", version=row.version, values=reply, at=days)
    return register


class Secretariat(Desks):
    """The browsers of the invented prefecture, and of a citizen who signs in nowhere."""

    def __init__(self, make: type[Mouse], width: int, browser: Browser, server: LiveServer) -> None:
        super().__init__(make, width, browser, server, office=prefecture())

    def citizen(self, path: str) -> Mouse:
        """Return the browser of a citizen, at an address of the house."""
        hands = self._hands["citizen"] = self._make(self._browser, self._width)
        hands.open(f"{self._server.url}/{path}")
        return hands


@pytest.fixture(params=[(Mouse, 1360), (WithoutScript, 360)], ids=["mouse-1360", "without-script-360"])
def desks(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Secretariat:
    make, width = request.param
    return Secretariat(make, width, browser, live_server)


def test_a_case_is_registered_is_late_is_closed_moves_its_goal_and_the_citizen_sees_what_may_be_shown(
    desks: Secretariat,
) -> None:
    register = kept(desks.office)
    registered(desks, register)

    unit = desks.at("clerk", "mi-unidad/").text()
    assert "Plazos que corren" in unit
    assert "vencido" in unit
    assert "00012" in unit

    before = desks.at("planner", f"indicador/{GOAL}").text()
    assert "Lo mide un registro" in before
    assert "9 / 12" in before

    board = desks.at("planner", "tablero/").text()
    cell = f"tablero/dato/o1?periodo={last_month().year}"
    assert "9 / 12" in desks.at("planner", cell).text()

    closed(desks, register)
    goal = desks.at("planner", f"indicador/{GOAL}")
    assert "10 / 12" in goal.text()
    goal.follow("^Ver las filas detrás de esta cifra$")
    assert "exactamente las filas que el registro contó" in goal.text()
    assert "00012" in goal.text()
    assert desks.at("planner", "tablero/").text() != board, "the board moves with its goal"
    assert "10 / 12" in desks.at("planner", cell).text()

    published(desks, register)
    public = desks.citizen(f"publico/{desks.office.slug}/registros/{register.key}/")
    told = public.page.locator("body").inner_text()
    assert "Porcentaje de trámites ingresados que se despacharon" in told
    for secret in (NEIGHBOUR, SUBJECT, "Persona Inventada", "Caso inventado"):
        assert secret not in told
    desks.no_complaints()


def registered(desks: Secretariat, register: Register) -> None:
    """Register a case that came in last month, as the clerk does."""
    clerk = desks.at("clerk", f"registros/{register.key}/")
    clerk.follow("^Agregar")
    clerk.fill("ingreso", str(last_month()))
    clerk.choose("procedencia", "Externo")
    clerk.fill("asunto", SUBJECT)
    clerk.fill("solicitante-name", NEIGHBOUR)
    clerk.choose("unidad", ".*Secretaría General")
    clerk.fill("row-at", f"{last_month()}T09:00")
    clerk.press("^Guardar$")
    assert "vencido" in clerk.text()
    clerk.follow("^Asignar$")
    clerk.press("^Asignar$")


def closed(desks: Secretariat, register: Register) -> None:
    """Dispatch the case, as the head of the unit does."""
    head = desks.at("unit_head", f"registros/{register.key}/12/")
    head.follow("^Despachar$")
    head.fill("respuesta-paper", "Oficio inventado 12")
    head.press("^Despachar$")
    assert "Despachado" in head.text()


def published(desks: Secretariat, register: Register) -> None:
    """Publish the figures of the register, as whoever answers for them does."""
    path = f"registros/{register.key}/publicar/"
    desks.at("planner", path).press("^Preparar$")
    run_jobs()
    planner = desks.at("planner", path)
    planner.press("Publicar$")
    assert "Publicado" in planner.text()
