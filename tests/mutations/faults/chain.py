"""Faults along the chain: branches that end, links skipped, circles, codes of elsewhere, things said twice."""

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.indicator import Accumulation, Direction, Target
from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element, Link, LinkKind
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from tests.mutations.fault import Injection, Register, added, at, changed, drawn

faults = Register()
_SINGLE = (Role.ACTIVITY, Role.TASK, Role.AXIS)
_LONG = 4  # words of four letters and more, below which a text may stand twice by chance


def _below(plan: Snapshot, element: Element) -> list[Element]:
    return [e for e in plan.plan_of(element).elements if element in plan.ancestors(e)]


@faults("L008")
def branch_that_ends_early(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Everything below an element was left in another file; beside it the branches go on."""
    roles = (Role.GOAL, Role.AXIS)
    carrying = [
        e
        for e in plan.elements
        if plan.role(e) in roles
        and plan.children(e)
        and any(o.level == e.level and o is not e for o in plan.plan_of(e).elements)
        and not plan.links_to(address("element", e.id))  # what another plan carries on does not end here
    ]
    element = drawn(carrying, chance)
    if element is None:
        return None
    home, gone = plan.plan_of(element), {e.id for e in _below(plan, element)}
    made = changed(
        plan,
        "plan",
        home,
        elements=tuple(e for e in home.elements if e.id not in gone),
        indicators=tuple(i for i in home.indicators if i.element not in gone),
    )
    lines = tuple(line for line in plan.budget_lines if not gone & {_identifier(s.subject) for s in line.serves})
    projects = tuple(p for p in plan.projects if not gone & {_identifier(s) for s in p.serves})
    made = replace(made, budget_lines=lines, projects=projects, totals=(), modifications=())
    return at(made, address("element", element.id))


def _identifier(place: str) -> str:
    return place.partition("/")[2]


@faults("L009")
def contribution_in_a_circle(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element was linked as a contribution to one that hangs from it."""
    pairs = [(above, e) for e in plan.elements for above in plan.ancestors(e)]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    above, element = pair
    link = Link(LinkKind.CONTRIBUTES, address("element", above.id), address("element", element.id))
    line = (element, *plan.ancestors(element))
    return at(replace(plan, links=(*plan.links, link)), *(address("element", one.id) for one in line))


@faults("L010")
def link_of_the_chain_skipped(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element was hung directly from what its parent hangs from, which the methodology would admit."""
    pairs = []
    for element in plan.elements:
        level, line = plan.level(element), plan.ancestors(element)
        peers = [o for o in plan.plan_of(element).elements if o.level == element.level and o is not element]
        if level is None or len(line) < 2 or not peers:
            continue
        allowed = {rule.level for rule in level.parents}
        pairs += [(element, above) for above in line[1:2] if above.level in allowed]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, above = pair
    return at(changed(plan, "element", element, parent=above.id, code=None), address("element", element.id))


@faults("L011")
def code_of_the_old_branch_kept(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element was moved to another branch and kept its code."""
    pairs = []
    for element in plan.elements:
        parent = plan.element(element.parent)
        if parent is None or not element.code or not (element.code or "").startswith(f"{parent.code}."):
            continue
        others = (o for o in plan.plan_of(element).elements if o.level == parent.level and o is not parent)
        pairs += [(element, other) for other in others]
    peers = [(e, o) for e, o in pairs if sum(x.level == e.level for x in plan.plan_of(e).elements) > 2]
    pair = drawn(peers, chance)
    if pair is None:
        return None
    element, other = pair
    return at(changed(plan, "element", element, parent=other.id), address("element", element.id))


def _said(plan: Snapshot, *, roles: Iterable[Role] | None = None) -> list[tuple[Element, Element]]:
    """Return pairs of elements of one plan and level that hang from different ones, the first with words enough."""
    pairs = []
    for element in plan.elements:
        role = plan.role(element)
        if role in _SINGLE or role is None or (roles is not None and role not in roles) or not _is_long(element.text):
            continue
        home = plan.plan_of(element)
        others = (o for o in home.elements if o.level == element.level and o is not element)
        pairs += [(element, other) for other in others if other.parent != element.parent]
    return pairs


def _is_long(text: str) -> bool:
    return len({w for w in text.lower().split() if len(w) > _LONG and w.isalpha()}) > _LONG


@faults("L012")
def said_again_in_another_branch(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A text was copied from another branch of the plan, in capitals or without its full stop."""
    pair = drawn(_said(plan), chance)
    if pair is None:
        return None
    element, other = pair
    text = chance.choice((element.text, element.text.upper(), element.text.rstrip(".")))
    made = changed(plan, "element", other, text=text)
    return at(made, *(address("element", one.id) for one in pair))


@faults("L012")
def said_again_with_other_endings(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A text was written again elsewhere with an ending changed, a letter lost or the words in another order."""
    pair = drawn([(e, o) for e, o in _said(plan) if not any(c.isdigit() for c in e.text)], chance)
    if pair is None:
        return None
    element, other = pair
    words = element.text.rstrip(".").split()
    place = max(range(len(words)), key=lambda n: (words[n].isalpha(), len(words[n])))
    long = words[place]
    kind = chance.randrange(3)
    if kind == 0:
        words[place] = long.removesuffix("s") if long.endswith("s") else f"{long}s"
    elif kind == 1:
        words[place] = long[:-3] + long[-2:]
    else:
        words = [*words[len(words) // 2 :], *words[: len(words) // 2]]
    made = changed(plan, "element", other, text=" ".join(words))
    return at(made, *(address("element", one.id) for one in pair))


@faults("L013")
def part_that_promises_more_than_the_whole(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Of what the element above promises in all, a part promises more: one more, or twice as much."""
    pairs = []
    for indicator in plan.indicators:
        element = plan.element(indicator.element)
        counted = indicator.measure_unit and indicator.measure_unit.kind in (UnitKind.COUNT, UnitKind.MAGNITUDE)
        heights = indicator.accumulation in (Accumulation.LAST, Accumulation.SUM)
        if element and counted and heights and indicator.direction is Direction.UP and indicator.target_value:
            pairs += [(indicator, child) for child in plan.children(element)]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    whole, child = pair
    amount = (whole.target_value or Decimal(0)) * chance.choice((1, 1, 2)) + 1
    final = whole.final_target
    assert final is not None
    part = replace(
        whole,
        id=f"{whole.id}-parte",
        element=child.id,
        text=f"{whole.text} en la zona alta",
        targets=(Target(Value(amount), final.period),),
        stated_changes=(),
        target_text=None,
        baseline=replace(whole.baseline, value=Value(Decimal(1))) if whole.baseline else None,
    )
    return at(added(plan, plan.plan_of(child), indicators=[part]), address("indicator", part.id))


@faults("L014")
def child_that_repeats_its_parent(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The text of the level above was copied down a level."""
    pairs = [(parent, e) for e in plan.elements if (parent := plan.element(e.parent))]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    parent, element = pair
    text = chance.choice((parent.text, parent.text.upper(), parent.text.rstrip(".")))
    return at(changed(plan, "element", element, text=text), address("element", element.id))
