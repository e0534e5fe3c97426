"""What the API answers when it cannot do what was asked: problem details (RFC 9457) in the reader's language.

Each kind of problem has an address of its own, a place of the page that explains the API.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Field, Schema

from ceiba.kernel.text import _

MEDIA = "application/problem+json"
PLACE = "/api/#{kind}"
_LONGEST = 300  # characters of an address that an answer repeats


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the status it is answered with, its title, and what to do about it in general."""

    key: str
    status: int
    title: str
    mend: str


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "unreadable",
            400,
            _("No se entiende lo que se envió"),
            _("Envíe lo que pide el documento de la API: una petición HTTP entera, con su cuerpo en JSON."),
        ),
        Kind(
            "unauthenticated",
            401,
            _("Hace falta un token"),
            _("Envíe el encabezado «Authorization: Bearer …» con un token que siga en pie."),
        ),
        Kind(
            "forbidden",
            403,
            _("El token no alcanza"),
            _("Pida un alcance o un papel que lo permita a quien administra la institución."),
        ),
        Kind(
            "not-found",
            404,
            _("No está aquí"),
            _("Parta de la lista: lo que no se publicó, o es de otra institución, no está en ninguna."),
        ),
        Kind(
            "method-not-allowed",
            405,
            _("Esta dirección no hace eso"),
            _("El encabezado «Allow» dice qué se puede hacer en esta dirección."),
        ),
        Kind(
            "conflict",
            409,
            _("No se puede hacer ahora"),
            _("Lea cómo está ahora y decida otra vez: nada se cambió."),
        ),
        Kind(
            "changed",
            412,
            _("Alguien lo cambió antes"),
            _("Lea cómo está ahora y envíe su cambio con el ETag nuevo: nada se cambió."),
        ),
        Kind(
            "too-large",
            413,
            _("Es demasiado grande"),
            _("Envíe menos de una vez."),
        ),
        Kind(
            "address-too-long",
            414,
            _("La dirección pide demasiado"),
            _("Pida menos de una vez: un filtro más corto."),
        ),
        Kind(
            "unsupported-media-type",
            415,
            _("Ese tipo de contenido no se lee"),
            _("Envíe JSON, con el encabezado «Content-Type: application/json»."),
        ),
        Kind(
            "invalid",
            422,
            _("Algo de lo que se envió no vale"),
            _("«errors» dice en qué lugar y qué se espera allí: nada se cambió."),
        ),
        Kind(
            "precondition-required",
            428,
            _("Falta decir qué versión se vio"),
            _("Lea primero, y envíe su ETag en el encabezado «If-Match»: así nadie pisa lo que otro escribió."),
        ),
        Kind(
            "too-many-requests",
            429,
            _("Son demasiadas peticiones"),
            _("Espere los segundos que dice el encabezado «Retry-After»."),
        ),
        Kind(
            "failed",
            500,
            _("Ceiba falló"),
            _("Nada se cambió a medias. Avise a quien la mantiene: el registro dice qué pasó."),
        ),
    )
}
_BY_STATUS = {kind.status: kind for kind in KINDS.values()}


class Wrong(Schema):
    """One thing that is wrong with what was sent."""

    where: str = Field(description=_("Lugar: «query.page», «body.values.fecha», «header.If-Match»."))
    detail: str = Field(description=_("Qué está mal allí y qué se espera, en la lengua de quien lee."))


class Problem(Schema):
    """A problem as RFC 9457 tells it."""

    type: str = Field(description=_("Dirección que explica esta clase de problema."))
    title: str = Field(description=_("Qué clase de problema es, en la lengua de quien lee."))
    status: int = Field(description=_("El estado HTTP de la respuesta."))
    detail: str = Field(description=_("Qué pasó y qué hacer, en la lengua de quien lee."))
    instance: str = Field("", description=_("La dirección que se pidió."))
    errors: list[Wrong] = Field(default=[], description=_("Cada lugar que está mal; vacía si no es cosa de lugares."))


@dataclass
class Trouble(Exception):
    """What a view raises when it cannot do what was asked; ``kind`` is a key of ``KINDS``."""

    kind: str
    detail: str = ""
    errors: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] | None = None


def problem(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Return the answer of a trouble; nobody keeps it."""
    return told(request, KINDS[trouble.kind], trouble.detail, trouble.errors, trouble.headers)


def of_status(request: HttpRequest, status: int) -> HttpResponse:
    """Return the problem of a status that something below the API answered."""
    kind = _BY_STATUS.get(status) or _BY_STATUS[500 if status >= 500 else 400]
    return told(request, kind)


def refused(request: HttpRequest, status: int, words: str) -> HttpResponse:
    """Return what a verb refused, by its status and in its own words."""
    return told(request, _BY_STATUS.get(status, KINDS["conflict"]), words)


def told(
    request: HttpRequest,
    kind: Kind,
    detail: str = "",
    errors: Sequence[tuple[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem as an answer."""
    content = {
        "type": PLACE.format(kind=kind.key),
        "title": gettext(kind.title),
        "status": kind.status,
        "detail": str(detail) or gettext(kind.mend),
        "instance": request.path[:_LONGEST],
        "errors": [{"where": where, "detail": str(words)} for where, words in errors],
    }
    answer = HttpResponse(json.dumps(content, ensure_ascii=False), content_type=MEDIA, status=kind.status)
    answer["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer
