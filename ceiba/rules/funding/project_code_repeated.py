"""Two projects of one national code."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found

rule = Rule(
    code="F010",
    severity=Severity.ERROR,
    version=1,
    asks="project",
    title=_("Dos proyectos con un solo código"),
    says=_("El código %(code)s está en «%(name)s» y también en «%(other)s»."),
    why=_("Un código nacional nombra un solo proyecto; repetido, el dinero se cuenta dos veces."),
    remedy=_("Corrija el código de uno de los dos o una los renglones."),
    bad="""\
projects:
- {id: p1, code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 10.00}
- {id: p2, code: '900101', name: ESCUELA EN LA ALDEA LA PEÑA, amount: 20.00}
""",
    good="""\
projects:
- {id: p1, code: '900101', name: POZO EN LA ALDEA EL ROBLE, amount: 10.00}
- {id: p2, code: '900102', name: ESCUELA EN LA ALDEA LA PEÑA, amount: 20.00}
""",
)


@rule
def check(project: Project, plan: Snapshot) -> Verdict:
    """Ask it of projects with a code; the later of two says it."""
    if not project.code:
        return NOT_ASKED
    first = plan.projects_of(project.code)[0]
    return PASS if first.id == project.id else found(code=project.code, name=project.name, other=first.name)
