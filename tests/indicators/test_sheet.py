"""The sheet of an indicator: every field is typed, kept, read back, and what cannot be is told at its place."""

import html
from decimal import Decimal

import pytest

from ceiba.institutions.models import Entry
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.judging import semaphore_of
from ceiba.kernel.sheet import Cut, Disaggregation, IndicatorDimension, IndicatorScope, Variable
from ceiba.methodologies.loader import load
from ceiba.snapshots.services import current
from tests.cast import METHODOLOGY
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import last_entry, plant

PATH = "editar/indicador/in"


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def desk(office: Office) -> Desk:
    return Desk(office.client(), f"/{office.slug}/{PATH}")


def value(office: Office) -> Indicator:
    found = current(office.institution).indicator("in")
    assert found is not None
    return found


WHOLE = {
    "definition": "Hogares que reciben agua todos los días",
    "method": "Se cuentan en el catastro",
    "formula": "(Con agua / Hogares) × 100",
    "denominator": "hogares del municipio",
    "variables__0__name": "Con agua",
    "variables__0__description": "Hogares con agua diaria",
    "variables__1__name": "Hogares",
    "variables__1__measured_in": "hogares",
    "disaggregations__0__name": "Sexo",
    "disaggregations__0__parts": "mujeres, hombres",
    "scope": "strategic",
    "dimension": "efficacy",
    "frequency": "12",
    "assumptions": "Llueve como siempre",
    "baseline_reason": "Nunca se midió",
    "amber_from": "60",
    "green_from": "90.5",
    "band_low": "10",
    "band_high": "20",
}


def test_the_whole_sheet_is_typed_and_comes_back(planted: Office) -> None:
    assert desk(planted).send(**WHOLE)[0] == 302
    now = value(planted)
    assert now.definition == "Hogares que reciben agua todos los días"
    assert now.variables == (
        Variable("Con agua", "Hogares con agua diaria"),
        Variable("Hogares", measured_in="hogares"),
    )
    assert now.disaggregations == (Disaggregation("Sexo", ("mujeres", "hombres")),)
    assert (now.scope, now.dimension, now.frequency) == (
        IndicatorScope.STRATEGIC,
        IndicatorDimension.EFFICACY,
        12,
    )
    assert [(cut.colour, str(cut.lower)) for cut in now.cuts] == [
        ("red", "None"),
        ("amber", "60"),
        ("green", "90.5"),
    ]
    made = last_entry()
    assert desk(planted).send()[0] == 302  # nobody touched anything: nothing is written
    assert [bool(e.changes) for e in Entry.objects.filter(verb="indicator.edit")].count(True) == 1
    page = planted.client().get(f"/{planted.slug}/indicador/in").content.decode()
    for words in (
        "Hogares que reciben agua todos los días",
        "mujeres, hombres",
        "Nunca se midió",
        "Llueve como siempre",
    ):
        assert words in page
    assert planted.client().post(f"/{planted.slug}/deshacer/{made.pk}/").status_code == 302
    assert value(planted).variables == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"variables__0__name": "Con agua", "formula": "Con agua / Hogres"}, "«Hogres» no está entre las variables"),
        ({"variables__0__description": "sin nombre"}, "cómo se llama la variable"),
        ({"variables__0__name": "A", "variables__1__name": "a"}, "Ya está en otro renglón"),
        ({"disaggregations__0__name": "Sexo", "disaggregations__0__parts": "mujeres"}, "al menos dos partes"),
        ({"disaggregations__0__name": "Sexo", "disaggregations__0__parts": "mujeres, Mujeres"}, "está dos veces"),
        ({"milestones__0__name": "Aprobado"}, "cuánto pesa el hito"),
        ({"green_from": "60", "amber_from": "90"}, "más arriba que el anterior"),
        ({"amber_from": "60"}, "dónde empieza este color"),
        ({"band_low": "60"}, "dos extremos"),
        ({"baseline_value": "3", "baseline_reason": "Nunca"}, "Hay una línea base"),
    ],
)
def test_what_cannot_be_is_told_and_stays_typed(planted: Office, typed: dict[str, str], said: str) -> None:
    at = desk(planted)
    status, page = at.send(**typed)
    assert (status, said in html.unescape(page)) == (200, True)
    assert {name: at.fields[name.replace("__", "-")] for name in typed} == typed


def test_its_own_semaphore_judges_it(planted: Office) -> None:
    methodology = load(METHODOLOGY)
    desk(planted).send(amber_from="95", green_from="99", amber_above="105", red_above="110")
    now = value(planted)
    own = semaphore_of(now, methodology)
    assert own is not None
    colours = [own.band(percent).colour for percent in map(Decimal, ("94.99", "95", "99", "105", "110", "-5"))]
    assert colours == ["red", "amber", "green", "amber", "red", "red"]
    assert now.cuts[0] == Cut("red")
    desk(planted).send(amber_from="", green_from="", amber_above="", red_above="")
    assert semaphore_of(value(planted), methodology) is methodology.semaphores[0]


def test_usual_ways_of_opening_are_offered_once(planted: Office) -> None:
    assert desk(planted).send(usual="sexo")[0] == 302
    assert value(planted).disaggregations == (Disaggregation("sexo", ("mujeres", "hombres")),)
    page = planted.client().get(f"/{planted.slug}/{PATH}").content.decode()
    assert 'id="usual-sexo"' not in page
    assert "ladino o mestizo" in page
