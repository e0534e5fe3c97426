"""Whether a plan takes changes as it stands: while it is prepared, or while a resolution has opened it.

Every road into what a plan says asks here: the editing verbs, undoing, and the acceptance of a document.
"""

from typing import Any

from django.utils.translation import gettext as _

from ceiba.institutions.verbs import Refused
from ceiba.plans.models import Plan

PREPARING = (Plan.State.DRAFT, Plan.State.RETURNED)
AMENDABLE = (Plan.State.APPROVED, Plan.State.IN_FORCE)


class Fixed(Refused):
    """A plan takes no changes as it stands."""


def is_fixed(plan: Plan) -> bool:
    """Tell whether nothing may change in what a plan says."""
    return plan.state not in PREPARING and not (plan.state in AMENDABLE and plan.amended)


def refuse_fixed(*plans: Any) -> None:
    """Raise ``Fixed`` where one of the plans, given by primary key, takes no changes; hold them until the verb ends."""
    for plan in Plan.objects.select_for_update().filter(pk__in=plans).order_by("pk"):
        if is_fixed(plan):
            raise Fixed(why_fixed(plan))


def why_fixed(plan: Plan) -> str:
    """Return in a sentence why a plan takes no changes, and what to do instead."""
    match plan.state:
        case Plan.State.SUBMITTED:
            sentence = _(
                "«%(plan)s» está enviado a aprobación y no se edita mientras se revisa. Para cambiarlo, quien "
                "planifica lo retira del envío, o quien revisa lo devuelve: en «Aprobación», dentro del plan."
            )
        case Plan.State.CLOSED:
            sentence = _("«%(plan)s» está cerrado: ya no cambia. Lo que sigue va en el plan del año que viene.")
        case _:
            sentence = _(
                "«%(plan)s» está aprobado y no se edita directamente. Para cambiarlo, abra una modificación con su "
                "resolución: en «Aprobación», dentro del plan."
            )
    return sentence % {"plan": plan.title or plan.key}
