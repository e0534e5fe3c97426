"""Where in a document something stands: the line of a place such as ``fields.numero.kind``."""

from typing import Any

import yaml


def line_of(content: str, place: str) -> int | None:
    """Return the line, from 1 on, of the narrowest part of a place that the document has; None where it has none.

    A place names keys of mappings, and of a list the item by its ``key`` (or ``measure``) or by its number.
    """
    if place.startswith("línea "):
        number = place.removeprefix("línea ")
        return int(number) if number.isdecimal() else None
    try:
        at: Any = yaml.compose(content, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    line = None
    for part in place.replace("[", ".").replace("]", "").split("."):
        found = _inside(at, part)
        if found is None:
            break
        line, at = found
    return line


def _inside(at: Any, part: str) -> tuple[int, Any] | None:
    """Return the line of a part of a node, and the part itself."""
    if isinstance(at, yaml.MappingNode):
        for key, value in at.value:
            if key.value == part:
                return key.start_mark.line + 1, value
    if isinstance(at, yaml.SequenceNode):
        for number, item in enumerate(at.value):
            if part in (str(number), *_names(item)):
                return item.start_mark.line + 1, item
    return None


def _names(item: Any) -> tuple[str, ...]:
    if not isinstance(item, yaml.MappingNode):
        return (str(item.value),)
    return tuple(value.value for key, value in item.value if key.value in ("key", "measure"))
