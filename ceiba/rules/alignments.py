"""What alignment rules know of a whole plan: which goals of a framework it claims, and what stands below each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.rules.passes import (
    elements_with_plan,
    parents,
    with_all_below,
    with_lines_above,
)

_CARRIED = (LinkKind.CONTRIBUTES, LinkKind.REPEATS)
_DELIVERED = (Role.OUTPUT, Role.SUBOUTPUT, Role.PROJECT, Role.ACTIVITY, Role.TASK)


@dataclass(frozen=True, slots=True)
class Claim:
    """A goal of a framework that elements of a plan claim: the first of them, and what works for any of them."""

    framework: str
    code: str
    element: str
    delivered: bool = False
    measured: bool = False


def goal_of(code: str) -> str:
    """Return the goal of a code: «6» of «6.1»."""
    return code.partition(".")[0]


def claims(snapshot: Snapshot) -> Mapping[str, tuple[Claim, ...]]:
    """Return what each plan claims, goal by goal, in the order of the document."""
    above = parents(snapshot)
    own_measure = {indicator.element for indicator in snapshot.indicators}
    # What stands over something that is measured is measured by it; what hangs from it serves that measure.
    measured = with_lines_above(above, own_measure) | with_all_below(above, own_measure)
    roles = {level.key: level.role for level in snapshot.methodology.levels}
    outputs = {e.id for _plan, e in elements_with_plan(snapshot) if roles.get(e.level) in _DELIVERED}
    delivered = with_lines_above(above, outputs | _contributing(snapshot))
    found: dict[str, dict[tuple[str, str], list[Element]]] = defaultdict(lambda: defaultdict(list))
    for plan, element in elements_with_plan(snapshot):
        for alignment in element.alignments:
            for code in alignment.codes:
                found[plan.id][alignment.framework, goal_of(code)].append(element)
    return {
        plan: tuple(
            Claim(
                framework,
                code,
                elements[0].id,
                any(element.id in delivered for element in elements),
                any(element.id in measured for element in elements),
            )
            for (framework, code), elements in own.items()
        )
        for plan, own in found.items()
    }


def _contributing(snapshot: Snapshot) -> set[str]:
    """Return the elements to which something of another plan contributes, or that a project carries out."""
    linked = (LinkKind.CONTRIBUTES, LinkKind.EXECUTES)
    elements = {link.destination.removeprefix("element/") for link in snapshot.links if link.kind in linked}
    elements |= {link.origin.removeprefix("element/") for link in snapshot.links if link.kind is LinkKind.EXECUTES}
    return elements | {subject.removeprefix("element/") for p in snapshot.projects for subject in p.serves}


def aligned_elements(snapshot: Snapshot) -> set[str]:
    """Return the elements that are aligned with anything: themselves, by what they hang from, or by what they work for.

    What an element contributes to, or repeats from another plan, may carry the alignment for it.
    """
    above = parents(snapshot)
    own = [element.id for _plan, element in elements_with_plan(snapshot) if element.alignments]
    aligned = with_all_below(above, own)
    links = [link for link in snapshot.links if link.kind in _CARRIED]
    carried = [link.origin.removeprefix("element/") for link in links if link.destination[len("element/") :] in aligned]
    return aligned | with_all_below(above, carried)


def served_by_project(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return what each project serves, by its address."""
    return {address("project", project.id): project.serves for project in snapshot.projects}
