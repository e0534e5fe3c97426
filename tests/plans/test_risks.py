"""Risks of elements: added, answered, watched while the plan stands still, and asked about where nobody answers."""

from dataclasses import replace

import pytest
from django.urls import reverse

from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.risk import Grade, Risk, RiskState
from ceiba.plans import services
from ceiba.plans.models import Plan
from ceiba.plans.models import Risk as Row
from ceiba.plans.revising import Conflict
from ceiba.plans.risks import add_risk, adopt, edit_risk
from ceiba.snapshots.services import current
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import element, plant

RAIN = "Las lluvias cortan el camino"


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


@pytest.fixture
def rain(planted: Office) -> Row:
    return add_risk(planted.actor(), element("ob"), text=RAIN, probability="high", impact="high")


def test_a_risk_is_added_answered_and_closed_from_its_pages(planted: Office) -> None:
    add = Desk(planted.client(), f"/{planted.slug}/agregar/riesgo/ob")
    status, where = add.send(text=RAIN, probability="medium", impact="high", unit="aguas")
    assert (status, where) == (302, f"/{planted.slug}/elemento/ob#riesgos")
    (risk,) = current(planted.institution).risks
    assert (risk.grade, risk.unit, risk.asks) == (Grade.HIGH, "aguas", True)
    page = planted.client("auditor").get(f"/{planted.slug}/elemento/ob").content.decode()
    assert RAIN in page
    assert "Nadie ha escrito qué se hace al respecto." in page
    edit = Desk(planted.client(), f"/{planted.slug}/editar/riesgo/{risk.id}")
    assert edit.send(response="Balastar antes de mayo", state="happened")[0] == 302
    (risk,) = current(planted.institution).risks
    assert (risk.response, risk.state) == ("Balastar antes de mayo", RiskState.HAPPENED)
    assert Entry.objects.filter(verb__in=["risk.add", "risk.edit"]).count() == 2


def test_a_high_risk_without_an_answer_asks_for_attention(planted: Office, rain: Row) -> None:
    address = reverse("board_attention", args=[planted.slug])
    assert RAIN in planted.client().get(address).content.decode()
    edit_risk(planted.actor(), rain, response="Balastar antes de mayo")
    page = planted.client().get(address).content.decode()
    assert RAIN not in page


def test_of_a_withdrawn_element_it_asks_no_more_and_none_is_added(planted: Office, rain: Row) -> None:
    services.withdraw_element(planted.actor(), element("ob"), reason="Ya no")
    assert RAIN not in planted.client().get(reverse("board_attention", args=[planted.slug])).content.decode()
    with pytest.raises(Refused, match="está retirado"):
        add_risk(planted.actor(), element("ob"), text="Otro", probability="low", impact="low")


def test_it_is_watched_while_the_plan_takes_no_changes(planted: Office, rain: Row) -> None:
    Plan.objects.update(state=Plan.State.IN_FORCE)
    edit_risk(planted.actor(), rain, state="closed")
    assert current(planted.institution).risks[0].state is RiskState.CLOSED


def test_a_risk_says_something_and_its_grades_are_those_of_the_list(planted: Office, rain: Row) -> None:
    with pytest.raises(Refused, match="Escriba qué puede pasar"):
        add_risk(planted.actor(), element("ob"), text="  ", probability="low", impact="low")
    with pytest.raises(Refused, match="Elija"):
        edit_risk(planted.actor(), rain, impact="huge")
    assert current(planted.institution).risks[0].impact is Grade.HIGH
    page = Desk(planted.client(), f"/{planted.slug}/agregar/riesgo/ob").send(
        text="", response="Guardado en la pantalla"
    )
    assert page[0] == 200
    assert "Guardado en la pantalla" in page[1]


def test_two_who_answer_at_once_see_one_another(planted: Office, rain: Row) -> None:
    edit_risk(planted.actor(), rain, response="Balastar")
    with pytest.raises(Conflict, match="Balastar"):
        edit_risk(planted.actor(), rain, response="Aceptarlo", seen={"response": None})


def test_who_does_not_edit_the_plan_does_not_edit_its_risks(planted: Office, rain: Row) -> None:
    for path in ("agregar/riesgo/ob", f"editar/riesgo/{rain.key}"):
        statuses = {
            who: planted.client(who).get(f"/{planted.slug}/{path}").status_code for who in ("auditor", "outsider")
        }
        assert statuses == {"auditor": 403, "outsider": 404}
    with pytest.raises(NotAllowed):
        edit_risk(planted.actor("auditor"), rain, text="Nada")


def test_a_document_brings_risks(planted: Office) -> None:
    brought = Risk("r9", "l1", "Se acaba el cloro", Grade.LOW, Grade.HIGH, "Un solo proveedor", unit="aguas")
    adopt(planted.actor(), [brought])
    assert current(planted.institution).risks == (brought,)
    adopt(planted.actor(), [replace(brought, response="Dos proveedores")])
    assert current(planted.institution).risks[0].is_answered
    with pytest.raises(Refused):
        adopt(planted.actor(), [replace(brought, id="r10", element="nada")])
