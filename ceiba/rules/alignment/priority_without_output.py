"""A national priority that the plan claims and delivers nothing for."""

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
- {level: eje, code: '1', text: Bienestar}
- {level: tematica, code: T1, parent: '1', text: Agua, alignments: [{framework: PND, codes: ['3']}]}
- {level: objetivo, code: O1, parent: T1, text: Ampliar el agua de las aldeas.}
- {level: linea_estrategica, code: L1, parent: O1, text: Reparar la red.}
- {level: proyecto, code: P1, parent: L1, text: Mejoramiento de la red}
- {level: tematica, code: T2, parent: '1', text: Empleo, alignments: [{framework: PND, codes: ['5']}]}
- {level: objetivo, code: O2, parent: T2, text: Ampliar el empleo.}
- {level: linea_estrategica, code: L2, parent: O2, text: Formar en oficios.}
"""

rule = Rule(
    code="A005",
    severity=Severity.WARNING,
    version=1,
    asks="plan",
    title=_("Una prioridad nacional sin ningún producto"),
    says=_("El plan invoca %(framework)s %(codes)s y nada de lo que entrega les sirve."),
    why=_("Decir a qué prioridad se sirve compromete a entregar algo; la consolidación nacional contará cero."),
    remedy=_("Vincule el producto o proyecto que le sirve, o retire la prioridad."),
    bad=plan(_HEAD),
    good=plan(_HEAD + "- {level: proyecto, code: P2, parent: L2, text: Construcción de un taller de oficios}\n"),
)


@rule
def check(subject: Plan, plan: Snapshot, *, frameworks: str = "PND") -> Verdict:
    """Ask of plans of which some claimed priority is served: where none is, the plan does not tell its deliveries.

    ``frameworks`` are the keys of the national priorities.
    """
    for framework in frameworks.split():
        own = [claim for claim in index(plan, claims).get(subject.id, ()) if claim.framework == framework]
        if not any(claim.delivered for claim in own):
            continue
        bare = [claim.code for claim in own if not claim.delivered]
        return found(framework=framework, codes=", ".join(bare), count=len(bare)) if bare else PASS
    return NOT_ASKED
