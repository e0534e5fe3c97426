"""One measure in several plans: what an indicator was the year before, and in the plan that its own develops."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold
from ceiba.rules.indexes import index
from ceiba.rules.likeness import Mark, Pair, signed

_Name = tuple[str, str]  # the name of an indicator and that of its unit, folded
_folded = lru_cache(maxsize=1 << 16)(fold)  # of every name of a large plan, long ones too


def signed_indicators(snapshot: Snapshot) -> Mapping[Pair, tuple[Mark, ...]]:
    """Return the indicators of each plan by the signatures of their names; those of no element stand by themselves."""
    return signed(
        (snapshot.plan_of_indicator(one).id if one.element else None, one.id, one.text) for one in snapshot.indicators
    )


def year_before(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the indicator that each one was in the plan of its kind for the period before, by identifier."""
    following = {(plan.kind, plan.period.next()): plan for plan in snapshot.plans if plan.period}
    found: dict[str, str] = {}
    for plan in snapshot.plans:
        before = following.get((plan.kind, plan.period)) if plan.period else None
        if before is not None:
            found.update(_carried(plan, before, snapshot))
    return found


def in_developed_plan(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the indicator of the same name and unit in the plans that an indicator's own develops, the nearest."""
    found: dict[str, str] = {}
    for plan in snapshot.plans:
        for above in developed(plan, snapshot):
            found = {**dict(_carried(plan, above, snapshot)), **found}
    return found


def _carried(plan: Plan, origin: Plan, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the indicators of a plan that another one has, too, with those."""
    named = index(snapshot, names_in_plans)
    its = named[origin.id]
    return ((identifier, its[name]) for name, identifier in named[plan.id].items() if name in its)


def names_in_plans(snapshot: Snapshot) -> Mapping[str, Mapping[_Name, str]]:
    """Return by plan the indicators by name and unit; a name that several bear names none of them."""
    return {plan.id: _named(plan, snapshot) for plan in snapshot.plans}


def developed(plan: Plan, snapshot: Snapshot) -> tuple[Plan, ...]:
    """Return the plans that a plan develops, the nearest first; a circle ends where it began."""
    line: list[Plan] = []
    above = snapshot.plan(plan.parent) if plan.parent else None
    while above is not None and above is not plan and above not in line:
        line.append(above)
        above = snapshot.plan(above.parent) if above.parent else None
    return tuple(line)


def _named(plan: Plan, snapshot: Snapshot) -> dict[_Name, str]:
    """Return the indicators of a plan by name and unit; a name that several bear names none of them."""
    found: dict[_Name, list[str]] = defaultdict(list)
    for indicator in plan.indicators:
        if _counts(indicator, snapshot) and indicator.text:
            unit = indicator.measure_unit
            found[_folded(indicator.text), fold(unit.name) if unit else ""].append(indicator.id)
    return {name: identifiers[0] for name, identifiers in found.items() if len(identifiers) == 1}


def _counts(indicator: Indicator, snapshot: Snapshot) -> bool:
    element = snapshot.element(indicator.element)
    return element is None or not element.withdrawn


def plans_by_kind(snapshot: Snapshot) -> Mapping[str, tuple[Plan, ...]]:
    """Return the plans of each kind, in the order of the snapshot."""
    found: dict[str, list[Plan]] = defaultdict(list)
    for plan in snapshot.plans:
        found[plan.kind].append(plan)
    return {kind: tuple(plans) for kind, plans in found.items()}
