"""What programs that read the web ask for first: which addresses they may read, and which there are."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ceiba.portal.edition import Edition
from ceiba.portal.navigation import ENTRIES
from ceiba.portal.pages import Told, public
from ceiba.publications import queries
from ceiba.publications.models import Publication

MOST = 50_000  # addresses of one list, as the protocol of sitemaps 0.9 has it
_XML = "application/xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what may be read by programs (RFC 9309): what was made public and the manual, but for searches."""
    lines = (
        "User-agent: *",
        "Disallow: /publico/*/buscar/",
        "Disallow: /publico/*/cerca/?*latitud=",
        "Allow: /publico/",
        "Allow: /ayuda/",
        "Allow: /static/",
        "Disallow: /",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemaps'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemaps(request: HttpRequest) -> HttpResponse:
    """List the institutions that published, each with the list of its own addresses."""
    rows = Publication.objects.values("institution__slug").annotate(last=Max("at")).order_by("institution__slug")
    told = ((reverse("public_sitemap", args=[row["institution__slug"]]), row["last"]) for row in rows[:MOST])
    return HttpResponse(_list(request, "sitemapindex", "sitemap", told), content_type=_XML)


@public
def sitemap(request: HttpRequest, edition: Edition) -> Told:
    """List the addresses of the last publication of an institution."""
    return Told(_list(request, "urlset", "url", ((one, edition.last.at) for one in _addresses(edition))), _XML)


def _addresses(edition: Edition) -> Iterator[str]:
    face, slug = edition.face, edition.slug
    for entry in ENTRIES:
        if entry.when(face):
            yield reverse(entry.name, args=[slug])
    things: tuple[tuple[str, Iterable[object]], ...] = (
        ("public_goal", [one.id for one in face.indicators]),
        ("public_plan", [one.id for one in face.plans]),
        ("public_project", [one.id for one in face.projects]),
        ("public_publication", [row.number for row in queries.publications(edition.institution)]),
    )
    for name, keys in things:
        for key in keys:
            yield reverse(name, args=[slug, key])


def _list(request: HttpRequest, whole: str, part: str, told: Iterable[tuple[str, datetime]]) -> bytes:
    rows = [
        f"<{part}><loc>{escape(request.build_absolute_uri(path))}</loc>"
        f"<lastmod>{timezone.localtime(at).isoformat(timespec='seconds')}</lastmod></{part}>"
        for path, at in list(told)[:MOST]
    ]
    lines = ('<?xml version="1.0" encoding="UTF-8"?>', f'<{whole} xmlns="{_NAMESPACE}">', *rows, f"</{whole}>", "")
    return "\n".join(lines).encode()
