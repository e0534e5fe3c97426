"""The API put together: every noun at its address, and what goes wrong as a problem."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from ceiba.api import (
    indicators,
    institutions,
    measurements,
    money,
    office_indicators,
    office_registers,
    office_reports,
    plans,
    projects,
    publications,
    registers,
)
from ceiba.api.asking import closed, trouble_of
from ceiba.api.office import etag
from ceiba.api.problems import Trouble, of_status, problem, refused
from ceiba.institutions.verbs import Refused
from ceiba.kernel.text import _
from ceiba.registers.services_rows import RowConflict
from ceiba.registers.writing import RowRefused, problem_words

log = logging.getLogger(__name__)
VERSION = "1.0.0"
_LETTERS = {"ensure_ascii": False}


class PlainJson(JSONRenderer):
    """JSON that people can read too: letters as they are."""

    json_dumps_params = _LETTERS


api = NinjaAPI(
    renderer=PlainJson(),
    title=_("La API de Ceiba"),
    version=VERSION,
    description=_(
        "Lo que una institución publicó, para cualquiera y sin token; lo que una oficina trabaja, con token. Nada de "
        "lo publicado cambia: con «publication» la dirección queda fija para siempre. Los períodos se escriben como "
        "en un plan (2024, 2024-M03, 2024-Q1, 2024-C2, 2024-S1, 2024..2028), las cifras y el dinero como decimales "
        "exactos."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
api.add_decorator(closed, mode="view")
PUBLIC = (institutions, publications, plans, indicators, measurements, projects, money, registers)
OFFICE = (office_indicators, office_reports, office_registers)
for noun in (*PUBLIC, *OFFICE):
    api.add_router("", noun.router)


@api.exception_handler(Trouble)
def _trouble(request: HttpRequest, error: Trouble) -> HttpResponse:
    return problem(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(request, trouble_of(error))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return refused(request, error.status, str(error))


@api.exception_handler(RowRefused)
def _wrong_row(request: HttpRequest, error: RowRefused) -> HttpResponse:
    errors = [(f"body.values.{one.field}" if one.field else "body", problem_words(one)) for one in error.problems]
    return problem(request, Trouble("invalid", errors=errors))


@api.exception_handler(RowConflict)
def _changed_row(request: HttpRequest, error: RowConflict) -> HttpResponse:
    return problem(request, Trouble("changed", str(error), headers={"ETag": etag(error.row.version)}))


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, Trouble("unauthenticated", headers={"WWW-Authenticate": "Bearer"}))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return of_status(request, error.status_code)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, Trouble("not-found"))


@api.exception_handler(RequestDataTooBig)
def _large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem(request, Trouble("too-large"))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("the API failed at %s", request.path, exc_info=error)
    return problem(request, Trouble("failed"))


def patterns() -> list[Any]:
    """Return the addresses of the API; nobody has to be signed in, for a key is asked where one is needed."""
    found = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
    for pattern in found:
        pattern.callback.login_required = False
        pattern.name = f"api_{pattern.name}"
    return found
