"""Open data for anybody: the tables of a publication, what their columns are, and every file in which they go out."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ceiba.exchange.datasets.registry import DATASETS
from ceiba.exchange.writers.open_package import OpenFile
from ceiba.portal.edition import Edition, edition_of, institution_of
from ceiba.portal.open_data import ARCHIVE, DICTIONARY, FORMATS, IATI, SDMX, OpenData, columns
from ceiba.portal.open_files import FileBusy
from ceiba.portal.open_standards import STANDARDS, releases_of
from ceiba.portal.pages import FRESH, Told, page, public, respond
from ceiba.ui import formats

_SOON = 30  # seconds after which it is worth asking again for a file that is still being made


@login_not_required
@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """List the tables of a publication, with their rows and files."""
    edition = edition_of(request, institution_of(slug))
    if edition is None:
        raise Http404
    releases = releases_of(edition)

    def make() -> Told:
        shown = OpenData(edition)
        return page(request, edition, "data.html", page=shown, formats=FORMATS, releases=releases)

    return respond(request, edition, make, tuple(release.sha256 for release in releases))


@public
def dataset(request: HttpRequest, edition: Edition, name: str) -> Told:
    """Show one table: what its columns are, and its first rows."""
    found = DATASETS.get(name)
    if found is None:
        raise Http404
    shown = OpenData(edition)
    context = {
        "dataset": found,
        "columns": columns(found),
        "rows": shown.first_rows(found),
        "count": found.count(shown.issue),
    }
    file = f"{found.name}.csv"
    cited = request.build_absolute_uri(reverse("public_data_file", args=[edition.slug, file]))
    return page(request, edition, "dataset.html", page=shown, formats=FORMATS, cited=cited, **context)


@login_not_required
@require_safe
def data_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give a file: a table in one of its formats, the dictionary, everything at once, or a document of a standard."""
    edition = edition_of(request, institution_of(slug))
    if edition is None:
        raise Http404
    standard = STANDARDS.get(name)
    if standard is not None:
        return respond(request, edition, lambda: standard(request, OpenData(edition)), *_releases(name, edition))
    return _from_disk(request, OpenData(edition), name)


def _releases(name: str, edition: Edition) -> list[str]:
    """Return the hashes of the releases of registers that the catalogue speaks of."""
    return [release.sha256 for release in releases_of(edition)] if name.endswith(".jsonld") else []


def _from_disk(request: HttpRequest, shown: OpenData, name: str) -> HttpResponse:
    kind, make = _made(shown, name)
    formats.activate(shown.edition.institution.locale)
    try:
        facts = make()
    except FileBusy:
        return HttpResponse(status=503, headers={"Retry-After": str(_SOON)})
    etag = f'"{facts.sha256}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    answer = FileResponse(shown.files.path(name).open("rb"), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{shown.edition.slug}-{shown.edition.row.number}-{name}"'
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    answer["ETag"] = etag
    return answer


def _made(shown: OpenData, name: str) -> tuple[str, Callable[[], OpenFile]]:
    """Return the media type of a file and what makes it; 404 for a name that there is not."""
    if name == DICTIONARY:
        return FORMATS["csv"], shown.dictionary
    if name == ARCHIVE:
        return "application/zip", shown.archive
    if name == SDMX:
        return "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", shown.observations
    if name == IATI and any(plan.period for plan in shown.edition.face.plans):
        return "application/xml", shown.results
    stem, _point, form = name.rpartition(".")
    table = DATASETS.get(stem)
    if table is None or form not in FORMATS:
        raise Http404
    return FORMATS[form], lambda: shown.table(table, form)
