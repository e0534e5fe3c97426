"""Finds: points of a count."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M009",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Puntos porcentuales de algo que no es porcentaje"),
    says=_(
        "El texto dice «%(wording)s» (%(stated)s puntos), pero se mide en %(unit)s. De %(baseline)s a "
        "%(target)s %(unit)s la diferencia es de %(difference)s, un cambio de %(relative_percent)s %% en "
        "total y de %(yearly_percent)s %% anual."
    ),
    why=_(
        "Los puntos porcentuales son diferencias entre dos porcentajes; de personas, hectáreas o dinero no hay puntos."
    ),
    remedy=_("Diga «por ciento» si es crecimiento, o la cantidad con su unidad."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: En 2032 se capacita a más personas, 9 puntos porcentuales de forma anual.
    indicators:
    - text: Personas capacitadas
      measure_unit: 'personas'
      baseline: {value: 2321, year: 2021}
      targets: {2032: 6000}
      stated_changes:
      - {kind: points, amount: 9, yearly: true, text: 9 puntos porcentuales de forma anual}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la cobertura sube 10 puntos porcentuales.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 60, year: 2021}
      targets: {2032: 70}
      stated_changes:
      - {kind: points, amount: 10, text: 10 puntos porcentuales}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentage points; where the number is right under another name, only the term is wrong."""
    if promise.check is None or promise.change.kind is not ChangeKind.POINTS:
        return NOT_ASKED
    if promise.fault is not Fault.POINTS_OF_A_COUNT:
        return PASS
    severity = Severity.NOTICE if promise.plainest else Severity.ERROR
    return found(promise.facts(), severity=severity)
