"""Finds: indicator without target."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found
from ceiba.rules.subjects import unit_of

rule = Rule(
    code="M017",
    severity=Severity.WARNING,
    version=2,
    asks="indicator",
    title=_("Un indicador sin meta"),
    says=_("«%(indicator)s» no tiene meta."),
    why=_("Sin meta, cualquier valor que se observe parecerá un logro."),
    remedy=_("Escriba el valor por alcanzar y el período en que se alcanzará."),
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
      baseline: {value: 500, year: 2021, source: censo municipal}
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
    """Ask of every indicator; a target in words is one, and so is that of a year before the last."""
    if indicator.promised_value is not None or (indicator.target_text and indicator.target_text.strip()):
        return PASS
    return found(indicator=indicator.text, target=None, unit=unit_of(indicator, plan))
