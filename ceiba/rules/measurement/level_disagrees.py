"""Finds: level disagrees."""

from ceiba.kernel.change import reaches
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M002",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("El nivel que promete la frase no es la meta"),
    says={
        "contradicted": _(
            "El texto dice que se llega «%(wording)s» (%(stated)s), pero la meta es %(target)s %(unit)s. De "
            "%(baseline)s a %(target)s hay una diferencia de %(difference)s %(unit)s, un cambio de "
            "%(relative_percent)s %%."
        ),
        "rounded": _("El texto redondea: dice «%(wording)s» (%(stated)s) y la meta es %(target)s %(unit)s."),
        "target_alone": _(
            "El texto dice que se llega «%(wording)s» (%(stated)s), pero la meta es %(target)s %(unit)s."
        ),
    },
    why=_("La frase y la meta son la misma promesa; con dos cifras no se sabrá cuál se cumplió."),
    remedy=_(
        "Escriba en la frase la cifra de la meta, o corrija la meta. Si la cifra es un cambio, escriba «en» y no «a»."
    ),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la cobertura aumenta a 80 %.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 55, year: 2021}
      targets: {2032: 75}
      stated_changes:
      - {kind: level, amount: 80, percent: true, text: a 80 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la cobertura aumenta a 75 %.
    indicators:
    - text: Viviendas con agua segura
      measure_unit: '%'
      baseline: {value: 55, year: 2021}
      targets: {2032: 75}
      stated_changes:
      - {kind: level, amount: 75, percent: true, text: a 75 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of every level to be reached; without baseline the level is still compared with the target."""
    if promise.change.kind is not ChangeKind.LEVEL or promise.target is None:
        return NOT_ASKED
    if promise.check is not None:
        return plain_verdict(promise)
    if reaches(promise.change.amount, promise.target):
        return PASS
    return found(promise.facts(), reason="target_alone")
