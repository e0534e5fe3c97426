"""An investment project without its national code."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="F008",
    severity=Severity.WARNING,
    version=1,
    asks="project",
    title=_("Proyecto sin código nacional"),
    says=_("«%(name)s» no tiene código."),
    why=_("Sin código el proyecto no se encuentra en los sistemas de inversión ni de compras."),
    remedy=_("Agregue el código con que el proyecto está registrado, o regístrelo."),
    bad="""\
projects:
- name: CONSTRUCCIÓN DE ACUEDUCTO EN LA ALDEA EL ROBLE
  amount: 100.00
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
    """Ask it of every project."""
    return PASS if project.code else found(name=project.name)
