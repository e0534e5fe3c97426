"""Finds: yearly growth disagrees."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Promise, plain_verdict
from ceiba.rules.rule import NOT_ASKED, Rule, Verdict

rule = Rule(
    code="M004",
    severity=Severity.ERROR,
    version=1,
    asks="stated_change",
    title=_("El crecimiento anual que promete la frase no llega a la meta"),
    says={
        "contradicted": _(
            "El texto dice «%(wording)s» (%(stated)s cada año). De %(baseline)s a %(target)s %(unit)s en "
            "%(years)s años el crecimiento anual es de %(yearly_percent)s %%; con lo que dice el texto se "
            "llegaría a %(expected)s."
        ),
        "rounded": _(
            "El texto dice «%(wording)s» (%(stated)s cada año). En %(years)s años el crecimiento anual exacto "
            "es de %(yearly_percent)s %%, que el texto redondea."
        ),
    },
    why=_("Un crecimiento anual se acumula: un punto de más o de menos cambia mucho la meta de varios años."),
    remedy=_("Escriba el crecimiento anual que llega a la meta, o la meta a la que llega ese crecimiento."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la matrícula crece 3 % anual.
    indicators:
    - text: Estudiantes inscritos
      measure_unit: 'personas'
      baseline: {value: 1000, year: 2021}
      targets: {2032: 2000}
      stated_changes:
      - {kind: relative, amount: 3, percent: true, yearly: true, text: 3 % anual}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la matrícula crece 3 % anual.
    indicators:
    - text: Estudiantes inscritos
      measure_unit: 'personas'
      baseline: {value: 1000, year: 2021}
      targets: {2032: 1384}
      stated_changes:
      - {kind: relative, amount: 3, percent: true, yearly: true, text: 3 % anual}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of changes that the text states for each year, where baseline and target have their years."""
    return (
        plain_verdict(promise) if promise.change.yearly and promise.change.kind is not ChangeKind.LEVEL else NOT_ASKED
    )
