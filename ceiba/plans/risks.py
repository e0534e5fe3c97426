"""The verbs of risks: take over those of a proposal, add one to an element, change it as it is watched."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.documents.adoption import Shelf, adopt_rows, told
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel import risk as kernel
from ceiba.plans.editing import new_key
from ceiba.plans.models import Element, Risk
from ceiba.plans.queries import by_key
from ceiba.plans.revising import Told, Trade, assign, revise
from ceiba.plans.trees import nearest_unit

RISKS = Trade(
    "risk",
    Risk,
    {
        "text": gettext_lazy("Qué puede pasar"),
        "cause": gettext_lazy("Por qué pasaría"),
        "probability": gettext_lazy("Probabilidad"),
        "impact": gettext_lazy("Impacto"),
        "response": gettext_lazy("Qué se hace al respecto"),
        "unit": gettext_lazy("Quién lo vigila"),
        "state": gettext_lazy("Estado"),
    },
    {"unit": Unit},
)

GRADE_WORDS = {
    kernel.Grade.LOW: gettext_lazy("baja"),
    kernel.Grade.MEDIUM: gettext_lazy("media"),
    kernel.Grade.HIGH: gettext_lazy("alta"),
}
IMPACT_WORDS = {
    kernel.Grade.LOW: gettext_lazy("bajo"),
    kernel.Grade.MEDIUM: gettext_lazy("medio"),
    kernel.Grade.HIGH: gettext_lazy("alto"),
}
STATE_WORDS = {
    kernel.RiskState.OPEN: gettext_lazy("puede pasar"),
    kernel.RiskState.HAPPENED: gettext_lazy("ya pasó"),
    kernel.RiskState.CLOSED: gettext_lazy("ya no es un riesgo"),
}


def _unit_of_element(element: Element, **_fields: object) -> Unit | None:
    return nearest_unit(element)


def _unit_of(risk: Risk, **_fields: object) -> Unit | None:
    return nearest_unit(risk.element)


def _refuse_unknown(fields: Told) -> None:
    """Raise ``Refused`` for what no risk may say: no words, or a grade or state that is none."""
    if "text" in fields and not str(fields["text"] or "").strip():
        raise Refused(_("Escriba qué puede pasar."))
    allowed = {"probability": kernel.Grade, "impact": kernel.Grade, "state": kernel.RiskState}
    for name, kind in allowed.items():
        if name in fields and fields[name] not in {one.value for one in kind}:
            raise Refused(_("Elija la probabilidad, el impacto y el estado entre los de la lista."))


@verb("risks.adopt", needs="plan.edit", touches=[Part.PLAN])
def adopt(actor: Actor, risks: Iterable[kernel.Risk]) -> None:
    """Create or change risks; ``Refused`` where one names an element or a unit that nobody knows."""
    here = actor.institution
    wanted = {
        risk.id: {
            "element": risk.element,
            "text": risk.text,
            "cause": risk.cause,
            "probability": risk.probability.value,
            "impact": risk.impact.value,
            "response": risk.response,
            "unit": risk.unit,
            "state": risk.state.value,
        }
        for risk in risks
    }
    if wanted:
        references = {"element": by_key(Element.objects.of(here)), "unit": by_key(Unit.objects.of(here))}
        adopt_rows(here, Shelf("risk", Risk, references), wanted)


@verb("risk.add", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of_element)
def add_risk(actor: Actor, /, element: Element, *, text: str, probability: str, impact: str, **fields: object) -> Risk:
    """Add a risk to an element; ``fields``: cause, response, unit (its key), state. ``Refused`` for a withdrawn one."""
    if element.withdrawn:
        raise Refused(_("«%(element)s» está retirado. Restáurelo primero.") % {"element": element})
    given = {"text": text, "probability": probability, "impact": impact, "state": "open", **fields}
    _refuse_unknown(given)
    last = Risk.objects.of(actor.institution).aggregate(last=Max("position"))["last"]
    risk = Risk(institution=actor.institution, key=new_key(Risk, "r"), element=element)
    risk.position = 0 if last is None else last + 1
    for name, value in given.items():
        assign(RISKS, risk, name, told(value))
    risk.save()
    facts = {name: told(value) for name, value in given.items() if value not in (None, "")}
    changed(RISKS.address(risk), None, {"element": element.key, **facts})
    return risk


@verb("risk.edit", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def edit_risk(actor: Actor, /, risk: Risk, *, seen: Told | None = None, **fields: object) -> Risk:
    """Change fields of a risk; ``Conflict`` where somebody else changed the same meanwhile (``revising.revise``)."""
    del actor
    _refuse_unknown(fields)
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    revise(RISKS, risk, fields, seen)
    return risk
