"""Finds: project name incomplete."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from ceiba.kernel.finding import Severity
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.indexes import index
from ceiba.rules.rule import NOT_ASKED, PASS, Rule, Verdict, found
from ceiba.rules.together import Lack
from ceiba.rules.together import together as told_together
from ceiba.rules.wording import words

_PLACE = re.compile(
    r" en |\b(?:zona|aldea|caserio|barrio|colonia|comunidad|canton|parroquia|municipio|vereda|distrito"
    r"|provincia|departamento)\b"
)

rule = Rule(
    code="C006",
    severity=Severity.NOTICE,
    version=2,
    asks="project",
    title=_("El nombre del proyecto no dice proceso, objeto y lugar"),
    says={
        "process": _("«%(name)s» no empieza por el proceso (construcción, mejoramiento, ampliación)."),
        "place": _("«%(name)s» no dice dónde."),
        "processes": _(
            "%(count)s de los %(total)s proyectos no empiezan por el proceso (construcción, mejoramiento, ampliación); "
            "el primero es «%(name)s»."
        ),
        "places": _("%(count)s de los %(total)s proyectos no dicen dónde; el primero es «%(name)s»."),
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
def check(project: Project, plan: Snapshot, *, processes: str = "", together: int = 4) -> Verdict:
    """Ask where the methodology lists, in ``processes``, the words by which its registry lets a name begin.

    From ``together`` projects on that lack the same, they are told as one.
    """
    admitted = words(fold(processes))
    if not admitted:
        return NOT_ASKED
    reason = _lacking(project, admitted)
    if reason is None:
        return PASS
    alike = index(plan, _alike(admitted))[project.id]
    if alike.count < together:
        return found(name=project.name, reason=reason)
    if alike.first != project.id:
        return NOT_ASKED
    several = "processes" if reason == "process" else "places"
    return found(name=project.name, count=alike.count, total=alike.total, reason=several)


def _lacking(project: Project, admitted: frozenset[str]) -> str | None:
    """Return what the name of a project lacks, process or place; None where it has both."""
    name = fold(project.name)
    if name.split(" ")[0] not in admitted:
        return "process"
    return None if project.place or _PLACE.search(name) else "place"


@cache
def _alike(admitted: frozenset[str]) -> Callable[[Snapshot], Mapping[str, Lack]]:
    """Return what groups projects by what their names lack, for these processes: one function for each list."""

    def lacking(snapshot: Snapshot) -> Mapping[str, Lack]:
        told = [(project.id, _lacking(project, admitted)) for project in snapshot.projects]
        by_process = told_together(("process", project, reason == "process") for project, reason in told)
        return by_process | told_together(("place", project, reason == "place") for project, reason in told)

    return lacking
