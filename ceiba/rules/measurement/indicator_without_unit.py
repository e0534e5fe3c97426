"""Finds: indicator without unit."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_SPEAKING = ("numero de ", "cantidad de ", "total de ", "porcentaje ", "tasa ", "indice ", "% ")

rule = Rule(
    code="M016",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("Un indicador sin unidad de medida"),
    says=_("«%(indicator)s» tiene cifras (%(target)s) y no dice en qué se miden."),
    why=_("Una cifra sin unidad no se puede comparar ni sumar."),
    remedy=_("Escriba la unidad: personas, hectáreas, porcentaje de viviendas."),
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
      baseline: {value: 500, year: 2021, source: censo municipal}
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
    """Ask of every indicator that has a figure; «Número de pozos» and «Tasa de …» say themselves what is counted."""
    figure = indicator.baseline_value if indicator.target_value is None else indicator.target_value
    if figure is None:
        return NOT_ASKED
    if indicator.measure_unit is not None or fold(indicator.text).startswith(_SPEAKING):
        return PASS
    return found(indicator=indicator.text, target=figure)
