"""Faults in what a plan serves: priorities claimed and not worked for, frameworks and norms that are over."""

import random
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Alignment, Citation, Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, added, at, changed, drawn

faults = Register()
_AGENDA, _PRIORITIES = "ODS", "PND"


def _plan(plan: Snapshot, subject: Plan | None, **fields: object) -> Injection | None:
    if subject is None:
        return None
    return at(changed(plan, "plan", subject, **fields), address("plan", subject.id))


def _claimed(subject: Plan, framework: str) -> set[str]:
    return {
        code.partition(".")[0]
        for element in subject.elements
        for alignment in element.alignments
        if alignment.framework == framework
        for code in alignment.codes
    }


def _heading(plan: Snapshot, subject: Plan, framework: str, chance: random.Random) -> Element | None:
    """Return a new heading of a plan that claims a goal which nothing else of the plan claims."""
    known = plan.methodology.framework(framework)
    goals = [g.code for g in known.goals if "." not in g.code] if known else []
    code = drawn((code for code in goals if code not in _claimed(subject, framework)), chance)
    root = next((e for e in subject.elements if e.parent is None), None)
    if code is None or root is None:
        return None
    alignments = (Alignment(framework, (code,)),)
    return replace(
        root, id=f"{subject.id}-nuevo", code="9", text="Integración regional", weight=None, alignments=alignments
    )


@faults("A005")
def priority_with_nothing_behind_it(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A national priority was added because it looks well, and nothing that the plan delivers serves it."""
    roles = (Role.OUTPUT, Role.ACTIVITY, Role.PROJECT)
    served = []
    for subject in plan.plans:
        below = [e for e in subject.elements if plan.role(e) in roles]
        lines = {above.id: above for e in below for above in (e, *plan.ancestors(e))}
        if any(a.framework == _PRIORITIES for one in lines.values() for a in one.alignments):
            served.append(subject)
    one = drawn(served, chance)
    new = _heading(plan, one, _PRIORITIES, chance) if one else None
    if one is None or new is None:
        return None
    return at(added(plan, one, elements=[new]), address("plan", one.id))


@faults("A006")
def agenda_goal_with_no_measure(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A goal of the 2030 Agenda was claimed that no indicator of the plan measures."""
    measured = [p for p in plan.plans if p.indicators and _claimed(p, _AGENDA)]
    one = drawn(measured, chance)
    new = _heading(plan, one, _AGENDA, chance) if one else None
    if one is None or new is None:
        return None
    return at(added(plan, one, elements=[new]), address("plan", one.id))


@faults("A007")
def framework_of_the_time_before(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The plan was renewed for the next period with the alignment of the old one."""
    pairs = [
        (subject, framework.valid_until)
        for subject in plan.plans
        for framework in plan.methodology.frameworks
        if framework.valid_until is not None and subject.period and _claimed(subject, framework.key)
    ]
    pair = drawn(pairs, chance)
    if pair is None or pair[0].period is None:
        return None
    subject, last = pair
    assert subject.period is not None
    late = 12 * (last + chance.choice((1, 1, 3)) - subject.period.start_year)
    return _plan(plan, subject, period=subject.period.shift(late))


@faults("A008")
def money_of_promises_left_unaligned(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The plans that carry the money were loaded without their alignment; only the long one kept it."""
    served = {s.subject.removeprefix("element/") for line in plan.budget_lines for s in line.serves}
    paid = [p for p in plan.plans if served & {e.id for e in p.elements}]
    first = plan.plans[0] if plan.plans else None
    if not paid or first is None or first in paid or not any(e.alignments for e in first.elements):
        return None
    made = plan
    for one in plan.plans[1:]:
        bare = tuple(replace(e, alignments=()) for e in one.elements)
        made = changed(made, "plan", one, elements=bare)
    return at(made, address("plan", first.id))


@faults("A009")
def priority_of_another_branch(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An element says that it serves one priority, and what it hangs from serves another."""
    known = plan.methodology.framework(_PRIORITIES)
    pairs = []
    for element in plan.elements:
        above = next(
            (a for a in plan.ancestors(element) if any(x.framework == _PRIORITIES for x in a.alignments)), None
        )
        if above is not None and known is not None:
            theirs = {c for a in above.alignments if a.framework == _PRIORITIES for c in a.codes}
            pairs += [(element, goal.code) for goal in known.goals if goal.code not in theirs]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, code = pair
    kept = tuple(a for a in element.alignments if a.framework != _PRIORITIES)
    alignments = (*kept, Alignment(_PRIORITIES, (code,)))
    return at(changed(plan, "element", element, alignments=alignments), address("element", element.id))


@faults("A010")
def shares_of_more_than_all(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The parts with which an element contributes to the goals of a framework are more than the element."""
    element = drawn((e for e in plan.elements if e.alignments), chance)
    if element is None:
        return None
    first, *others = element.alignments
    more = chance.choice((Decimal("0.31"), Decimal("0.5"), Decimal("0.301")))
    split = (replace(first, share=Decimal("0.7")), Alignment(first.framework, ("17",), more))
    return at(changed(plan, "element", element, alignments=(*split, *others)), address("element", element.id))


@faults("A011")
def link_to_the_higher_plan_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A plan no longer says which one it develops, though that one is there."""
    kinds = {p.kind for p in plan.plans}
    linked = []
    for one in plan.plans:
        kind = plan.methodology.plan_kind(one.kind)
        if one.parent and kind and kind.parent in kinds:
            linked.append(one)
    return _plan(plan, drawn(linked, chance), parent=None)


@faults("E013")
def norm_that_is_over(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A law that is no longer in force was copied from the old plan."""
    pairs = [
        (subject, norm)
        for subject in plan.plans
        for norm in plan.methodology.norms
        if norm.valid_until and subject.period and subject.period.start_year > norm.valid_until.year
    ]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    subject, norm = pair
    new = Citation(f"z-{subject.id}-viejo", norm.norm, norm.number, norm.titles[0])
    return at(added(plan, subject, citations=[new]), address("citation", new.id))
