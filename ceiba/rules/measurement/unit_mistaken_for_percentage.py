"""Finds: unit mistaken for percentage."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M007",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("Una cantidad está escrita como porcentaje"),
    says=_(
        "El texto dice «%(wording)s», pero %(stated)s no es un porcentaje: de %(baseline)s a %(target)s "
        "%(unit)s la diferencia es de %(difference)s %(unit)s, un cambio de %(relative_percent)s %%."
    ),
    why=_("Un signo de porcentaje detrás de hectáreas o personas cambia la promesa por otra muy distinta."),
    remedy=_("Escriba la unidad de medida en lugar del signo de porcentaje, o el porcentaje verdadero."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta a 81 % el suelo permeable.
    indicators:
    - text: Suelo permeable
      measure_unit: 'ha'
      baseline: {value: 19, year: 2021}
      targets: {2032: 100}
      stated_changes:
      - {kind: level, amount: 81, percent: true, text: a 81 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 aumenta en 426 % el suelo permeable.
    indicators:
    - text: Suelo permeable
      measure_unit: 'ha'
      baseline: {value: 19, year: 2021}
      targets: {2032: 100}
      stated_changes:
      - {kind: relative, amount: 426, percent: true, text: en 426 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages stated for what is measured in another unit."""
    if promise.check is None or not promise.is_percentage or promise.unit_kind in (UnitKind.PERCENT, None):
        return NOT_ASKED
    if promise.fault is not Fault.UNIT_AS_PERCENTAGE:
        return PASS
    return found(promise.facts())
