"""The editing pages of indicators: figures as the institution writes them, and five states that stay five."""

import html

import pytest

from ceiba.indicators.models import Indicator
from ceiba.institutions.models import Entry, Institution
from ceiba.kernel.indicator import Baseline, Direction
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Value
from ceiba.snapshots.services import current
from tests.cast import valle_alto
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import last_entry, plant
from tests.snapshots.adopting import adopt_all

PATH = "editar/indicador/in"


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def desk(office: Office, path: str = PATH) -> Desk:
    return Desk(office.client(), f"/{office.slug}/{path}")


def value(office: Office, key: str = "in") -> object:
    found = current(office.institution).indicator(key)
    assert found is not None
    return found


def test_figures_are_typed_as_they_are_written_here(planted: Office) -> None:
    status, where = desk(planted).send(
        unit_name="%",
        direction="down",
        baseline_value="1,250.40",
        baseline_year="2023",
        targets__1__period="2026-2028",
        targets__1__value="0",
        targets__2__period="2029",
        targets__2__state="not_applicable",
    )
    assert (status, where) == (302, f"/{planted.slug}/elemento/re?hecho={last_entry().pk}")
    now = value(planted)
    assert (now.measure_unit, now.direction) == (PERCENT, Direction.DOWN)  # type: ignore[attr-defined]
    assert str(now.baseline.value.amount) == "1250.40"  # type: ignore[attr-defined]
    assert [(str(t.period and t.period.notation()), t.value) for t in now.targets][1:] == [  # type: ignore[attr-defined]
        ("2026..2028", Value(now.targets[1].value.amount)),  # type: ignore[attr-defined]
        ("2029", NOT_APPLICABLE),
    ]
    assert str(now.targets[1].value.amount) == "0"  # type: ignore[attr-defined]
    response = planted.client().post(f"/{planted.slug}/deshacer/{last_entry().pk}/")
    assert response["Location"].startswith(f"/{planted.slug}/elemento/re")
    assert value(planted).baseline is None  # type: ignore[attr-defined]


def test_another_country_writes_its_commas(planted: Office) -> None:
    Institution.objects.filter(pk=planted.institution.pk).update(locale="es-EC")
    assert desk(planted).send(baseline_value="1.250,40")[0] == 302
    at = desk(planted)
    assert at.fields["baseline_value"] == "1250,40"
    assert "1.234,50" in html.unescape(at.send(baseline_value="1.25")[1])


def test_a_form_that_nobody_touched_changes_nothing(office: Office) -> None:
    adopt_all(office.actor(), valle_alto())
    rows = Entry.objects.count()
    for key in Indicator.objects.values_list("key", flat=True):
        assert desk(office, f"editar/indicador/{key}").send()[0] == 302
    assert Entry.objects.count() == rows


def test_a_missing_baseline_and_one_without_figure_are_two_things(planted: Office) -> None:
    desk(planted).send(baseline_year="2023")
    assert value(planted).baseline == Baseline(NO_DATA, 2023)  # type: ignore[attr-defined]
    desk(planted).send(baseline_year="", baseline_state="value")
    assert value(planted).baseline is None  # type: ignore[attr-defined]
    desk(planted).send(baseline_state="not_applicable")
    assert value(planted).baseline == Baseline(NOT_APPLICABLE)  # type: ignore[attr-defined]
    assert desk(planted).fields["baseline_state"] == "not_applicable"


def test_an_emptied_row_takes_its_target_away(planted: Office) -> None:
    assert desk(planted).send(targets__0__period="", targets__0__value="")[0] == 302
    assert value(planted).targets == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"targets__1__period": "2026"}, "por qué no hay cifra"),
        ({"unit_name": "casos", "unit_kind": "rate"}, "por cada cuántos"),
        ({"unit_kind": "count"}, "cómo se llama la unidad"),
        ({"baseline_value": "mucho"}, "no se entiende como número"),
        ({"targets__0__period": "siempre"}, "no se entiende como período"),
        ({"text": ""}, "obligatorio"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(planted: Office, changes: dict[str, str], said: str) -> None:
    rows = Entry.objects.count()
    at = desk(planted)
    status, page = at.send(**{"formula": "a / b", **changes})
    assert status == 200
    assert said in html.unescape(page)
    assert at.fields["formula"] == "a / b"
    assert Entry.objects.count() == rows


def test_a_rate_keeps_its_thousand(planted: Office) -> None:
    desk(planted).send(unit_name="casos por mil", unit_kind="rate", unit_per="1,000")
    assert value(planted).measure_unit == MeasureUnit("casos por mil", UnitKind.RATE, 1000)  # type: ignore[attr-defined,arg-type]
    assert desk(planted).send(text="Otro nombre")[0] == 302
    assert value(planted).measure_unit.per == 1000  # type: ignore[attr-defined]


def test_an_indicator_is_added(planted: Office) -> None:
    at = desk(planted, "agregar/indicador/ob")
    status, where = at.send(text="Fugas", targets__0__period="2025", targets__0__value="7.50")
    assert (status, where) == (302, f"/{planted.slug}/elemento/ob?hecho={last_entry().pk}")
    made = value(planted, Indicator.objects.latest("pk").key)
    assert [(t.period, str(t.value.amount)) for t in made.targets] == [(Period.of_year(2025), "7.50")]  # type: ignore[attr-defined]


def test_an_indicator_is_withdrawn_and_restored(planted: Office) -> None:
    assert desk(planted, "retirar/indicador/in").send(reason="")[0] == 200
    assert desk(planted, "retirar/indicador/in").send(reason="No se mide")[0] == 302
    assert current(planted.institution).indicator("in") is None
    assert "Está retirado" in planted.client().get(f"/{planted.slug}/{PATH}").content.decode()
    assert desk(planted, "restaurar/indicador/in").send()[0] == 302
    assert value(planted)
