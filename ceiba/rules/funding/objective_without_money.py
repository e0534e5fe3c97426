"""An objective of which no promised output has money."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.subjects_money import FundedGoal

rule = Rule(
    code="F023",
    severity=Severity.WARNING,
    version=1,
    asks="funded_goal",
    title=_("Un objetivo entero sin dinero"),
    says=_("De «%(element)s» cuelgan %(promised)s productos con meta y ningún renglón financia alguno."),
    why=_("No es una meta que espera turno: es un objetivo que el presupuesto no reconoce."),
    remedy=_(
        "Decida con la oficina financiera qué producto se financia este año, o retire el objetivo del plan anual."
    ),
    bad="""\
plans:
- kind: pom
  title: Plan de ejemplo
  elements:
  - {level: objetivo_operativo, code: O1, text: Llevar agua segura a las aldeas.}
  - {level: producto, code: P1, parent: O1, text: Familias con agua,
    indicators: [{text: Familias con agua, measure_unit: familias, targets: {2026: 50}}]}
  - {level: producto, code: P2, parent: O1, text: Pozos en operación,
    indicators: [{text: Pozos en operación, measure_unit: pozos, targets: {2026: 2}}]}
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 500}}
""",
    good="""\
plans:
- kind: pom
  title: Plan de ejemplo
  elements:
  - {level: objetivo_operativo, code: O1, text: Llevar agua segura a las aldeas.}
  - {level: producto, code: P1, parent: O1, text: Familias con agua,
    indicators: [{text: Familias con agua, measure_unit: familias, targets: {2026: 50}}]}
  - {level: producto, code: P2, parent: O1, text: Pozos en operación,
    indicators: [{text: Pozos en operación, measure_unit: pozos, targets: {2026: 2}}]}
budget_lines:
- {id: b1, classifier: '12-01', name: Tubería, amounts: {current: 500}, serves: {element/P2: 1}}
""",
)


@rule
def check(subject: FundedGoal, plan: Snapshot) -> Verdict:
    """Ask it of goals with two promised outputs or more, where there are budget lines; the highest one speaks."""
    if subject.funded:
        return PASS
    return NOT_ASKED if subject.above else found(element=subject.goal.text, promised=subject.promised)
