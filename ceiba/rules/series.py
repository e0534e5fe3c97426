"""One measure in several plans: what an indicator was the year before, and in the plan that its own develops."""

from collections import defaultdict
from collections.abc import Mapping

from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold
from ceiba.rules.likeness import Likeness, repetitions

_Name = tuple[str, str]  # the name of an indicator and that of its unit, folded


def repeated_indicators(snapshot: Snapshot) -> Mapping[str, Likeness]:
    """Return which indicator names once more what an earlier one of its plan names, by the later one."""
    found: dict[str, Likeness] = {}
    for plan in snapshot.plans:
        found |= repetitions((one.id, one.text) for one in plan.indicators if _counts(one, snapshot))
    return found


def year_before(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the indicator that each one was in the plan of its kind for the period before, by identifier."""
    named = {plan.id: _named(plan, snapshot) for plan in snapshot.plans}
    following = {(plan.kind, plan.period.next()): plan for plan in snapshot.plans if plan.period}
    found = {}
    for plan in snapshot.plans:
        before = following.get((plan.kind, plan.period)) if plan.period else None
        for name, identifier in named[plan.id].items() if before else ():
            if before is not None and name in named[before.id]:
                found[identifier] = named[before.id][name]
    return found


def in_developed_plan(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the indicator of the same name and unit in the plans that an indicator's own develops, the nearest."""
    named = {plan.id: _named(plan, snapshot) for plan in snapshot.plans}
    found: dict[str, str] = {}
    for plan in snapshot.plans:
        for above in developed(plan, snapshot):
            for name, identifier in named[plan.id].items():
                if name in named[above.id]:
                    found.setdefault(identifier, named[above.id][name])
    return found


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
            found[fold(indicator.text), fold(unit.name) if unit else ""].append(indicator.id)
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
