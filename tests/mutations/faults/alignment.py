"""Faults in alignment: goals that are not, frameworks mistyped, alignments left out."""

import random
from dataclasses import replace

from ceiba.kernel.plan import Alignment
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, at, changed, drawn

faults = Register()


@faults("A001")
def goal_that_does_not_exist(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A goal was mistyped into a number that its framework does not have."""
    element = drawn((e for e in plan.elements if any(a.framework == "ODS" for a in e.alignments)), chance)
    if element is None:
        return None
    wrong = chance.choice(("18", "0", "66", "6.9", "16.13", "1b"))
    alignments = tuple(
        replace(a, codes=(*a.codes[1:], wrong)) if a.framework == "ODS" else a for a in element.alignments
    )
    return at(changed(plan, "element", element, alignments=alignments), address("element", element.id))


@faults("A002")
def framework_mistyped(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The acronym of a framework was mistyped."""
    element = drawn((e for e in plan.elements if e.alignments), chance)
    if element is None:
        return None
    first, *others = element.alignments
    letters = list(first.framework)
    letters[0], letters[1] = letters[1], letters[0]
    name = chance.choice(("".join(letters), first.framework + "S", "AGENDA"))
    alignments = (Alignment(name, first.codes), *others)
    return at(changed(plan, "element", element, alignments=alignments), address("element", element.id))


@faults("A003")
def goal_named_twice(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A goal was named twice, in one cell or in two rows of one framework."""
    element = drawn((e for e in plan.elements if e.alignments), chance)
    if element is None:
        return None
    place = chance.randrange(len(element.alignments))
    one = element.alignments[place]
    code = chance.choice(one.codes)
    if chance.random() < 0.5:
        found = tuple(
            replace(a, codes=(*a.codes, code)) if at_ == place else a for at_, a in enumerate(element.alignments)
        )
    else:
        found = (*element.alignments, Alignment(one.framework, (code,)))
    return at(changed(plan, "element", element, alignments=found), address("element", element.id))


@faults("A004")
def alignment_left_out(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The column with the alignment stayed empty for an element that needs one, and for what hangs from it."""
    needing = [
        e
        for e in plan.elements
        if (level := plan.level(e)) and level.minimum_alignments and plan.plan_of(e).parent is None
    ]
    element = drawn(needing, chance)
    if element is None:
        return None
    made = plan
    for one in (element, *plan.children(element), *plan.ancestors(element)):
        made = changed(made, "element", one, alignments=())
    return at(made, address("element", element.id))
