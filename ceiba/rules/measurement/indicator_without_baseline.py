"""Finds: indicator without baseline."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M015",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Un indicador sin línea base"),
    says=_("«%(indicator)s» no dice desde qué valor se parte."),
    why=_("Sin línea base no se sabe cuánto es lo prometido ni cuánto se avanzó."),
    remedy=_("Escriba el valor de partida con su año; si nadie lo midió, diga cuándo se medirá."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 más viviendas tienen agua segura.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: viviendas
      targets: {2032: 800}
      verification: registro de usuarios
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 más viviendas tienen agua segura.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: viviendas
      baseline: {value: 500, year: 2021, source: censo municipal}
      targets: {2032: 800}
      verification: registro de usuarios
""",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of every indicator, except milestones: what is done or not done begins at nothing."""
    if indicator.measure_unit is not None and indicator.measure_unit.kind is UnitKind.MILESTONE:
        return NOT_ASKED
    if indicator.baseline_value is not None:
        return PASS
    return found(indicator=indicator.text, baseline=None)
