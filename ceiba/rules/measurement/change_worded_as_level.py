"""Finds: change worded as level."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M010",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Un cambio está escrito como un nivel por alcanzar"),
    says=_(
        "El texto dice «%(wording)s», pero %(stated)s es el cambio, no el nivel: de %(baseline)s a %(target)s "
        "%(unit)s la diferencia es de %(difference)s, un cambio de %(relative_percent)s %%."
    ),
    why=_("Quien lea «a 35 por ciento» buscará un nivel que la meta no tiene."),
    remedy=_("Escriba «en» en lugar de «a» delante del porcentaje, o «puntos porcentuales» si es una resta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta a un 35 % la producción de agua.
    indicators:
    - text: Producción de agua
      measure_unit: 'm3'
      baseline: {value: 1000, year: 2021}
      targets: {2032: 1350}
      stated_changes:
      - {kind: level, amount: 35, percent: true, text: a un 35 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta a 35 % la cobertura.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 20, year: 2021}
      targets: {2032: 35}
      stated_changes:
      - {kind: level, amount: 35, percent: true, text: a 35 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages that are to be reached; in hectares or persons nobody can take a percentage for the level."""
    if promise.check is None or promise.change.kind is not ChangeKind.LEVEL or not promise.change.percent:
        return NOT_ASKED
    if promise.fault is not Fault.CHANGE_AS_LEVEL:
        return PASS
    severity = Severity.WARNING if promise.unit_kind in (UnitKind.PERCENT, None) else Severity.NOTICE
    return found(promise.facts(), severity=severity)
