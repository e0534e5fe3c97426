"""Finds: relative change disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M001",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Un porcentaje de cambio no lleva de la línea base a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s %%). De %(baseline)s a %(target)s %(unit)s la diferencia "
            "es %(difference)s y el cambio verdadero es de %(relative_percent)s %%; con %(stated)s %% se "
            "llegaría a %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s %%). De %(baseline)s a %(target)s %(unit)s el cambio "
            "exacto es de %(relative_percent)s %%, que el texto redondea."
        ),
    },
    why=_("Quien lea solo la frase creerá un cambio que las propias cifras del plan desmienten."),
    remedy=_("Corrija el porcentaje de la frase, la línea base o la meta, de modo que los tres digan lo mismo."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta en 30 % la producción de agua.
    indicators:
    - text: Producción de agua
      measure_unit: 'm3'
      baseline: {value: 2000, year: 2021}
      targets: {2032: 5000}
      stated_changes:
      - {kind: relative, amount: 30, percent: true, text: en 30 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta en 150 % la producción de agua.
    indicators:
    - text: Producción de agua
      measure_unit: 'm3'
      baseline: {value: 2000, year: 2021}
      targets: {2032: 5000}
      stated_changes:
      - {kind: relative, amount: 150, percent: true, text: en 150 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages of change over the whole horizon, except those of rates, which have their own rule."""
    if promise.change.kind is not ChangeKind.RELATIVE or promise.change.yearly or promise.unit_kind is UnitKind.RATE:
        return NOT_ASKED
    return plain_verdict(promise)
