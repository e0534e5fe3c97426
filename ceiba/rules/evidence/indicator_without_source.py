"""Finds: indicator without source."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="E004",
    severity=Severity.NOTICE,
    version=1,
    asks="indicator",
    title=_("Un indicador que no dice de dónde saldrá el dato"),
    says=_("«%(indicator)s» no tiene medio de verificación ni fuente."),
    why=_("Sin fuente, nadie de fuera puede repetir la medición."),
    remedy=_("Escriba el medio de verificación: qué registro, quién lo lleva."),
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
      targets: {2032: 800}
      verification: registro municipal de usuarios
""",
)


@rule
def check(indicator: Indicator, plan: Snapshot) -> Verdict:
    """Ask of every indicator; a register that feeds it is its source, and so is that of its baseline."""
    named = indicator.verification or (indicator.baseline and indicator.baseline.source)
    fed = any(measure.indicator == indicator.id for measure in plan.register_measures)
    return PASS if named or fed else found(indicator=indicator.text, source_named=None)
