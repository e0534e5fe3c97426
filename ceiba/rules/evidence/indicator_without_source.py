"""Finds: indicator without source."""

from collections.abc import Mapping

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.indexes import index
from ceiba.rules.reported import fed_by_register
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack, together_in_plans

rule = Rule(
    code="E004",
    severity=Severity.NOTICE,
    version=2,
    asks="indicator",
    title=_("Un indicador que no dice de dónde saldrá el dato"),
    says={
        "one": _("«%(indicator)s» no tiene medio de verificación ni fuente."),
        "many": _(
            "%(count)s de los %(total)s indicadores del plan no tienen medio de verificación ni fuente; el primero es "
            "«%(indicator)s»."
        ),
        "none": _("Ninguno de los %(total)s indicadores del plan tiene medio de verificación ni fuente."),
    },
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
def check(indicator: Indicator, plan: Snapshot, *, together: int = 4) -> Verdict:
    """Ask of every indicator; a register that feeds it is its source, and so is that of its baseline.

    From ``together`` indicators of a plan on, they are told as one.
    """
    lacking = index(plan, _without_source).get(indicator.id)
    if lacking is None:
        return PASS
    if lacking.count < together:
        return found(indicator=indicator.text, source_named=None, reason="one")
    if lacking.first != indicator.id:
        return NOT_ASKED
    return found(indicator=indicator.text, count=lacking.count, total=lacking.total, reason=lacking.reason)


def _without_source(snapshot: Snapshot) -> Mapping[str, Lack]:
    fed = fed_by_register(snapshot)
    return together_in_plans(
        snapshot, lambda i: not (i.verification or (i.baseline and i.baseline.source) or i.id in fed)
    )
