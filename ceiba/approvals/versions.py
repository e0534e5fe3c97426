"""What one plan says, apart from everything else of its institution, as a value and as canonical text."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from ceiba.exchange.readers import plan_text
from ceiba.exchange.writers.plan_text import write
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Link, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.unit import Unit
from ceiba.methodologies.loader import load


def alone(snapshot: Snapshot, key: str, methodology: str) -> Snapshot:
    """Return a plan by itself, under the methodology that it follows: with its units and the links that leave it.

    Of other plans only what its links and its parent name is there, as bare words, so that the text can be read back.
    ``KeyError`` where there is no such plan.
    """
    plan = snapshot.plan(key)
    if plan is None:
        raise KeyError(key)
    own = set(addresses(plan))
    links = tuple(link for link in snapshot.links if link.origin in own)
    bare = tuple(_bare(snapshot, plan, {end for link in links for end in (link.origin, link.destination)} - own))
    known = own | {one for other in bare for one in addresses(other)}  # a link to a project is no part of the text
    return Snapshot(
        methodology=load(methodology),
        institution=snapshot.institution,
        units=_units(snapshot, plan),
        plans=(*bare, plan),
        links=tuple(link for link in links if _ends(link) <= known),
    )


def addresses(plan: Plan) -> Iterable[str]:
    """Yield the addresses of a plan and of everything in it."""
    yield address("plan", plan.id)
    groups: dict[str, tuple[Any, ...]] = {
        "element": plan.elements,
        "indicator": plan.indicators,
        "statement": plan.statements,
        "stakeholder": plan.stakeholders,
        "citation": plan.citations,
    }
    for noun, things in groups.items():
        for thing in things:
            yield address(noun, thing.id)


def _ends(link: Link) -> set[str]:
    return {link.origin, link.destination}


def _bare(snapshot: Snapshot, plan: Plan, mentioned: set[str]) -> Iterable[Plan]:
    for other in snapshot.plans:
        if other.id == plan.id:
            continue
        elements = tuple(
            replace(e, parent=None, unit=None, period=None, weight=None, alignments=(), withdrawn=False)
            for e in other.elements
            if address("element", e.id) in mentioned
        )
        indicators = tuple(
            Indicator(i.id, None, i.text) for i in other.indicators if address("indicator", i.id) in mentioned
        )
        if elements or indicators or other.id == plan.parent or address("plan", other.id) in mentioned:
            yield Plan(other.id, other.kind, other.title, other.period, elements=elements, indicators=indicators)


def _units(snapshot: Snapshot, plan: Plan) -> tuple[Unit, ...]:
    named = {e.unit for e in plan.elements if e.unit} | {i.unit for i in plan.indicators if i.unit}
    above = {unit.id: unit.parent for unit in snapshot.units}
    wanted: set[str] = set()
    for unit in named:
        at: str | None = unit
        while at is not None and at not in wanted:
            wanted.add(at)
            at = above.get(at)
    return tuple(unit for unit in snapshot.units if unit.id in wanted)


def canonical(one: Snapshot) -> tuple[str, str]:
    """Return a plan by itself as text, and the SHA-256 of that text in UTF-8; ``ValueError`` if it reads otherwise."""
    text = write(one)
    if read(text) != one:
        raise ValueError("the text of a plan does not say what the plan says")
    return text, sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def read(text: str) -> Snapshot:
    """Return the plan that a canonical text holds."""
    return plan_text.read("version.yaml", text.encode()).snapshot
