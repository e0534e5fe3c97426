"""Finds: level worded as change."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M008",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Un nivel por alcanzar está escrito como un cambio"),
    says=_(
        "El texto dice «%(wording)s», pero %(stated)s es el nivel por alcanzar: de %(baseline)s a %(target)s "
        "%(unit)s la diferencia es de %(difference)s y el cambio, de %(relative_percent)s %%."
    ),
    why=_(
        "«En 50 por ciento» promete la mitad más de lo que hay; «a 50 por ciento», llegar a la mitad. Son dos promesas."
    ),
    remedy=_("Escriba «a» en lugar de «en» delante del porcentaje."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta en 50 % la capacidad de atención.
    indicators:
    - text: Vecinos atendidos
      measure_unit: '%'
      baseline: {value: 30, year: 2021}
      targets: {2032: 50}
      stated_changes:
      - {kind: relative, amount: 50, percent: true, text: en 50 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta en 20 % la capacidad de atención.
    indicators:
    - text: Vecinos atendidos
      measure_unit: '%'
      baseline: {value: 30, year: 2021}
      targets: {2032: 36}
      stated_changes:
      - {kind: relative, amount: 20, percent: true, text: en 20 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages of change: is the amount the level to be reached?"""
    if promise.check is None or promise.change.kind is not ChangeKind.RELATIVE:
        return NOT_ASKED
    if promise.fault is not Fault.LEVEL_AS_CHANGE:
        return PASS
    return found(promise.facts())
