"""An investment project without an amount."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="F009",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("Proyecto sin monto"),
    says=_("«%(name)s» no dice cuánto dinero tiene."),
    why=_("Un proyecto sin monto no se puede presupuestar ni comparar con su avance."),
    remedy=_("Agregue el monto del año y, si dura varios, el de cada uno."),
    bad="""\
projects:
- name: CONSTRUCCIÓN DE ACUEDUCTO EN LA ALDEA EL ROBLE
  code: '900101'
""",
    good="""\
projects:
- name: CONSTRUCCIÓN DE ACUEDUCTO EN LA ALDEA EL ROBLE
  code: '900101'
  amount: 100.00
""",
)


@rule
def check(project: Project, plan: Snapshot) -> Verdict:
    """Ask it of every project; a printed zero is an amount."""
    return PASS if project.amount is not None or project.amounts else found(name=project.name)
