"""Projects and budget as open data: files that follow an international standard, made of the snapshot."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext

from ceiba.exchange.writers import fiscal_package, oc4ids
from ceiba.exchange.writers.open_data import Publisher
from ceiba.institutions.queries import last_changed
from ceiba.monitoring.views import Here
from ceiba.ui import formats


def projects_file(request: HttpRequest) -> HttpResponse:
    """Give the projects as a package of the Open Contracting for Infrastructure Data Standard."""
    content = oc4ids.write(Here(request).snapshot, _publisher(request), formats.say())
    return _file(request, content, f"{slugify(gettext('Proyectos'))}-oc4ids", "json", "application/json")


def budget_file(request: HttpRequest) -> HttpResponse:
    """Give the budget as a Fiscal Data Package."""
    content = fiscal_package.write(Here(request).snapshot, _publisher(request), formats.say())
    return _file(request, content, f"{slugify(gettext('Presupuesto'))}-fdp", "zip", "application/zip")


def _publisher(request: HttpRequest) -> Publisher:
    here = request.institution
    return Publisher(
        key=here.slug,
        name=here.name,
        address=request.build_absolute_uri(request.path),
        changed=last_changed(here),
        country=here.country,
        prefix=settings.OC4IDS_PREFIX,
        license=settings.OPEN_DATA_LICENSE,
    )


def _file(request: HttpRequest, content: bytes | None, name: str, form: str, media_type: str) -> HttpResponse:
    if content is None:
        raise Http404
    disposition = f'attachment; filename="{name}-{request.institution.slug}.{form}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
