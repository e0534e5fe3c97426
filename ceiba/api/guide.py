"""The document of the API as its page shows it: operations by noun, with parameters, an example, and answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ceiba.api.document import operations
from ceiba.api.problems import KINDS
from ceiba.kernel.text import _

NOUNS: Mapping[str, str] = {
    "institutions": _("Instituciones"),
    "publications": _("Publicaciones"),
    "plans": _("Planes"),
    "indicators": _("Indicadores"),
    "measurements": _("Mediciones"),
    "projects": _("Proyectos"),
    "money": _("Presupuesto e ingresos"),
    "registers": _("Registros"),
    "office": _("De la oficina, con token"),
}
_SAMPLES: Mapping[str, Any] = {  # invented, as every example is
    "institution_id": "valle-alto",
    "plan_id": "poa",
    "indicator_id": "i1",
    "project_id": "p1",
    "register_id": "libro_de_visitas",
    "report_id": 12,
    "number": 3,
    "name": "Municipalidad de Valle Alto",
    "short_name": "Valle Alto",
    "country": "GT",
    "currency": "GTQ",
    "amount": "1250.50",
    "period": "2025-C3",
    "until": "2025-C3",
    "sha256": "9f2c…",
    "previous": "41d0…",
    "key_fingerprint": "b7e3…",
    "text": "Hogares con agua segura",
    "state": "value",
    "serves": ["element/o3"],
    "values": {"asunto": "Informe de bombas"},
    "page": 1,
    "per_page": 50,
    "total": 1,
    "publication": 3,
    "version": "1",
}
_DEEPEST = 4
_SAFE = ("get",)
_HEADERS = {"Idempotency-Key": "-H 'Idempotency-Key: 7c1e…'", "If-Match": "-H 'If-Match: \"1\"'"}


@dataclass(frozen=True)
class Parameter:
    """What an operation may be asked: its name, where it is written, whether it must be, its form, what it says."""

    name: str
    place: str
    required: bool
    form: str
    says: str


@dataclass(frozen=True)
class Told:
    """An operation as its page shows it; ``answers`` are statuses with their words and the kind of a problem."""

    key: str
    method: str
    path: str
    title: str
    says: str
    token: bool
    parameters: tuple[Parameter, ...]
    body: str
    example: str
    answer: str
    answers: tuple[tuple[str, str, str], ...]


def guide(document: Mapping[str, Any]) -> list[tuple[str, str, list[Told]]]:
    """Return each noun with its word and its operations, in the order of the table above."""
    told = [(operation["tags"][0], _told(document, *one)) for *one, operation in _whole(document)]
    return [(noun, gettext(word), [one for tag, one in told if tag == noun]) for noun, word in NOUNS.items()]


def _whole(document: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    for path, method, operation in operations(document):
        yield path, method, operation, operation


def _told(document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Told:
    content = operation["responses"].get("200", operation["responses"].get("201", {})).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    sent = _text(sample(document, body)) if body else ""
    return Told(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        "security" in operation,
        tuple(_parameter(document, one) for one in operation["parameters"]),
        sent,
        example(path, method, operation, sent),
        _text(sample(document, schema)) if schema else "",
        tuple(_answers(document, operation)),
    )


def _answers(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    by_status = {str(kind.status): kind.key for kind in KINDS.values()}
    for status, answer in operation["responses"].items():
        kind = by_status.get(status, "") if "$ref" in answer else ""
        words = document["components"]["responses"][kind]["description"] if kind else answer["description"]
        yield status, words, kind


def _parameter(document: Mapping[str, Any], one: Mapping[str, Any]) -> Parameter:
    told = form(_resolved(document, one["schema"]))
    return Parameter(one["name"], one["in"], one["required"], told, one.get("description", ""))


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def form(schema: Mapping[str, Any]) -> str:
    """Return in few words what a parameter looks like."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    bounds = [str(schema[name]) for name in ("minimum", "maximum") if name in schema]
    told = [schema.get("type", ""), "–".join(bounds), schema.get("pattern", "")]
    if "maxLength" in schema:
        told.append(f"≤ {schema['maxLength']}")
    return " ".join(filter(None, told))


def example(path: str, method: str, operation: Mapping[str, Any], sent: str) -> str:
    """Return how an operation is asked from a command line."""
    for one in operation["parameters"]:
        path = path.replace(f"{{{one['name']}}}", str(_SAMPLES.get(one["name"], "1")))
    lines = ["curl" if method in _SAFE else f"curl -X {method.upper()}"]
    if "security" in operation:
        lines.append("-H 'Authorization: Bearer ceiba_…'")
    names = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
    lines += [told for name, told in _HEADERS.items() if name in names]
    if sent:
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(json.loads(sent), ensure_ascii=False)}'"]
    address = f"https://ceiba.example{path}"
    return f"{lines[0]} {address}" if len(lines) == 1 else " \\\n  ".join([*lines, address])


def sample(document: Mapping[str, Any], schema: Mapping[str, Any], name: str = "", deep: int = 0) -> Any:
    """Return something of a schema's form, invented: what is known by name, else the first that its form allows."""
    schema = _resolved(document, schema)
    if name in _SAMPLES and (schema.get("type") == "object") is isinstance(_SAMPLES[name], dict):
        return _SAMPLES[name]
    if told := [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]:
        return sample(document, told[0], name, deep)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        inner = schema.get("properties", {})
        return {key: sample(document, one, key, deep + 1) for key, one in inner.items()} if deep < _DEEPEST else {}
    if kind == "array":
        return [sample(document, schema["items"], name, deep + 1)] if deep < _DEEPEST else []
    moments = {"date-time": "2026-01-15T09:30:00-06:00", "date": "2026-01-15"}
    plain = {"integer": 1, "boolean": False, "string": moments.get(schema.get("format", ""), "…")}
    return plain.get(str(kind))


def _text(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
