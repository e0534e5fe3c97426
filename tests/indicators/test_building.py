"""The builder of results: a sentence from its parts, its true change before anything is added, and all in one act."""

import html
from decimal import Decimal

import pytest

from ceiba.audits import services as audits
from ceiba.audits.models import Finding
from ceiba.indicators.building import Built, ResultVerb, build_result
from ceiba.institutions.verbs import Refused
from ceiba.kernel.indicator import ChangeKind, Direction
from ceiba.kernel.intent import ChangeMode, Intent
from ceiba.kernel.quantity import MeasureUnit
from ceiba.plans.models import Plan
from ceiba.snapshots.services import current
from tests.people import Office
from tests.plans.pages import Desk
from tests.plans.planted import element, last_entry, plan, plant

COVERAGE = {
    "level": "resultado",
    "verb": "incrementar",
    "subject": "las viviendas con agua segura",
    "unit_name": "%",
    "denominator": "viviendas del municipio",
    "baseline": "55.2",
    "base_year": "2023",
    "source": "Censo municipal (inventado)",
    "target": "80",
    "target_year": "2032",
    "mode": "points",
}


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def desk(office: Office, who: str = "planner") -> Desk:
    return Desk(office.client(who), f"/{office.slug}/construir/resultado/?parent=ob")


def test_a_result_is_shown_with_its_true_change_and_then_added_whole(planted: Office) -> None:
    at = desk(planted)
    status, page = at.send(**COVERAGE)
    told = html.unescape(page)
    sentence = (
        "Para el 2032, incrementar en 24.8 puntos porcentuales las viviendas con agua segura "
        "(viviendas del municipio), de 55.2 % en 2023 a 80 %."
    )
    assert (status, sentence in told, "44.93" in told, "4.21" in told) == (200, True, True, True)
    assert last_entry().verb != "result.build"
    at.fields["mode"] = "points"  # a group of buttons sends the one that is chosen
    status, where = at.send()
    assert (status, where) == (302, f"/{planted.slug}/elemento/{where.split('/')[-1]}"), where
    here = current(planted.institution)
    made = next(element for element in here.elements if element.text == sentence)
    (indicator,) = here.indicators_of(made)
    assert (made.parent, indicator.text) == ("ob", "Las viviendas con agua segura")
    assert (indicator.baseline_value, indicator.target_value) == (Decimal("55.2"), Decimal(80))
    (change,) = indicator.stated_changes
    assert (change.kind, change.amount, change.text) == (
        ChangeKind.POINTS,
        Decimal("24.8"),
        "en 24.8 puntos porcentuales",
    )
    assert last_entry().verb == "result.build"


def test_what_changed_after_it_was_shown_is_shown_again(planted: Office) -> None:
    at = desk(planted)
    at.send(**COVERAGE)
    status, page = at.send(target="85", mode="points")
    assert status == 200
    assert "29.8 puntos porcentuales" in html.unescape(page)
    assert at.send(mode="points", every_year="on")[0] == 200


def test_a_product_fills_what_is_measured_and_its_unit(planted: Office) -> None:
    product = {"product": "agua", "subject": "", "unit_name": "", "denominator": "", "mode": "relative"}
    figures = {"baseline": "1,200", "target": "1,500"}
    _status, page = desk(planted).send(**COVERAGE | product | figures)
    told = html.unescape(page)
    assert "incrementar en un 25 % familias con servicio de agua potable clorada, de 1,200 familias en 2023" in told


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unit_name": "familias", "baseline": "100"}, "Puntos porcentuales solo hay entre dos porcentajes"),
        ({"denominator": ""}, "Un porcentaje dice de qué total es parte"),
        ({"target": "12"}, "la meta no es mayor que la línea base"),
        ({"target": "120"}, "no pasa de 100 %"),
        ({"target_year": "2020"}, "va después del año de la línea base"),
        ({"subject": "", "product": ""}, "Escriba qué se mide, o elija un producto"),
        ({"target": "ochenta"}, "no se entiende como número"),
    ],
)
def test_what_is_no_result_is_told_and_kept(planted: Office, wrong: dict[str, str], words: str) -> None:
    status, page = desk(planted).send(**COVERAGE | wrong)
    told = html.unescape(page)
    assert (status, words in told, "Censo municipal (inventado)" in told) == (200, True, True)
    assert "Así quedaría" not in told


def built(**changes: object) -> Built:
    figures = {"baseline": Decimal(100), "base_year": 2024, "target": Decimal(200), "target_year": 2028, **changes}
    intent = Intent(Direction.UP, ChangeMode.LEVEL, MeasureUnit("familias"), **figures)  # type: ignore[arg-type]
    return Built(ResultVerb.WIDEN, "el servicio de agua", intent)


def test_targets_for_each_year_and_the_rules_agree(planted: Office) -> None:
    made = build_result(planted.actor(), plan(), built(), level="resultado", parent=element("ob"), every_year=True)
    here = current(planted.institution)
    (indicator,) = here.indicators_of(next(e for e in here.elements if e.id == made.key))
    assert [(t.period.notation(), str(t.value.amount)) for t in indicator.targets] == [  # type: ignore[union-attr]
        ("2025", "125"),
        ("2026", "150"),
        ("2027", "175"),
        ("2028", "200"),
    ]
    audits.refresh(planted.actor())
    assert not Finding.objects.filter(subject=f"indicator/{indicator.id}", rule__startswith="M").exists()


def test_all_or_nothing(planted: Office) -> None:
    before = len(list(current(planted.institution).elements))
    with pytest.raises(Refused, match="la meta no es mayor"):
        build_result(planted.actor(), plan(), built(target=Decimal(50)), level="resultado", parent=element("ob"))
    with pytest.raises(Refused):
        build_result(planted.actor(), plan(), built(), level="nada")
    Plan.objects.update(state=Plan.State.IN_FORCE)
    with pytest.raises(Refused):
        build_result(planted.actor(), plan(), built(), level="resultado", parent=element("ob"))
    assert len(list(current(planted.institution).elements)) == before


def test_it_is_taken_back_whole(planted: Office) -> None:
    made = build_result(planted.actor(), plan(), built(), level="resultado", parent=element("ob"))
    response = planted.client().post(f"/{planted.slug}/deshacer/{last_entry().pk}/")
    assert response.status_code == 302
    assert all(element.id != made.key for element in current(planted.institution).elements)


def test_who_does_not_edit_is_told_so(planted: Office) -> None:
    address = f"/{planted.slug}/construir/resultado/?parent=ob"
    assert {who: planted.client(who).get(address).status_code for who in ("auditor", "outsider")} == {
        "auditor": 403,
        "outsider": 404,
    }
    assert "¿A qué plan?" in planted.client().get(f"/{planted.slug}/construir/resultado/").content.decode()
