"""Finds: project name incomplete."""

import re

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.wording import words

_PLACE = re.compile(
    r" en |\b(?:zona|aldea|caserio|barrio|colonia|comunidad|canton|parroquia|municipio|vereda|distrito"
    r"|provincia|departamento)\b"
)

rule = Rule(
    code="C006",
    severity=Severity.NOTICE,
    version=1,
    asks="project",
    title=_("El nombre del proyecto no dice proceso, objeto y lugar"),
    says={
        "process": _("«%(name)s» no empieza por el proceso (construcción, mejoramiento, ampliación)."),
        "place": _("«%(name)s» no dice dónde."),
    },
    why=_(
        "Los registros de inversión piden nombrar proceso, objeto y lugar; sin ellos no se distingue una obra de otra."
    ),
    remedy=_("Nómbrelo así: «Mejoramiento de la escuela primaria en la aldea …»."),
    bad="""\
projects:
- {code: '100', name: Escuela de la aldea El Cedro, amount: 1000}
""",
    good="""\
projects:
- {code: '100', name: Mejoramiento de la escuela en la aldea El Cedro, amount: 1000}
""",
)


@rule
def check(project: Project, plan: Snapshot, *, processes: str = "") -> Verdict:
    """Ask where the methodology lists, in ``processes``, the words by which its registry lets a name begin."""
    admitted = words(fold(processes))
    if not admitted:
        return NOT_ASKED
    name = fold(project.name)
    if name.split(" ")[0] not in admitted:
        return found(name=project.name, reason="process")
    if project.place or _PLACE.search(name):
        return PASS
    return found(name=project.name, reason="place")
