"""YAML files as plain text values, checked against ``schema.json``. Nothing is typed here: every scalar stays text."""

import json
from collections.abc import Hashable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from ceiba.kernel.text import _
from ceiba.methodologies.problems import MethodologyError, Problem

Raw = dict[str, Any]  # what a YAML mapping is before it is typed: text, lists and mappings of them

_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SCHEMA = Path(__file__).parent / "schema.json"
# Shapes that are whole documents, each with its schema and how a problem calls the document as such.
_DOCUMENTS = {
    "methodology": (_SCHEMA, "methodology.yaml"),
    "register_type": (_SCHEMA.with_name("register_schema.json"), _("el documento")),
    "duty": (_SCHEMA.with_name("duty_schema.json"), _("el documento")),
}


class _TextLoader(_Loader):  # type: ignore[misc,valid-type]  # the faster of two classes, known only at run time
    """A loader that keeps every scalar as text and refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            keys = [key.value for key, _value in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise _TwiceError(twice, node.start_mark.line + 1)
        return mapping


class _TwiceError(Exception):
    """A key that stands twice in one mapping, and the line where the mapping begins."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def read_file(path: Path, folder: str) -> Raw:
    """Return the mapping that a YAML file holds, all scalars as text; ``MethodologyError`` where it holds none."""
    return read_bytes(path.read_bytes(), path.name, folder)


def read_bytes(content: bytes, name: str, folder: str) -> Raw:
    """Return the mapping that the bytes of a YAML document hold, as ``read_file`` does; ``name`` is the file's."""
    try:
        raw = yaml.load(content.decode("utf-8"), Loader=_TextLoader)  # noqa: S506  # builds text only
    except _TwiceError as error:
        message = _("la clave «%(key)s» está dos veces; deje una sola.")
        place = f"{name}, línea {error.line}"
        raise MethodologyError([Problem(folder, place, message, {"key": error.key})]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}, línea {mark.line + 1}" if mark else name
        message = _("no se puede leer como YAML en UTF-8; corrija la sangría, los dos puntos o las comillas.")
        raise MethodologyError([Problem(folder, place, message)]) from error
    if not isinstance(raw, dict):
        raise MethodologyError([Problem(folder, name, _("está vacío o no es una lista de «clave: valor»."))])
    return raw


def read_folder(folder: Path, name: str) -> Raw:
    """Return the YAML files of a methodology's folder taken together, checked against the schema.

    A part of the methodology stands in one file: the same key in two files is an error.
    """
    whole: Raw = {}
    for path in sorted(folder.glob("*.yaml")):
        part = read_file(path, name)
        both = sorted(whole.keys() & part.keys())
        if both:
            message = _("«%(key)s» ya está en otro archivo de la carpeta; júntelos en uno.")
            raise MethodologyError([Problem(name, path.name, message, {"key": both[0]})])
        whole |= part
    check(whole, "methodology", name)
    return whole


def check(raw: Raw, shape: str, folder: str) -> None:
    """Check a mapping against one shape: ``methodology``, ``catalogue``, ``case``, ``register_type`` or ``duty``.

    ``MethodologyError`` names every place that differs.
    """
    whole = _DOCUMENTS.get(shape, _DOCUMENTS["methodology"])[1]
    problems = [_problem(error, raw, folder, whole) for error in _validator(shape).iter_errors(raw)]
    if problems:
        raise MethodologyError(problems)


@cache
def _validator(shape: str) -> Any:
    file, _name = _DOCUMENTS.get(shape, _DOCUMENTS["methodology"])
    schema = json.loads(file.read_text(encoding="utf-8"))
    definitions = schema.pop("$defs")
    chosen = schema if shape in _DOCUMENTS else definitions[shape]
    return jsonschema.Draft202012Validator(_inlined(chosen, definitions))


def _inlined(schema: Any, definitions: Raw) -> Any:
    """Return a schema with its definitions in place: the validator spends most of its time looking references up."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    return [_inlined(value, definitions) for value in schema] if isinstance(schema, list) else schema


def _problem(error: jsonschema.ValidationError, raw: Raw, folder: str, whole: str) -> Problem:
    while error.context:  # of several shapes that none fits, the mend is told of the one that came nearest
        error = min(error.context, key=lambda inner: (inner.validator == "type", -len(inner.absolute_path)))
    place = _place(raw, error.absolute_path) or whole
    expected: Any = error.validator_value
    found: Any = error.instance
    shape: Any = error.schema
    match error.validator:
        case "required":
            missing = [key for key in expected if key not in found]
            return Problem(folder, place, _("falta «%(key)s»; escríbalo."), {"key": missing[0]})
        case "additionalProperties":
            known = shape["properties"]
            unknown = next(key for key in found if key not in known)
            message = _("no se conoce «%(key)s»; se conocen: %(known)s.")
            return Problem(folder, place, message, {"key": unknown, "known": ", ".join(known)})
        case "enum":
            message = _("«%(value)s» no es válido; use uno de: %(known)s.")
            return Problem(folder, place, message, {"value": str(found), "known": ", ".join(expected)})
        case "pattern":
            message = _("«%(value)s» no tiene la forma esperada (%(pattern)s).")
            return Problem(folder, place, message, {"value": str(found), "pattern": expected})
        case "minLength":
            return Problem(folder, place, _("está vacío; escríbalo o quite la línea."))
        case _:
            kinds = {"string": _("un texto"), "array": _("una lista"), "object": _("«clave: valor»")}
            message = _("se espera %(kind)s.")
            return Problem(folder, place, message, {"kind": kinds.get(str(expected), str(expected))})


def _place(raw: Raw, path: Iterable[str | int]) -> str:
    """Return the way to a value, list entries by their key rather than by their number."""
    steps: list[str] = []
    value: Any = raw
    for step in path:
        value = value[step]
        steps.append(_name_of(value, step) if isinstance(step, int) else step)
    return ".".join(steps)


def _name_of(value: Any, step: int) -> str:
    names = ("key", "code", "field", "rule", "number", "name", "acronym", "level")
    found = next((value[name] for name in names if isinstance(value, dict) and name in value), None)
    return found if isinstance(found, str) else str(step + 1)
