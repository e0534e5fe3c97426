"""The page of the project map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ceiba.monitoring.views import Here
from ceiba.monitoring.works_map import MapPage


def project_map(request: HttpRequest) -> HttpResponse:
    """Show the projects on the boundaries of the institution's territory, and the same as a list."""
    here, office = Here(request), request.institution
    page = MapPage(here.slug, here.snapshot, office.country, office.territory)
    context = {
        "page": page,
        "may_edit": request.actor.may("project.edit"),
        "may_say_where": request.actor.may("institution.edit"),
        "current": "projects",
    }
    return render(request, "monitoring/project_map.html", context)
