"""Finds: stated change unverifiable."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="M011",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Un cambio prometido que no se puede comprobar"),
    says={
        "no_baseline": _("El texto dice «%(wording)s» (%(stated)s), pero no hay línea base desde la cual medirlo."),
        "no_target": _("El texto dice «%(wording)s» (%(stated)s), pero no hay meta a la cual llegar."),
        "no_figures": _(
            "El texto dice «%(wording)s» (%(stated)s), pero no hay línea base ni meta: falta saber de cuánto a cuánto."
        ),
        "no_years": _(
            "El texto dice «%(wording)s» (%(stated)s cada año), pero faltan los años de la línea base o de la meta."
        ),
    },
    why=_("Un porcentaje sin punto de partida o de llegada no se puede cumplir ni incumplir."),
    remedy=_("Complete la línea base y la meta, con sus años; si el texto está cortado, recupere la parte que falta."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 las capacidades se fortalecen en 8 %.
    indicators:
    - text: Capacidades en gestión de riesgo
      targets: {2032: no_data}
      stated_changes:
      - {kind: relative, amount: 8, percent: true, text: en 8 %}
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
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of every stated change whether its figures are there; a level needs no baseline."""
    is_level = promise.change.kind in (ChangeKind.LEVEL, ChangeKind.MAINTAIN)
    if promise.target is None:
        missing = "no_target" if promise.baseline or is_level else "no_figures"
    elif promise.baseline is None:
        if is_level:
            return PASS
        missing = "no_baseline"
    elif promise.lacks_years:
        missing = "no_years"
    else:
        return PASS
    return found(promise.facts(), reason=missing)
