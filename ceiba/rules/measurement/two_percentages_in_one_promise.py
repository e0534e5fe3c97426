"""Finds: two percentages in one promise."""

import re
from decimal import Decimal

from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.repeated import only_repeats
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_PERCENTAGE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,4})?) ?%")

rule = Rule(
    code="M012",
    severity=Severity.WARNING,
    version=2,
    asks="element",
    title=_("Dos porcentajes distintos en una promesa, y ninguno se puede comprobar"),
    says=_(
        "La promesa menciona %(percentages)s y ninguno de esos porcentajes tiene línea base y meta que lo respalden."
    ),
    why=_("Con dos porcentajes sin cifras detrás no se sabe cuál es la promesa."),
    remedy=_("Deje un solo cambio con su línea base y su meta, o un indicador para cada porcentaje."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 las capacidades mejoran en 8 %, con 40 % más de brigadas.
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 las brigadas aumentan en 40 %.
    indicators:
    - text: Brigadas formadas
      measure_unit: 'brigadas'
      baseline: {value: 50, year: 2021}
      targets: {2032: 70}
      stated_changes:
      - {kind: relative, amount: 40, percent: true, text: en 40 %}
""",
)


@rule
def check(element: Element, plan: Snapshot) -> Verdict:
    """Ask of results and outputs that mention a percentage; what an indicator with both figures covers is left out.

    What an annual plan repeats is asked about where it was promised: its figures here are those of one year.
    """
    if plan.role(element) not in (Role.OUTCOME, Role.IMPACT, Role.OUTPUT) or only_repeats(element, plan):
        return NOT_ASKED
    written = {_amount(match) for match in _PERCENTAGE.findall(element.text)}
    covered: set[Decimal] = set()
    for indicator in plan.indicators_of(element):
        stated = {change.amount for change in indicator.stated_changes if change.percent}
        if indicator.baseline_value is None or indicator.target_value is None:
            written |= stated
        else:
            covered |= stated | {indicator.baseline_value, indicator.target_value}
    if not written:
        return NOT_ASKED
    loose = sorted(written - covered)
    if len(loose) < 2:
        return PASS
    return found(percentages=", ".join(f"{amount.normalize():f} %" for amount in loose), count=len(loose))


def _amount(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))
