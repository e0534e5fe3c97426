"""What can be done with indicators: take over those of a proposal, edit what they promise, report what was observed."""

from collections.abc import Iterable, Mapping

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.indicators.cycles import grant_extension, open_cycle, withdraw_extension
from ceiba.indicators.editing import (
    TARGETS,
    add_indicator,
    edit_indicator,
    restore_indicator,
    withdraw_indicator,
)
from ceiba.indicators.entering import save_measurements, save_narratives
from ceiba.indicators.evidence import add_evidence, withdraw_evidence
from ceiba.indicators.feeding import refuse_fed
from ceiba.indicators.models import Indicator, Measurement
from ceiba.indicators.past_bringing import bring_past
from ceiba.indicators.queries import columns, told_inputs
from ceiba.indicators.settled import refuse_settled
from ceiba.indicators.submitting import submit_report
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import indicator as kernel
from ceiba.kernel.plan import Plan as PlanValue
from ceiba.plans.models import Element, Plan
from ceiba.plans.queries import by_key
from ceiba.plans.standing import refuse_fixed

__all__ = [
    "add_evidence",
    "add_indicator",
    "adopt",
    "bring_past",
    "edit_indicator",
    "grant_extension",
    "open_cycle",
    "restore_indicator",
    "save_measurements",
    "save_narratives",
    "submit_report",
    "withdraw_evidence",
    "withdraw_extension",
    "withdraw_indicator",
]


@verb("indicators.adopt", needs="plan.edit", touches=[Part.PLAN, Part.MEASUREMENTS])
def adopt(actor: Actor, plans: Iterable[PlanValue], measurements: Iterable[kernel.Measurement] = ()) -> None:
    """Create or change the indicators of plans that are already there, with their targets, and what was observed."""
    here = actor.institution
    references = {
        "plan": by_key(Plan.objects.of(here)),
        "element": by_key(Element.objects.of(here)),
        "unit": by_key(Unit.objects.of(here)),
    }
    shelf = Shelf("indicator", Indicator, references, lines={"targets": TARGETS}, within="plan", guard=refuse_fixed)
    wanted = {i.id: {"plan": plan.id, **columns(i)} for plan in plans for i in plan.indicators}
    rows = adopt_rows(here, shelf, wanted)
    figures = _measured(tuple(measurements))
    refuse_settled(here, figures)
    refuse_fed(here, figures)
    adopt_rows(here, Shelf("measurement", Measurement, {"indicator": rows}), figures)


def _measured(measurements: tuple[kernel.Measurement, ...]) -> Mapping[str, Mapping[str, object]]:
    keys = numbered(
        (m.indicator, m.period.notation(), *((m.disaggregation,) if m.disaggregation else ())) for m in measurements
    )
    return {
        key: {
            "indicator": measurement.indicator,
            "period": measurement.period,
            "value": measurement.value,
            "numerator": measurement.numerator,
            "denominator": measurement.denominator,
            "disaggregation": measurement.disaggregation,
            "validated_by": measurement.validated_by,
            "source": measurement.source,
            "inputs": told_inputs(measurement.inputs),
        }
        for key, measurement in zip(keys, measurements, strict=True)
    }
