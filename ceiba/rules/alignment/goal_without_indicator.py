"""Goals of the 2030 Agenda that a plan claims and measures nowhere."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.alignments import claims
from ceiba.rules.examples import plan
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

_HEAD = """\
elements:
- level: objetivo
  code: O1
  text: Ampliar el agua de las aldeas.
  alignments: [{framework: ODS, codes: ['6']}]
  indicators: [{text: Viviendas con agua, measure_unit: viviendas, targets: {2032: 800}}]
- level: objetivo
  code: O2
  text: Ampliar el empleo.
  alignments: [{framework: ODS, codes: ['8']}]
"""

rule = Rule(
    code="A006",
    severity=Severity.NOTICE,
    version=1,
    asks="plan",
    title=_("Objetivos invocados que ningún indicador mide"),
    says=_("El plan invoca %(framework)s %(codes)s y ningún indicador los mide."),
    why=_("Sin indicador no se puede informar cuánto aporta el plan a esos objetivos."),
    remedy=_("Añada un indicador a lo que los invoca, o deje solo los objetivos a los que se aporta."),
    bad=plan(_HEAD),
    good=plan(_HEAD + "  indicators: [{text: Empleos nuevos, measure_unit: empleos, targets: {2032: 80}}]\n"),
)


@rule
def check(subject: Plan, plan: Snapshot, *, frameworks: str = "ODS") -> Verdict:
    """Ask of plans that measure some goal that they claim; a plan without any indicator is told so elsewhere."""
    for framework in frameworks.split():
        own = [claim for claim in index(plan, claims).get(subject.id, ()) if claim.framework == framework]
        if not any(claim.measured for claim in own):
            continue
        bare = sorted({claim.code for claim in own if not claim.measured}, key=lambda code: (len(code), code))
        return found(framework=framework, codes=", ".join(bare), count=len(bare)) if bare else PASS
    return NOT_ASKED
