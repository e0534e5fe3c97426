"""What can be done with what people ask: take over the demands of a proposal."""

from collections.abc import Iterable

from ceiba.documents.adoption import Shelf, adopt_rows
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, verb
from ceiba.kernel import demand as kernel
from ceiba.participation.models import Demand


@verb("demands.adopt", needs="plan.edit", touches=[Part.DEMANDS])
def adopt(actor: Actor, demands: Iterable[kernel.Demand]) -> None:
    """Create or change demands."""
    wanted = {
        demand.id: {
            "text": demand.text,
            "origin": demand.origin,
            "structured": demand.structured,
            "serves": list(demand.serves),
            "answer": demand.answer,
        }
        for demand in demands
    }
    adopt_rows(actor.institution, Shelf("demand", Demand), wanted)
