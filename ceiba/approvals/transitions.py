"""The life of a plan as a table: each verb, from which states it leads to which, who may do it, what it asks for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ceiba.plans.models import Plan

State = Plan.State


@dataclass(frozen=True)
class Transition:
    """One step: ``label`` is what the button says, ``meaning`` what happens.

    ``before`` and ``after`` are states of a plan. ``reasoned`` steps need a note. ``apart`` steps are never done by
    whoever sent the plan, nor on their behalf. ``sound`` steps need a plan without open errors and without unanswered
    warnings. ``acted`` steps take the file of an act along.
    """

    verb: str
    before: tuple[Any, ...]
    after: Any
    needs: str
    label: Any
    meaning: Any
    reasoned: bool = False
    apart: bool = False
    sound: bool = False
    acted: bool = False


TRANSITIONS = (
    Transition(
        "plan.submit",
        (State.DRAFT, State.RETURNED),
        State.SUBMITTED,
        "plan.edit",
        _("Enviar a aprobación"),
        _("Quien revisa lo recibe. Mientras tanto nadie lo edita; usted puede retirarlo del envío."),
    ),
    Transition(
        "plan.take_back",
        (State.SUBMITTED,),
        State.DRAFT,
        "plan.edit",
        _("Retirar del envío"),
        _("Vuelve a estar en preparación y se puede editar."),
    ),
    Transition(
        "plan.approve",
        (State.SUBMITTED,),
        State.APPROVED,
        "plan.approve",
        _("Aprobar"),
        _("Queda fija una versión con su texto y su huella. Después solo cambia por resolución."),
        apart=True,
        sound=True,
        acted=True,
    ),
    Transition(
        "plan.return",
        (State.SUBMITTED,),
        State.RETURNED,
        "plan.approve",
        _("Devolver"),
        _("Quien planifica lo corrige y lo envía otra vez. La razón queda a la vista."),
        reasoned=True,
    ),
    Transition(
        "plan.enforce",
        (State.APPROVED,),
        State.IN_FORCE,
        "plan.approve",
        _("Poner en vigencia"),
        _("Desde ahora es el plan que se cumple y se reporta."),
        acted=True,
    ),
    Transition(
        "plan.close",
        (State.IN_FORCE,),
        State.CLOSED,
        "plan.approve",
        _("Cerrar"),
        _("Ya no cambia, tampoco por resolución. Todo sigue a la vista."),
        reasoned=True,
    ),
)
BY_VERB = {transition.verb: transition for transition in TRANSITIONS}
