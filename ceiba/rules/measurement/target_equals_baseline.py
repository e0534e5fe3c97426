"""Finds: target equals baseline."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, ChangeKind, Direction, Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M021",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La meta es igual a la línea base"),
    says=_(
        "«%(indicator)s» parte de %(baseline)s y llega a %(target)s %(unit)s: no cambia, y el plan no dice "
        "que se trate de mantener."
    ),
    why=_("Una meta igual a la línea base promete dinero y trabajo para que nada cambie."),
    remedy=_("Corrija la meta o, si se trata de conservar lo logrado, dígalo: «mantener»."),
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
      targets: {2032: 500}
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
    """Ask of indicators with both figures that do not promise to keep a level."""
    if indicator.baseline_value is None or indicator.target_value is None or _keeps(indicator):
        return NOT_ASKED
    if indicator.baseline_value != indicator.target_value:
        return PASS
    return found(
        indicator=indicator.text,
        baseline=indicator.baseline_value,
        target=indicator.target_value,
        unit=indicator.measure_unit.name if indicator.measure_unit else "",
    )


def _keeps(indicator: Indicator) -> bool:
    kept = any(change.kind is ChangeKind.MAINTAIN for change in indicator.stated_changes)
    # A yearly flow may be promised at its present height; a range may already be met.
    steady = indicator.direction in (Direction.CONSTANT, Direction.RANGE)
    return kept or steady or indicator.accumulation in (Accumulation.MAINTAIN, Accumulation.SUM)
