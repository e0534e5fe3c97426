"""Faults in the chain: what hangs wrong, hangs nowhere, stands twice or is never measured."""

import random
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, added, at, changed, drawn, first_sibling, siblings

faults = Register()
_MEASURED = (Role.GOAL, Role.IMPACT, Role.OUTCOME)
_ERRANDS = (
    "Comprar tres camiones recolectores de basura.",
    "Contratar a dos técnicos para la oficina.",
    "Imprimir mil trifoliares informativos.",
    "Pintar el salón de reuniones.",
    "Elaborar los términos de referencia de la consultoría.",
)


@faults("L001")
def indicators_of_a_result_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The rows with the indicators of a result did not come along from the old file."""
    results = [e for e in plan.elements if plan.role(e) is Role.OUTCOME and plan.indicators_of(e)]
    # What an annual plan repeats is still measured where it was promised.
    results = [e for e in results if not plan.links_from(address("element", e.id), LinkKind.REPEATS)]
    element = drawn(results, chance)
    if element is None:
        return None
    home = plan.plan_of(element)
    rest = tuple(i for i in home.indicators if i.element != element.id)
    return at(changed(plan, "plan", home, indicators=rest), address("element", element.id))


@faults("L001")
def result_added_without_indicator(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A result was added the day before approval, and nobody said how it is measured."""
    element = drawn((e for e in plan.elements if plan.role(e) is Role.OUTCOME), chance)
    if element is None:
        return None
    new = replace(
        element,
        id=f"{element.id}-nuevo",
        code=f"{element.code}9",
        text="Las comunidades conocen mejor sus derechos.",
        weight=None,
    )
    return at(added(plan, plan.plan_of(element), elements=[new]), address("element", new.id))


@faults("L002")
def hung_from_a_wrong_level(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element was pasted under one of a level that does not carry its own."""
    pairs = []
    for element in plan.elements:
        level = plan.level(element)
        if level is None or not level.parents or element.parent is None:
            continue
        allowed = {rule.level for rule in level.parents}
        below = {element.id} | {e.id for e in plan.elements if element in plan.ancestors(e)}
        home = plan.plan_of(element)
        pairs += [(element, o) for o in home.elements if o.level not in allowed and o.id not in below]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, parent = pair
    return at(changed(plan, "element", element, parent=parent.id), address("element", element.id))


@faults("L003")
def level_of_another_kind_of_plan(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element of the operational plan was copied into the strategic one, or the other way round, level and all."""
    pairs = []
    for element in plan.elements:
        kind = plan.plan_of(element).kind
        pairs += [
            (element, level)
            for level in plan.methodology.levels
            if level.plan_kinds and kind not in level.plan_kinds and level.key != element.level
        ]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, level = pair
    return at(changed(plan, "element", element, level=level.key), address("element", element.id))


@faults("L004")
def parent_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The row above was deleted, and what hung from it hangs from nothing."""
    hanging = [
        e
        for e in plan.elements
        if e.parent and (level := plan.level(e)) and any(rule.minimum for rule in level.parents)
    ]
    element = drawn(hanging, chance)
    if element is None:
        return None
    return at(changed(plan, "element", element, parent=None), address("element", element.id))


@faults("L005")
def row_pasted_twice(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A row was pasted twice, with the next code."""
    element = drawn((e for e in plan.elements if not plan.children(e)), chance)
    if element is None:
        return None
    twin = replace(element, id=f"{element.id}-bis", code=f"{element.code}8", weight=None)
    made = added(plan, plan.plan_of(element), elements=[twin])
    return at(made, first_sibling(plan, element), address("element", element.id), address("element", twin.id))


@faults("L005")
def text_of_the_row_above_copied(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The text of a sibling was copied, in other letters and without its accents."""
    pairs = [(e, o) for e in plan.elements for o in siblings(plan, e) if o is not e and o.level == e.level]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, other = pair
    text = chance.choice((other.text, other.text.upper(), other.text.rstrip(".") + " ."))
    made = changed(plan, "element", element, text=text)
    return at(made, first_sibling(plan, element), *(address("element", one.id) for one in pair))


@faults("L006")
def errand_instead_of_a_result(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Somebody wrote what will be bought or hired where the change belongs."""
    element = drawn((e for e in plan.elements if plan.role(e) in _MEASURED), chance)
    if element is None:
        return None
    return at(changed(plan, "element", element, text=chance.choice(_ERRANDS)), address("element", element.id))


def _weighted(plan: Snapshot) -> list[Element]:
    return [e for e in plan.elements if all(o.weight is not None for o in siblings(plan, e))]


@faults("L007")
def weight_changed_alone(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One weight was changed, by much or by little, and its siblings kept theirs."""
    element = drawn((e for e in _weighted(plan) if len(siblings(plan, e)) > 1), chance)
    if element is None or element.weight is None:
        return None
    step = chance.choice((Decimal("0.5"), Decimal(1), Decimal(-1), Decimal(5), Decimal("-0.01"), Decimal(-10)))
    made = changed(plan, "element", element, weight=element.weight + step)
    return at(made, first_sibling(plan, element), address("element", element.id))


@faults("L007")
def weighted_element_withdrawn(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element was withdrawn and its weight was not shared out among the others."""
    element = drawn((e for e in _weighted(plan) if len(siblings(plan, e)) > 2 and not plan.children(e)), chance)
    if element is None or element.weight == 0:
        return None
    made = changed(plan, "element", element, withdrawn=True)
    left = [e for e in siblings(plan, element) if e is not element]
    return at(made, *(address("element", one.id) for one in left))
