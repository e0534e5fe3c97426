"""The weights of an element's indicators, or of an indicator's stages, that do not add up to the whole."""

from decimal import Decimal

from ceiba.kernel.exact import total
from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.examples import result
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_TWO = """\
text: Para el 2032 mejora el servicio de agua.
indicators:
- {text: Viviendas con agua segura, measure_unit: viviendas, weight: 60}
- {text: Fugas reparadas, measure_unit: fugas, weight: 30}
"""

rule = Rule(
    code="M038",
    severity=Severity.WARNING,
    version=1,
    asks="element",
    title=_("Las ponderaciones de los indicadores no suman el todo"),
    says={
        "indicators": _(
            "Las ponderaciones de los %(count)s indicadores de «%(element)s» suman %(computed)s y deberían sumar "
            "%(stated)s."
        ),
        "stages": _("Las etapas de «%(indicator)s» (%(count)s) suman %(computed)s y deberían sumar %(stated)s."),
    },
    why=_("Con pesos que no suman el todo, el avance del elemento sale mal."),
    remedy=_("Ajuste las ponderaciones hasta que sumen 100 o 1."),
    bad=result(_TWO),
    good=result(_TWO.replace("30", "40")),
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of elements with several indicators that all have weights, and of those with weighted stages."""
    indicators = plan.indicators_of(element)
    weights = [one.weight for one in indicators if one.weight is not None]
    groups = [("indicators", "", weights)] if len(indicators) > 1 and len(weights) == len(indicators) else []
    groups += [("stages", one.text, [m.weight for m in one.milestones]) for one in indicators if one.milestones]
    for reason, indicator, amounts in groups:
        whole = Decimal(1) if max(amounts) <= 1 else Decimal(100)
        if (computed := total(amounts)) != whole:
            facts = {"element": element.text, "indicator": indicator, "reason": reason}
            return found(facts, count=len(amounts), computed=computed, stated=whole)
    return PASS if groups else NOT_ASKED
