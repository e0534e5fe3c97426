"""Reads a plan as text (``ceiba.exchange.plan_format`` describes it) into a proposal that asks nothing.

Everything wrong is told at once, in Spanish, each with its line and its mend; a plan is read whole or not at all.
"""

import re
from collections.abc import Iterator, Mapping

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from ceiba.exchange.codecs import Desk, Mistake, Mistakes, scalar, suggestion, wrong
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.plan_format import SNAPSHOT, VERSION, take
from ceiba.exchange.proposal import Proposal
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, address
from ceiba.kernel.text import _
from ceiba.methodologies.loader import UnknownMethodology, load

_FIRST_KEY = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---[ \t]*|%YAML[^\n]*)?\r?\n)*\{?\s*["']?ceiba["']?[ \t]*:[ \t]*["']?\d"""
)
_SHOWN = 12
_NOUNS = {
    "plan": _("el plan"),
    "element": _("el elemento"),
    "indicator": _("el indicador"),
    "statement": _("la declaración"),
    "stakeholder": _("el actor"),
    "citation": _("la cita"),
    "unit": _("la unidad"),
    "funding": _("la fuente"),
    "total": _("el total"),
    "budget_line": _("el renglón"),
    "project": _("el proyecto"),
    "demand": _("la demanda"),
}


def recognises(content: bytes) -> bool:
    """Tell whether bytes are a plan as text: the first key, after comments, is ``ceiba`` with a version."""
    return _FIRST_KEY.match(content) is not None


def read(name: str, content: bytes) -> Proposal:
    """Return the proposal that a plan as text is; ``UnusableDocument`` names every mistake with line and mend."""
    try:
        snapshot, lines = _snapshot(_root(content))
    except Mistakes as error:
        raise UnusableDocument(_told(name, error.mistakes)) from None
    # Lines of this text beside lines of the document that it was read from would be taken for one another.
    own = {} if snapshot.sources else {where: Place(line) for where, line in lines.items()}
    return Proposal(name, snapshot, places=own)


def _told(name: str, mistakes: tuple[Mistake, ...]) -> str:
    ordered = sorted(mistakes, key=lambda mistake: mistake.line)
    told = [
        _("%(file)s, línea %(line)s: %(told)s") % {"file": name, "line": mistake.line, "told": mistake.text.rstrip(".")}
        for mistake in ordered[:_SHOWN]
    ]
    told = [sentence if sentence.endswith("?") else f"{sentence}." for sentence in told]
    if len(ordered) > _SHOWN:
        told.append(_("Y %(count)s errores más.") % {"count": len(ordered) - _SHOWN})
    return "\n".join(told)


def _root(content: bytes) -> Node:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Mistakes(Mistake(line, _("hay un carácter que no es UTF-8; guarde el archivo como UTF-8"))) from None
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        raise Mistakes(_not_yaml(text, error)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Mistakes(Mistake(1, _("el YAML no es válido: %(problem)s") % {"problem": error})) from None
    if not isinstance(root, MappingNode):
        raise Mistakes(Mistake(1, _("el plan empieza con la clave «ceiba: '1'»")))
    _without_aliases(root)
    return root


def _not_yaml(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Say where YAML stops making sense, with the line itself; the parser's own words are English."""
    marks = [mark.line + 1 for mark in (error.context_mark, error.problem_mark) if mark is not None]
    lines = text.split("\n")
    line = min(marks[-1] if marks else 1, len(lines))
    facts = {"start": min([*marks, line]), "text": lines[line - 1].strip()[:60]}
    told = _("el YAML no se entiende aquí («%(text)s»); revise sangría, dos puntos y comillas desde la línea %(start)s")
    return Mistake(line, told % facts)


def _without_aliases(root: Node) -> None:
    """Refuse anchors with aliases: a few lines of them unfold without end."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise wrong(node, _("se usa un alias de YAML («*…»); escriba el texto en cada lugar"))
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value


def _snapshot(root: Node) -> tuple[Snapshot, dict[str, int]]:
    rest, first = take(root, "ceiba", "methodology")
    version = first.get("ceiba")
    if not isinstance(version, ScalarNode) or version.value != VERSION:
        raise wrong(version or root, _("este programa lee la versión %(version)s del formato") % {"version": VERSION})
    if "methodology" not in first:
        raise wrong(root, _("falta la clave «methodology», con el país y el nombre de la norma"))
    try:
        methodology = load(scalar(first["methodology"], _("una metodología")))
    except UnknownMethodology as error:
        raise wrong(first["methodology"], str(error).rstrip(".")) from None
    desk = Desk(methodology)
    snapshot = Snapshot(methodology, **SNAPSHOT.values(rest, desk))
    mistakes = [*_missing(desk), *_doubled(snapshot, desk), *_rings(snapshot, desk)]
    if mistakes:
        raise Mistakes(*mistakes)
    return snapshot, desk.lines


def _missing(desk: Desk) -> Iterator[Mistake]:
    """Yield a mistake for each name of a thing that is not there."""
    for mention in desk.mentions:
        noun, _slash, name = mention.target.partition("/")
        if mention.target in desk.lines or noun not in _NOUNS:
            continue
        known = [where.partition("/")[2] for where in desk.lines if where.startswith(f"{noun}/")]
        told = mention.sentence % {"name": name, "owner": _thing(mention.owner)}
        yield Mistake(mention.line, told + (suggestion(name, known) or _("; corrija el nombre o añada lo que falta")))


def _thing(where: str | None) -> str:
    """Return how a thing is called in a sentence: «el elemento «o3»»."""
    noun, _slash, name = (where or "").partition("/")
    return f"{_NOUNS[noun]} «{name}»" if noun in _NOUNS else _("esta línea")


def _doubled(snapshot: Snapshot, desk: Desk) -> Iterator[Mistake]:
    """Yield a mistake for each code that two elements carry: a dotted one in a plan, another under one parent."""
    for plan in snapshot.plans:
        first: dict[tuple[str, ...], Element] = {}
        for element in plan.elements:
            if not element.code or element.withdrawn:
                continue
            key = _scope(element)
            if key in first:
                lines = [desk.lines[address("element", one.id)] for one in (first[key], element)]
                facts = {"code": element.code, "first": lines[0], "second": lines[1]}
                told = _("el código «%(code)s» está dos veces: líneas %(first)s y %(second)s; corrija uno de los dos")
                yield Mistake(lines[1], told % facts)
            first.setdefault(key, element)


def _scope(element: Element) -> tuple[str, ...]:
    code = (element.code or "").rstrip(".")
    return (code,) if "." in code else (code, element.level, element.parent or "")


def _rings(snapshot: Snapshot, desk: Desk) -> Iterator[Mistake]:
    """Yield a mistake for each ring of elements, units or plans that hang from one another."""
    elements = {e.id: e.parent for plan in snapshot.plans for e in plan.elements}
    units = {unit.id: unit.parent for unit in snapshot.units}
    plans = {plan.id: plan.parent for plan in snapshot.plans}
    for noun, parents in (("element", elements), ("unit", units), ("plan", plans)):
        for ring in _cycles(parents):
            told = _("esto cuelga de sí mismo: %(ring)s; quite o cambie un «parent» de la cadena")
            line = min(desk.lines[address(noun, name)] for name in ring)
            yield Mistake(line, told % {"ring": " → ".join((*ring, ring[0]))})


def _cycles(parents: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Yield each ring of names once, as it is met on the way up."""
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        name: str | None = start
        while name is not None and name in parents and name not in settled and name not in path:
            path[name] = None
            name = parents[name]
        if name is not None and name in path:
            trail = list(path)
            yield trail[trail.index(name) :]
        settled.update(path)
