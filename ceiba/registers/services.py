"""What can be done with registers: take over the measures of a proposal."""

from collections.abc import Iterable

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.indicators.models import Indicator
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import register as kernel
from ceiba.plans.queries import by_key
from ceiba.registers.models import RegisterMeasure


@verb("registers.adopt", needs="plan.edit", touches=[Part.REGISTERS])
def adopt(actor: Actor, measures: Iterable[kernel.RegisterMeasure]) -> None:
    """Create or change what registers counted; the indicators that they feed are there before."""
    here, given = actor.institution, tuple(measures)
    keys = numbered((measure.register, measure.measure, measure.period.notation()) for measure in given)
    wanted = {
        key: {
            "register": measure.register,
            "measure": measure.measure,
            "period": measure.period,
            "value": measure.value,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "indicator": measure.indicator,
        }
        for key, measure in zip(keys, given, strict=True)
    }
    fed = {"indicator": by_key(Indicator.objects.of(here))}
    adopt_rows(here, Shelf("register_measure", RegisterMeasure, fed), wanted)
