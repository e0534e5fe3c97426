"""Finds: rate change disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M006",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("El cambio de una tasa (por mil, por cien mil) no lleva de la línea base a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s %%). De %(baseline)s a %(target)s %(unit)s el cambio "
            "verdadero es de %(relative_percent)s %%; con %(stated)s %% se llegaría a %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s %%). De %(baseline)s a %(target)s %(unit)s el cambio "
            "exacto es de %(relative_percent)s %%, que el texto redondea."
        ),
    },
    why=_("En una tasa, el porcentaje se refiere a los casos por mil o por cien mil, no a la población."),
    remedy=_("Calcule el porcentaje sobre la tasa de la línea base: (meta − base) ÷ base."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la desnutrición baja 70 %.
    indicators:
    - text: Desnutrición aguda
      measure_unit: 'por mil'
      baseline: {value: 4.4, year: 2021}
      targets: {2032: 2.2}
      stated_changes:
      - {kind: relative, amount: 70, percent: true, falls: true, text: baja 70 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la desnutrición baja 50 %.
    indicators:
    - text: Desnutrición aguda
      measure_unit: 'por mil'
      baseline: {value: 4.4, year: 2021}
      targets: {2032: 2.2}
      stated_changes:
      - {kind: relative, amount: 50, percent: true, falls: true, text: baja 50 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages of change of rates: they compare the bare values."""
    return (
        plain_verdict(promise)
        if promise.unit_kind is UnitKind.RATE
        and promise.change.kind is ChangeKind.RELATIVE
        and not promise.change.yearly
        else NOT_ASKED
    )
