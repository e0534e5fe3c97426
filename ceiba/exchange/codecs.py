"""Codecs between lists and records of YAML text and kernel values: each reads, writes and describes itself.

A codec is written once and used three ways, so that what is read, what is written and what the JSON Schema says cannot
drift apart. Reading works on YAML nodes, because they know their line. Nothing here knows what a plan is.
"""

import dataclasses
import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, TypeAlias, cast

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from ceiba.kernel.methodology import Methodology
from ceiba.kernel.source import address
from ceiba.kernel.text import _

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"


class Word(str):
    """Text that the schema types (a number, a period, a key word): written without quotes."""

    __slots__ = ()


class Row(dict[str, Tree]):
    """A small record that is written on one line."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with the text of a plan: the line, counted from 1, and what to do, in Spanish."""

    line: int
    text: str


class Mistakes(Exception):  # it is not one error but all of them
    """What stands in the text cannot be read; carries every mistake found, in the order of the text."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(*(mistake.text for mistake in mistakes))
        self.mistakes = mistakes


def line_of(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    return int(node.start_mark.line) + 1


def wrong(node: Node, text: str) -> Mistakes:
    """Return the exception that says what is wrong at a node."""
    return Mistakes(Mistake(line_of(node), text))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return «; ¿quiso decir …?» for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _("; ¿quiso decir «%(near)s»?") % {"near": near[0]} if near else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names another thing by its address; checked when the whole text has been read.

    ``sentence`` is what is told where the thing is missing; ``owner`` is the address of the thing that names it.
    """

    target: str
    line: int
    sentence: str
    owner: str | None = None


