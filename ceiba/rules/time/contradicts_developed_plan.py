"""A plan that promises for a year another figure than the longer plan that it develops."""

from ceiba.kernel.accumulation import promised
from ceiba.kernel.exact import EXACT
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.series import in_developed_plan

_TWO = """\
plans:
- id: pom
  kind: pom
  title: Plan multianual
  period: 2024..2028
  elements:
  - level: producto
    id: p1
    text: Viviendas conectadas
    indicators:
    - {id: i1, text: Conexiones nuevas, measure_unit: viviendas, accumulation: sum, targets: {2024: 420, 2025: 450}}
- id: poa
  kind: poa
  parent: pom
  title: Plan anual
  period: 2024
  elements:
  - level: producto
    id: p2
    text: Viviendas conectadas
    indicators:
    - {id: i2, text: Conexiones nuevas, measure_unit: viviendas, accumulation: sum, targets: {2024: 240}}
"""

rule = Rule(
    code="T008",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("El plan anual promete otra cosa que el plan que desarrolla"),
    says=_(
        "«%(indicator)s» promete %(target)s %(unit)s para %(period)s, y «%(plan)s» promete %(expected)s para ese mismo "
        "período: %(difference)s de diferencia."
    ),
    why=_("El año aprobado y presupuestado deja de ser la parte del plan multianual que le toca."),
    remedy=_("Iguale las dos metas; si el año se reprogramó, cambie también el plan de varios años con su acto."),
    bad=_TWO,
    good=_TWO.replace("240", "420"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators that stand by name and unit in a plan that theirs develops, for the periods of both.

    Where they have one baseline, too, two targets are a question of M020.
    """
    above = plan.indicator(index(plan, in_developed_plan).get(indicator.id))
    holder, element = plan.element(above.element if above else None), plan.element(indicator.element)
    if above is None or holder is None or element is None or above.accumulation is not indicator.accumulation:
        return NOT_ASKED
    if indicator.baseline_value and indicator.baseline_value == above.baseline_value:
        return NOT_ASKED
    asked = False
    for target in indicator.targets:
        period = target.period or plan.plan_of(element).period
        expected = promised(above, period).value if period else None
        if period is None or not isinstance(target.value, Value) or not isinstance(expected, Value):
            continue
        asked = True
        if expected.amount != target.value.amount:
            return found(
                indicator=indicator.text,
                plan=plan.plan_of(holder).title,
                period=period.notation(plan.methodology.fiscal_start),
                target=target.value.amount,
                expected=expected.amount,
                difference=EXACT.subtract(target.value.amount, expected.amount),
                unit=indicator.measure_unit.name if indicator.measure_unit else "",
            )
    return PASS if asked else NOT_ASKED
