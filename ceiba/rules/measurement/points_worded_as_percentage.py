"""Finds: points worded as percentage."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M023",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Puntos porcentuales escritos como porcentaje de cambio"),
    says=_(
        "El texto dice «%(wording)s», pero %(stated)s son puntos: de %(baseline)s a %(target)s %(unit)s la "
        "diferencia es de %(difference)s y el cambio, de %(relative_percent)s %%."
    ),
    why=_("Subir 20 por ciento desde 30 llega a 36; subir 20 puntos llega a 50."),
    remedy=_("Escriba «puntos porcentuales» en lugar de «por ciento»."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la cobertura aumenta en 20 %.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 30, year: 2021}
      targets: {2032: 50}
      stated_changes:
      - {kind: relative, amount: 20, percent: true, text: en 20 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la cobertura aumenta en 20 %.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 30, year: 2021}
      targets: {2032: 36}
      stated_changes:
      - {kind: relative, amount: 20, percent: true, text: en 20 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages of change of what is itself a percentage, an index or a rate."""
    if promise.check is None or promise.change.kind is not ChangeKind.RELATIVE or not promise.is_scored:
        return NOT_ASKED
    if promise.fault is not Fault.POINTS_AS_PERCENTAGE:
        return PASS
    return found(promise.facts())
