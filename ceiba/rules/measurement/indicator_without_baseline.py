"""Finds: indicator without baseline."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_plans

rule = Rule(
    code="M015",
    severity=Severity.WARNING,
    version=2,
    asks="indicator",
    title=_("Un indicador sin línea base"),
    says={
        "one": _("«%(indicator)s» no dice desde qué valor se parte."),
        "many": _(
            "%(count)s de los %(total)s indicadores del plan no dicen desde qué valor se parte; el primero es "
            "«%(indicator)s»."
        ),
        "none": _("Ninguno de los %(total)s indicadores del plan dice desde qué valor se parte."),
    },
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
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of every indicator, except milestones: what is done or not done begins at nothing.

    From ``together`` indicators of a plan on, they are told as one.
    """
    if _is_milestone(indicator):
        return NOT_ASKED
    lacking = index(plan, _without_baseline).get(indicator.id)
    if lacking is None:
        return PASS
    if lacking.count < together:
        return found(indicator=indicator.text, baseline=None, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(
        indicator=indicator.text, baseline=None, count=lacking.count, total=lacking.total, reason=lacking.reason
    )


def _without_baseline(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_plans(snapshot, lambda i: i.baseline_value is None and not _is_milestone(i))


def _is_milestone(indicator: Indicator) -> bool:
    return indicator.measure_unit is not None and indicator.measure_unit.kind is UnitKind.MILESTONE
