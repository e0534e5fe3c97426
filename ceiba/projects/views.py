"""Pages of whoever follows projects: what one is, and the rows that hang from it, each list on a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Unit
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.project_name import ProjectName, split_name
from ceiba.methodologies.loader import load
from ceiba.plans.revising import values_of
from ceiba.plans.views import refused
from ceiba.projects import services
from ceiba.projects.editing import PROJECTS
from ceiba.projects.forms import ProjectForm, SeenForm
from ceiba.projects.forms_rows import row_sheet
from ceiba.projects.models import Project

HANGING = ("stages", "contracts", "disbursements", "progress", "risks")  # columns with a page of their own


@dataclass(frozen=True)
class RowPage:
    """A page of rows: its heading, what it says above them, what the table is called, and the verb that saves it."""

    title: Any
    lead: Any
    save: Callable[..., Project]


ROW_PAGES: Mapping[str, RowPage] = {
    "stages": RowPage(
        _("Etapas del proyecto"),
        _("De la necesidad al cierre. Lo programado es la línea base: no lo cambie cuando la obra se atrase."),
        services.edit_stages,
    ),
    "contracts": RowPage(
        _("Convenios y contratos"),
        _("Una ampliación o adenda lleva solo lo que suma o resta, y el plazo nuevo si lo mueve."),
        services.edit_contracts,
    ),
    "disbursements": RowPage(
        _("Desembolsos"),
        _("El mismo dinero se anota cada vez que avanza un paso: recibido, entregado, pagado."),
        services.edit_disbursements,
    ),
    "progress": RowPage(
        _("Avance del proyecto"),
        _("Cuánto lleva en total hasta el fin de cada período. Vacío es «nadie lo reportó»; el cero es un avance."),
        services.edit_progress,
    ),
    "risks": RowPage(
        _("Riesgos del proyecto"),
        _("Qué puede dejar la obra sin terminar, atrasada o más cara, y quién hace qué para que no pase."),
        services.edit_risks,
    ),
}


def project_of(request: HttpRequest, key: str) -> Project:
    """Return a project that the person may edit; ``NotAllowed`` where they may not."""
    rows = Project.objects.of(request.institution).filter(merged_into=None)
    found = get_object_or_404(rows.select_related("unit", "institution"), key=key)
    if not request.actor.may("project.edit", found.unit):
        raise NotAllowed(gettext("Este proyecto lo edita quien lleva los proyectos en su unidad. Usted puede leerlo."))
    return found


def _done(request: HttpRequest, project: Project) -> HttpResponseRedirect:
    messages.success(request, gettext("Guardado."))
    return redirect("project", request.institution.slug, project.key)


def project_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a project is, and what it costs by year."""
    return _sheet(request, project_of(request, key))


def project_add(request: HttpRequest) -> HttpResponse:
    """Add a project by hand."""
    if not request.actor.may("project.edit"):
        raise NotAllowed(gettext("Agrega proyectos quien los lleva en toda la institución."))
    return _sheet(request, None)


def _sheet(request: HttpRequest, project: Project | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    methodology = load(request.institution.methodology)
    seen = {n: v for n, v in values_of(PROJECTS, project).items() if n not in HANGING} if project else {}
    form = ProjectForm(
        data,
        seen=seen,
        institution=request.institution,
        units=unit_choices(request, project),
        currency=methodology.currency,
    )
    years = row_sheet("amounts", data, form.seen, methodology.currency)
    status = 200
    if data is not None and data.get("do") != "preview" and form.is_valid() & years.is_valid():
        wanted: dict[str, Any] = {**form.wanted(), "amounts": years.wanted()}
        try:
            if project is None:
                return _done(request, services.add_project(request.actor, **wanted))
            return _done(request, services.edit_project(request.actor, project, seen=form.seen, **wanted))
        except Refused as refusal:
            status = refused(form, refusal)
    context = {
        "project": project,
        "form": form,
        "name": _name_parts(form.seen if data is None else data, methodology),
        "years": years.rows,
        "part": "project_edit",
        "current": "projects",
    }
    return render(request, "projects/project_edit.html", context, status=status)


def _name_parts(given: Mapping[str, Any], methodology: Methodology) -> ProjectName | None:
    """Return the parts of the name that stands in the form, None for an empty one."""
    name = str(given.get("name") or "").strip()
    return split_name(name, methodology.project_words, str(given.get("place") or "").strip() or None) if name else None


def project_rows(request: HttpRequest, key: str, column: str) -> HttpResponse:
    """Change the rows of one column of a project."""
    project, page = project_of(request, key), ROW_PAGES[column]
    data = request.POST if request.method == "POST" else None
    methodology = load(request.institution.methodology)
    form = SeenForm(data, seen=values_of(PROJECTS, project, [column]))
    sheet = row_sheet(column, data, form.seen, methodology.currency, methodology.project_steps)
    status = 200
    if data is not None and form.is_valid() & sheet.is_valid():
        try:
            return _done(request, page.save(request.actor, project, seen=form.seen, **{column: sheet.wanted()}))
        except Refused as refusal:
            status = refused(form, refusal)
    context = {
        "project": project,
        "page": page,
        "form": form,
        "rows": sheet.rows,
        "lines": sheet.lines,
        "waiting": sheet.waiting,
        "pairs": column in ("stages", "progress"),  # two figures or days side by side on a telephone
        "part": f"project_{column}",
        "current": "projects",
    }
    return render(request, "projects/project_rows.html", context, status=status)


def unit_choices(request: HttpRequest, project: Project | None, own: Unit | None = None) -> list[tuple[str, str]]:
    """Return the units that the person may name: those in which they edit projects, and those named already."""
    kept = {unit.key for unit in (project.unit if project else None, own) if unit}
    units = Unit.objects.of(request.institution)
    return [(u.key, u.name) for u in units if u.key in kept or request.actor.may("project.edit", u)]
