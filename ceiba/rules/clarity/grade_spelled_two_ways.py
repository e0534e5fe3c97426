"""Finds: grade spelled two ways."""

from collections import Counter

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold, squeeze
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="C004",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Un mismo grado escrito de dos maneras"),
    says=_(
        "En la matriz de actores el mismo grado aparece como «%(first)s» (%(first_count)s veces) y como "
        "«%(second)s» (%(second_count)s veces)."
    ),
    why=_("Con dos formas, las cuentas y los filtros por grado salen incompletos."),
    remedy=_("Elija una sola forma para cada grado."),
    bad="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  stakeholders:
  - {name: Concejo Municipal, decision_influence: Bajo}
  - {name: Comité de vecinos, decision_influence: Baja}
""",
    good="""\
plans:
- kind: pdmot
  title: Plan de Valle Alto
  period: 2021..2032
  stakeholders:
  - {name: Concejo Municipal, decision_influence: Bajo}
  - {name: Comité de vecinos, decision_influence: Bajo}
""",
)


@rule
def check(subject: Plan, plan: Snapshot) -> Verdict:
    """Ask of plans with graded stakeholders; grades that differ in gender, case or accents alone are one grade."""
    influences = ((s.decision_influence, s.implementation_influence) for s in subject.stakeholders)
    grades = Counter(squeeze(grade) for pair in influences for grade in pair if grade)
    if not grades:
        return NOT_ASKED
    forms: dict[str, list[str]] = {}
    for grade, _count in grades.most_common():
        forms.setdefault(fold(grade).rstrip("ao"), []).append(grade)
    for same in forms.values():
        if len(same) > 1:
            first, second = same[0], same[1]
            return found(first=first, first_count=grades[first], second=second, second_count=grades[second])
    return PASS
