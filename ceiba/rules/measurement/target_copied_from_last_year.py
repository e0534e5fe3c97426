"""A yearly plan whose target is that of the year before, to the digit."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.paths import is_at_its_end, keeps
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.series import year_before

_TWO = """\
plans:
- id: poa24
  kind: poa
  title: Plan anual 2024
  period: 2024
  elements:
  - level: producto
    id: p24
    code: P1
    text: Viviendas con agua segura
    indicators:
    - {id: i24, text: Viviendas con agua segura, measure_unit: viviendas, targets: {2024: 1290}}
- id: poa25
  kind: poa
  title: Plan anual 2025
  period: 2025
  elements:
  - level: producto
    id: p25
    code: P1
    text: Viviendas con agua segura
    indicators:
    - {id: i25, text: Viviendas con agua segura, measure_unit: viviendas, targets: {2025: 1290}}
measurements:
- {indicator: i24, period: 2024, value: 1340}
"""

rule = Rule(
    code="M046",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("La meta del año anterior, copiada"),
    says={
        "known": _(
            "«%(indicator)s» promete %(target)s %(unit)s para %(year)s, lo mismo que el año anterior, cuando se midió "
            "%(measured)s."
        ),
        "unknown": _("«%(indicator)s» promete %(target)s %(unit)s para %(year)s, lo mismo que el año anterior."),
    },
    why=_("Una meta copiada no programa el año: ignora lo que ya se logró o lo que faltó."),
    remedy=_("Fije la meta a partir de lo medido el año anterior, o diga que se trata de mantener."),
    bad=_TWO,
    good=_TWO.replace("{2025: 1290}", "{2025: 1400}"),
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of indicators that the plan of the same kind for the year before had, too, and that are to get better."""
    before = plan.indicator(index(plan, year_before).get(indicator.id))
    target = indicator.target_value
    if before is None or target is None or keeps(indicator) or is_at_its_end(indicator, target):
        return NOT_ASKED
    if before.target_value != target:
        return PASS
    last = [m.value for m in plan.measurements_of(before) if not m.disaggregation and isinstance(m.value, Value)]
    measured = last[-1].amount if last else None
    if measured == target:  # what was reached is promised again
        return PASS
    final = indicator.final_target
    return found(
        indicator=indicator.text,
        target=target,
        unit=indicator.measure_unit.name if indicator.measure_unit else "",
        year=final.period.end_year if final and final.period else "",
        measured=measured,
        reason="unknown" if measured is None else "known",
    )
