"""Institutions of the API: those that have published something."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.problems import Trouble
from ceiba.api.reading import FRESH, Paged, page_of
from ceiba.institutions.models import Institution as Row
from ceiba.kernel.text import _
from ceiba.publications.queries import face_of, last
from ceiba.publications.queries_public import publishing
from ceiba.registers.queries_public import newest

router = Router(tags=["institutions"])


class Institution(Schema):
    """An institution that has published."""

    id: str = Field(description=_("Su parte de cada dirección."))
    name: str
    short_name: str
    kind: str = Field(
        description=_("Qué clase de institución es: municipality, departmental, provincial, ministry, other.")
    )
    country: str = Field(description=_("Código ISO 3166; vacío si no se dijo."))
    territory: str = Field(description=_("Código oficial de su territorio; vacío si no se dijo."))
    locale: str
    invented: bool = Field(description=_("Si es de ejemplo: ninguna de sus cifras es de nadie."))


class InstitutionDetail(Institution):
    """One institution with what it published last."""

    last_publication: int | None = Field(
        description=_("Número de su última publicación; null si solo publicó registros.")
    )
    methodology: str | None = Field(description=_("La metodología de esa publicación, con su edición."))
    registers: list[str] = Field(description=_("Claves de los registros que publicó."))


class InstitutionList(Schema):
    """One page of institutions."""

    total: int
    page: int
    per_page: int
    items: list[Institution]


class InstitutionsAsked(Paged):
    """Which institutions."""

    country: str | None = Field(
        None, pattern="^[A-Z]{2}$", description=_("Solo las de un país, por su código ISO 3166.")
    )
    kind: Row.Kind | None = Field(None, description=_("Solo las de una clase."))


@router.get(
    "/institutions",
    response=InstitutionList,
    operation_id="list_institutions",
    summary=_("Instituciones"),
    description=_("Las instituciones que han publicado algo, por su dirección."),
)
def institutions(request: HttpRequest, response: HttpResponse, asked: Query[InstitutionsAsked]) -> dict[str, Any]:
    """List the institutions that published something: two queries."""
    rows = publishing()
    wanted = {"country": asked.country, "kind": asked.kind}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page_of(request, response, asked, rows, told)


@router.get(
    "/institutions/{slug:institution_id}",
    response=InstitutionDetail,
    operation_id="read_institution",
    summary=_("Una institución"),
    description=_("Quién es, y qué fue lo último que publicó."),
)
def institution(request: HttpRequest, response: HttpResponse, institution_id: str) -> dict[str, Any]:
    """Show one institution that published something: three queries."""
    row = publishing().filter(slug=institution_id).first()
    if row is None:
        raise Trouble("not-found")
    response["Cache-Control"] = f"public, max-age={FRESH}"
    head = last(row)
    return {
        **told(row),
        "last_publication": head.number if head else None,
        "methodology": face_of(head).methodology.reference if head else None,
        "registers": [release.register.key for release in newest(row)],
    }


def told(row: Row) -> dict[str, Any]:
    """Return an institution as anybody may know it."""
    names = ("name", "short_name", "kind", "country", "territory", "locale", "invented")
    return {"id": row.slug, **{name: getattr(row, name) for name in names}}
