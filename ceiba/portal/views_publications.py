"""Publications for anybody: the list, each one with its checks, its file, the head that others keep, and a feed."""

import json

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.publication import parse, verify
from ceiba.portal.edition import Edition
from ceiba.portal.pages import Told, page, public
from ceiba.publications import queries
from ceiba.publications.difference import difference
from ceiba.publications.models import Publication
from ceiba.ui import formats

SHOWN = 100  # figures that changed, of a page
FED = 30  # publications of the feed


@public
def publications(request: HttpRequest, edition: Edition) -> Told:
    """List everything that was published, the last first."""
    return page(request, edition, "publications.html", rows=queries.publications(edition.institution))


@public
def publication(request: HttpRequest, edition: Edition, number: int) -> Told:
    """Show one publication: what it says of itself, whether it holds, and what it changed."""
    row = _numbered(edition, number)
    before = queries.numbered(edition.institution, number - 1)
    read = parse(queries.content_of(row))
    previous = parse(queries.content_of(before)) if before else None
    checks = verify(read, expected=row.digest, previous=previous)
    context = {
        "row": row,
        "header": read.header,
        "checks": [(formats.say()(check.what), check.holds) for check in checks],
        "found": difference(queries.face_of(before) if before else None, queries.face_of(row)),
        "most": SHOWN,
    }
    return page(request, edition, "publication.html", **context)


@public
def publication_file(_request: HttpRequest, edition: Edition, number: int) -> Told:
    """Give the file of a publication, byte for byte as it was signed."""
    row = _numbered(edition, number)
    return Told(queries.content_of(row), "text/plain; charset=utf-8", f"{edition.slug}-{row.number}.txt")


@public
def head(request: HttpRequest, edition: Edition) -> Told:
    """Give what others keep to check everything with: number and hash of the last publication, and its key."""
    last = edition.last
    told = {
        "institution": edition.slug,
        "number": last.number,
        "at": last.at.isoformat(),
        "sha256": last.digest,
        "key_fingerprint": queries.header_of(last).fingerprint,
        "file": request.build_absolute_uri(reverse("public_publication_file", args=[edition.slug, last.number])),
    }
    return Told(json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n", "application/json")


@public
def feed(request: HttpRequest, edition: Edition) -> Told:
    """Give the publications as an Atom feed (RFC 4287), the last first."""
    here = edition.institution
    atom = Atom1Feed(
        title=_("Publicaciones de %(institution)s") % {"institution": here.name},
        link=request.build_absolute_uri(reverse("public_publications", args=[edition.slug])),
        feed_url=request.build_absolute_uri(request.path),
        description=_("Lo que la institución hizo público: congelado, firmado y encadenado."),
        language=get_language(),
        author_name=here.name,
    )
    for row in queries.publications(here)[:FED]:
        address = request.build_absolute_uri(reverse("public_publication", args=[edition.slug, row.number]))
        atom.add_item(
            title=_title(row), link=address, description=_summary(row), pubdate=row.at, updateddate=row.at,
            unique_id=f"urn:sha256:{row.digest}",
        )  # fmt: skip
    return Told(atom.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8")


def _title(row: Publication) -> str:
    name = _("Publicación %(n)s") % {"n": row.number}
    return f"{name}: {row.title}" if row.title else name


def _summary(row: Publication) -> str:
    said = [_("Cifras hasta %(period)s.") % {"period": formats.period(row.until)}]
    if row.corrects:
        facts = {"n": row.corrects.number, "reason": row.reason}
        said.append(_("Corrige la publicación %(n)s: %(reason)s") % facts)
    said.append(_("Huella (SHA-256): %(digest)s") % {"digest": row.digest})
    return " ".join(said)


def _numbered(edition: Edition, number: int) -> Publication:
    row = edition.last if number == edition.last.number else queries.numbered(edition.institution, number)
    if row is None:
        raise Http404
    return row
