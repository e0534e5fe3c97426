"""The shape of a fault, and the plain edits of a snapshot that faults are made of."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address

_Thing = TypeVar("_Thing")
_LISTS = {
    "funding": "funding",
    "total": "totals",
    "budget_line": "budget_lines",
    "modification": "modifications",
    "project": "projects",
    "unit": "units",
    "risk": "risks",
    "population": "populations",
    "income": "income",
}


@dataclass(frozen=True)
class Injection:
    """A snapshot with one fault in it, and the addresses at which a finding about that fault may stand."""

    snapshot: Snapshot
    places: frozenset[str]


Inject = Callable[[Snapshot, random.Random], Injection | None]


@dataclass(frozen=True)
class Fault:
    """A kind of fault: ``inject`` gives None where a plan has no place for it; any of ``rules`` is the right answer."""

    key: str
    rules: tuple[str, ...]
    inject: Inject

    @property
    def says(self) -> str:
        """Return what the office did, in one sentence."""
        return (self.inject.__doc__ or "").strip()


class Register:
    """The faults of one module, in their order; ``@faults("M001")`` adds the function below it."""

    def __init__(self) -> None:
        self.kinds: list[Fault] = []

    def __call__(self, *rules: str) -> Callable[[Inject], Inject]:
        """Return the decorator that adds a fault which these rules must answer."""

        def add(inject: Inject) -> Inject:
            self.kinds.append(Fault(inject.__name__, rules, inject))
            return inject

        return add


def at(snapshot: Snapshot, *places: str) -> Injection:
    """Return the injection of a fault that stands at these addresses."""
    return Injection(snapshot, frozenset(places))


def drawn(things: Iterable[_Thing], chance: random.Random) -> _Thing | None:
    """Return one of some things, None where there is none."""
    found = list(things)
    return chance.choice(found) if found else None


def changed(snapshot: Snapshot, noun: str, thing: Any, **fields: Any) -> Snapshot:
    """Return the snapshot in which one thing has other fields; ``noun`` as in addresses, «plan» among them."""
    return swapped(snapshot, noun, thing.id, replace(thing, **fields))


def swapped(snapshot: Snapshot, noun: str, identifier: str, *new: Any) -> Snapshot:
    """Return the snapshot in which other things, or none, stand in the place of one."""
    if noun in _LISTS:
        name = _LISTS[noun]
        listed: dict[str, Any] = {name: _in_place(getattr(snapshot, name), identifier, new)}
        return replace(snapshot, **listed)
    if noun == "plan":
        return replace(snapshot, plans=_in_place(snapshot.plans, identifier, new))
    name = {"citation": "citations"}.get(noun, f"{noun}s")
    plans = []
    for plan in snapshot.plans:
        fields: dict[str, Any] = {name: _in_place(getattr(plan, name), identifier, new)}
        plans.append(replace(plan, **fields))
    return replace(snapshot, plans=tuple(plans))


def _in_place(things: Sequence[Any], identifier: str, new: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(one for thing in things for one in (new if thing.id == identifier else (thing,)))


def added(snapshot: Snapshot, plan: Plan, **things: Sequence[Any]) -> Snapshot:
    """Return the snapshot in which a plan has more of something: ``elements``, ``indicators``, ``citations`` …"""
    longer = {name: (*getattr(plan, name), *new) for name, new in things.items()}
    return changed(snapshot, "plan", plan, **longer)


def of_indicator(snapshot: Snapshot, indicator: Indicator) -> tuple[str, ...]:
    """Return the addresses of an indicator and of its element."""
    own = address("indicator", indicator.id)
    return (own, address("element", indicator.element)) if indicator.element else (own,)


def first_sibling(snapshot: Snapshot, element: Element) -> str:
    """Return the address where findings about an element among its siblings stand: the first of them."""
    plan = snapshot.plan_of(element)
    same = (e for e in plan.elements if e.parent == element.parent and not e.withdrawn)
    return address("element", next(same).id)


def siblings(snapshot: Snapshot, element: Element) -> tuple[Element, ...]:
    """Return the elements that hang where an element hangs, itself among them."""
    plan = snapshot.plan_of(element)
    return tuple(e for e in plan.elements if e.parent == element.parent and not e.withdrawn)
