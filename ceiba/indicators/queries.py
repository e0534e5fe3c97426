"""What can be asked about indicators: the kernel values of their rows, and what the editing pages need."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from ceiba.exchange.stored import dump_value, load_value
from ceiba.indicators.models import Indicator, Measurement, Target
from ceiba.institutions.models import Institution
from ceiba.kernel import indicator as kernel
from ceiba.kernel.indicator import Accumulation, Direction, Milestone, StatedChange
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.sheet import Cut, Disaggregation, IndicatorDimension, IndicatorScope, Variable, VariableInput

Place = tuple[int, int]  # where a row stands in the order of its table
_COLUMNS = (
    "element__key",
    "text",
    "measure_unit",
    "direction",
    "accumulation",
    "target_text",
    "stated_changes",
    "denominator",
    "formula",
    "variables",
    "verification",
    "unit__key",
    "weight",
    "band",
    "milestones",
    "definition",
    "method",
    "frequency",
    "scope",
    "dimension",
    "disaggregations",
    "baseline_reason",
    "assumptions",
    "cuts",
)
_BASELINE = ("baseline_value", "baseline_year", "baseline_source")


def indicators(institution: Institution) -> dict[str, list[kernel.Indicator]]:
    """Return the indicators in force by the key of their plan, in order."""
    targets = _targets(institution)
    found: dict[str, list[kernel.Indicator]] = defaultdict(list)
    rows = Indicator.objects.of(institution).filter(withdrawn=False)
    for plan, pk, key, *values in rows.values_list("plan__key", "pk", "key", *_BASELINE, *_COLUMNS):
        found[plan].append(_indicator(key, values[:3], tuple(targets.get(pk, ())), values[3:]))
    return found


def indicators_by_pk(institution: Institution, wanted: Collection[int]) -> dict[int, kernel.Indicator]:
    """Return some indicators of an institution by primary key, in order: two queries."""
    targets = _targets(institution, wanted)
    rows = Indicator.objects.of(institution).filter(pk__in=wanted)
    return {
        pk: _indicator(key, values[:3], tuple(targets.get(pk, ())), values[3:])
        for pk, key, *values in rows.values_list("pk", "key", *_BASELINE, *_COLUMNS)
    }


def _targets(institution: Institution, wanted: Collection[int] | None = None) -> dict[int, list[kernel.Target]]:
    found: dict[int, list[kernel.Target]] = defaultdict(list)
    rows = Target.objects.filter(indicator__institution=institution)
    if wanted is not None:
        rows = rows.filter(indicator__in=wanted)
    for indicator, value, period in rows.values_list("indicator_id", "value", "period"):
        found[indicator].append(kernel.Target(value, period))
    return found


def _indicator(
    key: str, baseline: Sequence[Any], targets: tuple[kernel.Target, ...], columns: Sequence[Any]
) -> kernel.Indicator:
    row = dict(zip(_COLUMNS, columns, strict=True))
    return kernel.Indicator(
        id=key,
        element=row["element__key"],
        text=row["text"],
        measure_unit=measure_unit_of(row["measure_unit"]),
        direction=Direction(row["direction"]),
        accumulation=Accumulation(row["accumulation"]),
        baseline=None if baseline[0] is None else kernel.Baseline(*baseline),
        targets=targets,
        target_text=row["target_text"],
        stated_changes=load_value(tuple[StatedChange, ...], row["stated_changes"]) if row["stated_changes"] else (),
        denominator=row["denominator"],
        formula=row["formula"],
        variables=variables_of(row["variables"]),
        verification=row["verification"],
        unit=row["unit__key"],
        weight=row["weight"],
        band=None if row["band"] is None else (Decimal(row["band"][0]), Decimal(row["band"][1])),
        milestones=tuple(Milestone(name, Decimal(weight)) for name, weight in row["milestones"]),
        definition=row["definition"],
        method=row["method"],
        frequency=row["frequency"],
        scope=IndicatorScope(row["scope"]) if row["scope"] else None,
        dimension=IndicatorDimension(row["dimension"]) if row["dimension"] else None,
        disaggregations=tuple(Disaggregation(name, tuple(parts)) for name, parts in row["disaggregations"]),
        baseline_reason=row["baseline_reason"],
        assumptions=row["assumptions"],
        cuts=tuple(Cut(colour, None if lower is None else Decimal(lower)) for colour, lower in row["cuts"]),
    )


def variables_of(stored: Sequence[Any]) -> tuple[Variable, ...]:
    """Return the variables that are kept as JSON: by their name alone, or with what is known of them."""
    return tuple(Variable(kept) if isinstance(kept, str) else Variable(**kept) for kept in stored)


def told_variable(variable: Variable) -> object:
    """Return a variable as it is kept: the name where there is nothing else to keep."""
    given = {field.name: getattr(variable, field.name) for field in fields(Variable)}
    known = {name: value for name, value in given.items() if value is not None}
    return variable.name if set(known) == {"name"} else known


def measure_unit_of(stored: Any) -> MeasureUnit | None:
    """Return the unit of measure that is kept as JSON."""
    return None if stored is None else load_value(MeasureUnit, stored)


def columns(indicator: kernel.Indicator) -> dict[str, object]:
    """Return the columns that keep an indicator, its plan aside; a unit and an element by their keys."""
    baseline = indicator.baseline
    return {
        "element": indicator.element,
        "text": indicator.text,
        "measure_unit": dump_value(MeasureUnit | None, indicator.measure_unit),
        "direction": indicator.direction.value,
        "accumulation": indicator.accumulation.value,
        "baseline_value": baseline.value if baseline else None,
        "baseline_year": baseline.year if baseline else None,
        "baseline_source": baseline.source if baseline else None,
        "targets": [{"value": target.value, "period": target.period} for target in indicator.targets],
        "target_text": indicator.target_text,
        "stated_changes": dump_value(tuple[StatedChange, ...], indicator.stated_changes),
        "denominator": indicator.denominator,
        "formula": indicator.formula,
        "variables": [told_variable(variable) for variable in indicator.variables],
        "verification": indicator.verification,
        "unit": indicator.unit,
        "weight": indicator.weight,
        "band": None if indicator.band is None else [str(end) for end in indicator.band],
        "milestones": [[milestone.name, str(milestone.weight)] for milestone in indicator.milestones],
        "definition": indicator.definition,
        "method": indicator.method,
        "frequency": indicator.frequency,
        "scope": indicator.scope.value if indicator.scope else None,
        "dimension": indicator.dimension.value if indicator.dimension else None,
        "disaggregations": [[way.name, list(way.parts)] for way in indicator.disaggregations],
        "baseline_reason": indicator.baseline_reason,
        "assumptions": indicator.assumptions,
        "cuts": [[cut.colour, None if cut.lower is None else str(cut.lower)] for cut in indicator.cuts],
        "withdrawn": False,
    }


def measurements(institution: Institution) -> tuple[kernel.Measurement, ...]:
    """Return everything that was observed, in order."""
    return tuple(placed_measurements(institution).values())


def placed_measurements(
    institution: Institution, keys: Collection[str] | None = None
) -> dict[Place, kernel.Measurement]:
    """Return what was observed by its place in the order, in order: everything, or the figures of some keys."""
    rows = Measurement.objects.of(institution).filter(indicator__withdrawn=False)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    names = ("period", "value", "numerator", "denominator", "disaggregation", "validated_by", "source")
    told: Iterable[Any] = rows.values_list("position", "pk", "indicator__key", *names, "inputs")
    return {
        (position, pk): kernel.Measurement(*values, *([inputs_of(inputs)] if inputs else []))
        for position, pk, *values, inputs in told
    }


def inputs_of(stored: Sequence[Any]) -> tuple[VariableInput, ...]:
    """Return the values of variables that are kept as JSON."""
    return tuple(VariableInput(name, Decimal(amount)) for name, amount in stored)


def told_inputs(inputs: Sequence[VariableInput]) -> list[list[str]]:
    """Return values of variables as they are kept."""
    return [[given.variable, str(given.amount)] for given in inputs]
