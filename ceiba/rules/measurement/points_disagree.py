"""Finds: points disagree."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M003",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Los puntos porcentuales no suman de la línea base a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s puntos). De %(baseline)s a %(target)s %(unit)s la "
            "diferencia es %(difference)s; con %(stated)s puntos se llegaría a %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s puntos). De %(baseline)s a %(target)s %(unit)s la "
            "diferencia exacta es %(difference)s, que el texto redondea."
        ),
    },
    why=_("Los puntos porcentuales se restan: si la resta no da, una de las tres cifras está mal."),
    remedy=_("Corrija los puntos, la línea base o la meta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 el índice sube 15 puntos porcentuales.
    indicators:
    - text: Índice de gestión
      measure_unit: 'índice'
      baseline: {value: 0.58, year: 2021}
      targets: {2032: 0.68}
      stated_changes:
      - {kind: points, amount: 15, text: 15 puntos porcentuales}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 el índice sube 10 puntos porcentuales.
    indicators:
    - text: Índice de gestión
      measure_unit: 'índice'
      baseline: {value: 0.58, year: 2021}
      targets: {2032: 0.68}
      stated_changes:
      - {kind: points, amount: 10, text: 10 puntos porcentuales}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentage points over the whole horizon, also those of an index between 0 and 1."""
    return (
        plain_verdict(promise) if promise.change.kind is ChangeKind.POINTS and not promise.change.yearly else NOT_ASKED
    )
