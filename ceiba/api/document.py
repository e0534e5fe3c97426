"""The document of the API (OpenAPI 3.1): what the code says, with every answer that an address can give.

``openapi.json`` beside this module is that document in Spanish; ``python -m tools.fresh`` writes it, a test compares.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from ceiba.api.application import api
from ceiba.api.problems import KINDS, MEDIA, Kind, Problem
from ceiba.kernel.text import _

FILE = Path(__file__).with_name("openapi.json")
PREFIX = "api/v1/"
PAGED = "page"
_ETAG = {"ETag": {"required": True, "schema": {"type": "string"}}}
_LINK = {"Link": {"required": True, "schema": {"type": "string"}}}
_WAIT = {"Retry-After": {"required": True, "schema": {"type": "integer"}}}
_ALWAYS = ("unreadable", "not-found", "address-too-long", "too-many-requests", "failed")
_WRITING = ("conflict", "too-large", "unsupported-media-type", "invalid")
_SCHEMAS = "#/components/schemas/"
_PROSE = ("description", "summary")


_PLACES: Mapping[str, str] = {
    "institution_id": _("La institución, por su «id» en la lista."),
    "plan_id": _("El plan, por su «id» en la lista."),
    "indicator_id": _("El indicador, por su «id» en la lista."),
    "project_id": _("El proyecto, por su «id» en la lista."),
    "register_id": _("El registro, por su clave en la lista."),
    "report_id": _("El informe, por su «id» en la lista."),
    "number": _("El número, como lo dice la lista."),
}


@lru_cache(maxsize=4)
def document(language: str = "es") -> dict[str, Any]:
    """Return the document, its sentences in a language."""
    told = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str))
    told["servers"] = [{"url": "/"}]
    for _path, method, operation in operations(told):
        _whole(method, operation)
    parts = told["components"]
    parts["responses"] = {kind.key: _answer(kind) for kind in KINDS.values()}
    schemas = parts["schemas"] | _problem_schemas()
    parts["schemas"] = {name: schemas[name] for name in sorted(_used(told, schemas))}
    for schema in parts["schemas"].values():
        schema.pop("description", None)  # what the code says of itself, in English
    with override(language):
        plain: dict[str, Any] = _said(told)
    return plain


def written() -> str:
    """Return the document as the file holds it."""
    return json.dumps(document("es"), ensure_ascii=False, indent=1) + "\n"


def operations(told: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and content of every operation of a document."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _whole(method: str, operation: dict[str, Any]) -> None:
    """Say of an operation what every one of its kind can answer besides what it gives."""
    for parameter in operation["parameters"]:
        parameter["schema"] = _asked(parameter["schema"])
        if parameter["in"] == "path":
            parameter["description"] = _PLACES[parameter["name"]]
    answers, names = operation["responses"], {parameter["name"] for parameter in operation["parameters"]}
    kinds = [*_ALWAYS, *(_WRITING if "requestBody" in operation else ["invalid"])]
    if "security" in operation:
        kinds += ["unauthenticated", "forbidden"]
    if "If-Match" in names:
        kinds += ["changed", "precondition-required"]
    if method == "get":
        answers["304"] = {"description": "Not Modified"}
        answers["200"]["headers"] = dict(_ETAG, **(_LINK if PAGED in names else {}))
    for kind in (KINDS[key] for key in kinds):
        answers[str(kind.status)] = {"$ref": f"#/components/responses/{kind.key}"}
    operation["responses"] = dict(sorted(answers.items()))


def _asked(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter: what is absent is not asked, and nobody writes null into an address."""
    told = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    plain = dict(told[0], **schema) if len(told) == 1 else dict(schema)
    for name in ("anyOf", "description") if len(told) == 1 else ("description",):
        plain.pop(name, None)
    return plain


def _answer(kind: Kind) -> dict[str, Any]:
    headers = {"headers": _WAIT} if kind.status == 429 else {}
    content = {MEDIA: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}}
    return {"description": kind.title, "content": content, **headers}


def _problem_schemas() -> dict[str, Any]:
    problem = Problem.model_json_schema(ref_template=_SCHEMAS + "{model}")
    return {**problem.pop("$defs"), "Problem": problem}


def _used(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> set[str]:
    """Return the names of the schemas that answers and bodies are made of."""
    found: set[str] = set()
    ahead = _named([told["paths"], told["components"]["responses"]])
    while ahead:
        found |= ahead
        ahead = _named([schemas[name] for name in ahead]) - found
    return found


def _named(told: Any) -> set[str]:
    text = json.dumps(told)
    return {part.partition('"')[0] for part in text.split(f'"{_SCHEMAS}')[1:]}


def _said(told: Any, name: str = "") -> Any:
    """Return a document without the titles that a program gave it, its prose in the reader's language."""
    if isinstance(told, dict):
        kept = {key: one for key, one in told.items() if key != "title" or not isinstance(one, str) or name == "info"}
        if name == "info":
            own: str = kept["title"]
            kept["title"] = gettext(own)
        return {key: _said(one, key) for key, one in kept.items()}
    if isinstance(told, list):
        return [_said(one) for one in told]
    return gettext(told) if name in _PROSE and isinstance(told, str) and told else told
