"""Each goal of the example institutions that a register can answer computes there, from rows that are invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.utils import timezone

from ceiba.exchange import examples
from ceiba.exchange.measured_goals import MeasuredGoal, measured_goals, names
from ceiba.exchange.readers import plan_text
from ceiba.exchange.readers.inhabitants import InhabitantsRead
from ceiba.indicators.models import Measurement
from ceiba.institutions import services as institutions
from ceiba.institutions.actor import Actor
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.queries_territory import population_series
from ceiba.institutions.services_territory import add_series, load_figures
from ceiba.institutions.verbs import VERBS, verb
from ceiba.kernel.rates import Inhabitants
from ceiba.kernel.register_figure import MeasureQuestion, figure
from ceiba.kernel.register_measure import DERIVED
from ceiba.kernel.register_record import Counts, Record
from ceiba.kernel.register_table import contributions, tabulate
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, Value
from ceiba.methodologies.register_parsing import example_row
from ceiba.methodologies.registers import load_register, shipped_document
from ceiba.registers.binding import adopt_bindings
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_types import registers_of
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.writing import Draft, Judged, RowBook
from tests.people import person
from tests.snapshots.adopting import adopt_all

SINCE, TODAY = date(2026, 1, 1), date(2026, 12, 31)


def snapshot_of(name: str) -> Snapshot:
    """Return the plans of an example."""
    return plan_text.read(name, examples.content(name)).snapshot


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_every_goal_of_the_list_is_there_and_is_answered_or_says_why(name: str) -> None:
    goals, snapshot = measured_goals(name), snapshot_of(name)
    known = {one.id for one in snapshot.indicators}
    assert {goal.indicator for goal in goals} == known, "each goal of the example is in the list, and once"
    assert len(goals) == len(known)
    for goal in goals:
        assert bool(goal.register) != bool(goal.why), goal.indicator
        if goal.register:
            shape = load_register(goal.register)
            measure = shape.measure_by_key[goal.measure]
            for dimension, part in goal.where:
                assert dimension in measure.by, goal.indicator
                assert part in {option.key for option in shape.parts_of(dimension) or ()}, goal.indicator


def test_the_seven_printed_goals_of_the_matrix_and_the_promises_of_the_policy_are_all_listed() -> None:
    lotaip = {goal.indicator: bool(goal.register) for goal in measured_goals("prefectura-lotaip.yaml")}
    assert lotaip == {f"i{n}": n != 2 for n in range(1, 9)}
    mixco = {g.indicator: bool(g.register) for g in measured_goals("municipalidad-mixco.yaml")}
    assert {key for key, told in mixco.items() if key.startswith("v") and not told} == {"v6", "v9", "v14"}


@pytest.fixture
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_when: TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_each_bound_goal_computes_the_right_figure(db: None, december: None, name: str) -> None:
    boss, snapshot = person("jefa@prueba.example", "Jefa Inventada"), snapshot_of(name)
    here = institutions.found(
        boss,
        slug="prueba",
        name="Institución de prueba",
        kind="provincial",
        country=snapshot.institution.country or "",
        methodology=snapshot.methodology.reference,
        locale="es",
        invented=True,
    )
    actor = Actor.system(here)
    adopt_all(actor, snapshot)
    goals = [goal for goal in measured_goals(name) if goal.register]
    for reference in dict.fromkeys(goal.register for goal in goals):
        adopt_register(actor, reference=reference, since=SINCE)
    adopt_bindings(actor, tuple(goal.binding(SINCE) for goal in goals))
    told = Measurement.objects.of(here)
    assert {row.value for row in told} == {NO_DATA}, "empty books say nothing"
    assert {row.indicator.key for row in told.select_related("indicator")} == {goal.indicator for goal in goals}
    inhabited(actor, goals)
    written = {register.key: invented(actor, register, goals) for register in registers_of(here)}
    for goal in goals:
        check(here, goal, written[goal.register])


def inhabited(actor: Actor, goals: list[MeasuredGoal]) -> None:
    """Give the institution the series of people that rates name, invented."""
    measures = [load_register(goal.register).measure_by_key[goal.measure] for goal in goals]
    for key in dict.fromkeys(one.population for one in measures if one.population):
        series = add_series(actor, key=key, name=key, source="inventada")
        load_figures(actor, series, InhabitantsRead(((2, Inhabitants("", 2026, 40_000)),), ()))


def invented(actor: Actor, register: Register, goals: list[MeasuredGoal]) -> list[Record]:
    """Write the worked examples of a type into its register, and for each goal two rows that count for it."""
    shape = load_register(register.key)
    raws = yaml.safe_load(shipped_document(register.key))["examples"]["rows"]
    rows = [example_row(text_of(raw), shape)[0] for raw in raws]
    for goal in goals:
        if goal.register == register.key:
            rows += list(for_goal(goal, shape, rows))

    @verb("test.write", needs="plan.edit")
    def write(actor: Actor) -> None:
        book = RowBook(actor, register)
        book.add([Judged(Draft({}), row, ()) for row in rows])

    try:
        write(actor)
    finally:
        del VERBS["test.write"]
    stored = RegisterRow.objects.filter(register=register).order_by("pk").values_list("key", flat=True)
    return [replace(row, key=key) for row, key in zip(rows, stored, strict=True)]


def text_of(raw: Any) -> Any:
    """Return an example with every scalar as text, as the loader reads it."""
    if isinstance(raw, dict):
        return {str(key): text_of(value) for key, value in raw.items()}
    return [text_of(one) for one in raw] if isinstance(raw, list) else str(raw)


def for_goal(goal: MeasuredGoal, shape: RegisterType, rows: list[Record]) -> Iterator[Record]:
    """Yield two rows that count for a goal: a worked example that its measure counts, with the parts of the goal."""
    measure = shape.measure_by_key[goal.measure]
    counted = shape.measure_by_key[measure.numerator] if measure.kind in DERIVED else measure
    model = next(row for row in rows if contributions(row, counted, shape))
    for number in range(2):
        values = dict(model.values)
        values |= {
            f.key: f"{values[f.key]}-{goal.indicator}-{number}" for f in shape.fields if f.unique and f.key in values
        }
        for name, part in goal.where:
            field, _point, dimension = name.partition(".")
            if dimension:
                counts = values[field]
                assert isinstance(counts, Counts)
                at = [one.key for one in shape.field_by_key[field].dimensions].index(dimension)
                cells = {(*parts[:at], part, *parts[at + 1 :]): number for parts, number in counts.cells}
                values[field] = replace(counts, cells=tuple(cells.items()))
            else:
                values[field] = part
        yield replace(model, values=values)


def check(here: Any, goal: MeasuredGoal, rows: list[Record]) -> None:
    """See that the figures of a goal are those of its rows, counted from nothing, and that there is one."""
    shape = load_register(goal.register)
    measure, calendar = shape.measure_by_key[goal.measure], work_calendar(here)
    made_of = (measure.numerator, measure.denominator) if measure.kind in DERIVED else (measure.key,)
    tables = {
        key: tabulate(rows, shape.measure_by_key[key], shape, calendar)
        for key in made_of
        if key in shape.measure_by_key
    }
    seen = []
    for row in Measurement.objects.of(here).filter(indicator__key=goal.indicator):
        question = MeasureQuestion(row.period, TODAY, SINCE, dict(goal.where))
        wanted = figure(measure, tables, question, population_series(here))
        assert row.value.state == wanted.value.state, (goal.indicator, row.period)
        assert (row.numerator, row.denominator) == (wanted.numerator, wanted.denominator)
        if isinstance(wanted.value, Value):
            assert row.value.amount == wanted.value.amount, (goal.indicator, row.period)
            seen.append(row.value.amount)
    assert max(seen, default=Decimal(0)) > 0, f"no row counted for {goal.indicator}"
