"""Publications of the API: the chain of an institution, one of them, the head of the chain, and the signed file."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema

from ceiba.api.reading import FRESH, KEPT, Paged, edition_of, page_of
from ceiba.kernel.text import _
from ceiba.publications import queries
from ceiba.publications.models import Publication as Row

router = Router(tags=["publications"])
_HASH = "^[0-9a-f]{64}$"
_Number = Path(..., ge=1, le=999_999)


class Publication(Schema):
    """A publication: frozen, signed, chained to the one before."""

    number: int
    title: str
    until: str = Field(description=_("Período hasta cuyo fin se dicen cifras."))
    at: datetime
    sha256: str = Field(pattern=_HASH, description=_("Huella de lo que se firmó."))
    previous: str = Field(pattern=_HASH, description=_("Huella de la publicación anterior; ceros en la primera."))
    plans: list[str] = Field(description=_("Los planes que publica."))
    corrects: int | None = Field(description=_("Número de la publicación que corrige; null si no corrige ninguna."))
    reason: str = Field(description=_("Por qué la corrige; vacía si no corrige ninguna."))


class PublicationDetail(Publication):
    """One publication with who signs it and where its file is."""

    key_fingerprint: str = Field(pattern=_HASH, description=_("Huella de la llave que firma."))
    file: str = Field(description=_("Dirección del archivo firmado, de aquí en adelante."))


class PublicationList(Schema):
    """One page of publications, the last first."""

    total: int
    page: int
    per_page: int
    items: list[Publication]


class Head(Schema):
    """What others keep to check everything with."""

    institution: str
    number: int
    at: datetime
    sha256: str = Field(pattern=_HASH)
    key_fingerprint: str = Field(pattern=_HASH)
    file: str


@router.get(
    "/institutions/{slug:institution_id}/publications",
    response=PublicationList,
    operation_id="list_publications",
    summary=_("Publicaciones de una institución"),
    description=_("Todo lo que publicó, de la última a la primera."),
)
def publications(
    request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[Paged]
) -> dict[str, Any]:
    """List the publications of an institution: two queries."""
    rows = queries.publications(edition_of(institution_id, None).institution)
    return page_of(request, response, asked, rows, told)


@router.get(
    "/institutions/{slug:institution_id}/publications/head",
    response=Head,
    operation_id="read_head",
    summary=_("La cabeza de la cadena"),
    description=_("Lo que se guarda aparte para comprobarlo todo después: número y huella de la última, y su llave."),
)
def head(request: HttpRequest, response: HttpResponse, institution_id: str) -> dict[str, Any]:
    """Show the head of the chain: three queries."""
    row = edition_of(institution_id, None).row
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return {"institution": institution_id, **signed(institution_id, row)}


@router.get(
    "/institutions/{slug:institution_id}/publications/{int:number}",
    response=PublicationDetail,
    operation_id="read_publication",
    summary=_("Una publicación"),
    description=_("Qué dice de sí misma: su huella, la de la anterior, la llave que la firma y qué corrige."),
)
def publication(
    request: HttpRequest, response: HttpResponse, institution_id: str, number: int = _Number
) -> dict[str, Any]:
    """Show one publication: three queries."""
    row = edition_of(institution_id, number).row
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return {**told(row), **signed(institution_id, row)}


@router.get(
    "/institutions/{slug:institution_id}/publications/{int:number}/file",
    operation_id="read_publication_file",
    summary=_("El archivo firmado"),
    description=_(
        "La publicación byte por byte como se firmó: con esto se comprueba sin Ceiba y sin preguntar a nadie."
    ),
    openapi_extra={"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
def publication_file(request: HttpRequest, institution_id: str, number: int = _Number) -> HttpResponse:
    """Give the file of a publication: three queries."""
    row = edition_of(institution_id, number).row
    answer = HttpResponse(queries.content_of(row), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{institution_id}-{row.number}.txt"'
    answer["Cache-Control"] = f"public, max-age={KEPT}, immutable"
    return answer


def told(row: Row) -> dict[str, Any]:
    """Return a publication as its row tells it."""
    return {
        "number": row.number,
        "title": row.title,
        "until": row.until.notation(),
        "at": row.at,
        "sha256": row.digest,
        "previous": row.previous,
        "plans": row.plans,
        "corrects": row.corrects.number if row.corrects else None,
        "reason": row.reason,
    }


def signed(institution_id: str, row: Row) -> dict[str, Any]:
    """Return how a publication is checked: its number and hash, its key, its file."""
    return {
        "number": row.number,
        "at": row.at,
        "sha256": row.digest,
        "key_fingerprint": queries.header_of(row).fingerprint,
        "file": reverse("api_publication_file", args=[institution_id, row.number]),
    }
