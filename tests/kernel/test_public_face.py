"""The public face: what is listed passes, everything else is private, and nothing leads to what does not pass."""

import dataclasses
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings

from ceiba.exchange.readers import plan_text as reader
from ceiba.exchange.writers import plan_text as writer
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.project import Progress, Project
from ceiba.kernel.public_face import PublicScope, public_face
from ceiba.kernel.public_fields import PLAIN, PRIVATE, SHOWN
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.methodologies.loader import load
from tests.exchange.plan_strategies import snapshots

BASE = load("base")
OFFICE = "Dirección de Planificación"


def an_office(_who: str) -> str:
    return OFFICE


def kinds(hint: Any, seen: set[type]) -> None:
    for part in get_args(hint):
        kinds(part, seen)
    if isinstance(hint, type) and is_dataclass(hint) and hint not in seen and hint is not Methodology:
        seen.add(hint)
        hints = get_type_hints(hint)
        for field in fields(hint):
            kinds(hints[field.name], seen)


def test_every_kind_of_value_was_decided() -> None:
    """A kind or a field that the kernel gets is private until somebody lists it: here it is asked for."""
    found: set[type] = set()
    kinds(Snapshot, found)
    found.discard(Snapshot)
    assert found == set(SHOWN) | PLAIN | PRIVATE
    for kind, names in SHOWN.items():
        declared = {field.name: field for field in fields(kind)}
        assert set(names) <= set(declared), kind
        for name in declared.keys() - set(names):
            assert declared[name].default is not dataclasses.MISSING, f"{kind.__name__}.{name} cannot be blanked"


def values(thing: Any) -> Iterator[tuple[type, str, Any]]:
    """Yield every field of everything that a value holds."""
    if isinstance(thing, tuple):
        for one in thing:
            yield from values(one)
    elif is_dataclass(thing) and not isinstance(thing, Methodology | type):
        for field in fields(thing):
            held = getattr(thing, field.name)
            yield type(thing), field.name, held
            if not isinstance(held, Enum):
                yield from values(held)


@given(snapshots(BASE))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.slow
@pytest.mark.timeout(240)
def test_nothing_private_passes_and_nothing_leads_out(snapshot: Snapshot) -> None:
    scope = PublicScope(tuple(plan.id for plan in snapshot.plans[:1]), Period.of_year(2100))
    face = public_face(snapshot, scope, an_office)
    for kind, name, held in values(face):
        if kind in PRIVATE or (kind in SHOWN and name not in SHOWN[kind]):
            default = next(field.default for field in fields(kind) if field.name == name)
            assert held == default, (kind, name)
    signed = {figure.validated_by for figure in face.measurements} | {one.by for one in face.restatements}
    assert signed <= {OFFICE, None}
    assert {plan.id for plan in face.plans} <= set(scope.plans)
    assert face.risks == ()
    assert face.rule_settings == ()
    measured = {indicator.id for plan in face.plans for indicator in plan.indicators}
    told = (*face.measurements, *face.narratives, *face.evidence, *face.restatements, *face.register_measures)
    assert {thing.indicator for thing in told} <= measured
    assert public_face(face, scope, an_office) == face
    assert reader.read("plan.yaml", writer.write(face).encode()).snapshot == face


MARCH = Period.parse("2026-M03")


def plan_with(*figures: Measurement) -> Snapshot:
    element = Element("o1", "objective", "Agua segura")
    indicator = Indicator("i1", "o1", "Viviendas con agua")
    plan = Plan("p", "poa", "Plan inventado", Period.of_year(2026), elements=(element,), indicators=(indicator,))
    hidden = Plan("q", "poa", "Borrador", Period.of_year(2027), indicators=(Indicator("i2", None, "Borrador"),))
    return Snapshot(methodology=BASE, plans=(plan, hidden), measurements=figures)


def face_of(*figures: Measurement, until: Period = MARCH) -> tuple[Measurement, ...]:
    return public_face(plan_with(*figures), PublicScope(("p",), until), an_office).measurements


def test_a_figure_passes_once_it_was_validated_and_its_period_is_over() -> None:
    validated = Measurement("i1", MARCH, Value(Decimal(5)), validated_by="Ana Inventada")
    draft = Measurement("i1", Period.parse("2026-M02"), Value(Decimal(4)))
    later = Measurement("i1", Period.parse("2026-M04"), Value(Decimal(6)), validated_by="Ana Inventada")
    other = Measurement("i2", MARCH, Value(Decimal(7)), validated_by="Ana Inventada")
    shown = face_of(validated, draft, later, other)
    assert [(one.period, one.validated_by) for one in shown] == [(MARCH, OFFICE)]


def test_a_named_series_of_the_years_before_passes_and_a_sourced_draft_does_not() -> None:
    before = Measurement("i1", Period.of_year(2024), Value(Decimal(3)), source="Censo inventado")
    draft = Measurement("i1", MARCH, Value(Decimal(5)), source="registro")
    assert face_of(before, draft) == (before,)


def test_the_progress_of_a_project_is_told_until_then() -> None:
    reported = (Progress(MARCH, Decimal(40)), Progress(Period.parse("2026-M04"), Decimal(55)))
    works = Project("p1", "Pozo inventado", progress=reported)
    face = public_face(replace(plan_with(), projects=(works,)), PublicScope(("p",), MARCH), an_office)
    assert face.projects[0].progress == reported[:1]
