"""Registers of the API: the releases that an institution published of them, with their protected figures."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from ceiba.api.problems import Trouble
from ceiba.api.reading import KEPT, Paged, institution_of, page_of
from ceiba.kernel.text import _
from ceiba.registers.queries_public import published

router = Router(tags=["registers"])


class Release(Schema):
    """What an institution published of a register, frozen on a day."""

    register_id: str = Field(description=_("Clave del registro."))
    title: str
    number: int
    until: date = Field(description=_("El último día que cuenta."))
    published: datetime
    sha256: str
    threshold: int = Field(description=_("Desde cuántos casos se cuenta un grupo; los menores se ocultan."))


class ReleasedFigure(Schema):
    """One figure of a release; «withheld» where telling it would tell of a small group."""

    measure: str
    title: str
    period: str
    by: str = Field(description=_("Por qué se abre la cifra; vacía si es del total."))
    part: str
    part_label: str
    state: str = Field(description=_("value, withheld, no_data, not_due, not_applicable, not_programmed."))
    value: str
    numerator: str
    denominator: str
    until: date


class Column(Schema):
    """A column of the public rows."""

    key: str
    label: str
    kind: str
    help: str
    unit: str


class ReleaseDetail(Release):
    """One release with its figures and what the columns of its rows mean."""

    figures: list[ReleasedFigure]
    columns: list[Column]
    rows_total: int = Field(description=_("Cuántas filas públicas tiene."))


class ReleaseList(Schema):
    """One page of releases."""

    total: int
    page: int
    per_page: int
    items: list[Release]


class RowList(Schema):
    """One page of the public rows of a release: texts, in the order of its columns."""

    total: int
    page: int
    per_page: int
    items: list[list[str]]


@router.get(
    "/institutions/{slug:institution_id}/registers",
    response=ReleaseList,
    operation_id="list_releases",
    summary=_("Registros publicados"),
    description=_("Cada entrega que se publicó de cada registro, con su huella."),
)
def releases(request: HttpRequest, response: HttpResponse, institution_id: str, asked: Query[Paged]) -> dict[str, Any]:
    """List the releases of an institution: three queries."""
    rows = published(institution_of(institution_id)).order_by("register__key", "-number")
    return page_of(request, response, asked, rows, told)


@router.get(
    "/institutions/{slug:institution_id}/registers/{register_id}/{int:number}",
    response=ReleaseDetail,
    operation_id="read_release",
    summary=_("Una entrega de un registro"),
    description=_("Sus cifras, con los grupos pequeños ocultos, y qué significa cada columna de sus filas."),
)
def release(
    request: HttpRequest, response: HttpResponse, institution_id: str, register_id: str, number: int
) -> dict[str, Any]:
    """Show one release: two queries."""
    row = _release(institution_id, register_id, number)
    response["Cache-Control"] = f"public, max-age={KEPT}"
    titles = {measure["key"]: measure["title"] for measure in row.content["measures"]}
    figures = [{**one, "title": titles[one["measure"]]} for one in row.content["figures"]]
    return {**told(row), "figures": figures, "columns": row.content["columns"], "rows_total": len(row.content["rows"])}


@router.get(
    "/institutions/{slug:institution_id}/registers/{register_id}/{int:number}/rows",
    response=RowList,
    operation_id="list_released_rows",
    summary=_("Filas públicas de una entrega"),
    description=_("Las filas que el registro declara públicas, sin personas y con el lugar redondeado."),
)
def released_rows(
    request: HttpRequest,
    response: HttpResponse,
    institution_id: str,
    register_id: str,
    number: int,
    asked: Query[Paged],
) -> dict[str, Any]:
    """List the public rows of a release: two queries."""
    row = _release(institution_id, register_id, number)
    return page_of(request, response, asked, row.content["rows"], list)


def _release(institution_id: str, register_id: str, number: int) -> Any:
    # A key is compared here: what an address may hold, a database need not.
    rows = published(institution_of(institution_id)).filter(number=min(number, 2**31 - 1))
    found = next((row for row in rows if row.register.key == register_id), None)
    if found is None:
        raise Trouble("not-found")
    return found


def told(row: Any) -> dict[str, Any]:
    """Return a release without its figures."""
    return {
        "register_id": row.register.key,
        "title": row.content["register"]["plural"],
        "number": row.number,
        "until": row.cut,
        "published": row.published,
        "sha256": row.sha256,
        "threshold": row.threshold,
    }
