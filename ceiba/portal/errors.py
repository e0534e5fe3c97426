"""What is not there, in the look of the portal: where to look instead, and nothing of what was asked for."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from ceiba.institutions.middleware import PUBLIC
from ceiba.institutions.models import Institution
from ceiba.portal.edition import LANGUAGE, Edition, edition_of
from ceiba.portal.pages import page
from ceiba.ui import formats
from ceiba.ui import views as house
from ceiba.ui.shell import Shell

_SLUG = re.compile(rf"{PUBLIC}([a-z0-9-]+)/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page: in the look of the portal where an institution has one, and of the house else."""
    if not request.path.startswith(PUBLIC):
        return house.not_found(request, exception)
    found = _SLUG.match(request.path)
    institution = Institution.objects.filter(slug=found[1]).first() if found else None
    edition = None
    if institution is not None:
        formats.activate(institution.locale)
        edition = _last(request, institution)
    if edition is not None:
        return HttpResponse(page(request, edition, "missing.html").content, status=404)
    told = {"shell": Shell(path=PUBLIC, institution="Ceiba", short_name="Ceiba")}
    return HttpResponse(render_to_string("portal/nothing.html", told), status=404)


def _last(request: HttpRequest, institution: Institution) -> Edition | None:
    """Return the last publication as its first page shows it: nothing of what was asked for is repeated."""
    plain = QueryDict(mutable=True)
    if request.GET.get(LANGUAGE) == "en":
        plain[LANGUAGE] = "en"
    request.GET = plain  # nobody asks this request any further
    found = edition_of(request, institution)
    return replace(found, path=reverse("public_home", args=[institution.slug])) if found else None
