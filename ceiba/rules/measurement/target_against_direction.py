"""Finds: target against direction."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Accumulation, Direction, Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M022",
    severity=Severity.WARNING,
    version=1,
    asks="indicator",
    title=_("La meta va en sentido contrario a lo prometido"),
    says={
        "falls": _("«%(indicator)s» está marcado para aumentar y va de %(baseline)s a %(target)s."),
        "rises": _("«%(indicator)s» está marcado para disminuir y va de %(baseline)s a %(target)s."),
    },
    why=_("O la cifra está mal escrita, o el plan promete lo contrario de lo que dice."),
    remedy=_("Corrija la meta, la línea base o el sentido del indicador."),
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
      targets: {2032: 300}
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
    """Ask of indicators with both figures whose better value lies above or below."""
    baseline, target = indicator.baseline_value, indicator.target_value
    if baseline is None or target is None or baseline == target:
        return NOT_ASKED
    # Parts of a sum and reductions count what a period adds, not the height that is reached.
    if indicator.accumulation is not Accumulation.LAST or indicator.direction not in (Direction.UP, Direction.DOWN):
        return NOT_ASKED
    if (target > baseline) is (indicator.direction is Direction.UP):
        return PASS
    reason = "falls" if target < baseline else "rises"
    # «Up» is also what an indicator is taken for where nobody said; only «down» was surely said.
    severity = Severity.WARNING if reason == "rises" else Severity.NOTICE
    return found(
        indicator=indicator.text,
        baseline=baseline,
        target=target,
        difference=target - baseline,
        reason=reason,
        severity=severity,
    )
