"""Editing what a plan measures: each of the five states stays itself, and every act can be taken back."""

from decimal import Decimal

import pytest

from ceiba.indicators import services
from ceiba.indicators.models import Indicator
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.indicator import Accumulation, Baseline, Target
from ceiba.kernel.indicator import Indicator as IndicatorValue
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.states import NO_DATA, NOT_PROGRAMMED, Value
from ceiba.plans import services as plans
from ceiba.plans.revising import Conflict
from ceiba.snapshots.services import current
from tests.people import Office
from tests.plans.planted import element, last_entry, plant

TARGETS = (
    Target(Value(Decimal("25.20")), Period.of_year(2025)),
    Target(Value(Decimal(0)), Period.of_year(2026)),
    Target(NOT_PROGRAMMED, Period.of_year(2027)),
    Target(Value(Decimal(9))),
)


@pytest.fixture(autouse=True)
def planted(office: Office) -> None:
    plant(office)


def row(key: str = "in") -> Indicator:
    return Indicator.objects.get(key=key)


def value(office: Office, key: str = "in") -> IndicatorValue:
    found = current(office.institution).indicator(key)
    assert found is not None
    return found


def test_every_field_is_changed_and_comes_back(office: Office) -> None:
    before = value(office)
    services.edit_indicator(
        office.actor(),
        row(),
        text="Hogares con agua",
        measure_unit=PERCENT,
        baseline=Baseline(NO_DATA, 2023, "Censo"),
        targets=TARGETS,
        accumulation=Accumulation.SUM,
        weight=Decimal("0.50"),
        unit="aguas",
        verification="Actas",
    )
    after = value(office)
    assert (after.text, after.measure_unit, after.accumulation) == ("Hogares con agua", PERCENT, Accumulation.SUM)
    assert (after.baseline, after.targets) == (Baseline(NO_DATA, 2023, "Censo"), TARGETS)
    assert repr(after.targets[0].value) == "Value(amount=Decimal('25.20'))"
    assert (str(after.weight), after.unit, after.verification) == ("0.50", "aguas", "Actas")
    plans.undo(office.actor(), last_entry())
    assert value(office) == before
    plans.undo(office.actor(), last_entry())
    assert value(office) == after


def test_a_baseline_is_taken_away(office: Office) -> None:
    services.edit_indicator(office.actor(), row(), baseline=Baseline(Value(Decimal(3)), 2023))
    services.edit_indicator(office.actor(), row(), baseline=None)
    assert value(office).baseline is None


def test_the_same_targets_change_nothing(office: Office) -> None:
    services.edit_indicator(office.actor(), row(), targets=TARGETS)
    rows = last_entry().pk
    services.edit_indicator(office.actor(), row(), targets=TARGETS)
    assert last_entry().pk == rows


def test_two_who_change_the_targets_are_told_of_each_other(office: Office) -> None:
    seen = {"targets": [{"value": "10", "period": "2025"}]}
    services.edit_indicator(office.actor(), row(), targets=TARGETS, seen=seen)
    with pytest.raises(Conflict, match=r"25\.20 2025") as caught:
        services.edit_indicator(office.actor(), row(), targets=TARGETS[:1], seen=seen)
    assert caught.value.now["targets"]


def test_an_indicator_is_added_and_its_undo_withdraws_it(office: Office) -> None:
    made = services.add_indicator(office.actor(), element("ob"), text="Fugas", targets=TARGETS, measure_unit=PERCENT)
    assert value(office, made.key).targets == TARGETS
    assert [i.id for i in current(office.institution).indicators_of(current(office.institution).element("ob"))] == [  # type: ignore[arg-type]
        made.key
    ]
    plans.undo(office.actor(), last_entry())
    assert current(office.institution).indicator(made.key) is None
    assert Indicator.objects.get(key=made.key).withdrawn
    plans.undo(office.actor(), last_entry())
    assert value(office, made.key).targets == TARGETS


def test_an_indicator_leaves_with_a_reason_and_comes_back(office: Office) -> None:
    with pytest.raises(Refused):
        services.withdraw_indicator(office.actor(), row(), reason="")
    services.withdraw_indicator(office.actor(), row(), reason="No se mide")
    assert current(office.institution).indicator("in") is None
    assert last_entry().note == "No se mide"
    services.restore_indicator(office.actor(), row())
    assert value(office)


def test_nothing_is_added_to_what_is_withdrawn(office: Office) -> None:
    plans.withdraw_element(office.actor(), element("ob"), reason="x")
    with pytest.raises(Refused):
        services.add_indicator(office.actor(), element("ob"), text="Fugas")


def test_only_who_plans_in_its_unit_edits_it(office: Office) -> None:
    for act in (
        lambda: services.edit_indicator(office.actor("auditor"), row(), text="x"),
        lambda: services.add_indicator(office.actor("clerk"), element("ob"), text="x"),
        lambda: services.withdraw_indicator(office.actor("finance"), row(), reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_field_that_no_indicator_has_is_a_mistake_of_the_program(office: Office) -> None:
    with pytest.raises(TypeError):
        services.edit_indicator(office.actor(), row(), withdrawn=True)
