"""JSON whose numbers are the decimals they came from: the library's own writer would pass them through floats."""

import json
from collections.abc import Iterator
from decimal import Decimal

Tree = str | int | Decimal | dict[str, "Tree"] | list["Tree"]


def exact_json(tree: Tree) -> str:
    """Return a tree as JSON in the order of its keys, indented by two blanks, with a line feed at its end."""
    return "".join(_parts(tree, "\n")) + "\n"


def known(**fields: Tree | None) -> dict[str, Tree]:
    """Return an object of the fields that are known: without None, empty texts, lists and objects. Zero is known."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def _parts(tree: Tree, line: str) -> Iterator[str]:
    deeper = f"{line}  "
    match tree:
        case dict():
            yield "{"
            for place, (key, value) in enumerate(tree.items()):
                yield f"{',' if place else ''}{deeper}{json.dumps(key, ensure_ascii=False)}: "
                yield from _parts(value, deeper)
            yield f"{line}}}" if tree else "}"
        case list():
            yield "["
            for place, value in enumerate(tree):
                yield f"{',' if place else ''}{deeper}"
                yield from _parts(value, deeper)
            yield f"{line}]" if tree else "]"
        case Decimal():
            yield format(tree, "f")
        case _:
            yield json.dumps(tree, ensure_ascii=False)
