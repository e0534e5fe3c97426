"""A document of a register type written step by step: begun, a part added where it belongs, examples proposed.

What somebody wrote stays as it is, notes and order too: parts are put in as lines of their own.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ceiba.kernel.register_type import Field, FieldKind, RegisterType
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.reading import Raw, check, read_bytes
from ceiba.methodologies.register_examples import computed
from ceiba.methodologies.register_parsing import register_type

Item = Mapping[str, str | Sequence[str] | Sequence[Mapping[str, str]]]
_DAY, _MOMENT, _YEAR = "2026-03-02", "2026-03-02 08:00", "2026"
_NAME = "documento"

_BEGUN = """id: {key}
edition: "1"
title: {title}
plural: {plural}

fields:
  - {{key: fecha, label: Fecha, kind: date, required: "true"}}

states:
  - {{key: abierto, label: Abierto, initial: "true"}}
  - {{key: cerrado, label: Cerrado, final: "true"}}

transitions:
  - {{key: cerrar, label: Cerrar, from: [abierto], to: cerrado, roles: [clerk, unit_head, planner]}}

measures:
  - {{key: anotados, title: {counted}, kind: count, moment: fecha}}
"""


def begun(key: str, title: str, plural: str) -> str:
    """Return the shortest document of a register that holds: a day, two states, a step, a count, an example."""
    words = {"title": title, "plural": plural, "counted": f"{plural}: cuántos"}
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in words.items()}
    return with_examples(_BEGUN.format(key=key, **quoted))


def added(content: str, part: str, item: Item) -> str:
    """Return a document with one more item at the end of a list: of ``fields``, ``states``, ``measures``…

    ``MethodologyError`` for a document that cannot be read.
    """
    read_bytes(content.encode(), _NAME, _NAME)
    lines, line = content.rstrip("\n").split("\n"), f"- {_flow(item)}"
    key, value = _entry(content, part)
    if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
        lines.insert(_last_line(value), " " * (value.value[-1].start_mark.column - 2) + line)
    elif key is not None:  # an empty list, or one written between brackets
        items = [_flow(_plain(each)) for each in getattr(value, "value", ()) if isinstance(value, yaml.SequenceNode)]
        lines[key.start_mark.line : _last_line(value)] = [f"{part}:", *(f"  - {one}" for one in items), f"  {line}"]
    else:
        examples, _value = _entry(content, "examples")
        at = examples.start_mark.line if examples is not None else len(lines)
        lines[at:at] = [f"{part}:", f"  {line}", ""]
    return "\n".join(lines) + "\n"


def replaced(content: str, part: str, item: Item | Sequence[str]) -> str:
    """Return a document in which a part at its top is as given, in the place where it was, else before the examples."""
    lines = content.rstrip("\n").split("\n")
    key, value = _entry(content, part)
    line = f"{part}: {_flow(item)}"
    if key is not None:
        lines[key.start_mark.line : _last_line(value)] = [line]
    else:
        examples, _value = _entry(content, "examples")
        at = examples.start_mark.line if examples is not None else len(lines)
        lines[at:at] = [line, ""]
    return "\n".join(lines) + "\n"


def with_examples(content: str) -> str:
    """Return a document with an invented row in the place of its examples, and the figures that it gives.

    The figures are reckoned, for whoever designs the type to read and judge. ``MethodologyError`` where the rest cannot
    be read.
    """
    raw = dict(read_bytes(content.encode(), _NAME, _NAME))
    raw["examples"] = {"rows": []}
    check(raw, "register_type", _NAME)
    try:
        shape = register_type(raw)
    except (KeyError, StopIteration, ValueError) as error:
        raise MethodologyError([]) from error
    examples: dict[str, Any] = {"rows": [_row(shape)]}
    people = {m.population for m in shape.measures if m.population}
    if people:
        examples["populations"] = [
            {"key": key, "title": "Habitantes", "source": "inventada", "people": {_YEAR: "1000"}}
            for key in sorted(people)
        ]
    found = computed(shape, examples, _YEAR, f"{_YEAR}-12-31")
    lines = ["examples:  # inventados", "  rows:", f"    - {_flow(examples['rows'][0])}"]
    if people:
        lines += ["  populations:", *(f"    - {_flow(one)}" for one in examples["populations"])]
    if found:
        lines.append("  figures:")
    for measure, value in found.items():
        figure = {"measure": measure, "period": _YEAR, "as_of": f"{_YEAR}-12-31", "value": value}
        lines.append(f"    - {_flow(figure)}")
    whole = content.rstrip("\n").split("\n")
    key, value = _entry(content, "examples")
    if key is not None:
        del whole[key.start_mark.line : _last_line(value)]
    return "\n".join(whole).rstrip("\n") + "\n\n" + "\n".join(lines) + "\n"


def _row(shape: RegisterType) -> Raw:
    values = {one.key: text for one in shape.fields if (text := _sample(one))}
    history = [{"state": shape.initial, "at": _MOMENT}]
    return {"key": "a", "state": shape.initial, "values": values, "history": history}


def _sample(field: Field) -> str:
    """Return an invented value of a field."""
    number = f"{field.minimum:f}" if field.minimum is not None and field.minimum > 0 else "1"
    match field.kind:
        case FieldKind.CODE if field.sequence:
            return field.sequence.replace("{year}", _YEAR).replace("{number:", "{:0").replace("}", "d}").format(1)
        case FieldKind.CODE if field.mask:
            return field.mask.replace("#", "1")
        case FieldKind.CHOICE:
            return next((one.key for one in field.options if not one.retired), "")
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return number
        case FieldKind.COUNTS:
            return "/".join(dimension.options[0].key for dimension in field.dimensions) + " 1"
        case FieldKind.PERSON:
            return "Ana Inventada"
    plain = {FieldKind.DATE: _DAY, FieldKind.DATE_TIME: _MOMENT, FieldKind.PLACE: "0101", FieldKind.UNIT: "unidad"}
    return plain.get(field.kind, "inventado"[: field.longest])


def _entry(content: str, part: str) -> tuple[Any, Any]:
    root: Any = yaml.compose(content, Loader=yaml.BaseLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == part:
            return key, value
    return None, None


def _last_line(node: Any) -> int:
    """Return how many lines come before the end of a node: a block ends with its last text."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _last_line(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_line(node.value[-1])
    end = node.end_mark
    return int(end.line) + (1 if end.column else 0)


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def _flow(value: Any) -> str:
    """Return a value in one line, texts between quotes where they need them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, str):
        return (
            value
            if value.isidentifier() and value.isascii() and value != "true"
            else json.dumps(value, ensure_ascii=False)
        )
    return "[" + ", ".join(map(_flow, value)) + "]"