@dataclass(slots=True)
class Desk:
    """What one reading or one writing needs besides the text: the methodology, and who was named where.

    ``lines`` maps the address of each thing to its line; ``mentions`` are the references met while reading, ``named``
    the addresses met while writing; ``ordinals`` counts the things of each noun, for identifiers left out.
    """

    methodology: Methodology
    lines: dict[str, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    ordinals: Counter[str] = field(default_factory=Counter)

    def ordinal(self, kind: str) -> int:
        """Return the number of the next thing of a kind, from 1."""
        self.ordinals[kind] += 1
        return self.ordinals[kind]


class Codec(Protocol):
    """One kind of value: how it is read from a node, written as a tree, and described in JSON Schema."""

    def read(self, node: Node, desk: Desk, /) -> Any:
        """Return the value of a node; ``Mistakes`` where the node holds none."""

    def write(self, value: Any, desk: Desk, /) -> Tree:
        """Return the tree that ``read`` turns back into the value."""

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of what ``read`` accepts."""


ANY_SCALAR: dict[str, object] = {"type": ["string", "number", "boolean"]}


def scalar(node: Node, wanted: str) -> str:
    """Return the text of a scalar; ``Mistakes`` where a list or a record stands instead."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    found = _("una lista") if isinstance(node, SequenceNode) else _("un grupo de claves")
    raise wrong(node, _("se espera %(wanted)s y hay %(found)s") % {"wanted": wanted, "found": found})


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one kind."""

    item: Codec
    exactly: int | None = None
    in_line: bool = False

    def read(self, node: Node, desk: Desk) -> tuple[Any, ...]:
        """Return the values; ``Mistakes`` with those of every item."""
        if not isinstance(node, SequenceNode):
            raise wrong(node, _("se espera una lista: cada cosa en su línea, con un guion delante"))
        if self.exactly is not None and len(node.value) != self.exactly:
            raise wrong(node, _("se esperan %(count)s valores") % {"count": self.exactly})
        return tuple(together(partial(self.item.read, item, desk) for item in node.value))

    def write(self, value: tuple[Any, ...], desk: Desk) -> Tree:
        """Return the list."""
        return [self.item.write(item, desk) for item in value]

    def schema(self) -> dict[str, object]:
        """Return the schema of the list."""
        return {"type": "array", "items": self.item.schema()}


def together(parts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Return what each part gives; ``Mistakes`` with those of all parts where some are wrong."""
    values: list[Any] = []
    mistakes: list[Mistake] = []
    for part in parts:
        try:
            values.append(part())
        except Mistakes as error:  # every mistake is told, not the first alone
            mistakes += error.mistakes
    if mistakes:
        raise Mistakes(*mistakes)
    return values


@dataclass(frozen=True, slots=True)
class Pairs:
    """Values by key (targets by period, money by stage): a mapping, or a list of pairs where a key comes twice.

    ``join`` makes the kernel's value of key and value, ``split`` gives them back.
    """

    key: Codec
    value: Codec
    join: Callable[[Any, Any], Any]
    split: Callable[[Any], tuple[Any, Any]]

    def read(self, node: Node, desk: Desk) -> tuple[Any, ...]:
        """Return the values in the order of the text."""
        if isinstance(node, SequenceNode):
            pairs = [pair for item in node.value for pair in members(item)]
        else:
            pairs = list(members(node))
            no_doubles(pairs)
        return tuple(together(partial(self._pair, pair, desk) for pair in pairs))

    def _pair(self, pair: tuple[Node, Node], desk: Desk) -> Any:
        return self.join(self.key.read(pair[0], desk), self.value.read(pair[1], desk))

    def write(self, value: tuple[Any, ...], desk: Desk) -> Tree:
        """Return the mapping, or the list of pairs."""
        pairs = [self.split(item) for item in value]
        written = [(cast("str", self.key.write(key, desk)), self.value.write(item, desk)) for key, item in pairs]
        if len({key for key, _value in written}) == len(written):
            return Row(written)
        return [Row([pair]) for pair in written]

    def schema(self) -> dict[str, object]:
        """Return the schema of both forms."""
        mapping = {"type": "object", "additionalProperties": self.value.schema()}
        return {"anyOf": [mapping, {"type": "array", "items": mapping}]}


def named(node: Node) -> list[tuple[str, Node]]:
    """Return the keys of a mapping with their nodes; ``Mistakes`` where the node is none or a key comes twice."""
    pairs = list(members(node))
    no_doubles(pairs)
    return [(str(key.value), value) for key, value in pairs]


def members(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield key and value nodes of a mapping; ``Mistakes`` where the node is none."""
    if not isinstance(node, MappingNode):
        raise wrong(node, _("se esperan claves con su valor («clave: valor»)"))
    yield from node.value


def no_doubles(pairs: Iterable[tuple[Node, Node]]) -> None:
    """Raise ``Mistakes`` where a key comes twice in one mapping."""
    first: dict[str, int] = {}
    for key, _value in pairs:
        name = scalar(key, _("una clave"))
        if name in first:
            facts = {"key": name, "first": first[name], "second": line_of(key)}
            raise wrong(key, _("la clave «%(key)s» está dos veces: líneas %(first)s y %(second)s; deje una") % facts)
        first[name] = line_of(key)


_FROM_CLASS: Any = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: the attribute it fills, its codec, and the default where the class has none."""

    name: str
    codec: Codec
    default: Any = _FROM_CLASS


@dataclass(frozen=True, slots=True)
class Record:
    """A kernel value by its keys, each left out where it has its default.

    A record with a ``noun`` has an identifier; left out, it is the value of the key ``named_by`` («1.2»; where
    ``numbered``, «pei», then «pei-2»), or else ``prefix`` and ordinal («e12»). ``in_line`` records are written on one
    line. ``handled`` are keys that the caller takes out before.
    """

    make: Any
    keys: tuple[Key, ...]
    noun: str = ""
    prefix: str = ""
    named_by: str = ""
    numbered: bool = False
    in_line: bool = False
    handled: tuple[str, ...] = ()

    def read(self, node: Node, desk: Desk) -> Any:
        """Return the value; ``Mistakes`` with those of every key."""
        return self.make(**self.values(node, desk))

    def values(self, node: Node, desk: Desk) -> dict[str, Any]:
        """Return the value of every key; ``Mistakes`` with those of every key."""
        given = dict(named(node))
        mentioned = len(desk.mentions)
        unknown = (partial(self._unknown, name, given[name]) for name in given)
        parts = (partial(self._value, key, node, given.get(key.name), desk) for key in self.keys)
        found = together([*unknown, *parts])[len(given) :]
        values = dict(zip((key.name for key in self.keys), found, strict=True))
        if self.noun:
            self._identify(node, given.get("id"), values, desk)
            owner = address(self.noun, values["id"])
            desk.mentions[mentioned:] = [replace(m, owner=m.owner or owner) for m in desk.mentions[mentioned:]]
        return values

    def _unknown(self, name: str, node: Node) -> None:
        known = [key.name for key in self.keys] + (["id"] if self.noun else []) + list(self.handled)
        if name in known:
            return
        told = _("no se conoce la clave «%(key)s»") % {"key": name}
        if name.isdigit():
            told += _("; dentro de { } la coma separa claves: escriba los números con punto decimal y sin millares")
        raise wrong(node, told + suggestion(name, known))

    def _value(self, key: Key, record: Node, node: Node | None, desk: Desk) -> Any:
        if node is not None:
            return key.codec.read(node, desk)
        default = self._default(key)
        if default is dataclasses.MISSING:
            raise wrong(record, _("falta la clave «%(key)s»") % {"key": key.name})
        return default

    def _identify(self, node: Node, given: Node | None, values: dict[str, Any], desk: Desk) -> None:
        code = values.get(self.named_by)
        default = self._default_id(code, desk)
        values["id"] = scalar(given, _("un identificador")) if given is not None else default
        where = address(self.noun, values["id"])
        if where in desk.lines:
            facts = {"id": values["id"], "first": desk.lines[where], "second": line_of(node)}
            told = _("el identificador «%(id)s» está dos veces: líneas %(first)s y %(second)s; dé a una un «id» propio")
            if code == values["id"]:
                told = _(
                    "el código «%(id)s» está dos veces: líneas %(first)s y %(second)s; "
                    "corrija uno o, si son de planes distintos, dé a uno un «id» propio"
                )
            raise wrong(node, told % facts)
        desk.lines[where] = line_of(node)

    def write(self, value: Any, desk: Desk) -> dict[str, Tree]:
        """Return the keys whose values are not their defaults."""
        tree: dict[str, Tree] = Row() if self.in_line else {}
        if self.noun and not self._may_omit(value, desk):
            tree["id"] = value.id
        for key in self.keys:
            held = getattr(value, key.name)
            default = self._default(key)
            if type(held) is not type(default) or held != default:
                tree[key.name] = key.codec.write(held, desk)
        return tree

    def _may_omit(self, value: Any, desk: Desk) -> bool:
        code = getattr(value, self.named_by) if self.named_by else None
        if value.id != self._default_id(code, desk):
            return False
        return value.id == code or address(self.noun, value.id) not in desk.named

    def _default_id(self, code: str | None, desk: Desk) -> str:
        ordinal = desk.ordinal(self.noun)
        if not code:
            return f"{self.prefix}{ordinal}"
        repeated = desk.ordinal(address(self.noun, code)) if self.numbered else 1
        return code if repeated == 1 else f"{code}-{repeated}"

    def _default(self, key: Key) -> Any:
        if key.default is not _FROM_CLASS:
            return key.default
        held = next(f for f in dataclasses.fields(self.make) if f.name == key.name)
        return held.default if held.default_factory is dataclasses.MISSING else held.default_factory()

    def schema(self) -> dict[str, object]:
        """Return the schema of the record; keys that the methodology defines are checked by the reader alone."""
        properties: dict[str, object] = {"id": ANY_SCALAR} if self.noun else {}
        properties |= {key.name: key.codec.schema() for key in self.keys}
        required = [key.name for key in self.keys if self._default(key) is dataclasses.MISSING]
        return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}
