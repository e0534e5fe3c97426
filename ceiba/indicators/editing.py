"""The verbs of whoever edits what a plan measures: change, add, withdraw and restore indicators."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.documents.adoption import Lines, told
from ceiba.exchange.stored import dump_value
from ceiba.indicators.models import Indicator, Target
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.verbs import NotAllowed, Part, Refused, changed, noted, verb
from ceiba.kernel import indicator as kernel
from ceiba.kernel.quantity import MeasureUnit
from ceiba.plans.editing import new_key
from ceiba.plans.models import Element
from ceiba.plans.revising import Told, Trade, revise, write
from ceiba.plans.standing import refuse_fixed
from ceiba.plans.trees import nearest_unit
from ceiba.plans.undoing import HOLDERS, Change, reverse_columns, reverses, rows_of

TARGETS = Lines(Target, "indicator", ("value", "period"))
INDICATORS = Trade(
    "indicator",
    Indicator,
    {
        "text": gettext_lazy("Indicador"),
        "measure_unit": gettext_lazy("Unidad de medida"),
        "direction": gettext_lazy("Sentido"),
        "accumulation": gettext_lazy("Acumulación"),
        "baseline_value": gettext_lazy("Línea base"),
        "baseline_year": gettext_lazy("Año de la línea base"),
        "baseline_source": gettext_lazy("Fuente de la línea base"),
        "targets": gettext_lazy("Metas"),
        "baseline_reason": gettext_lazy("Por qué no hay línea base"),
        "target_text": gettext_lazy("Meta en palabras"),
        "definition": gettext_lazy("Qué es"),
        "method": gettext_lazy("Cómo se calcula"),
        "denominator": gettext_lazy("Denominador"),
        "formula": gettext_lazy("Fórmula"),
        "variables": gettext_lazy("Variables"),
        "disaggregations": gettext_lazy("Desagregaciones"),
        "frequency": gettext_lazy("Frecuencia"),
        "scope": gettext_lazy("Tipo"),
        "dimension": gettext_lazy("Dimensión"),
        "assumptions": gettext_lazy("Supuestos"),
        "verification": gettext_lazy("Medio de verificación"),
        "unit": gettext_lazy("Unidad responsable"),
        "weight": gettext_lazy("Peso"),
        "band": gettext_lazy("Banda"),
        "milestones": gettext_lazy("Hitos"),
        "cuts": gettext_lazy("Semáforo propio"),
        "stated_changes": gettext_lazy("Cambio según el texto"),
    },
    {"unit": Unit, "element": Element},
    {"targets": TARGETS},
)


def _unit_of(indicator: Indicator, *_arguments: object, **_fields: object) -> Unit | None:
    return nearest_unit(indicator.element)


def _unit_of_element(element: Element, *_arguments: object, **_fields: object) -> Unit | None:
    return nearest_unit(element)


def _locked(indicator: Indicator) -> Any:
    refuse_fixed(indicator.plan_id)
    return Indicator.objects.select_for_update().get(pk=indicator.pk)


def given_columns(fields: Mapping[str, Any]) -> dict[str, object]:
    """Return the columns of fields, given as the kernel's values or as columns already; ``TypeError`` for others."""
    given = dict(fields)
    if "baseline" in given:
        baseline = given.pop("baseline")
        for part in ("value", "year", "source"):
            given[f"baseline_{part}"] = getattr(baseline, part) if baseline else None
    if isinstance(given.get("measure_unit"), MeasureUnit):
        given["measure_unit"] = dump_value(MeasureUnit, given["measure_unit"])
    if "targets" in given:
        given["targets"] = [
            {"value": t.value, "period": t.period} if isinstance(t, kernel.Target) else t for t in given["targets"]
        ]
    if unknown := set(given) - set(INDICATORS.labels):
        raise TypeError(f"an indicator has no such field to edit: {', '.join(sorted(unknown))}")
    return given


@verb("indicator.edit", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of)
def edit_indicator(actor: Actor, /, indicator: Indicator, *, seen: Told | None = None, **fields: Any) -> Indicator:
    """Change fields of an indicator: text, measure_unit, baseline, targets, direction, accumulation, unit (its key)…

    ``seen`` are the columns that the editor started from, as the history tells them; ``Conflict`` where somebody else
    changed the same meanwhile.
    """
    del actor
    indicator = _locked(indicator)
    revise(INDICATORS, indicator, given_columns(fields), seen)
    return indicator


@verb("indicator.add", needs="plan.edit", touches=[Part.PLAN], unit_of=_unit_of_element)
def add_indicator(actor: Actor, /, element: Element, *, text: str, **fields: Any) -> Indicator:
    """Add an indicator to an element; ``fields`` as in ``edit_indicator``. ``Refused`` for a withdrawn element."""
    refuse_fixed(element.plan_id)
    if element.withdrawn:
        raise Refused(_("«%(element)s» está retirado. Restáurelo primero.") % {"element": element})
    begun = {"direction": kernel.Direction.UP.value, "accumulation": kernel.Accumulation.LAST.value}
    given = {n: told(v) for n, v in {**begun, "text": text, **given_columns(fields)}.items() if v not in (None, "")}
    last = Indicator.objects.filter(plan=element.plan_id).aggregate(last=Max("position"))["last"]
    indicator = Indicator(institution=actor.institution, plan=element.plan, element=element)
    indicator.key, indicator.position = new_key(Indicator, "i"), 0 if last is None else last + 1
    indicator.save()
    write(INDICATORS, indicator, given)
    changed(INDICATORS.address(indicator), None, {"plan": element.plan.key, "element": element.key, **given})
    return indicator


@verb("indicator.withdraw", needs="plan.edit", touches=[Part.PLAN, Part.MEASUREMENTS], unit_of=_unit_of)
def withdraw_indicator(actor: Actor, indicator: Indicator, *, reason: str) -> None:
    """Withdraw an indicator: it leaves the plan with what was measured, and stays in history. A reason is needed."""
    del actor
    if not reason.strip():
        raise Refused(_("Escriba por qué se retira: quedará en la historia del plan."))
    _mark(_locked(indicator), withdrawn=True)
    noted(reason.strip())


@verb("indicator.restore", needs="plan.edit", touches=[Part.PLAN, Part.MEASUREMENTS], unit_of=_unit_of)
def restore_indicator(actor: Actor, indicator: Indicator) -> None:
    """Bring back a withdrawn indicator with everything that was measured of it."""
    del actor
    _mark(_locked(indicator), withdrawn=False)


def _mark(indicator: Any, *, withdrawn: bool) -> None:
    if indicator.withdrawn == withdrawn:
        return
    indicator.withdrawn = withdrawn
    indicator.save(update_fields=["withdrawn"])
    changed(INDICATORS.address(indicator), {"withdrawn": not withdrawn}, {"withdrawn": withdrawn})


@reverses("indicator", "indicator.edit", "indicator.add", "indicator.withdraw", "indicator.restore")
def _reverse_indicators(actor: Actor, changes: Sequence[Change]) -> list[str]:
    rows = rows_of(INDICATORS, actor, changes)
    if not all(actor.may("plan.edit", nearest_unit(row.element)) for row in rows.values()):
        raise NotAllowed(_("Esto tocó unidades en las que usted no edita planes. Nada se deshizo."))
    return reverse_columns(INDICATORS, rows, changes)


def _holder(institution: Institution, key: str) -> str | None:
    rows = Indicator.objects.of(institution).filter(key=key)
    element, plan = rows.values_list("element__key", "plan__key").first() or (None, None)
    return f"element/{element}" if element else f"plan/{plan}" if plan else None


HOLDERS["indicator"] = _holder
