"""Finds: indicator without target."""

from collections.abc import Mapping

from ceiba.kernel.finding import Fact, Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Value
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects import unit_of
from ceiba.rules.together import Lack, together_in_plans

rule = Rule(
    code="M017",
    severity=Severity.WARNING,
    version=3,
    asks="indicator",
    title=_("Un indicador sin meta"),
    says={
        "one": _("«%(indicator)s» no tiene meta."),
        "many": _("%(count)s de los %(total)s indicadores del plan no tienen meta; el primero es «%(indicator)s»."),
        "none": _("Ninguno de los %(total)s indicadores del plan tiene meta."),
    },
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
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of every indicator; a target in words is one, and so is that of a year before the last.

    From ``together`` indicators of a plan on, they are told as one.
    """
    lacking = index(plan, _without_target).get(indicator.id)
    if lacking is None:
        return PASS
    known: dict[str, Fact] = {"indicator": indicator.text, "target": None, "unit": unit_of(indicator, plan)}
    if lacking.count < together:
        return found(known, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(known, count=lacking.count, total=lacking.total, reason=lacking.reason)


def _without_target(snapshot: Snapshot) -> Mapping[str, Lack]:
    return together_in_plans(snapshot, _lacks_target)


def _lacks_target(indicator: Indicator) -> bool:
    if any(isinstance(target.value, Value) for target in indicator.targets):
        return False
    return not (indicator.target_text and indicator.target_text.strip())
