"""Finds: multiple disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M005",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Lo que se duplica o triplica no llega a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s veces). De %(baseline)s a %(target)s %(unit)s el cambio "
            "es de %(relative_percent)s %%; %(stated)s veces la línea base darían %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s veces), redondeado: de %(baseline)s a %(target)s "
            "%(unit)s el cambio es de %(relative_percent)s %%."
        ),
    },
    why=_("«Duplicar» es una cifra: dos veces la línea base, ni más ni menos."),
    remedy=_("Escriba el múltiplo verdadero o corrija la meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se triplican los lectores.
    indicators:
    - text: Lectores inscritos
      measure_unit: 'personas'
      baseline: {value: 400, year: 2021}
      targets: {2032: 800}
      stated_changes:
      - {kind: multiple, amount: 3, text: se triplican}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se duplican los lectores.
    indicators:
    - text: Lectores inscritos
      measure_unit: 'personas'
      baseline: {value: 400, year: 2021}
      targets: {2032: 800}
      stated_changes:
      - {kind: multiple, amount: 2, text: se duplican}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of multiples of the baseline."""
    return (
        plain_verdict(promise)
        if promise.change.kind is ChangeKind.MULTIPLE and not promise.change.yearly
        else NOT_ASKED
    )
