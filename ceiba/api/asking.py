"""What an address of the API may ask: its own parameters, each once; and what is wrong with one, in words."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja.errors import ValidationError
from ninja.operation import Operation

from ceiba.api.problems import Trouble
from ceiba.kernel.text import _

UNKNOWN = _("Esta dirección no conoce «%(name)s». Conoce: %(known)s.")
TWICE = _("«%(name)s» está más de una vez. Déjelo una sola.")
_WORDS: Mapping[str, str] = {
    "missing": _("Falta, y aquí hace falta."),
    "extra_forbidden": _("Aquí no se conoce. Quítelo."),
    "int_parsing": _("No es un número entero."),
    "int_type": _("No es un número entero."),
    "int_from_float": _("No es un número entero."),
    "bool_parsing": _("No es «true» ni «false»."),
    "bool_type": _("No es «true» ni «false»."),
    "string_type": _("No es un texto."),
    "dict_type": _('No es un objeto: se escribe {"nombre": "valor"}.'),
    "model_attributes_type": _('No es un objeto: se escribe {"nombre": "valor"}.'),
    "model_type": _('No es un objeto: se escribe {"nombre": "valor"}.'),
    "list_type": _("No es una lista."),
    "string_pattern_mismatch": _("No tiene la forma que pide: %(pattern)s."),
    "string_too_long": _("Es demasiado largo: caben %(max_length)s caracteres."),
    "string_too_short": _("Es demasiado corto: hacen falta %(min_length)s caracteres."),
    "too_long": _("Son demasiados: caben %(max_length)s."),
    "greater_than_equal": _("Es demasiado pequeño: el menor es %(ge)s."),
    "less_than_equal": _("Es demasiado grande: el mayor es %(le)s."),
    "enum": _("No es una de las palabras que se conocen: %(expected)s."),
    "literal_error": _("No es una de las palabras que se conocen: %(expected)s."),
    "date_from_datetime_parsing": _("No es un día; se escribe 2026-03-31."),
    "date_parsing": _("No es un día; se escribe 2026-03-31."),
    "datetime_from_date_parsing": _("No es un momento; se escribe 2026-03-31T08:30."),
    "datetime_parsing": _("No es un momento; se escribe 2026-03-31T08:30."),
}
_OTHER = _("No tiene la forma que pide el documento de la API.")
_Run = Callable[..., HttpResponse]


def closed(run: _Run) -> _Run:
    """Return how an operation runs that refuses parameters which it does not have, and any that stand twice."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # it is a method of the operation
    known = parameters(operation)
    takes_body = any(model.__ninja_param_source__ == "body" for model in operation.models)

    @wraps(run)
    def answered(request: HttpRequest, **asked: Any) -> HttpResponse:
        wrong = []
        for name, values in request.GET.lists():
            if name not in known:
                facts = {"name": name[:60], "known": ", ".join(sorted(known)) or gettext("ninguno")}
                wrong.append((f"query.{name[:60]}", gettext(UNKNOWN) % facts))
            elif len(values) > 1:
                wrong.append((f"query.{name}", gettext(TWICE) % {"name": name}))
        if takes_body and request.content_type != "application/json":
            return operation.api.on_exception(request, Trouble("unsupported-media-type"))
        if wrong:
            return operation.api.on_exception(request, Trouble("invalid", errors=wrong))
        return run(request, **asked)

    return answered


def parameters(operation: Operation) -> frozenset[str]:
    """Return the names of what an operation may be asked by its address."""
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)


def trouble_of(error: ValidationError) -> Trouble:
    """Return what is wrong with a request, place by place; an address whose own words are wrong leads nowhere."""
    if any(one["loc"][0] == "path" for one in error.errors):
        return Trouble("not-found")
    return Trouble("invalid", errors=[(place(one["loc"]), words(one)) for one in error.errors])


def place(told: tuple[Any, ...]) -> str:
    """Return where something is wrong, as «query.page» or «body.values.fecha»."""
    source, *rest = told
    names = rest[1:] if source in ("query", "body") and len(rest) > 1 else rest
    return ".".join([str(source), *(str(name)[:60] for name in names)])


def words(error: Mapping[str, Any]) -> str:
    """Return what is wrong as a sentence of the reader's language."""
    facts = error.get("ctx") or {}
    try:
        return gettext(_WORDS.get(error["type"], _OTHER)) % facts
    except KeyError:
        return gettext(_OTHER)
