"""The page for a project that stands twice: both entries side by side, and the two answers."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.exchange.twins import Twins
from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.intake.merging import merge, tell_apart
from ceiba.kernel.project import Project as ProjectValue
from ceiba.projects.models import Project
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats


def project_twins(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Show two entries that seem to be one project; make them one, or keep that they are two."""
    if not request.actor.may("project.edit"):
        raise NotAllowed(gettext("Los proyectos repetidos los junta quien lleva los proyectos en toda la institución."))
    rows = Project.objects.of(request.institution).filter(merged_into=None)
    pair = [get_object_or_404(rows, key=key) for key in (first, second)]
    if request.method == "POST":
        try:
            return _answered(request, pair)
        except Refused as refusal:
            messages.error(request, str(refusal))
    snapshot = snapshots.current(request.institution)
    values = [value for row in pair if (value := snapshot.project(row.key)) is not None]
    context = {
        "pair": values,
        "rows": list(_compared(*values)),
        "twins": Twins(values[0], values[1], same_code=False),
        "current": "projects",
    }
    return render(request, "intake/project_twins.html", context)


def _answered(request: HttpRequest, pair: list[Project]) -> HttpResponse:
    reason, slug = request.POST.get("reason", ""), request.institution.slug
    if request.POST.get("do") == "apart":
        tell_apart(request.actor, *pair, reason=reason)
        messages.success(request, gettext("Queda dicho que son dos proyectos."))
        return redirect("projects", slug)
    kept, copy = pair if request.POST.get("do") != "second" else pair[::-1]
    merge(request.actor, kept, copy, reason=reason)
    messages.success(request, gettext("Los dos quedaron en uno. La historia guarda los dos."))
    return redirect("project", slug, kept.key)


def _compared(first: ProjectValue, second: ProjectValue) -> Iterator[tuple[Any, str, str, bool]]:
    """Yield what each entry says of one thing, as words, and whether they differ."""
    for label, (a, b) in zip(_LABELS, zip(_said(first), _said(second), strict=True), strict=True):
        yield label, a, b, a != b


_LABELS = (
    _("Nombre"),
    _("Código nacional"),
    _("Situación"),
    _("Período"),
    _("Lugar"),
    _("Monto del año del plan"),
    _("Costo total"),
    _("Monto por año"),
    _("Convenios y contratos"),
    _("Desembolsos"),
    _("Avance"),
)


def _said(project: ProjectValue) -> list[str]:
    status = str(formats.say()(STATUS_WORDS[project.status])) if project.status else ""
    years = "; ".join(f"{one.year}: {formats.money(one.amount)}" for one in project.amounts)
    plain = (project.name, project.code or "", status, formats.period(project.period) if project.period else "")
    amounts = [formats.money(money) if money else "" for money in (project.amount, project.cost)]
    counts = [str(len(rows) or "") for rows in (project.contracts, project.disbursements, project.progress)]
    return [*plain, project.place or "", *amounts, years, *counts]
