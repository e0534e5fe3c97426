"""Finds: yearly growth worded as whole."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import ChangeKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.promise import Fault, Promise
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="M024",
    severity=Severity.WARNING,
    version=1,
    asks="stated_change",
    title=_("Un crecimiento anual está escrito como cambio total"),
    says=_(
        "El texto dice «%(wording)s», pero %(stated)s %% es el crecimiento de cada año: de %(baseline)s a "
        "%(target)s %(unit)s el cambio total es de %(relative_percent)s %%, y el anual, de %(yearly_percent)s "
        "%%."
    ),
    why=_("Sin la palabra «anual», la frase promete mucho menos que la meta."),
    remedy=_("Añada «cada año» o escriba el cambio total."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la matrícula crece 3 %.
    indicators:
    - text: Estudiantes inscritos
      measure_unit: 'personas'
      baseline: {value: 1000, year: 2021}
      targets: {2032: 1384}
      stated_changes:
      - {kind: relative, amount: 3, percent: true, text: crece 3 %}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  elements:
  - id: r1
    level: resultado
    text: Para 2032 la matrícula crece 38 %.
    indicators:
    - text: Estudiantes inscritos
      measure_unit: 'personas'
      baseline: {value: 1000, year: 2021}
      targets: {2032: 1380}
      stated_changes:
      - {kind: relative, amount: 38, percent: true, text: crece 38 %}
""",
)


@rule
def check(promise: Promise, plan: Snapshot) -> Verdict:
    """Ask of percentages of change between two years."""
    if (
        promise.check is None
        or promise.change.kind is not ChangeKind.RELATIVE
        or promise.change.yearly
        or promise.years is None
    ):
        return NOT_ASKED
    if promise.fault is not Fault.YEARLY_AS_WHOLE:
        return PASS
    return found(promise.facts())
