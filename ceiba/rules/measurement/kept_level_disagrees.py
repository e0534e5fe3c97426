"""Finds: kept level disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M014",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Se promete mantener un nivel y las cifras cambian"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s), pero la línea base es %(baseline)s y la meta "
            "%(target)s %(unit)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s), redondeado: la línea base es %(baseline)s y la meta "
            "%(target)s %(unit)s."
        ),
    },
    why=_("Mantener es que línea base y meta sean iguales; si difieren, la promesa es otra."),
    remedy=_("Iguale las tres cifras, o diga que se aumenta o se reduce."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se mantiene la calidad en 88 %.
    indicators:
    - text: Pozos con agua segura
      measure_unit: '%'
      baseline: {value: 88, year: 2021}
      targets: {2032: 95}
      stated_changes:
      - {kind: maintain, amount: 88, percent: true, text: mantiene en 88 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 se mantiene la calidad en 88 %.
    indicators:
    - text: Pozos con agua segura
      measure_unit: '%'
      baseline: {value: 88, year: 2021}
      targets: {2032: 88}
      stated_changes:
      - {kind: maintain, amount: 88, percent: true, text: mantiene en 88 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of levels that the text promises to keep."""
    return plain_verdict(promise) if promise.change.kind is ChangeKind.MAINTAIN else NOT_ASKED
