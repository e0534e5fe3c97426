"""An investment project without its national code."""

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import PASS, Rule, Verdict, found

rule = Rule(
    code="F008",
    severity=Severity.WARNING,
    version=2,
    asks="project_codes",
    title=_("Proyecto sin código nacional"),
    says={
        "one": _("«%(name)s» no tiene código."),
        "none": _("Ninguno de los %(count)s proyectos del documento tiene código."),
    },
    why=_("Sin código el proyecto no se encuentra en los sistemas de inversión ni de compras."),
    remedy=_("Agregue el código con que el proyecto está registrado, o regístrelo."),
    bad="""\
projects:
- name: CONSTRUCCIÓN DE ACUEDUCTO EN LA ALDEA EL ROBLE
  amount: 100.00
- name: MEJORAMIENTO DE CAMINO EN LA ALDEA EL ROBLE
  code: '900102'
  amount: 250.00
""",
    good="""\
projects:
- name: CONSTRUCCIÓN DE ACUEDUCTO EN LA ALDEA EL ROBLE
  code: '900101'
  amount: 100.00
""",
)


@rule
def check(projects: tuple[Project, ...], plan: Snapshot) -> Verdict:
    """Ask it of each project, and of all together where none has a code: their table lacks the column, a notice."""
    first, *others = projects
    if first.code:
        return PASS
    if others:
        return found(name=first.name, count=len(projects), reason="none", severity=Severity.NOTICE)
    return found(name=first.name, reason="one")
