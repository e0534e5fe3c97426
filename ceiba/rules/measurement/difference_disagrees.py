"""Finds: difference disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M013",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Lo que se añade o se quita no lleva de la línea base a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s). De %(baseline)s a %(target)s %(unit)s la diferencia es "
            "%(difference)s; con %(stated)s se llegaría a %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s), redondeado: la diferencia de %(baseline)s a %(target)s "
            "%(unit)s es %(difference)s."
        ),
    },
    why=_("La suma de lo que hay y lo que se añade es la meta; si no da, una de las tres cifras está mal."),
    remedy=_("Corrija la cantidad, la línea base o la meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se suman 200 familias.
    indicators:
    - text: Familias con agua
      measure_unit: 'familias'
      baseline: {value: 500, year: 2021}
      targets: {2032: 800}
      stated_changes:
      - {kind: absolute, amount: 200, text: se suman 200 familias}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se suman 300 familias.
    indicators:
    - text: Familias con agua
      measure_unit: 'familias'
      baseline: {value: 500, year: 2021}
      targets: {2032: 800}
      stated_changes:
      - {kind: absolute, amount: 300, text: se suman 300 familias}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of plain differences over the whole horizon."""
    return (
        plain_verdict(promise)
        if promise.change.kind is ChangeKind.ABSOLUTE and not promise.change.yearly
        else NOT_ASKED
    )
